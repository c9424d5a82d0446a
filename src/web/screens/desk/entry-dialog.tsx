import { CalendarArrowDown, Link, Mail, Pencil } from "lucide";
import { useState } from "preact/hooks";
import { zoneHere } from "../../practice/appointments.ts";
import { addDays, dateOf, type Entry } from "../../practice/calendar.ts";
import type { MailDesk } from "../../practice/mails.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import type { FormStart } from "./appointment-form.tsx";
import { AppointmentMail } from "./appointment-mail.tsx";
import { Ask } from "./ask.tsx";
import { FileDialog } from "./calendar-file.tsx";
import { fullDate, longDay, timeSpan } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";
import { ShareDialog } from "./share-room.tsx";

type Step = "look" | "share" | "file" | "mail" | "skip" | "end" | "end-from" | "end-all";

interface EntryDialogProps {
  readonly practice: PracticeRooms;
  readonly mails?: MailDesk;
  readonly entry: Entry<Appointment>;
  readonly onForm: (start: FormStart) => void;
  readonly onClose: () => void;
}

function Facts({ practice, entry }: Pick<EntryDialogProps, "practice" | "entry">) {
  const words = deskText().calendar;
  const { appointment, occurrence } = entry;
  const room = practice.data.value.rooms.find(({ id }) => id === appointment.roomId);
  const { lastDate, reminder } = appointment;
  const weekly = lastDate === null ? words.weekly : words.weeklyUntil(fullDate(lastDate));
  const facts: readonly (readonly [string, string])[] = [
    ...(room === undefined
      ? []
      : [[words.entry.room, `${room.label} (${deskText().rooms.kinds[room.kind]})`] as const]),
    [words.entry.time, `${longDay(dateOf(occurrence.from))}, ${timeSpan(occurrence)}`],
    ...(appointment.timeZone === zoneHere() ? [] : [[words.entry.zone, appointment.timeZone] as const]),
    [words.entry.repeats, appointment.repeats === "weekly" ? weekly : words.entry.once],
    ...(reminder === null ? [] : [[words.entry.reminder, words.form.reminderBefore(reminder)] as const]),
    ...(appointment.note === "" ? [] : [[words.entry.note, appointment.note] as const]),
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {entry.clashes && <p class="tag accent">{words.clash}</p>}
    </>
  );
}

/** One time of an appointment: what it is, and everything that can be done with it. */
export function EntryDialog({ practice, mails, entry, onForm, onClose }: EntryDialogProps) {
  const words = deskText().calendar.entry;
  const [step, setStep] = useState<Step>("look");
  const { appointment, occurrence } = entry;
  const { id } = appointment;
  const room = practice.data.value.rooms.find((one) => one.id === appointment.roomId);
  const isSeries = appointment.repeats === "weekly";
  const isFirst = appointment.at.startsWith(occurrence.date);
  const isFuture = occurrence.from > Date.now();
  const notes = mails === undefined ? null : <p class="soft small">{words.mailsStay}</p>;
  const shared = { onClose };

  switch (step) {
    case "share":
      return room === undefined ? null : <ShareDialog room={room} practice={practice} {...shared} />;
    case "file":
      return <FileDialog practice={practice} what={{ entry }} {...shared} />;
    case "mail":
      return mails === undefined ? null : <AppointmentMail mails={mails} entry={entry} {...shared} />;
    case "skip":
      return (
        <Ask
          title={words.skipAsk}
          yes={words.skip}
          onYes={() => practice.editAppointment(id, { skipped: [...appointment.skipped, occurrence.date] })}
          {...shared}
        >
          <p>{words.skipText}</p>
          {notes}
        </Ask>
      );
    case "end-from":
      return (
        <Ask
          title={words.endFromAsk}
          yes={words.endFrom}
          onYes={() => practice.editAppointment(id, { lastDate: addDays(occurrence.date, -1) })}
          {...shared}
        >
          <p>{words.endText}</p>
          {notes}
        </Ask>
      );
    case "end":
    case "end-all":
      return (
        <Ask
          title={step === "end" ? words.endAsk : words.endAllAsk}
          yes={step === "end" ? words.end : words.endAll}
          onYes={() => practice.endAppointment(id)}
          {...shared}
        >
          <p>{words.endText}</p>
          {notes}
        </Ask>
      );
    case "look":
      return (
        <Dialog title={room?.label ?? deskText().calendar.title} closeLabel={text().close} onClose={onClose}>
          <Facts practice={practice} entry={entry} />
          <div class="stack tight">
            <Button kind="main" icon={Pencil} onClick={() => onForm({ kind: "edit", appointment })}>
              {isSeries ? words.editSeries : words.edit}
            </Button>
            <div class="row">
              <Button icon={Link} onClick={() => setStep("share")}>
                {words.invite}
              </Button>
              <Button icon={CalendarArrowDown} onClick={() => setStep("file")}>
                {words.file}
              </Button>
              {mails !== undefined && isFuture && (
                <Button icon={Mail} onClick={() => setStep("mail")}>
                  {words.mail}
                </Button>
              )}
            </div>
            <div class="row">
              {isSeries && (
                <>
                  <Button
                    kind="plain"
                    onClick={() => onForm({ kind: "move", appointment, date: occurrence.date })}
                  >
                    {words.move}
                  </Button>
                  <Button kind="plain" onClick={() => setStep("skip")}>
                    {words.skip}
                  </Button>
                  {!isFirst && (
                    <Button kind="plain" onClick={() => setStep("end-from")}>
                      {words.endFrom}
                    </Button>
                  )}
                </>
              )}
              <Button kind="plain" onClick={() => setStep(isSeries ? "end-all" : "end")}>
                {isSeries ? words.endAll : words.end}
              </Button>
            </div>
          </div>
        </Dialog>
      );
  }
}
