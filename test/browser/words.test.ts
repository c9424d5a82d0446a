// Comparing the four words: what both people see, what a press means, and what a replaced link gives away.
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { PAIRS, proof } from "../proof/proof.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive, noFramesFor } from "../support/call-stats.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type ChromiumGuest, type ChromiumTherapist, newGuest, newTherapist } from "../support/people.ts";

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
  const link = await therapist.createRoom(label);
  await therapist.openNow(label);
  return { therapist, link };
}

async function visitor(link: string, name: string): Promise<ChromiumGuest> {
  const guest = await newGuest(browser, instance.origin);
  close.push(() => guest.context.close());
  await guest.openLink(link);
  await guest.fillLobby({ name, devices: true });
  await guest.knock();
  return guest;
}

async function meet(therapist: ChromiumTherapist, guest: ChromiumGuest, name: string): Promise<void> {
  await therapist.seesWaiting(name);
  await therapist.admit(name);
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
}

async function readWords(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: de.truth.showWords }).click();
  return page.getByRole("list", { name: de.words.list }).getByRole("listitem").allInnerTexts();
}

describe("the four words", () => {
  test("are the same on both screens, also as digits, and a press on both sides says compared", async () => {
    const { therapist, link } = await practice("Raum 1");
    const guest = await visitor(link, "Kim");
    await meet(therapist, guest, "Kim");
    const [here, there] = await Promise.all([readWords(therapist.page), readWords(guest.page)]);
    expect(here).toHaveLength(4);
    expect(there).toEqual(here);
    for (const page of [therapist.page, guest.page])
      await page.getByRole("button", { name: de.words.asDigits }).click();
    const digits = (page: Page) => page.getByText(`${de.words.digits}: `).locator("..").textContent();
    expect(await digits(guest.page)).toBe(await digits(therapist.page));

    await therapist.hands.press(de.words.match);
    await therapist.hands.sees(`${de.truth.compared}`);
    // The other side's press is its own: nobody can compare for somebody else.
    await guest.hands.sees(de.truth.notCompared);
    await guest.hands.press(de.words.match);
    await guest.hands.seesNot(de.truth.notCompared);
    await therapist.endForAll();
    await guest.hands.sees(de.after.over.title);

    await guest.hands.press(de.after.again);
    await meet(therapist, guest, "Kim");
    for (const person of [therapist, guest]) expect(await person.hands.has(de.truth.showWords)).toBe(false);
  });

  proof(
    "A3",
    "on the screens: they differ, and the button for no match ends the call on both sides",
    async () => {
      const { therapist, link } = await practice("Raum 2");
      // Somebody has exchanged the link on its way, plays therapist to the client and client to the therapist.
      const between = await practice("Falle");
      const client = await visitor(between.link, "Kim");
      const impostor = await visitor(link, "Kim");
      await meet(between.therapist, client, "Kim");
      await meet(therapist, impostor, "Kim");
      await Promise.all([framesArrive(client.page), framesArrive(therapist.page)]);
      const [heard, seen] = await Promise.all([readWords(therapist.page), readWords(client.page)]);
      expect(seen).not.toEqual(heard);

      await client.hands.press(de.words.noMatch);
      await client.hands.press(de.words.sureYes);
      await client.hands.sees(de.security.title);
      await client.hands.sees(de.security.codes.E_SAS_MISMATCH);
      await between.therapist.hands.sees(deskDe.today.alarmTitle);
      await noFramesFor(between.therapist.page, 1_500);

      await therapist.hands.press(de.words.noMatch);
      await therapist.hands.press(de.words.sureYes);
      await therapist.hands.sees(deskDe.today.alarmTitle);
      await impostor.hands.sees(de.security.title);
      await noFramesFor(impostor.page, 1_500);
    },
    { pairs: PAIRS.slice(0, 1) },
  );
});
