// Through the screens: after each event that concerns password, passkey or code, the rooms are there again, or the
// screen says plainly that they are not.
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { plugIn } from "../support/authenticator.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { BEHIND_PROXY } from "../support/therapist-device.ts";
import { totp } from "../support/totp.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const NEXT = "ein anderes, längeres Wort";
const ROOM = "Dienstag, grüner Sessel";
const { area, unlock, startOver, signIn, reset, askReset, secondFactor } = accountDe;

describe.skipIf(!hasChromium())("rooms of an account", () => {
  let browser: Browser;
  let instance: Instance;
  const people: AccountTherapist[] = [];

  beforeAll(async () => {
    [browser, instance] = await Promise.all([launchChromium(), startInstance({ env: BEHIND_PROXY })]);
  });
  afterEach(async () => {
    const done = people.splice(0);
    for (const { context } of done) await context.close();
    expect(done.flatMap(({ troubles }) => troubles.filter(({ kind }) => kind !== "console"))).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await instance.remove();
  });

  async function at(email?: string): Promise<AccountTherapist> {
    const person = await newAccountTherapist(browser, instance, email);
    people.push(person);
    return person;
  }
  async function settled(): Promise<{ anna: AccountTherapist; code: string }> {
    const anna = await at();
    const code = await anna.register(PASSWORD);
    expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    await anna.createRoom(ROOM);
    return { anna, code };
  }
  /** Asks for a reset and chooses the other password by the mailed link. */
  async function resetPassword(anna: AccountTherapist): Promise<void> {
    await anna.hands.press(signIn.forgot);
    await anna.hands.fill(accountDe.email, anna.email);
    await anna.hands.press(askReset.button);
    await anna.hands.sees(accountDe.mailSent.title);
    await anna.openMail("reset");
    await anna.hands.fill(accountDe.email, anna.email);
    await anna.hands.fill(accountDe.newPassword.label, NEXT);
    await anna.hands.press(reset.button);
    await anna.hands.sees(signIn.passwordReset);
  }

  test("are there after a reload and on a second device, and nothing opens after lock and sign-out", async () => {
    const { anna } = await settled();
    await anna.hands.reload();
    await anna.seesRoom(ROOM);
    const second = await at(anna.email);
    await second.signIn(PASSWORD);
    await second.seesRoom(ROOM);
    await anna.openAccount();
    await anna.hands.press(area.lock);
    await anna.hands.sees(unlock.text);
    await anna.hands.reload();
    await anna.hands.sees(unlock.text);
    await anna.hands.fill(accountDe.password, PASSWORD);
    await anna.hands.press(unlock.button);
    await anna.seesRoom(ROOM);
    await anna.signOut();
    await anna.hands.reload();
    await anna.hands.sees(signIn.registerLead);
    await anna.hands.seesNot(ROOM);
  });

  test("stay through a change of password", async () => {
    const { anna } = await settled();
    await anna.openAccount();
    await anna.hands.press(area.password.change);
    await anna.hands.fill(area.password.now, PASSWORD);
    await anna.hands.fill(accountDe.newPassword.label, NEXT);
    await anna.hands.press(area.password.button);
    await anna.hands.sees(area.password.done);
    await anna.signOut();
    await anna.signIn(PASSWORD);
    await anna.hands.sees(signIn.wrong);
    await anna.signIn(NEXT);
    await anna.seesRoom(ROOM);
  });

  test("open by a passkey, and not by one that was removed", async () => {
    const { anna } = await settled();
    await plugIn(anna.page);
    await anna.openAccount();
    await anna.hands.press(area.passkeys.add);
    await anna.hands.fill(area.passkeys.name, "Laptop Praxis");
    await anna.hands.fill(area.current, PASSWORD);
    await anna.hands.press(area.passkeys.add);
    await anna.hands.sees(area.passkeys.added);
    await anna.signOut();
    await anna.hands.press(signIn.passkey);
    await anna.seesRoom(ROOM);
    await anna.openAccount();
    await anna.hands.press(`${area.passkeys.remove}: Laptop Praxis`);
    await anna.hands.press(area.passkeys.removeButton);
    await anna.hands.sees(area.passkeys.none);
    await anna.signOut();
    await anna.hands.press(signIn.passkey);
    await anna.hands.sees(accountDe.failures.PASSKEY);
    await anna.signIn(PASSWORD);
    await anna.seesRoom(ROOM);
  });

  test("come back by the recovery code after a forgotten password, and then by the new one", async () => {
    const { anna, code } = await settled();
    await anna.signOut();
    await resetPassword(anna);
    await anna.signIn(NEXT);
    await anna.hands.sees(unlock.afterReset);
    await anna.hands.fill(unlock.code, code.toLowerCase().replaceAll("-", " "));
    await anna.hands.press(unlock.button);
    await anna.seesRoom(ROOM);
    await anna.signOut();
    await anna.signIn(NEXT);
    await anna.seesRoom(ROOM);
  });

  test("are lost without password, passkey and code; the screen says what, and one can begin anew", async () => {
    const { anna } = await settled();
    await anna.signOut();
    await resetPassword(anna);
    await anna.signIn(NEXT);
    await anna.hands.press(unlock.lost);
    for (const lost of [...startOver.lost, ...startOver.kept]) await anna.hands.sees(lost);
    await anna.hands.press(startOver.button);
    await anna.hands.sees(startOver.understoodMissing);
    await anna.hands.tick(startOver.understood);
    await anna.hands.press(startOver.button);
    await anna.keepCode();
    await anna.hands.press(deskDe.nav.rooms);
    await anna.hands.sees(deskDe.rooms.create);
    await anna.hands.seesNot(ROOM);
  });

  test("open after the second factor", async () => {
    const { anna } = await settled();
    await anna.openAccount();
    await anna.hands.press(area.factor.begin);
    await anna.hands.fill(area.current, PASSWORD);
    await anna.hands.press(area.factor.next);
    await anna.hands.sees(area.factor.secret);
    const secret = ((await anna.page.locator("dialog .recovery-code").textContent()) ?? "").replace(
      /\s/g,
      "",
    );
    await anna.hands.fill(area.factor.code, totp(secret));
    await anna.hands.press(area.factor.confirm);
    await anna.hands.sees(area.factor.codesShown);
    await anna.hands.press(area.factor.done);
    await anna.signOut();
    await anna.signIn(PASSWORD);
    await anna.hands.sees(secondFactor.text);
    await anna.hands.seesNot(ROOM);
    await anna.hands.fill(secondFactor.code, totp(secret, Date.now() + 30_000));
    await anna.hands.press(secondFactor.button);
    await anna.seesRoom(ROOM);
  });
});
