// Dates and times as the desk writes them, in the language at hand.
import { dayPeriod } from "../../practice/calendar.ts";
import { formatTime, language } from "../../ui/language.ts";
import { deskText } from "./desk-text.ts";

const format = (options: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language.value === "de" ? "de" : "en-GB", options).format(at);

// Noon is in the day wherever the clocks change at midnight.
const noonOf = (date: string): number => {
  const { from, until } = dayPeriod(date);
  return (from + until) / 2;
};

/** For example "Di 24.11." */
export function shortDay(date: string): string {
  const at = noonOf(date);
  return `${format({ weekday: "short" }, at)} ${format({ day: "numeric", month: "numeric" }, at)}`;
}

/** For example "Dienstag, 24. November". */
export const longDay = (date: string): string =>
  format({ weekday: "long", day: "numeric", month: "long" }, noonOf(date));

/** For example "24. November 2026". */
export const fullDate = (date: string): string => format({ dateStyle: "long" }, noonOf(date));

/** For example "Dienstag, 24. November 2026, 15:00" in a time zone. */
export const fullMoment = (at: number, timeZone: string): string =>
  format(
    {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    },
    at,
  );

/** For example "15:00–15:50", where there is little room. */
export const shortSpan = ({ from, until }: { readonly from: number; readonly until: number }): string =>
  `${formatTime(from)}–${formatTime(until)}`;

/** For example "15:00 bis 15:50". */
export const timeSpan = ({ from, until }: { readonly from: number; readonly until: number }): string =>
  deskText().calendar.span(formatTime(from), formatTime(until));
