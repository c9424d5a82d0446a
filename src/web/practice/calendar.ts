// Days, weeks and what lies in them, in the time zone of this device.
import { Temporal } from "temporal-polyfill";
import {
  nextOccurrence,
  type Occurrence,
  occurrencesIn,
  overlap,
  type Period,
  type Schedule,
  zoneHere,
} from "./appointments.ts";

const DAY = 24 * 3_600_000;
/** Series are compared for so long: a clash further ahead than this is found when it comes closer. */
const CLASH_HORIZON = 180 * DAY;

const zoned = (at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneHere());

/** The date here, "2026-11-24". */
export const dateOf = (at: number): string => zoned(at).toPlainDate().toString();

/** The time of day here, "15:00". */
export const clockOf = (at: number): string => zoned(at).toPlainTime().toString({ smallestUnit: "minute" });

/** Minutes since midnight on the wall. */
export function minuteOf(at: number): number {
  const { hour, minute } = zoned(at);
  return hour * 60 + minute;
}

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The Monday of the week in which a date lies, and the six days after it. */
export function weekOf(date: string): readonly string[] {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return Array.from({ length: 7 }, (_, index) => monday.add({ days: index }).toString());
}

/** From midnight to midnight here; 23 to 25 hours. */
export function dayPeriod(date: string): Period {
  const start = (one: string): number =>
    Temporal.PlainDate.from(one).toZonedDateTime(zoneHere()).epochMilliseconds;
  return { from: start(date), until: start(addDays(date, 1)) };
}

export interface Entry<A> {
  readonly appointment: A;
  readonly occurrence: Occurrence;
  /** Another appointment takes place at the same time. */
  readonly clashes: boolean;
}

/** Everything that takes place in a period, by time. */
export function entriesIn<A extends Schedule>(
  appointments: readonly A[],
  period: Period,
): readonly Entry<A>[] {
  const found = appointments
    .flatMap((appointment) =>
      occurrencesIn(appointment, period).map((occurrence) => ({ appointment, occurrence })),
    )
    .toSorted((a, b) => a.occurrence.from - b.occurrence.from || a.occurrence.until - b.occurrence.until);
  return found.map((entry) => ({
    ...entry,
    clashes: found.some((other) => other !== entry && overlap(other.occurrence, entry.occurrence)),
  }));
}

export interface Clash<A> {
  readonly appointment: A;
  readonly occurrence: Occurrence;
}

/** The first time at which each other appointment would clash with this one, from `now` on. */
export function clashesOf<A extends Schedule>(
  schedule: Schedule,
  others: readonly A[],
  now: number,
): readonly Clash<A>[] {
  const first = nextOccurrence(schedule, now);
  if (first === null) return [];
  const period = { from: first.from, until: first.from + CLASH_HORIZON };
  const own = occurrencesIn(schedule, period);
  return others.flatMap((appointment) => {
    const occurrence = occurrencesIn(appointment, period).find((one) =>
      own.some((mine) => overlap(mine, one)),
    );
    return occurrence === undefined ? [] : [{ appointment, occurrence }];
  });
}

/**
 * Places beside each other for what takes place at the same time: the first free lane for each, by time; null for
 * what has the time for itself.
 */
export function lanesOf(periods: readonly Period[]): readonly (number | null)[] {
  const ends: number[] = [];
  return periods.map((period) => {
    if (!periods.some((other) => other !== period && overlap(other, period))) return null;
    const free = ends.findIndex((end) => end <= period.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = period.until;
    return lane;
  });
}
