// Appointments through the interface: rooms that open by the clock, links that are renewed, files for a calendar.
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WINDOW_LEAD } from "../../src/web/practice/appointments.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { press, tabTo } from "../support/keyboard.ts";
import { type ChromiumGuest, type ChromiumTherapist, newGuest, newTherapist } from "../support/people.ts";

const MINUTE = 60_000;
const { calendar, rooms, today, nav } = deskDe;

let instance: Instance;
let browser: Browser;
let close: (() => Promise<void>)[] = [];

beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});
beforeEach(() => async () => {
  for (const one of close) await one();
  close = [];
});

async function practice(label: string): Promise<{ therapist: ChromiumTherapist; link: string }> {
  const therapist = await newTherapist(browser, instance.origin);
  close.push(() => therapist.context.close());
  await therapist.openPractice();
  return { therapist, link: await therapist.createRoom(label) };
}

async function visitor(link: string, name: string): Promise<ChromiumGuest> {
  const guest = await newGuest(browser, instance.origin);
  close.push(() => guest.context.close());
  await guest.openLink(link);
  await guest.fillLobby({ name, devices: true });
  await guest.knock();
  return guest;
}

/** What stands in fields for a moment, in the time zone of page and test alike. */
function wall(at: number): { readonly date: string; readonly time: string } {
  const local = new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

async function plan(
  { hands, page }: ChromiumTherapist,
  at: number,
  more?: () => Promise<void>,
): Promise<void> {
  const { date, time } = wall(at);
  await page.getByRole("navigation").getByRole("button", { name: nav.calendar }).click();
  await hands.press(calendar.create);
  await hands.fill(calendar.form.date, date);
  await hands.fill(calendar.form.time, time);
  await more?.();
  await hands.press(calendar.form.save);
  await hands.seesNot(calendar.form.createTitle);
}

/** What the page asks of the relay from now on; `hear` must be called before the page opens its socket. */
function watchRelay(page: Page): { readonly sent: { readonly t: string; readonly to?: string }[] } {
  const sent: { readonly t: string; readonly to?: string }[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      sent.push(JSON.parse(payload.toString()) as { t: string });
    }),
  );
  return { sent };
}

describe("an appointment", () => {
  test("opens its room by the clock, ten minutes before; the relay sees no edge of it", async () => {
    const { therapist, link } = await practice("Raum 1");
    // Fields have no seconds: the window opens within the next 30 to 90.
    const start = Math.ceil((Date.now() + WINDOW_LEAD + 30_000) / MINUTE) * MINUTE;
    const opens = start - WINDOW_LEAD;
    await plan(therapist, start);
    await therapist.hands.press(nav.today);
    await therapist.hands.sees("Raum 1");
    const relay = watchRelay(therapist.page);
    await therapist.hands.reload();
    await therapist.hands.sees(today.nobody);
    await eventually(() => expect(relay.sent.some(({ t, to }) => t === "send" && to === "*")).toBe(true));

    const guest = await visitor(link, "Kim Berger");
    await guest.hands.sees(de.waiting.notThereTitle);
    await pause(3_000);
    expect(Date.now(), "the guest came too late to see the room closed").toBeLessThan(opens);
    await therapist.hands.sees(today.nobody);
    relay.sent.length = 0;

    await therapist.seesWaiting("Kim Berger", opens - Date.now() + 60_000);
    expect(Date.now()).toBeGreaterThanOrEqual(opens);
    // It answered one knock, and did nothing else: no joining, no leaving, no hint to all.
    expect(relay.sent.every(({ t, to }) => t === "send" && to !== "*")).toBe(true);
    await therapist.admit("Kim Berger");
    await Promise.all([therapist.isInCall(), guest.isInCall()]);
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    expect(therapist.troubles).toEqual([]);
  });

  test("of tomorrow opens nothing today, and one that fell out opens nothing at all", async () => {
    const { therapist, link } = await practice("Raum 2");
    await plan(therapist, Date.now() + 24 * 60 * MINUTE);
    const soon = Date.now() + 5 * MINUTE;
    await plan(therapist, soon, () => therapist.page.getByLabel(calendar.form.weekly).check());
    await therapist.hands.press(calendar.views.day);
    if (wall(soon).date !== wall(Date.now()).date) await therapist.hands.press(calendar.after.day);
    await therapist.hands.press(wall(soon).time);
    await therapist.hands.press(calendar.entry.skip);
    await therapist.hands.press(calendar.entry.skip);
    await therapist.hands.sees(calendar.none);
    await therapist.hands.press(nav.today);
    const guest = await visitor(link, "Kim Berger");
    await guest.hands.sees(de.waiting.notThereTitle);
    await pause(4_000);
    await therapist.hands.sees(today.nobody);
    // A press opens it all the same.
    await therapist.openNow("Raum 2");
    await therapist.seesWaiting("Kim Berger");
  });

  test("goes into a calendar file that gives nobody away", async () => {
    const { therapist } = await practice("Anna Berger");
    const start = Math.ceil(Date.now() / MINUTE) * MINUTE + 20 * MINUTE;
    await plan(therapist, start, async () => {
      await therapist.page.getByLabel(calendar.form.weekly).check();
      await therapist.hands.fill(calendar.form.note, "Fragebogen mitnehmen");
    });
    await therapist.hands.press(calendar.file.open);
    const download = therapist.page.waitForEvent("download");
    await therapist.hands.press(calendar.file.save);
    const file = await readFile(await (await download).path(), "utf8");
    const [event] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
    expect(event?.getFirstPropertyValue("summary")).toBe(calendar.file.nameDefault);
    const begin = event?.getFirstPropertyValue("dtstart") as InstanceType<typeof ICAL.Time>;
    expect(begin.toJSDate().getTime()).toBe(start);
    expect(file).not.toMatch(/Anna|Berger|Fragebogen/);
    expect(therapist.troubles).toEqual([]);
  });

  test("is made, looked at and deleted by keyboard alone", async () => {
    const { therapist } = await practice("Raum 3");
    const { page } = therapist;
    await press(page, nav.calendar);
    await press(page, calendar.create);
    await page.getByLabel(calendar.form.time, { exact: true }).waitFor();
    await tabTo(page, calendar.form.time);
    // Where the browser counts in twice twelve hours, it asks for the half as well.
    await page.keyboard.type("0830A");
    await tabTo(page, calendar.form.once);
    await page.keyboard.press("ArrowRight");
    await tabTo(page, calendar.form.note);
    await page.keyboard.type("Fragebogen mitnehmen");
    await press(page, calendar.form.save);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await press(page, "08:30–09:20");
    await page.getByText("Fragebogen mitnehmen").waitFor();
    await page.getByText(calendar.weekly).first().waitFor();
    await press(page, calendar.entry.endAll);
    await page.getByText(calendar.entry.endAllAsk).waitFor();
    await press(page, calendar.entry.endAll);
    await eventually(async () => expect(await page.getByText("08:30–09:20").count()).toBe(0));
  });
});

describe("a link", () => {
  test("that was renewed as a matter of routine still leads in; one in wrong hands does not", async () => {
    const { therapist, link: first } = await practice("Raum 4");
    const shown = async (): Promise<string> => {
      await therapist.hands.press(rooms.share, "Raum 4");
      const link = await therapist.hands.read(deskDe.share.link);
      await therapist.hands.press(de.close);
      return link;
    };
    await therapist.hands.press(rooms.renew, "Raum 4");
    await therapist.hands.press(rooms.renewRoutine);
    await therapist.hands.seesNot(rooms.renewRoutineText);
    const second = await shown();
    expect(second).not.toBe(first);
    await therapist.openNow("Raum 4");
    const old = await visitor(first, "Mit altem Link");
    await therapist.seesWaiting("Mit altem Link");
    await therapist.hands.sees(today.oldLink);
    await visitor(second, "Mit neuem Link");
    await therapist.seesWaiting("Mit neuem Link");
    // One guest per call, whichever link it came by.
    await therapist.admit("Mit neuem Link");
    await therapist.isInCall();
    await therapist.hands.sees(deskDe.call.waiting(1));
    await therapist.endForAll();
    await therapist.seesWaiting("Mit altem Link");

    await therapist.hands.press(nav.rooms);
    await therapist.hands.press(rooms.renew, "Raum 4");
    await therapist.hands.press(rooms.renewLeaked);
    await therapist.hands.seesNot(rooms.renewLeakedText);
    await old.hands.sees(de.after.over.title);
    const third = await shown();
    await therapist.hands.press(nav.today);
    for (const dead of [first, second]) {
      const guest = await visitor(dead, "Mit totem Link");
      await guest.hands.sees(de.waiting.notThereTitle);
    }
    await visitor(third, "Mit gutem Link");
    await therapist.seesWaiting("Mit gutem Link");
    await therapist.hands.seesNot("Mit totem Link");
  });
});

describe("two windows of one therapist", () => {
  test("one answers; the other says so and takes over at a press", async () => {
    const { therapist, link } = await practice("Raum 5");
    await therapist.openNow("Raum 5");
    const other = await therapist.context.newPage();
    // Where there are accounts, the address says that this desk does without.
    await other.goto(therapist.page.url());
    await therapist.hands.sees(today.elsewhere);
    const guest = await visitor(link, "Kim Berger");
    await other.getByText("Kim Berger").first().waitFor();
    await therapist.hands.seesNot("Kim Berger");
    await therapist.hands.press(today.takeOver);
    await therapist.seesWaiting("Kim Berger");
    await other.getByText(today.elsewhere).waitFor();
    // A call is not taken away by a press elsewhere.
    await therapist.admit("Kim Berger");
    await Promise.all([therapist.isInCall(), guest.isInCall()]);
    await other.getByRole("button", { name: today.takeOver }).click();
    await pause(3_000);
    await framesArrive(therapist.page);
    await other.getByText(today.elsewhere).waitFor();
  });
});
