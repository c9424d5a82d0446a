// When appointments take place. They are kept as wall clock and time zone, because a weekly appointment at three
// stays at three when the clocks change.
import { Temporal } from "temporal-polyfill";

/** A room opens so long before an appointment begins. */
export const WINDOW_LEAD = 10 * 60_000;
export const DURATION_MIN = 5;
export const DURATION_MAX = 12 * 60;

const MINUTE = 60_000;
const DAYS_A_WEEK = 7;
const WEEK = DAYS_A_WEEK * 24 * 60 * MINUTE;

/** The part of an appointment that says when it is. */
export interface Schedule {
  /** Wall clock of the first time, "2026-11-24T15:00". */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Minutes. */
  readonly duration: number;
  readonly repeats: "once" | "weekly";
  /** Last date of a weekly series, "2026-12-31"; null: open end. */
  readonly lastDate: string | null;
  /** Dates of a series on which it does not take place. */
  readonly skipped: readonly string[];
}

/** From `from` (included) to `until` (not included), Unix ms. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** One time that an appointment takes place. */
export interface Occurrence extends Period {
  /** Date on the wall of the appointment's time zone; with the appointment's id it names the occurrence. */
  readonly date: string;
}

/** The time zone of this device. */
export const zoneHere = (): string => Temporal.Now.timeZoneId();

/** A zone that this browser does not know, from a newer device, is read as the device's own. */
function knownZone(timeZone: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(timeZone).timeZoneId;
  } catch {
    return zoneHere();
  }
}

function parseWall(at: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(at);
  } catch {
    return null;
  }
}

/** A moment (Unix ms) for a wall clock. In the hour that is skipped the later, in the one that repeats the earlier. */
export function momentOf(wall: string, timeZone: string): number | null {
  return (
    parseWall(wall)?.toZonedDateTime(knownZone(timeZone), { disambiguation: "compatible" })
      .epochMilliseconds ?? null
  );
}

/**
 * All times in which an appointment takes place within a period, also in part; by time. Nothing for a schedule that
 * cannot be read.
 */
export function occurrencesIn(schedule: Schedule, period: Period): readonly Occurrence[] {
  const first = parseWall(schedule.at);
  if (first === null || !(period.until > period.from)) return [];
  const zone = knownZone(schedule.timeZone);
  const length = schedule.duration * MINUTE;
  const occurrenceAt = (week: number): Occurrence => {
    const wall = first.add({ days: week * DAYS_A_WEEK });
    const from = wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
    return { date: wall.toPlainDate().toString(), from, until: from + length };
  };
  const takesPlace = ({ date, from, until }: Occurrence): boolean =>
    from < period.until && until > period.from && !schedule.skipped.includes(date);
  const start = occurrenceAt(0);
  if (schedule.repeats === "once") return [start].filter(takesPlace);

  const found: Occurrence[] = [];
  // A week to the left, because clocks may have changed since the first time.
  const weeks = Math.floor((period.from - length - start.from) / WEEK) - 1;
  for (let week = Math.max(0, weeks); ; week += 1) {
    const occurrence = occurrenceAt(week);
    const isOver = schedule.lastDate !== null && occurrence.date > schedule.lastDate;
    if (isOver || occurrence.from >= period.until) return found;
    if (takesPlace(occurrence)) found.push(occurrence);
  }
}

/** The occurrence that is on at `now` or comes next; null: none any more. */
export function nextOccurrence(schedule: Schedule, now: number): Occurrence | null {
  // Skipped dates can follow each other, so that a single week would not do.
  const horizon = (schedule.skipped.length + 2) * WEEK;
  const start = momentOf(schedule.at, schedule.timeZone);
  if (start === null) return null;
  const from = Math.max(now, start - WEEK);
  return occurrencesIn(schedule, { from, until: from + horizon })[0] ?? null;
}

/** When the room of an appointment lets first knocks in (docs/protocol.md, "Windows"). */
export const windowOf = ({ from, until }: Period): Period => ({ from: from - WINDOW_LEAD, until });

/** Whether two periods share time. */
export const overlap = (a: Period, b: Period): boolean => a.from < b.until && b.from < a.until;
