import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { occurrencesIn, type Schedule } from "./appointments.ts";
import { calendarFile } from "./ics.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = 24 * 3_600_000;
const weekly: Schedule = {
  at: "2026-10-19T15:00",
  timeZone: "Europe/Vienna",
  duration: 50,
  repeats: "weekly",
  lastDate: "2027-06-30",
  skipped: ["2026-12-28", "2027-01-04"],
};

/** Beginnings of all events, as another program reads them (Unix ms), until a moment. */
function readStarts(file: string, until: number): number[] {
  const calendar = new ICAL.Component(ICAL.parse(file));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.reset();
    ICAL.TimezoneService.register(new ICAL.Timezone({ component: zone }));
  }
  return calendar.getAllSubcomponents("vevent").flatMap((component) => {
    const event = new ICAL.Event(component);
    const starts: number[] = [];
    const times = event.iterator();
    for (let time = times.next(); time; time = times.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(time);
      const at = startDate.toJSDate().getTime();
      if (at >= until) break;
      expect(endDate.toJSDate().getTime() - at).toBe(50 * 60_000);
      starts.push(at);
    }
    return starts;
  });
}

const starts = (schedule: Schedule, until: number): number[] =>
  occurrencesIn(schedule, { from: 0, until }).map(({ from }) => from);

describe("a calendar file", () => {
  test.each(["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])(
    "of a series in %s is read by another program as it is kept here",
    (timeZone) => {
      const schedule = { ...weekly, timeZone };
      const file = calendarFile([{ uid: "a", title: "Termin", reminder: null, schedule }], NOW);
      const end = Date.UTC(2028, 0, 1);
      expect(readStarts(file, end)).toEqual(starts(schedule, end));
      expect(readStarts(file, end)).toHaveLength(35);
    },
  );

  test("of a series without an end goes on", () => {
    const schedule = { ...weekly, lastDate: null, skipped: [] };
    const file = calendarFile([{ uid: "a", title: "Termin", reminder: 15, schedule }], NOW);
    const end = Date.UTC(2030, 0, 1);
    expect(readStarts(file, end)).toEqual(starts(schedule, end));
  });

  test("of a period has each occurrence, and a title of its own choice", () => {
    const found = occurrencesIn(weekly, { from: NOW, until: NOW + 60 * DAY });
    const title = "Termin, online; \\ neu\nzweite Zeile";
    const file = calendarFile(
      found.map((occurrence) => ({ uid: `a-${occurrence.date}`, title, reminder: 10, occurrence })),
      NOW,
    );
    expect(readStarts(file, Number.MAX_SAFE_INTEGER)).toEqual(found.map(({ from }) => from));
    const [event] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
    expect(event?.getFirstPropertyValue("summary")).toBe(title);
    expect(event?.getFirstPropertyValue("uid")).toBe(`a-${found[0]?.date}`);
    expect(event?.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger")?.toString()).toBe(
      "-PT10M",
    );
  });

  test("keeps any title, in lines that every reader takes", () => {
    const occurrence = { date: "2026-11-24", from: NOW, until: NOW + 50 * 60_000 };
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
        const file = calendarFile([{ uid: "a", title, reminder: null, occurrence }], NOW);
        for (const line of file.split("\r\n"))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        const [event] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
        expect(event?.getFirstPropertyValue("summary") ?? "").toBe(title.replace(/\p{Cc}/gu, ""));
      }),
    );
  });
});
