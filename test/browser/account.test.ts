// From the empty page to the desk and around the account, by what screens and mails say.
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { type Instance, startInstance } from "../support/instance.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const { area, signIn, register, links, secondFactor, newPassword, takeOver, invitation, without } = accountDe;

describe.skipIf(!hasChromium())("the account", () => {
  let browser: Browser;
  let instance: Instance;
  const people: AccountTherapist[] = [];

  beforeAll(async () => {
    [browser, instance] = await Promise.all([launchChromium(), startInstance()]);
  });
  afterEach(async () => {
    const done = people.splice(0);
    for (const { context } of done) await context.close();
    // Refusals that a test provokes are in the console as failed requests.
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
  const address = (of: AccountTherapist): string => of.page.url();

  test("is registered step by step; each mistake has a sentence and loses nothing", async () => {
    const anna = await at();
    const { hands, page } = anna;
    await hands.open(`${instance.origin}/practice`);
    await hands.press(signIn.register);
    for (const box of [register.terms, register.avv, register.news]) {
      expect(await page.getByLabel(box).isChecked(), box).toBe(false);
    }
    await hands.press(register.button);
    for (const sentence of [
      accountDe.nameMissing,
      accountDe.practiceNameMissing,
      accountDe.emailWrong,
      newPassword.verdicts["too-short"],
      register.termsMissing,
      register.avvMissing,
    ]) {
      await hands.sees(sentence);
    }
    // The focus is on the first field that does not fit, and the sentence belongs to it.
    const name = page.getByLabel(accountDe.name);
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    const described = (await name.getAttribute("aria-describedby"))?.split(" ")[0] ?? "";
    expect(await page.locator(`[id="${described}"]`).textContent()).toBe(accountDe.nameMissing);

    await hands.fill(accountDe.name, "Anna Berger");
    await hands.fill(accountDe.practiceName, "Praxis Berger");
    await hands.fill(accountDe.email, "anna");
    await hands.tick(register.terms);
    await hands.tick(register.avv);
    await hands.fill(register.password, "passwort1234");
    await hands.press(register.button);
    await hands.sees(accountDe.emailWrong);
    await hands.fill(accountDe.email, anna.email);
    await hands.press(register.button);
    await hands.sees(newPassword.verdicts.common);
    await hands.fill(register.password, "anna berger praxis");
    await hands.press(register.button);
    await hands.sees(newPassword.verdicts["about-you"]);
    expect(await hands.read(accountDe.name)).toBe("Anna Berger");
    expect(await page.getByLabel(register.terms).isChecked()).toBe(true);

    await hands.fill(register.password, PASSWORD);
    await hands.sees(newPassword.verdicts.fine);
    await page.context().setOffline(true);
    await hands.press(register.button);
    await hands.sees(accountDe.failures.OFFLINE);
    await page.context().setOffline(false);
    expect(await hands.read(register.password)).toBe(PASSWORD);
    await hands.press(register.button);
    await hands.sees(accountDe.mailSent.title);
    await hands.sees(anna.email);

    await anna.openMail("confirm");
    await hands.sees(links.confirm.text);
    expect(address(anna)).toBe(`${instance.origin}/practice`);
    await hands.press(links.confirm.button);
    await hands.sees(signIn.confirmed);
    await hands.fill(accountDe.email, anna.email);
    await hands.fill(accountDe.password, "ein falsches Passwort");
    await hands.press(signIn.button);
    await hands.sees(signIn.wrong);
    expect(await hands.read(accountDe.email)).toBe(anna.email);
    await hands.fill(accountDe.password, PASSWORD);
    await hands.press(signIn.button);
    await hands.press(accountDe.firstVault.button);
    await hands.sees(accountDe.code.text);
    await hands.press(accountDe.code.button);
    await hands.sees(accountDe.code.haveMissing);
    await anna.keepCode();
    await hands.sees(deskDe.today.noRooms);
    expect(address(anna)).toBe(`${instance.origin}/practice`);
    // Nothing that was typed has been in an address.
    expect(anna.requests.filter((one) => /[?#]/.test(one))).toEqual([]);
  });

  test("a link that was used says so and leads on", async () => {
    const anna = await at();
    await anna.register(PASSWORD);
    await anna.openMail("confirm");
    await anna.hands.press(links.confirm.button);
    await anna.hands.sees(links.stale);
    await anna.hands.press(links.onward);
    await anna.hands.sees(deskDe.today.noRooms);
  });

  test("asking for a reset looks the same for an address without an account", async () => {
    const nobody = await at();
    await nobody.hands.open(`${instance.origin}/practice`);
    await nobody.hands.press(signIn.forgot);
    await nobody.hands.fill(accountDe.email, nobody.email);
    await nobody.hands.press(accountDe.askReset.button);
    await nobody.hands.sees(accountDe.mailSent.reset(nobody.email));
  });

  test("signs in by a backup code once, and has its second factor switched off again", async () => {
    const anna = await at();
    const { hands, page } = anna;
    await anna.register(PASSWORD);
    await anna.switchOnSecondFactor(PASSWORD);
    const [backup = ""] = await page.locator(".backup-codes li").allTextContents();
    await hands.press(area.factor.done);
    await anna.signOut();
    await anna.signIn(PASSWORD);
    await hands.fill(secondFactor.code, "12345");
    await hands.press(secondFactor.button);
    await hands.sees(secondFactor.codeWrong);
    await hands.fill(secondFactor.code, "000000");
    await hands.press(secondFactor.button);
    await hands.sees(accountDe.failures.SECOND_FACTOR);
    await hands.press(secondFactor.useBackup);
    await hands.fill(secondFactor.backupCode, backup);
    await hands.press(secondFactor.button);
    await hands.sees(deskDe.today.noRooms);
    await anna.openAccount();
    await hands.press(area.factor.end);
    await hands.fill(area.current, "nicht das Passwort");
    await page.locator("dialog").getByRole("button", { name: area.factor.end }).click();
    await hands.sees(accountDe.failures.CREDENTIALS);
    await hands.fill(area.current, PASSWORD);
    await page.locator("dialog").getByRole("button", { name: area.factor.end }).click();
    await hands.sees(area.factor.off);
  });

  test("takes a new address from its mail", async () => {
    const anna = await at();
    await anna.register(PASSWORD);
    await anna.openAccount();
    const next = await at();
    await anna.hands.press(area.person.emailTitle);
    await anna.hands.fill(area.person.newEmail, next.email);
    await anna.hands.fill(area.current, PASSWORD);
    await anna.hands.press(area.person.emailButton);
    await anna.hands.sees(area.person.emailSent(next.email));
    // The new mailbox may be open in another browser, in which nobody is signed in.
    await next.openMail("email");
    await next.hands.sees(signIn.emailFirst);
    await next.hands.fill(accountDe.email, anna.email);
    await next.hands.fill(accountDe.password, PASSWORD);
    await next.hands.press(signIn.button);
    await next.hands.fill(links.email.email, next.email);
    await next.hands.fill(accountDe.password, PASSWORD);
    await next.hands.press(links.email.button);
    await next.hands.sees(links.email.done(next.email));
    await next.hands.press(links.onward);
    await next.hands.sees(deskDe.today.noRooms);
    await next.signOut();
    await next.signIn(PASSWORD);
    await next.hands.sees(deskDe.today.noRooms);
  });

  test("signs a lost device out", async () => {
    const anna = await at();
    await anna.register(PASSWORD);
    const phone = await at(anna.email);
    await phone.signIn(PASSWORD);
    await phone.hands.sees(deskDe.today.noRooms);
    await anna.openAccount();
    await anna.hands.press(area.devices.end);
    await anna.hands.sees(area.devices.ended);
    await phone.hands.reload();
    await phone.hands.sees(signIn.registerLead);
  });

  test("invites a colleague, who has rooms of their own, and lets them go", async () => {
    const anna = await at();
    await anna.register(PASSWORD);
    const robin = await at();
    await anna.openAccount();
    await anna.hands.press(area.practice.invite);
    await anna.hands.fill(area.practice.inviteEmail, robin.email);
    await anna.hands.press(area.practice.inviteButton);
    await anna.hands.sees(area.practice.invited(robin.email));
    await robin.openMail("invitation");
    await robin.hands.sees(invitation.title("Praxis Berger"));
    expect(await robin.hands.read(accountDe.email)).toBe(robin.email);
    await robin.hands.fill(accountDe.name, "Robin Winter");
    await robin.hands.fill(register.password, PASSWORD);
    await robin.hands.tick(register.terms);
    await robin.hands.tick(register.avv);
    await robin.hands.press(register.button);
    await robin.confirmAndSettle(PASSWORD);
    await robin.openAccount();
    await robin.hands.sees("Anna Berger");
    // Only the owner changes the practice.
    expect(await robin.hands.has(area.practice.invite)).toBe(false);
    await anna.hands.reload();
    await anna.openAccount();
    await anna.hands.press(`${area.practice.remove}: Robin Winter`);
    await anna.hands.press(area.practice.removeButton);
    await anna.hands.sees(area.practice.alone);
  });

  test("asks for news by mail only after a confirmation, and ends them with one press", async () => {
    const anna = await at();
    await anna.register(PASSWORD);
    await anna.openAccount();
    await anna.hands.press(area.news.start);
    await anna.hands.sees(area.news.asked);
    await anna.openMail("news");
    await anna.hands.press(links.news.button);
    await anna.hands.sees(links.news.done);
    await anna.hands.press(links.onward);
    await anna.openAccount();
    await anna.hands.sees(area.news.given);
    await anna.hands.press(area.news.stop);
    await anna.hands.sees(area.news.none);
  });

  test("can be done without; rooms of the browser move into an account that comes later", async () => {
    const anna = await at();
    await anna.openPractice();
    const before = await anna.createRoom("Blauer Stuhl");
    await anna.hands.reload();
    await anna.hands.sees("Blauer Stuhl");
    await anna.openAccount();
    await anna.hands.press(without.button);
    await anna.hands.sees(signIn.registerLead);
    await anna.register(PASSWORD);
    await anna.hands.sees(takeOver.title(1));
    await anna.hands.press(takeOver.button);
    await anna.hands.sees(takeOver.done(1));
    await anna.seesRoom("Blauer Stuhl");
    await anna.hands.press(deskDe.rooms.share, "Blauer Stuhl");
    expect(await anna.hands.read(deskDe.share.link)).toBe(before);
    await anna.hands.reload();
    await anna.seesRoom("Blauer Stuhl");
    await anna.hands.seesNot(takeOver.title(1));
  });
});
