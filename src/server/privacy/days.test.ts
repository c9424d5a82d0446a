import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { beginningOf, beginningOfMinute, isDay, isMinute, shownAt } from "./days.ts";

const ZONE = "Europe/Vienna";

it("a day or minute is read as it is written, and nothing else is one", () => {
  for (const day of ["2026-02-28", "2028-02-29", "2026-12-31"])
    expect([day, isDay(day)]).toEqual([day, true]);
  for (const none of ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-01 ", "2026-01-00", ""])
    expect([none, isDay(none)]).toEqual([none, false]);
  for (const none of [
    "2026-02-29T10:00",
    "2026-01-01T24:00",
    "2026-01-01T10:60",
    "2026-01-01 10:00",
    "2026-01-01",
  ])
    expect([none, isMinute(none)]).toEqual([none, false]);
  expect(beginningOf("2026-03-29", ZONE)).toBe(Date.UTC(2026, 2, 28, 23));
  // The hour that is skipped, and the one that comes twice: never later than it can have been.
  expect(beginningOfMinute("2026-03-29T02:30", ZONE)).toBe(Date.UTC(2026, 2, 29, 0, 30));
  expect(beginningOfMinute("2026-10-25T02:30", ZONE)).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

it("any minute is read back as the one that is shown", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (minutes) => {
      const shown = shownAt(minutes * 60_000, ZONE).replace(" ", "T");
      expect(isMinute(shown)).toBe(true);
      expect(isDay(shown.slice(0, 10))).toBe(true);
      const read = beginningOfMinute(shown, ZONE);
      // An hour that comes twice is read as the first.
      expect([minutes * 60_000, minutes * 60_000 - 3_600_000]).toContain(read);
      expect(Temporal.Instant.fromEpochMilliseconds(read).epochMilliseconds).toBeGreaterThanOrEqual(
        beginningOf(shown.slice(0, 10), ZONE),
      );
    }),
    { numRuns: 300 },
  );
});
