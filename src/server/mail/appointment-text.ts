// The words of mails to clients: date, time, the practice's name and the plain address of the lobby. No link that
// opens a room, no room, no name of anybody (GTelG § 6(2)); two such mails differ in nothing else.
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import type { AppointmentMailContent, AppointmentMailKind, Language } from "./mail-kinds.ts";
import { plainName } from "./plain-name.ts";

export type Place = {
  /** Names the appointment in calendars, and nothing else. */
  readonly uid: string;
  /** Where the lobby is. */
  readonly callAddress: string;
  /** Address that the mail comes from. */
  readonly sender: string;
  /** Unix ms: when the calendar file was made. */
  readonly stamp: number;
};

const LOCALES = { de: "de-AT", en: "en-GB" } as const;

function startOf({ at, timeZone }: AppointmentMailContent): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function when(content: AppointmentMailContent, language: Language): string {
  return startOf(content).toLocaleString(LOCALES[language], {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

const SUBJECT = {
  de: { appointment: "Ihr Termin", reminder: "Erinnerung an Ihren Termin", cancelled: "Ihr Termin entfällt" },
  en: {
    appointment: "Your appointment",
    reminder: "Reminder of your appointment",
    cancelled: "Your appointment does not take place",
  },
} as const;

function linesOf(
  kind: AppointmentMailKind,
  language: Language,
  content: AppointmentMailContent,
  callAddress: string,
): readonly string[] {
  const { duration } = content;
  const practiceName = plainName(content.practiceName);
  const date = when(content, language);
  if (language === "de") {
    if (kind === "cancelled") return ["Guten Tag,", "dieser Termin findet nicht statt:", date, practiceName];
    return [
      "Guten Tag,",
      kind === "reminder" ? "wir erinnern Sie an Ihren Termin:" : "Ihr Termin ist vereinbart:",
      `${date}, ${duration} Minuten`,
      practiceName,
      `Öffnen Sie zur vereinbarten Zeit den Link, den Sie von der Praxis haben. Wenn Ihr Gerät sich den Raum gemerkt hat, genügt ${callAddress}`,
      "Diese E-Mail enthält mit Absicht keinen Link zu Ihrem Gespräch. Antworten Sie bitte nicht darauf, sondern melden Sie sich bei der Praxis. Ihre Adresse wird nach der letzten E-Mail zu diesem Termin gelöscht.",
    ];
  }
  if (kind === "cancelled") return ["Hello,", "this appointment does not take place:", date, practiceName];
  return [
    "Hello,",
    kind === "reminder" ? "this is a reminder of your appointment:" : "your appointment is arranged:",
    `${date}, ${duration} minutes`,
    practiceName,
    `At that time, open the link that you have from the practice. If your device has remembered the room, ${callAddress} is enough`,
    "This mail has no link to your call, on purpose. Please do not answer it; get in touch with the practice instead. Your address is erased after the last mail about this appointment.",
  ];
}

const SUMMARY = { de: "Termin", en: "Appointment" } as const;

function calendarOf(
  kind: AppointmentMailKind,
  language: Language,
  content: AppointmentMailContent,
  place: Place,
) {
  const practiceName = plainName(content.practiceName);
  const method = kind === "cancelled" ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const start = new Date(content.at);
  const calendar = ical({ prodId: { company: "TheraPsy Connect", product: "Appointments" }, method });
  calendar.createEvent({
    id: place.uid,
    // RFC 5545, 3.8.7.4: a later revision has the higher number.
    sequence: kind === "cancelled" ? 1 : 0,
    status: kind === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    stamp: new Date(place.stamp),
    start,
    end: new Date(content.at + content.duration * 60_000),
    summary: SUMMARY[language],
    description: `${practiceName}\n${place.callAddress}`,
    // RFC 5546, 3.2.1: a published event has an organizer. Ours is the sender of this mail; nobody else is named.
    organizer: { name: practiceName, email: place.sender },
  });
  return {
    method: kind === "cancelled" ? ("CANCEL" as const) : ("PUBLISH" as const),
    content: calendar.toString(),
  };
}

/** Subject, text and calendar file of such a mail. */
export function appointmentMail(
  kind: AppointmentMailKind,
  language: Language,
  content: AppointmentMailContent,
  place: Place,
) {
  return {
    subject: SUBJECT[language][kind],
    text: `${linesOf(kind, language, content, place.callAddress).join("\n\n")}\n`,
    calendar: calendarOf(kind, language, content, place),
  };
}
