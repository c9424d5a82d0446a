// Consent of clients: asked for before anything else, told sealed, kept by the therapist, taken back by one press.
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONSENT_VERSION } from "../../src/protocol/consent.ts";
import { consentDe } from "../../src/web/text/consent-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { closeAll, admit as letIn, newGuest as newBareGuest, newHost, openStage } from "../hostile/stage.ts";
import { launchChromium } from "../support/browsers.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type ChromiumTherapist, newGuest, newTherapist } from "../support/people.ts";

const LABEL = "Raum 12";
const wording = consentDe.wordings[CONSENT_VERSION];

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const download = page.waitForEvent("download");
  await press();
  return readFile(await (await download).path(), "utf8");
}

async function openRoom(): Promise<{ readonly therapist: ChromiumTherapist; readonly link: string }> {
  const therapist = await newTherapist(browser, instance.origin);
  await therapist.openPractice();
  const link = await therapist.createRoom(LABEL);
  await therapist.openNow(LABEL);
  return { therapist, link };
}

test("from the box to the therapist's file, and back by one press in the call", async () => {
  const { therapist, link } = await openRoom();
  const guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.page.getByText(de.consent.details).click();
  for (const paragraph of wording.self.paragraphs) await guest.hands.sees(paragraph);
  await guest.fillLobby({ name: "Kim Berger", devices: true });
  await guest.knock();
  await therapist.seesWaiting("Kim Berger");

  // The receipt is there before the call.
  await guest.page.getByText(de.consent.title).click();
  const receipt = await saved(guest.page, () => guest.hands.press(de.consent.receipt));
  for (const part of [CONSENT_VERSION, "Kim Berger", wording.self.label, ...wording.self.paragraphs])
    expect(receipt).toContain(part);

  await therapist.admit("Kim Berger");
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
  await guest.hands.press(de.call.bar.more);
  await guest.hands.press(de.consent.withdraw);
  await guest.hands.sees(de.after.withdrawn);
  await guest.hands.sees(de.consent.withdrawn(true));
  // The therapist is back at the desk and reads why.
  await therapist.hands.sees("Kim Berger hat die Einwilligung am");
  const after = await saved(guest.page, () => guest.hands.press(de.consent.receipt));
  expect(after).toContain("Widerrufen am");
  expect(await guest.hands.has(de.after.again)).toBe(false);

  await therapist.hands.press(deskDe.nav.rooms);
  await therapist.hands.press(deskDe.rooms.consent, LABEL);
  const proofs = await saved(therapist.page, () => therapist.hands.press(deskDe.consent.export));
  for (const part of [
    LABEL,
    "Kim Berger",
    CONSENT_VERSION,
    "Gegeben am",
    "Widerrufen am",
    ...wording.self.paragraphs,
  ])
    expect(proofs).toContain(part);
  // On paper from today on: the warning goes.
  await therapist.hands.fill(deskDe.consent.paper, new Date().toLocaleDateString("sv"));
  await therapist.hands.press(deskDe.consent.savePaper);
  await therapist.hands.sees(deskDe.consent.saved);
  await therapist.page.keyboard.press("Escape");
  await therapist.hands.seesNot("hat die Einwilligung am");
  await therapist.hands.sees("Einwilligung auf Papier seit");

  // Whoever changes their mind begins with an empty box.
  await guest.hands.press(de.after.lobby);
  expect(await guest.page.locator("input[name=consent]").isChecked()).toBe(false);
  await guest.knock();
  await guest.hands.sees(de.lobby.consentMissing);
  expect([...guest.troubles, ...therapist.troubles]).toEqual([]);
  await closeAll(guest, therapist);
});

test("those with custody agree to words of their own, and the therapist sees that they did", async () => {
  const { therapist, link } = await openRoom();
  const guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.hands.fill(de.lobby.name, "Mia");
  await guest.hands.tick(de.consent.labels.self);
  await guest.hands.tick(de.consent.forAnother);
  // Another person agrees now: nothing is ticked for them.
  const box = guest.page.locator("input[name=consent]");
  expect(await box.isChecked()).toBe(false);
  await guest.page.getByText(de.consent.details).click();
  for (const paragraph of wording.custody.paragraphs) await guest.hands.sees(paragraph);
  await guest.hands.tick(de.consent.labels.custody);
  await guest.hands.press(de.check.noCamera);
  await guest.hands.press(de.check.noMicrophone);
  await guest.knock();
  await therapist.seesWaiting("Mia");
  await therapist.admit("Mia");
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
  // A reload comes back to the seat, and brings what was agreed to along.
  await guest.hands.reload();
  await guest.isInCall();
  await guest.hands.press(de.call.bar.more);
  await guest.hands.sees("Sie haben am");
  await guest.hangUp();
  await therapist.hands.press(deskDe.nav.rooms);
  await therapist.hands.sees("Einwilligung seit");
  await therapist.hands.press(deskDe.rooms.consent, LABEL);
  await therapist.hands.sees(deskDe.consent.custody);
  // Once for the call and its reload.
  expect(await therapist.page.getByText("eingewilligt am").count()).toBe(1);
  await closeAll(guest, therapist);
});

test("a reload asks anew when the wording has changed since", async () => {
  const { therapist, link } = await openRoom();
  const guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"] });
  await guest.knock();
  await therapist.seesWaiting("Kim");
  await guest.page.evaluate((version) => {
    const kept = sessionStorage.getItem("connect.call") ?? "";
    addEventListener("pagehide", () => {
      const left = sessionStorage.getItem("connect.call") ?? kept;
      sessionStorage.setItem("connect.call", left.replace(version, "2026-01-01.0123456789abcdef"));
    });
  }, CONSENT_VERSION);
  await guest.hands.reload();
  await guest.hands.sees(de.lobby.knock);
  expect(await guest.page.locator("input[name=consent]").isChecked()).toBe(false);
  await closeAll(guest, therapist);
});

test("a remembered device asks once, and takes it back while waiting as well", async () => {
  const { therapist, link } = await openRoom();
  const guest = await newGuest(browser, instance.origin);
  const come = async (hasAgreed: boolean) => {
    await guest.openLink(link);
    await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"], hasAgreed });
    if (!hasAgreed) await guest.hands.tick(de.lobby.remember);
    await guest.knock();
    await therapist.seesWaiting("Kim");
  };
  await come(false);
  await therapist.admit("Kim");
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
  await guest.hangUp();
  await guest.hands.sees(de.after.left.title);
  await guest.page.goto("about:blank");
  await come(true);
  await guest.page.getByText(de.consent.title).click();
  await guest.hands.press(de.consent.withdraw);
  await guest.hands.sees(de.after.withdrawn);
  await therapist.hands.sees("Kim hat die Einwilligung am");
  // Nor does the device remember what was taken back.
  await guest.page.goto("about:blank");
  await guest.openLink(link);
  await guest.hands.fill(de.lobby.name, "Kim");
  await pause(1_000);
  expect(await guest.page.locator("input[name=consent]").isChecked()).toBe(false);
  await closeAll(guest, therapist);
});

test("a withdrawal that nobody acknowledged is said to be one that the practice has to be told of", async () => {
  const { therapist, link } = await openRoom();
  const guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"] });
  await guest.knock();
  await therapist.seesWaiting("Kim");
  await closeAll(therapist);
  await guest.page.getByText(de.consent.title).click();
  await guest.hands.press(de.consent.withdraw);
  await guest.hands.sees(de.after.withdrawn);
  await guest.hands.sees(de.consent.withdrawn(false));
  await guest.hands.press(de.after.lobby);
  await guest.hands.sees(de.consent.withdrawn(false));
  await closeAll(guest);
});

describe("the therapist's page", () => {
  test("is told nothing to keep by somebody who only knocks", async () => {
    const stage = await openStage({ honest: true });
    try {
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { media: false });
      const guest = await newBareGuest(stage, room, { media: false });
      const consents = () => host.page.evaluate(() => window.bare.consents());
      await guest.knock("Kim");
      await eventually(async () => expect((await host.see()).waiting).toHaveLength(1));
      await pause(1_500);
      expect(await consents()).toEqual([]);
      await letIn(host, "Kim");
      await eventually(async () =>
        expect(await consents()).toMatchObject([{ name: "Kim", isAdmitted: true, withdrawnAt: null }]),
      );
      await guest.page.evaluate(() => window.bare.withdraw());
      await eventually(async () => expect(await consents()).toHaveLength(2));
      expect((await consents())[1]).toMatchObject({ name: "Kim", isAdmitted: true });
      expect((await consents())[1]?.withdrawnAt).toBeGreaterThan(1_790_000_000_000);
      await eventually(async () => expect((await guest.see()).ended).toMatchObject({ reason: "left" }));
      await closeAll(host, guest);
    } finally {
      await stage.close();
    }
  });
});
