// Days and moments at the operator's seat, as they are typed and read there.
import { Temporal } from "temporal-polyfill";

/** Whether a text such as 2026-11-20 names a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** When such a day began, Unix ms. */
export const beginningOf = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

/** Date and time to the minute: 2026-11-20 14:05. */
export const shownAt = (time: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");

/** Whether a text such as 2026-11-20T14:05 names a minute that there is. */
export function isMinute(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10));
}

/** When such a minute began in a time zone, Unix ms; of an hour that the clocks repeat, the first. */
export const beginningOfMinute = (minute: string, timeZone: string): number =>
  Temporal.PlainDateTime.from(minute).toZonedDateTime(timeZone, { disambiguation: "earlier" })
    .epochMilliseconds;

/** Until when the authority has to be told, Unix ms: 72 hours, whatever the clocks and calendars do meanwhile. */
export const authorityDeadline = (noticedAt: number): number => noticedAt + 72 * 3_600_000;
