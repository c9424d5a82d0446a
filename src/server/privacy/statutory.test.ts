import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../protocol/limits.ts";
import { endOfTerm, TERMS, type Term, termCutoff } from "./statutory.ts";

const VIENNA = "Europe/Vienna";
const iso = (at: number) => new Date(at).toISOString();
const end = (at: string, term: Term, zone = VIENNA) => iso(endOfTerm(Date.parse(at), term, zone));

describe("terms by calendar", () => {
  test("of years count from the end of the year in which a document arose", () => {
    expect(end("2017-01-03T09:00:00Z", "AT-7")).toBe("2024-12-31T23:00:00.000Z");
    expect(end("2017-12-31T22:59:59Z", "AT-7")).toBe("2024-12-31T23:00:00.000Z");
    expect(end("2017-12-31T22:59:59Z", "DE-8")).toBe("2025-12-31T23:00:00.000Z");
    expect(end("2017-12-31T22:59:59Z", "DE-10")).toBe("2027-12-31T23:00:00.000Z");
  });

  test("know in which year midnight falls at the operator's seat", () => {
    expect(end("2017-12-31T23:00:00Z", "AT-7")).toBe("2025-12-31T23:00:00.000Z");
    expect(end("2017-12-31T23:30:00Z", "AT-7", "UTC")).toBe("2025-01-01T00:00:00.000Z");
  });

  test("of months end on the last day of a shorter month, leap years and summer time included", () => {
    expect(end("2027-08-31T12:00:00Z", "support")).toBe("2028-02-28T23:00:00.000Z");
    expect(end("2026-08-31T12:00:00Z", "support")).toBe("2027-02-27T23:00:00.000Z");
    expect(end("2026-03-29T12:00:00Z", "support")).toBe("2026-09-28T22:00:00.000Z");
  });

  test("have a cutoff that agrees with their end, whatever the moment", () => {
    const moment = fc.integer({ min: Date.parse("2000-01-01"), max: Date.parse("2060-01-01") });
    const term = fc.constantFrom(...(Object.keys(TERMS) as Term[]));
    const zone = fc.constantFrom(VIENNA, "Europe/Berlin", "UTC", "Pacific/Auckland");
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: -400, max: 4_200 }),
        fc.nat(DAY_MS),
        term,
        zone,
        (at, days, ms, one, where) => {
          const now = at + days * DAY_MS + ms;
          expect(at < termCutoff(now, one, where)).toBe(endOfTerm(at, one, where) <= now);
        },
      ),
    );
  });

  test("last for no more days than they say, and nearly that many at times", () => {
    for (const term of Object.keys(TERMS) as Term[]) {
      let longest = 0;
      for (let at = Date.parse("2023-01-01T00:00:00Z"); at < Date.parse("2033-02-01"); at += DAY_MS / 2)
        longest = Math.max(longest, (endOfTerm(at, term, VIENNA) - at) / DAY_MS);
      expect(longest, term).toBeLessThanOrEqual(TERMS[term].days + 1 / 24);
      expect(longest, term).toBeGreaterThan(TERMS[term].days - 2);
    }
  });
});
