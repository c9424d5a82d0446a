import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WINDOW_LEAD } from "./appointments.ts";
import { openWindow, unite, windowsOf } from "./windows.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

const appointment = {
  roomId: "a",
  at: "2026-11-24T14:00",
  timeZone: "Europe/Vienna",
  duration: 50,
  repeats: "weekly",
  lastDate: null,
  skipped: [],
} as const;

describe("windows", () => {
  test("open ten minutes before an appointment and last until its end", () => {
    const start = Date.UTC(2026, 10, 24, 13);
    const windows = windowsOf({ id: "a", openUntil: null }, [appointment], NOW);
    expect(windows[0]).toEqual({ from: start - WINDOW_LEAD, until: start + 50 * MINUTE });
    expect(openWindow(windows, start - WINDOW_LEAD - 1)).toBeNull();
    expect(openWindow(windows, start - WINDOW_LEAD)).not.toBeNull();
    expect(openWindow(windows, start + 50 * MINUTE - 1)).not.toBeNull();
    expect(openWindow(windows, start + 50 * MINUTE)).toBeNull();
    expect(windows).toHaveLength(2);
  });

  test("belong to one room, and join with those of a press", () => {
    expect(windowsOf({ id: "b", openUntil: null }, [appointment], NOW)).toEqual([]);
    const until = NOW + 55 * MINUTE;
    expect(windowsOf({ id: "a", openUntil: until }, [appointment], NOW)[0]).toEqual({
      from: 0,
      until: Date.UTC(2026, 10, 24, 13, 50),
    });
    expect(windowsOf({ id: "b", openUntil: NOW }, [appointment], NOW)).toEqual([]);
  });

  test("united cover the same moments, sorted and apart", () => {
    const period = fc
      .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 40 }))
      .map(([from, length]) => ({ from, until: from + length }));
    fc.assert(
      fc.property(fc.array(period), fc.integer({ min: 0, max: 250 }), (periods, at) => {
        const united = unite(periods);
        expect(openWindow(united, at) !== null).toBe(openWindow(periods, at) !== null);
        for (const [index, { from }] of united.entries()) {
          const before = united[index - 1];
          if (before !== undefined) expect(from).toBeGreaterThan(before.until);
        }
      }),
    );
  });
});
