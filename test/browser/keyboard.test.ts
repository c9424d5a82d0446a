// Both ways by keyboard alone: Tab, Enter, Space and letters; no pointer, no element found by the test itself.
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { launchChromium, newPerson } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { press, tabTo, type } from "../support/keyboard.ts";

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

test("a consultation by keyboard alone, on both sides", async () => {
  const therapist = await newPerson(browser, [instance.origin]);
  const guest = await newPerson(browser, [instance.origin]);
  const desk = therapist.page;
  await desk.goto(`${instance.origin}/practice`);
  await press(desk, accountDe.signIn.withoutAccount);
  await press(desk, deskDe.nav.rooms);
  await type(desk, deskDe.rooms.label, "Raum 7");
  await press(desk, deskDe.rooms.create);
  await press(desk, deskDe.rooms.share);
  // The dialog takes the focus once the link is there; until then it is still on a button of a similar name.
  await desk.getByLabel(deskDe.share.link, { exact: true }).waitFor();
  await tabTo(desk, deskDe.share.link);
  const link = await desk.evaluate(() => (document.activeElement as HTMLInputElement).value);
  expect(link).toContain("/call#1.");
  await press(desk, de.close);
  await press(desk, deskDe.nav.today);
  await press(desk, deskDe.today.open);

  const page = guest.page;
  await page.goto(link);
  await type(page, de.lobby.name, "Kim Berger");
  await press(page, de.consent.labels.self, "Space");
  await press(page, de.check.start);
  await page.getByText(de.check.devices).first().waitFor();
  await press(page, de.lobby.knock);
  await desk.getByText("Kim Berger").first().waitFor();
  await press(desk, deskDe.today.admit);
  await Promise.all([framesArrive(desk, 10, 30_000), framesArrive(page, 10, 30_000)]);

  await press(page, de.call.bar.chat);
  await type(page, de.chat.label, "Guten Tag");
  await page.keyboard.press("Enter");
  await page.getByText(de.chat.delivered).first().waitFor();
  await page.keyboard.press("Escape");
  await press(page, de.call.bar.microphone, "Space");
  await eventually(async () =>
    expect(
      await page.getByRole("button", { name: de.call.bar.microphone, pressed: false }).count(),
    ).toBeGreaterThan(0),
  );
  await press(page, de.call.bar.hangUp);
  await page.getByText(de.after.left.title).first().waitFor();
  await therapist.context.close();
  await guest.context.close();
});
