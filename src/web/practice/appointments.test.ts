import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { momentOf, nextOccurrence, occurrencesIn, type Schedule } from "./appointments.ts";

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
const ZONES = ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"] as const;

const schedule = (part: Partial<Schedule> = {}): Schedule => ({
  at: "2026-10-19T15:00",
  timeZone: "Europe/Vienna",
  duration: 50,
  repeats: "weekly",
  lastDate: null,
  skipped: [],
  ...part,
});
const utc = (text: string): number => Date.parse(text);

const date = fc
  .integer({ min: 0, max: 1_500 })
  .map((days) => Temporal.PlainDate.from("2025-01-01").add({ days }).toString());
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    day: date,
    minutes: fc.integer({ min: 0, max: 24 * 60 - 1 }),
    timeZone: fc.constantFrom(...ZONES),
    duration: fc.integer({ min: 5, max: 720 }),
    repeats: fc.constantFrom("once", "weekly"),
    weeks: fc.option(fc.integer({ min: 0, max: 60 })),
    skip: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
  })
  .map(({ day, minutes, timeZone, duration, repeats, weeks, skip }) => {
    const first = Temporal.PlainDate.from(day);
    const after = (count: number) => first.add({ days: 7 * count }).toString();
    const time = new Date(minutes * 60_000).toISOString().slice(11, 16);
    return {
      at: `${day}T${time}`,
      timeZone,
      duration,
      repeats,
      lastDate: weeks === null ? null : after(weeks),
      skipped: skip.map(after),
    };
  });
const moment = fc.integer({ min: utc("2024-12-01T00:00Z"), max: utc("2030-12-01T00:00Z") });

describe("appointments", () => {
  test("stay at their hour when the clocks change", () => {
    const found = occurrencesIn(schedule(), {
      from: utc("2026-10-19T00:00Z"),
      until: utc("2026-11-03T00:00Z"),
    });
    expect(found.map(({ date, from }) => [date, new Date(from).toISOString()])).toEqual([
      ["2026-10-19", "2026-10-19T13:00:00.000Z"],
      ["2026-10-26", "2026-10-26T14:00:00.000Z"],
      ["2026-11-02", "2026-11-02T14:00:00.000Z"],
    ]);
  });

  test("in the hour that is left out begin later, in the one that comes twice the first time", () => {
    expect(momentOf("2027-03-28T02:30", "Europe/Vienna")).toBe(utc("2027-03-28T01:30Z"));
    expect(momentOf("2026-10-25T02:30", "Europe/Vienna")).toBe(utc("2026-10-25T00:30Z"));
  });

  test("over midnight belong to both days", () => {
    const late = schedule({ at: "2026-11-24T23:30", duration: 90, repeats: "once" });
    const day = (from: string) => ({ from: utc(from), until: utc(from) + DAY });
    expect(occurrencesIn(late, day("2026-11-23T23:00Z"))).toHaveLength(1);
    expect(occurrencesIn(late, day("2026-11-24T23:00Z"))).toHaveLength(1);
    expect(occurrencesIn(late, day("2026-11-25T23:00Z"))).toHaveLength(0);
  });

  test("in a zone that the browser does not know are read in its own", () => {
    const found = nextOccurrence(schedule({ timeZone: "Mars/Olympus", repeats: "once" }), 0);
    expect(found?.from).toBe(momentOf("2026-10-19T15:00", Temporal.Now.timeZoneId()));
  });

  test("that cannot be read do not take place", () => {
    expect(nextOccurrence(schedule({ at: "tomorrow" }), 0)).toBeNull();
    expect(occurrencesIn(schedule({ at: "" }), { from: 0, until: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  test("of a series are found decades later", () => {
    const far = utc("2090-01-01T00:00Z");
    expect(nextOccurrence(schedule(), far)?.until).toBeGreaterThan(far);
  });
});

describe("appointments, whatever they are", () => {
  test("a period cut in two has the occurrences of both parts", () => {
    fc.assert(
      fc.property(
        schedules,
        moment,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (one, from, a, b) => {
          const middle = from + a * DAY;
          const until = middle + b * DAY;
          const parts = [
            ...occurrencesIn(one, { from, until: middle }),
            ...occurrencesIn(one, { from: middle, until }),
          ];
          const whole = occurrencesIn(one, { from, until });
          expect([...new Map(parts.map((part) => [part.date, part])).values()]).toEqual(whole);
        },
      ),
    );
  });

  test("keep weekday and hour, come weekly, leave out what is skipped, and end", () => {
    fc.assert(
      fc.property(schedules, moment, (one, from) => {
        const found = occurrencesIn(one, { from, until: from + 30 * WEEK });
        const first = Temporal.PlainDateTime.from(one.at);
        for (const { date, from: start, until } of found) {
          const wall = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(one.timeZone);
          const planned = Temporal.PlainDate.from(date).toPlainDateTime(first.toPlainTime());
          // Only an hour that does not exist moves, by what the clock jumps.
          const exists = planned.toZonedDateTime(one.timeZone).toPlainDateTime().equals(planned);
          if (exists) expect(wall.toPlainDateTime().toString()).toBe(planned.toString());
          expect(Temporal.PlainDate.from(date).dayOfWeek).toBe(first.dayOfWeek);
          expect(until - start).toBe(one.duration * 60_000);
          expect(one.skipped).not.toContain(date);
          expect(date >= one.at.slice(0, 10)).toBe(true);
          if (one.lastDate !== null && one.repeats === "weekly") expect(date <= one.lastDate).toBe(true);
          if (one.repeats === "once") expect(date).toBe(one.at.slice(0, 10));
        }
        expect(found.map(({ from: start }) => start)).toEqual(
          found.map(({ from: start }) => start).toSorted((a, b) => a - b),
        );
        expect(new Set(found.map(({ date }) => date)).size).toBe(found.length);
      }),
    );
  });

  test("the next one is the first that is not over", () => {
    fc.assert(
      fc.property(schedules, moment, (one, now) => {
        const next = nextOccurrence(one, now);
        const all = occurrencesIn(one, { from: now, until: now + 300 * WEEK });
        expect(next).toEqual(all[0] ?? null);
      }),
      { numRuns: 60 },
    );
  });
});
