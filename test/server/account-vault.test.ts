// The page's own code for accounts against the running server: what opens the vault after which event. Passkeys need a
// browser and are in test/browser/vault.test.ts.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import { VAULT_IDLE } from "../../src/web/practice/vault-memory.ts";
import {
  type AccountPeople,
  accountPeople,
  content,
  NEXT,
  need,
  newEmail,
  PASSWORD,
  signedIn,
  vaultOf,
} from "../support/account-people.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { BEHIND_PROXY, FIRST_DOCUMENT, mailedToken } from "../support/therapist-device.ts";
import { totp } from "../support/totp.ts";

let instance: Instance;
let people: AccountPeople;
beforeAll(async () => {
  instance = await startInstance({ env: BEHIND_PROXY });
  people = accountPeople(instance);
}, 60_000);
afterAll(() => instance.remove());

describe("the vault", () => {
  it("opens by a reload without a question, and not after lock, sign-out or twelve hours", async () => {
    const { at, email } = await people.settled();
    await at.reload();
    expect(vaultOf(at)).toBe("open");
    expect(await content(at)).toBe(FIRST_DOCUMENT);
    await at.session.lock();
    expect(vaultOf(at)).toBe("locked");
    expect(at.session.openVault()).toBeNull();
    await at.reload();
    expect(vaultOf(at)).toBe("locked");
    need(await at.session.unlockByPassword(PASSWORD));
    at.wait(VAULT_IDLE + 60_000);
    await at.reload();
    expect(vaultOf(at)).toBe("locked");
    need(await at.session.unlockByPassword(PASSWORD));
    need(await at.session.signOut());
    expect(at.session.state.value.step).toBe("signed-out");
    await at.reload();
    expect(at.session.state.value.step).toBe("signed-out");
    expect(at.session.openVault()).toBeNull();
    need(await at.session.signIn(email, PASSWORD));
    expect(vaultOf(at)).toBe("open");
  });

  it("is opened by each of its wraps alone, and by nothing wrong", async () => {
    const { at, recoveryCode } = await people.settled();
    await at.session.lock();
    expect(await at.session.unlockByPassword(NEXT)).toMatchObject({ ok: false, code: "WRONG_PASSWORD" });
    expect(await at.session.unlockByRecoveryCode("AAAA")).toMatchObject({ ok: false, code: "WRONG_CODE" });
    expect(await at.session.unlockByPasskey()).toMatchObject({ ok: false, code: "NO_WRAP" });
    expect(vaultOf(at)).toBe("locked");
    need(await at.session.unlockByRecoveryCode(recoveryCode.toLowerCase().replaceAll("-", " ")));
    expect(await content(at)).toBe(FIRST_DOCUMENT);
    await at.session.lock();
    need(await at.session.unlockByPassword(PASSWORD));
    expect(await content(at)).toBe(FIRST_DOCUMENT);
  });

  it("stays the same through a change of password, on every device", async () => {
    const { at, email, recoveryCode } = await people.settled();
    expect(await at.session.changePassword(NEXT, PASSWORD)).toMatchObject({ ok: false });
    need(await at.session.changePassword(PASSWORD, NEXT));
    expect(await people.device().session.signIn(email, PASSWORD)).toMatchObject({
      ok: false,
      code: "CREDENTIALS",
    });
    const third = await people.other(email, NEXT);
    expect(vaultOf(third)).toBe("open");
    expect(await content(third)).toBe(FIRST_DOCUMENT);
    await third.session.lock();
    need(await third.session.unlockByRecoveryCode(recoveryCode));
  });

  it("after a reset by mail opens by the recovery code, and from then on by the new password", async () => {
    const { at, email, recoveryCode } = await people.settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await people.other(email, NEXT);
    expect(vaultOf(fresh)).toBe("locked");
    expect(signedIn(fresh).openers).toMatchObject({ password: false, recoveryCode: true });
    expect(await fresh.session.unlockByPassword(NEXT)).toMatchObject({ ok: false, code: "NO_WRAP" });
    expect(await fresh.session.unlockByPassword(PASSWORD)).toMatchObject({ ok: false, code: "NO_WRAP" });
    need(await fresh.session.unlockByRecoveryCode(recoveryCode));
    expect(await content(fresh)).toBe(FIRST_DOCUMENT);
    expect(signedIn(fresh).openers).toMatchObject({ password: true });
    expect(vaultOf(await people.other(email, NEXT))).toBe("open");
  });

  it("after a reset gives a password its wrap later, if the page was reloaded in between", async () => {
    const { at, email, recoveryCode } = await people.settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await people.other(email, NEXT);
    await fresh.reload();
    need(await fresh.session.unlockByRecoveryCode(recoveryCode));
    expect(signedIn(fresh).openers).toMatchObject({ password: false });
    const opener = { by: "recovery-code", code: recoveryCode } as const;
    expect(await fresh.session.letPasswordOpen(PASSWORD, opener)).toMatchObject({ code: "WRONG_PASSWORD" });
    need(await fresh.session.letPasswordOpen(NEXT, opener));
    expect(vaultOf(await people.other(email, NEXT))).toBe("open");
  });

  it("that nothing opens any more can be replaced by an empty one, whose version goes on", async () => {
    const { at, email } = await people.settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await people.other(email, NEXT);
    const { recoveryCode } = need(await fresh.session.startOver());
    expect(vaultOf(fresh)).toBe("open");
    expect(await content(fresh)).toBe(FIRST_DOCUMENT);
    const loaded = need(await fresh.session.api.call(vaultApi.version, {}));
    expect(loaded.value.version).toBe(2);
    await fresh.session.lock();
    need(await fresh.session.unlockByRecoveryCode(recoveryCode));
  });

  it("made after a reload needs the password once more, and the right one", async () => {
    const email = newEmail();
    const at = await people.confirmed(email);
    expect(vaultOf(at)).toBe("none");
    await at.reload();
    expect(await at.session.createVault()).toMatchObject({ ok: false, code: "PASSWORD_NEEDED" });
    expect(await at.session.createVault(NEXT)).toMatchObject({ ok: false, code: "WRONG_PASSWORD" });
    need(await at.session.createVault(PASSWORD));
    expect(await at.session.createVault(PASSWORD)).toMatchObject({ ok: false, code: "NOT_OPEN" });
    expect(vaultOf(await people.other(email))).toBe("open");
  });

  it("keeps its content under a new key, and asks other devices again", async () => {
    const { at, email, recoveryCode } = await people.settled();
    const second = await people.other(email);
    const before = signedIn(at).keyId;
    expect(await at.session.renewVaultKey(NEXT)).toMatchObject({ ok: false, code: "WRONG_PASSWORD" });
    const renewed = need(await at.session.renewVaultKey(PASSWORD));
    expect(renewed.passkeysDropped).toBe(0);
    expect(signedIn(at).keyId).not.toBe(before);
    expect(await content(at)).toBe(FIRST_DOCUMENT);
    await second.reload();
    expect(vaultOf(second)).toBe("locked");
    expect(await second.session.unlockByRecoveryCode(recoveryCode)).toMatchObject({ code: "WRONG_CODE" });
    need(await second.session.unlockByRecoveryCode(renewed.recoveryCode));
    expect(await content(second)).toBe(FIRST_DOCUMENT);
  });

  it("has one recovery code at a time", async () => {
    const { at, recoveryCode } = await people.settled();
    expect(await at.session.renewRecoveryCode(NEXT)).toMatchObject({ code: "WRONG_PASSWORD" });
    const renewed = need(await at.session.renewRecoveryCode(PASSWORD));
    await at.session.lock();
    expect(await at.session.unlockByRecoveryCode(recoveryCode)).toMatchObject({ code: "WRONG_CODE" });
    need(await at.session.unlockByRecoveryCode(renewed.recoveryCode));
  });

  it("opens under a new address, which is part of what the password becomes", async () => {
    const { at, email } = await people.settled();
    const next = newEmail();
    need(await at.session.askEmailChange(PASSWORD, ` ${next.toUpperCase()} `));
    const token = await mailedToken(instance.dataDir, "email", next);
    expect(await at.session.changeEmail(token, next, NEXT)).toMatchObject({ ok: false });
    need(await at.session.changeEmail(token, next, PASSWORD));
    expect(await people.device().session.signIn(email, PASSWORD)).toMatchObject({ code: "CREDENTIALS" });
    const fresh = await people.other(next);
    expect(signedIn(fresh).account.email).toBe(next);
    expect(vaultOf(fresh)).toBe("open");
    expect(await content(fresh)).toBe(FIRST_DOCUMENT);
  });

  it("opens after the second factor, with what the first step left", async () => {
    const { at, email } = await people.settled();
    expect(await at.session.beginTotp(NEXT)).toMatchObject({ ok: false, code: "CREDENTIALS" });
    const { uri, recoveryCodes } = need(await at.session.beginTotp(PASSWORD));
    need(await at.session.confirmTotp(totp(new URL(uri).searchParams.get("secret") ?? "")));
    expect(signedIn(at).account.hasSecondFactor).toBe(true);
    const fresh = people.device();
    need(await fresh.session.signIn(email, PASSWORD));
    expect(fresh.session.state.value.step).toBe("second-factor");
    expect(await fresh.session.secondFactor("totp", "000000")).toMatchObject({ ok: false });
    expect(fresh.session.openVault()).toBeNull();
    need(await fresh.session.secondFactor("recovery", recoveryCodes[0] ?? ""));
    expect(vaultOf(fresh)).toBe("open");
    need(await fresh.session.endTotp(PASSWORD));
    expect(vaultOf(await people.other(email))).toBe("open");
  });

  it("opens, locks and goes in all tabs of a browser at once", async () => {
    const { at } = await people.settled();
    const tab = await at.openTab();
    const shows = (state: object) =>
      vi.waitFor(() => expect(tab.state.value).toMatchObject(state), { timeout: 5_000 });
    await shows({ step: "signed-in", vault: "open" });
    await at.session.lock();
    await shows({ step: "signed-in", vault: "locked" });
    expect(tab.openVault()).toBeNull();
    need(await at.session.unlockByPassword(PASSWORD));
    await shows({ step: "signed-in", vault: "open" });
    need(await at.session.signOut());
    await shows({ step: "signed-out" });
    expect(tab.openVault()).toBeNull();
  });

  it("waits for the saving of others before it is forgotten", async () => {
    const { at } = await people.settled();
    const order: string[] = [];
    const end = at.session.beforeForgetting(async () => {
      order.push(at.session.openVault() === null ? "closed" : "open");
    });
    await at.session.lock();
    need(await at.session.unlockByPassword(PASSWORD));
    need(await at.session.renewVaultKey(PASSWORD));
    end();
    need(await at.session.signOut());
    expect(order).toEqual(["open", "open"]);
  });
});
