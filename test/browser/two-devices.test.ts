// One therapist at two browsers: rooms, edits at the same moment, and a network that goes away, by what screens say.
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const { sync } = accountDe;

describe.skipIf(!hasChromium())("two devices of one therapist", () => {
  let browser: Browser;
  let instance: Instance;
  const people: AccountTherapist[] = [];

  beforeAll(async () => {
    [browser, instance] = await Promise.all([launchChromium(), startInstance()]);
  });
  afterEach(async () => {
    const done = people.splice(0);
    for (const { context } of done) await context.close();
    expect(done.flatMap(({ troubles }) => troubles.filter(({ kind }) => kind !== "console"))).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.remove();
  });

  async function at(email?: string): Promise<AccountTherapist> {
    const person = await newAccountTherapist(browser, instance, email);
    people.push(person);
    return person;
  }
  async function rename({ hands }: AccountTherapist, from: string, to: string): Promise<void> {
    await hands.press(deskDe.nav.rooms);
    await hands.press(deskDe.rooms.rename, from);
    await hands.fill(deskDe.rooms.label, to);
    await hands.press(deskDe.rooms.save);
    await hands.sees(to);
  }
  /** What the page does when somebody comes back to it, until it has looked at the server again. */
  const comesBackTo = ({ page }: AccountTherapist, text: string): Promise<void> =>
    eventually(
      async () => {
        await page.evaluate(() => dispatchEvent(new Event("focus")));
        if ((await page.getByText(text).count()) === 0) throw new Error(`not there yet: ${text}`);
      },
      { withinMs: 60_000 },
    );

  test("see the same rooms and the same links, and both edits of one moment", async () => {
    const one = await at();
    await one.register(PASSWORD);
    const link = await one.createRoom("Blauer Stuhl");

    const two = await at(one.email);
    await two.signIn(PASSWORD);
    await two.seesRoom("Blauer Stuhl");
    // A device that knows nothing of the vault says how old it is.
    await two.hands.sees(sync.asOfText);
    await two.hands.sees("Chrome, Linux");
    await two.hands.press(sync.asOfButton);
    await two.hands.seesNot(sync.asOfText);
    await two.hands.press(deskDe.rooms.share, "Blauer Stuhl");
    expect(await two.hands.read(deskDe.share.link)).toBe(link);
    await two.hands.reload();
    await two.hands.seesNot(sync.asOfText);

    await Promise.all([rename(one, "Blauer Stuhl", "Roter Stuhl"), two.createRoom("Fensterplatz")]);
    await comesBackTo(one, "Fensterplatz");
    await two.hands.reload();
    await two.seesRoom("Roter Stuhl");
    await two.seesRoom("Fensterplatz");
  });

  test("keep what was changed without network, say so, and send it later", async () => {
    const one = await at();
    await one.register(PASSWORD);
    await one.createRoom("Blauer Stuhl");
    const two = await at(one.email);
    await two.signIn(PASSWORD);
    await two.seesRoom("Blauer Stuhl");

    await one.context.setOffline(true);
    await rename(one, "Blauer Stuhl", "Roter Stuhl");
    await one.hands.sees(sync.unsaved);
    await two.createRoom("Fensterplatz");
    await one.context.setOffline(false);
    await one.hands.seesNot(sync.unsaved);
    await one.hands.sees("Fensterplatz");
    await two.hands.reload();
    await two.seesRoom("Roter Stuhl");
  });

  test("lose nothing when one is locked before its change went out", async () => {
    const one = await at();
    await one.register(PASSWORD);
    await one.createRoom("Blauer Stuhl");
    await one.context.setOffline(true);
    await rename(one, "Blauer Stuhl", "Roter Stuhl");
    await one.hands.sees(sync.unsaved);
    await one.openAccount();
    await one.hands.press(accountDe.area.lock);
    await one.hands.sees(accountDe.unlock.text);
    await one.context.setOffline(false);
    await one.hands.fill(accountDe.password, PASSWORD);
    await one.hands.press(accountDe.unlock.button);
    await one.seesRoom("Roter Stuhl");
    const two = await at(one.email);
    await two.signIn(PASSWORD);
    await two.seesRoom("Roter Stuhl");
  });
});
