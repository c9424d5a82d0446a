// From the empty page through the account by keyboard alone, in a narrow window.
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { newAccountTherapist } from "../support/account-hands.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { press, tabTo, type } from "../support/keyboard.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const NEXT = "ein anderes, längeres Wort";
const { area, signIn, register, links } = accountDe;

/** Where the focus went by itself. */
const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent ?? "");

describe.skipIf(!hasChromium())("by keyboard alone", () => {
  let browser: Browser;
  let instance: Instance;
  beforeAll(async () => {
    [browser, instance] = await Promise.all([launchChromium(), startInstance()]);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.remove();
  });

  test("register, confirm, sign in, keep the code, change the password, lock, open and sign out", async () => {
    const anna = await newAccountTherapist(browser, instance);
    const { page, hands } = anna;
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${instance.origin}/practice`);
    await hands.sees(signIn.registerLead);
    await press(page, signIn.register);
    // A new screen is announced by its heading.
    await expect.poll(() => focusedText(page)).toBe(register.title);
    await type(page, accountDe.name, "Anna Berger");
    await type(page, accountDe.practiceName, "Praxis Berger");
    await type(page, accountDe.email, anna.email);
    await type(page, register.password, PASSWORD);
    await press(page, register.terms, "Space");
    await press(page, register.button);
    // What is missing takes the focus.
    await hands.sees(register.avvMissing);
    await tabTo(page, register.avv);
    await page.keyboard.press("Space");
    await press(page, register.button);
    await hands.sees(accountDe.mailSent.title);

    await anna.openMail("confirm");
    await hands.sees(links.confirm.text);
    await press(page, links.confirm.button);
    await hands.sees(signIn.confirmed);
    await type(page, accountDe.email, anna.email);
    await type(page, accountDe.password, "ein falsches Passwort");
    // Enter in a field sends the form.
    await page.keyboard.press("Enter");
    await expect.poll(() => focusedText(page)).toBe(signIn.wrong);
    // Back into the field, whose content is still there; "forgot" begins with the same word.
    await tabTo(page, accountDe.email);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await press(page, accountDe.firstVault.button);
    await press(page, accountDe.code.have, "Space");
    await press(page, accountDe.code.button);

    await hands.sees(deskDe.today.noRooms);
    await press(page, area.nav);
    await press(page, area.password.change);
    await type(page, area.password.now, PASSWORD);
    await type(page, accountDe.newPassword.label, NEXT);
    await hands.sees(accountDe.newPassword.verdicts.fine);
    await press(page, area.password.button);
    await hands.sees(area.password.done);
    // Escape leaves a window without changing anything.
    await press(page, area.practice.invite);
    await tabTo(page, area.practice.inviteEmail);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
    await press(page, area.lock);
    await hands.sees(accountDe.unlock.text);
    await type(page, accountDe.password, NEXT);
    await page.keyboard.press("Enter");
    await hands.sees(deskDe.today.noRooms);
    await press(page, area.nav);
    await press(page, area.signOut);
    await hands.sees(signIn.registerLead);
    await anna.context.close();
  });
});
