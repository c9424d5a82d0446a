// Calendar files (RFC 5545), made in this browser. Calendars are often kept by somebody else: nothing of a client
// gets in here but the title that the therapist has written for it.
import { Temporal } from "temporal-polyfill";
import { nextOccurrence, type Occurrence, occurrencesIn, type Schedule } from "./appointments.ts";

interface CalendarEntry {
  /** Names the entry in the calendar, so that reading a file twice changes nothing; nothing readable. */
  readonly uid: string;
  readonly title: string;
  /** Minutes before the beginning at which the calendar reminds; null: it does not. */
  readonly reminder: number | null;
}

export interface SingleEntry extends CalendarEntry {
  readonly occurrence: Occurrence;
}

export interface SeriesEntry extends CalendarEntry {
  readonly schedule: Schedule;
}

const LINE_OCTETS = 75;
/** Changes of the clock are written down for so long; afterwards programs know them by the name of the zone. */
const ZONE_YEARS = 5;
const FAR = 4_102_444_800_000;

/** RFC 5545, 3.1: a long line goes on in the next one, which begins with a space. Characters stay whole. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  let size = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (size + octets > LINE_OCTETS) {
      lines.push(current);
      current = " ";
      size = 1;
    }
    current += character;
    size += octets;
  }
  return [...lines, current].join("\r\n");
}

/** RFC 5545, 3.3.11. Other control characters have no place in a text. */
function escapeText(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/([;,])/g, "\\$1")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

const compact = (date: string): string => date.replace(/[-:]/g, "").slice(0, 15);
const utc = (at: number): string => `${compact(new Date(at).toISOString())}Z`;
const offset = (text: string): string => text.replace(/:/g, "").slice(0, 5);

function alarm(reminder: number | null, title: string): string[] {
  if (reminder === null) return [];
  return [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escapeText(title)}`,
    `TRIGGER:-PT${reminder}M`,
    "END:VALARM",
  ];
}

function single({ uid, title, reminder, occurrence }: SingleEntry, stamp: string): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${utc(occurrence.from)}`,
    `DTEND:${utc(occurrence.until)}`,
    `SUMMARY:${escapeText(title)}`,
    ...alarm(reminder, title),
    "END:VEVENT",
  ];
}

function series({ uid, title, reminder, schedule }: SeriesEntry, stamp: string): string[] {
  const { timeZone, at, duration, skipped } = schedule;
  const last =
    schedule.lastDate === null ? [] : occurrencesIn({ ...schedule, skipped: [] }, { from: 0, until: FAR });
  const until = last.at(-1);
  const start = compact(`${at}:00`);
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=${timeZone}:${start}`,
    `DURATION:PT${duration}M`,
    `RRULE:FREQ=WEEKLY${until === undefined ? "" : `;UNTIL=${utc(until.from)}`}`,
    ...skipped.map((date) => `EXDATE;TZID=${timeZone}:${compact(date)}${start.slice(8)}`),
    `SUMMARY:${escapeText(title)}`,
    ...alarm(reminder, title),
    "END:VEVENT",
  ];
}

/** RFC 5545, 3.6.5: a time zone is described in the file that names it. */
function timeZone(name: string, from: string): string[] {
  const first = Temporal.PlainDateTime.from(from).toZonedDateTime(name);
  const end = first.add({ years: ZONE_YEARS });
  const part = (start: string, before: string, after: string, isDaylight: boolean): string[] => {
    const kind = isDaylight ? "DAYLIGHT" : "STANDARD";
    return [
      `BEGIN:${kind}`,
      `DTSTART:${start}`,
      `TZOFFSETFROM:${offset(before)}`,
      `TZOFFSETTO:${offset(after)}`,
      `END:${kind}`,
    ];
  };
  const lines: string[] = [];
  let current: Temporal.ZonedDateTime | null = first.getTimeZoneTransition("previous");
  if (current === null) lines.push(...part("19700101T000000", first.offset, first.offset, false));
  while (current !== null && Temporal.ZonedDateTime.compare(current, end) < 0) {
    const before = current.subtract({ nanoseconds: 1 });
    // The beginning is written in the time that was shown until then.
    const local = current.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime().toString();
    const isLater = current.offsetNanoseconds > before.offsetNanoseconds;
    lines.push(...part(compact(`${local}:00`), before.offset, current.offset, isLater));
    current = current.getTimeZoneTransition("next");
  }
  return ["BEGIN:VTIMEZONE", `TZID:${name}`, ...lines, "END:VTIMEZONE"];
}

/** The text of a calendar file. Series that never take place are left out. */
export function calendarFile(entries: readonly (SingleEntry | SeriesEntry)[], now: number): string {
  const stamp = utc(now);
  const weekly = entries
    .filter((entry) => "schedule" in entry)
    .filter(({ schedule }) => nextOccurrence(schedule, 0) !== null);
  const zones = new Map<string, string>();
  for (const { schedule } of weekly) {
    const known = zones.get(schedule.timeZone);
    if (known === undefined || schedule.at < known) zones.set(schedule.timeZone, schedule.at);
  }
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//TheraPsy Connect//Practice//EN",
    ...[...zones].flatMap(([name, from]) => timeZone(name, from)),
    ...entries.filter((entry) => "occurrence" in entry).flatMap((entry) => single(entry, stamp)),
    ...weekly.flatMap((entry) => series(entry, stamp)),
    "END:VCALENDAR",
    "",
  ]
    .map(fold)
    .join("\r\n");
}
