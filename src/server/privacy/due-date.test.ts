import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dueDate, extendedDueDate } from "./due-date.ts";

const VIENNA = "Europe/Vienna";
const at = (text: string, zone = VIENNA) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).epochMilliseconds;
const shown = (time: number, zone = VIENNA) =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDateTime().toString();

describe("the due date of a request", () => {
  it.each([
    ["2026-01-31T00:00", "2026-02-28T23:59:59.999"],
    ["2026-01-31T23:59", "2026-02-28T23:59:59.999"],
    ["2028-01-31T12:00", "2028-02-29T23:59:59.999"],
    ["2028-02-29T12:00", "2028-03-29T23:59:59.999"],
    ["2027-02-28T12:00", "2027-03-28T23:59:59.999"],
    ["2026-12-31T23:59", "2027-01-31T23:59:59.999"],
    ["2026-08-31T08:00", "2026-09-30T23:59:59.999"],
    // A Sunday at the end, and the nights on which the clocks change: the day still ends when it ends.
    ["2026-09-25T10:00", "2026-10-25T23:59:59.999"],
    ["2026-02-28T10:00", "2026-03-28T23:59:59.999"],
    ["2026-03-01T10:00", "2026-04-01T23:59:59.999"],
  ])("of %s is %s", (received, due) => {
    expect(shown(dueDate(at(received), VIENNA))).toBe(due);
  });

  it("counts the days of the operator's seat, not those of UTC", () => {
    const late = Date.UTC(2026, 0, 31, 23, 30);
    expect(shown(dueDate(late, VIENNA))).toBe("2026-03-01T23:59:59.999");
    expect(shown(dueDate(late, "UTC"), "UTC")).toBe("2026-02-28T23:59:59.999");
  });

  it("is extended by two months from the day on which it was due", () => {
    expect(shown(extendedDueDate(dueDate(at("2026-01-31T12:00"), VIENNA), VIENNA))).toBe(
      "2026-04-28T23:59:59.999",
    );
    expect(shown(extendedDueDate(dueDate(at("2026-11-30T12:00"), VIENNA), VIENNA))).toBe(
      "2027-02-28T23:59:59.999",
    );
  });

  it("refuses a time zone that is none", () => {
    expect(() => dueDate(0, "Europe/Steyr")).toThrow(RangeError);
  });

  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2060, 0, 1) });
  const zone = fc.constantFrom(
    VIENNA,
    "Europe/Berlin",
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Kathmandu",
  );

  it("is the last moment of the same day of the next month, or of its last day", () => {
    fc.assert(
      fc.property(moment, zone, (received, name) => {
        const from = Temporal.Instant.fromEpochMilliseconds(received).toZonedDateTimeISO(name);
        const due = Temporal.Instant.fromEpochMilliseconds(dueDate(received, name)).toZonedDateTimeISO(name);
        const months = (due.year - from.year) * 12 + due.month - from.month;
        expect(months).toBe(1);
        expect(due.day).toBe(Math.min(from.day, due.daysInMonth));
        // One millisecond later another day begins.
        const next = due.add({ milliseconds: 1 });
        expect(next.toPlainDate().equals(due.toPlainDate().add({ days: 1 }))).toBe(true);
        expect(next.equals(next.startOfDay())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("never comes earlier for who wrote later, nor later than 31 days and the rest of the day", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 400 * 86_400_000 }), zone, (first, later, name) => {
        expect(dueDate(first + later, name)).toBeGreaterThanOrEqual(dueDate(first, name));
        const days = (dueDate(first, name) - first) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(28 - 1 / 24);
        expect(days).toBeLessThanOrEqual(32 + 1 / 24);
      }),
      { numRuns: 500 },
    );
  });

  it("with the extension is never later than three months after the receipt", () => {
    fc.assert(
      fc.property(moment, zone, (received, name) => {
        const latest = Temporal.Instant.fromEpochMilliseconds(received)
          .toZonedDateTimeISO(name)
          .toPlainDate()
          .add({ months: 3 });
        const due = Temporal.Instant.fromEpochMilliseconds(
          extendedDueDate(dueDate(received, name), name),
        ).toZonedDateTimeISO(name);
        expect(Temporal.PlainDate.compare(due.toPlainDate(), latest)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});
