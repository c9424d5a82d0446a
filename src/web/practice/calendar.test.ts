import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentOf, overlap, type Schedule, zoneHere } from "./appointments.ts";
import { addDays, clashesOf, clockOf, dateOf, dayPeriod, entriesIn, lanesOf, weekOf } from "./calendar.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const schedule = (part: Partial<Schedule> = {}): Schedule => ({
  at: "2026-11-24T15:00",
  timeZone: zoneHere(),
  duration: 50,
  repeats: "once",
  lastDate: null,
  skipped: [],
  ...part,
});

describe("the calendar", () => {
  test("has weeks from Monday to Sunday, also over the end of a year", () => {
    expect(weekOf("2027-01-01")).toEqual([
      "2026-12-28",
      "2026-12-29",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
      "2027-01-03",
    ]);
  });

  test("has days without gaps, whatever the clocks do", () => {
    const date = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays("2025-01-01", days));
    fc.assert(
      fc.property(date, (day) => {
        const { from, until } = dayPeriod(day);
        expect(dateOf(from)).toBe(day);
        expect(dateOf(until - 1)).toBe(day);
        expect(dateOf(until)).toBe(addDays(day, 1));
        expect(weekOf(day)).toContain(day);
      }),
    );
  });

  test("shows what clashes", () => {
    const period = dayPeriod("2026-11-24");
    const found = entriesIn(
      [schedule({ at: "2026-11-24T15:50" }), schedule(), schedule({ at: "2026-11-24T15:40" })],
      period,
    );
    expect(found.map(({ occurrence, clashes }) => [clockOf(occurrence.from), clashes])).toEqual([
      ["15:00", true],
      ["15:40", true],
      ["15:50", true],
    ]);
    const apart = entriesIn([schedule(), schedule({ at: "2026-11-24T15:50" })], period);
    expect(apart.map(({ clashes }) => clashes)).toEqual([false, false]);
  });

  test("finds the first clash of a series with another", () => {
    const mine = schedule({ repeats: "weekly" });
    const other = schedule({ at: "2026-12-08T15:30", repeats: "weekly" });
    const [clash] = clashesOf(mine, [other, schedule({ at: "2026-11-25T15:00" })], NOW);
    expect(clash?.appointment).toBe(other);
    expect(clash?.occurrence.from).toBe(momentOf("2026-12-08T15:30", zoneHere()));
    expect(clashesOf(mine, [schedule({ at: "2026-11-23T15:00" })], NOW)).toEqual([]);
  });

  test("gives what overlaps different lanes", () => {
    const period = fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 }))
      .map(([from, length]) => ({ from, until: from + length }));
    fc.assert(
      fc.property(fc.array(period, { maxLength: 20 }), (unsorted) => {
        const periods = unsorted.toSorted((a, b) => a.from - b.from);
        const lanes = lanesOf(periods);
        for (const [i, a] of periods.entries())
          for (const [j, b] of periods.entries())
            if (i < j && overlap(a, b)) {
              expect(lanes[i]).not.toBe(lanes[j]);
              expect(lanes[i]).not.toBeNull();
            }
      }),
    );
  });
});
