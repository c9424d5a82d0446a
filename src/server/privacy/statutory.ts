// Terms that a law counts by calendar: whole years from the end of the one in which a document arose, and months. All
// others are spans of 24 hours from a moment (docs/decisions/0035-when-a-period-is-over.md).
import { Temporal } from "temporal-polyfill";

/**
 * Years count from the end of the calendar year in which the document arose; months from the day on which a matter was
 * settled. `days`: the most that the term can last.
 */
export const TERMS = {
  /** Books and records, Austria (§ 132(1) BAO, § 212 UGB). */
  "AT-7": { years: 7, days: 2_923 },
  /** Vouchers, Germany (§ 147(1) no. 4 with (3) AO, § 257(1) no. 4 with (4) HGB). */
  "DE-8": { years: 8, days: 3_288 },
  /** Books and annual accounts, Germany (§ 147(1) no. 1 with (3) AO, § 257(1) no. 1 with (4) HGB). */
  "DE-10": { years: 10, days: 4_019 },
  /** What was said in support: six months after it was settled, as the privacy notice says. */
  support: { months: 6, days: 184 },
} as const;

export type Term = keyof typeof TERMS;

const dayAt = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

const startOf = (day: Temporal.PlainDate, timeZone: string): number =>
  day.toZonedDateTime(timeZone).epochMilliseconds;

/** The first day without the term: "created 3.1.2017" with seven years gives 1.1.2025. */
function firstDayAfter(day: Temporal.PlainDate, term: Term): Temporal.PlainDate {
  const rule = TERMS[term];
  // The 31st of August and six months: the last day of February.
  if ("months" in rule) return day.add({ months: rule.months }, { overflow: "constrain" });
  return Temporal.PlainDate.from({ year: day.year + rule.years + 1, month: 1, day: 1 });
}

/** When what arose at `at` may go: the first moment of a day in the time zone of the operator's seat. Unix ms. */
export const endOfTerm = (at: number, term: Term, timeZone: string): number =>
  startOf(firstDayAfter(dayAt(at, timeZone), term), timeZone);

/** Whatever arose before this moment may go at `now`, and nothing else: the inverse of `endOfTerm`. Unix ms. */
export function termCutoff(now: number, term: Term, timeZone: string): number {
  const today = dayAt(now, timeZone);
  const rule = TERMS[term];
  if ("years" in rule)
    return startOf(Temporal.PlainDate.from({ year: today.year - rule.years, month: 1, day: 1 }), timeZone);
  // Days at the end of a month share their end, so that the last of them is looked for.
  let day = today.subtract({ months: rule.months });
  while (Temporal.PlainDate.compare(firstDayAfter(day, term), today) <= 0) day = day.add({ days: 1 });
  return startOf(day, timeZone);
}
