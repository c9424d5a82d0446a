// A therapist with an account, who knows nothing but what the screens and the mails say.
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright";
import { accountDe } from "../../src/web/text/account-de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import type { Instance } from "./instance.ts";
import { type ChromiumTherapist, newTherapist } from "./people.ts";
import { mailedToken, ownAddress } from "./therapist-device.ts";
import { totp } from "./totp.ts";

export interface AccountTherapist extends ChromiumTherapist {
  readonly email: string;
  /** From the empty page to the desk; returns the recovery code. */
  register(password: string): Promise<string>;
  /** After a registration: confirms by the mail, signs in and keeps the code, which is returned. */
  confirmAndSettle(password: string): Promise<string>;
  /** From the account's section to the backup codes. */
  switchOnSecondFactor(password: string): Promise<void>;
  /** Opens the practice and signs in; what comes then is for the test to see. */
  signIn(password: string): Promise<void>;
  signOut(): Promise<void>;
  openAccount(): Promise<void>;
  /** The code that the screen shows, confirmed as kept. */
  keepCode(): Promise<string>;
  /** Opens the newest mailed link of a kind. */
  openMail(kind: string): Promise<void>;
  /** Waits for the desk, and for a room on it. */
  seesRoom(label: string): Promise<void>;
}

/** At an own Chromium. `email`: of somebody who has an account already. */
export async function newAccountTherapist(
  browser: Browser,
  instance: Instance,
  email = `anna.${randomUUID().slice(0, 8)}@praxis.example`,
): Promise<AccountTherapist> {
  const person = await newTherapist(browser, instance.origin, {
    context: { extraHTTPHeaders: { "X-Forwarded-For": ownAddress() } },
  });
  const { hands, page } = person;

  async function keepCode(): Promise<string> {
    await hands.sees(accountDe.code.text);
    const shown = await page.locator(".code-groups").textContent();
    await hands.tick(accountDe.code.have);
    await hands.press(accountDe.code.button);
    return /([0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec((shown ?? "").replace(/\s/g, ""))?.[0] ?? "";
  }
  async function openMail(kind: string): Promise<void> {
    const token = await mailedToken(instance.dataDir, kind, email);
    // A fragment alone would not load the page anew.
    await page.goto("about:blank");
    await hands.open(`${instance.origin}/practice#${kind}.${token}`);
  }
  async function enter(password: string): Promise<void> {
    await hands.fill(accountDe.email, email);
    await hands.fill(accountDe.password, password);
    await hands.press(accountDe.signIn.button);
  }

  async function confirmAndSettle(password: string): Promise<string> {
    await hands.sees(accountDe.mailSent.title);
    await openMail("confirm");
    await hands.press(accountDe.links.confirm.button);
    await hands.sees(accountDe.signIn.confirmed);
    await enter(password);
    await hands.press(accountDe.firstVault.button);
    return keepCode();
  }

  return {
    ...person,
    email,
    confirmAndSettle,
    async switchOnSecondFactor(password) {
      const { factor, current, nav } = accountDe.area;
      await hands.press(nav);
      await hands.press(factor.begin);
      await hands.fill(current, password);
      await hands.press(factor.next);
      await hands.sees(factor.secret);
      const secret = (await page.locator("dialog .recovery-code").textContent()) ?? "";
      await hands.fill(factor.code, totp(secret.replace(/\s/g, "")));
      await hands.press(factor.confirm);
      await hands.sees(factor.codesShown);
    },
    keepCode,
    openMail,
    async register(password) {
      await hands.open(`${instance.origin}/practice`);
      await hands.press(accountDe.signIn.register);
      await hands.fill(accountDe.name, "Anna Berger");
      await hands.fill(accountDe.practiceName, "Praxis Berger");
      await hands.fill(accountDe.email, email);
      await hands.fill(accountDe.register.password, password);
      await hands.tick(accountDe.register.terms);
      await hands.tick(accountDe.register.avv);
      await hands.press(accountDe.register.button);
      return confirmAndSettle(password);
    },
    async signIn(password) {
      await hands.open(`${instance.origin}/practice`);
      await enter(password);
    },
    async signOut() {
      await hands.press(deskDe.nav.rooms);
      await hands.press(accountDe.area.nav);
      await hands.press(accountDe.area.signOut);
      await hands.sees(accountDe.signIn.registerLead);
    },
    openAccount: () => hands.press(accountDe.area.nav),
    async seesRoom(label) {
      await hands.press(deskDe.nav.rooms);
      await hands.sees(label);
    },
  };
}
