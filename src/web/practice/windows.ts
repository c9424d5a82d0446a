// When a room answers first knocks: after "open now", and around its appointments.
import { occurrencesIn, type Period, type Schedule, windowOf } from "./appointments.ts";

const DAY = 24 * 3_600_000;
/** Far enough for a page that stays open over a weekend. */
const AHEAD = 8 * DAY;
const BEHIND = DAY;

/** How long windows that were computed once may be used. */
export const WINDOWS_FRESH = DAY;

interface WindowRoom {
  readonly id: string;
  readonly openUntil: number | null;
}

/** Periods without those that touch each other, by time. */
export function unite(periods: readonly Period[]): readonly Period[] {
  const united: Period[] = [];
  for (const period of periods.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last !== undefined && period.from <= last.until) {
      united[united.length - 1] = { from: last.from, until: Math.max(last.until, period.until) };
    } else united.push(period);
  }
  return united;
}

/** The windows of a room from a day before `now` to a week after it. */
export function windowsOf(
  room: WindowRoom,
  appointments: readonly (Schedule & { readonly roomId: string })[],
  now: number,
): readonly Period[] {
  const period = { from: now - BEHIND, until: now + AHEAD };
  const planned = appointments
    .filter(({ roomId }) => roomId === room.id)
    .flatMap((appointment) => occurrencesIn(appointment, period))
    .map(windowOf);
  const opened = room.openUntil === null || room.openUntil <= now ? [] : [{ from: 0, until: room.openUntil }];
  return unite([...opened, ...planned]);
}

/** The window that is open at `now`, or null. */
export const openWindow = (windows: readonly Period[], now: number): Period | null =>
  windows.find(({ from, until }) => from <= now && now < until) ?? null;
