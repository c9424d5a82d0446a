// The clock of Art. 12(3) GDPR: one month from receipt, two more where it is extended.
import { Temporal } from "temporal-polyfill";

/** The last millisecond of a day. */
const endOf = (day: Temporal.PlainDate, timeZone: string): number =>
  day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds - 1;

const dayOf = (time: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate();

/**
 * Until when a request has to be answered, Unix ms: the end of the day one calendar month after the day of its receipt
 * (Art. 3(2)(c) of Regulation 1182/71); the last day of that month where it has no such day. It is not put off to a
 * working day, as Art. 3(4) of the same would allow: earlier is never wrong. Throws a RangeError for a time zone that
 * is none.
 */
export function dueDate(receivedAt: number, timeZone: string): number {
  return endOf(dayOf(receivedAt, timeZone).add({ months: 1 }), timeZone);
}

/** The same after an extension: the end of the day two calendar months after the day on which it was due. */
export function extendedDueDate(dueAt: number, timeZone: string): number {
  return endOf(dayOf(dueAt, timeZone).add({ months: 2 }), timeZone);
}
