// The page's own code for accounts against the running server: what opens the vault after which event, and what was
// sent on the way. Passkeys need a browser and are in test/browser/vault.test.ts.
import { createDecipheriv, createHash, hkdfSync, pbkdf2Sync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fromBase64Url, fromUtf8 } from "../../src/e2ee/bytes.ts";
import { openDocument } from "../../src/e2ee/vault-document.ts";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import type { AccountState, Outcome } from "../../src/web/practice/account-session.ts";
import { VAULT_IDLE } from "../../src/web/practice/vault-memory.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import {
  BEHIND_PROXY,
  FIRST_DOCUMENT,
  mailedToken,
  type TherapistDevice,
  therapistDevice,
} from "../support/therapist-device.ts";
import { totp } from "../support/totp.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const NEXT = "ein anderes, längeres Wort";

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance({ env: BEHIND_PROXY });
}, 60_000);
afterAll(() => instance.remove());

const device = (): TherapistDevice => therapistDevice(instance.origin);
const newEmail = (): string => `anna.${randomUUID().slice(0, 8)}@praxis.example`;

function need<T extends object>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

type SignedIn = Extract<AccountState, { step: "signed-in" }>;
function signedIn(of: TherapistDevice): SignedIn {
  const state = of.session.state.value;
  if (state.step !== "signed-in") throw new Error(`not signed in: ${state.step}`);
  return state;
}
const vaultOf = (of: TherapistDevice): string => signedIn(of).vault;

/** Registered, confirmed and signed in, with a vault. */
async function settled(
  email = newEmail(),
): Promise<{ at: TherapistDevice; email: string; recoveryCode: string }> {
  const at = device();
  need(
    await at.session.register({
      email,
      password: PASSWORD,
      name: "Anna Berger",
      practiceName: "Praxis Berger",
      language: "de",
      agreements: AGREEMENTS,
      news: false,
    }),
  );
  need(await at.session.confirm(await mailedToken(instance.dataDir, "confirm", email)));
  need(await at.session.signIn(email, PASSWORD));
  expect(vaultOf(at)).toBe("none");
  const { recoveryCode } = need(await at.session.createVault());
  expect(vaultOf(at)).toBe("open");
  return { at, email, recoveryCode };
}

/** Another browser, signed in by password. */
async function other(email: string, password = PASSWORD): Promise<TherapistDevice> {
  const at = device();
  need(await at.session.signIn(email, password));
  return at;
}

/** What the open vault says, read from the server. */
async function content(of: TherapistDevice): Promise<string> {
  const open = of.session.openVault();
  const loaded = await of.session.api.call(vaultApi.load, {});
  if (open === null || !loaded.ok) throw new Error("no vault to read");
  const { version, document } = loaded.value;
  const plain = await openDocument(
    open.key,
    { ...open, version },
    fromBase64Url(document ?? "") ?? new Uint8Array(),
  );
  if (plain === null) throw new Error("the document does not open");
  return fromUtf8(plain);
}

describe("what is sent", () => {
  /** The derivation once more, with Node's own functions. */
  function secretsOf(email: string, password: string): Record<string, Buffer> {
    const enc = (...parts: (string | Buffer)[]): Buffer =>
      Buffer.concat(
        parts.flatMap((part) => {
          const bytes = Buffer.from(part);
          const length = Buffer.alloc(2);
          length.writeUInt16BE(bytes.length);
          return [length, bytes];
        }),
      );
    const V = "psy-vault/1";
    const hash = (...parts: (string | Buffer)[]) =>
      createHash("sha256")
        .update(enc(V, ...parts))
        .digest();
    const root = pbkdf2Sync(
      password.normalize("NFKC"),
      hash("pw", instance.origin, email),
      600_000,
      32,
      "sha256",
    );
    const kek = Buffer.from(hkdfSync("sha256", root, hash("wrap"), enc(V, "vault-wrap", ""), 32));
    const auth = Buffer.from(hkdfSync("sha256", root, hash("auth"), enc(V, "auth", ""), 32));
    return { password: Buffer.from(password), root, kek, auth };
  }

  function vaultKeyOf(
    accountId: string,
    kek: Buffer,
    sent: readonly { path: string; body: string }[],
  ): Buffer {
    const save = sent.find(({ path, body }) => path === "/api/vault" && body !== "");
    const { keyId, wraps } = JSON.parse(save?.body ?? "{}") as {
      keyId: string;
      wraps: { kind: number; wrap: string }[];
    };
    const wrap = Buffer.from(wraps.find(({ kind }) => kind === 1)?.wrap ?? "", "base64url");
    const aad = Buffer.concat(
      ["psy-vault/1", "wrap", Buffer.of(1), "", accountId, Buffer.from(keyId, "base64url")].map((part) => {
        const bytes = Buffer.from(part);
        return Buffer.concat([Buffer.of(0, bytes.length), bytes]);
      }),
    );
    const cipher = createDecipheriv("aes-256-gcm", kek, wrap.subarray(0, 12)).setAAD(aad);
    cipher.setAuthTag(wrap.subarray(-16));
    return Buffer.concat([cipher.update(wrap.subarray(12, -16)), cipher.final()]);
  }

  it("in sign-up, sign-in, change, reset and lock holds no password, root, key or recovery code", async () => {
    const { at, email, recoveryCode } = await settled();
    const accountId = signedIn(at).account.id;
    need(await at.session.changePassword(PASSWORD, NEXT));
    await at.session.lock();
    need(await at.session.unlockByPassword(NEXT));
    await at.session.lock();
    need(await at.session.unlockByRecoveryCode(recoveryCode));
    const renewed = need(await at.session.renewRecoveryCode(NEXT));
    const fresh = need(await at.session.renewVaultKey(NEXT));
    need(await at.session.signOut());
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, PASSWORD));

    const [first, second] = [secretsOf(email, PASSWORD), secretsOf(email, NEXT)];
    const bodies = at.sent.map(({ path, body }) => `${path} ${body}`).join("\n");
    // The search finds what is meant to be there.
    expect(bodies).toContain(first["auth"]?.toString("base64url"));
    expect(bodies).toContain(second["auth"]?.toString("base64url"));
    const vaultKey = vaultKeyOf(accountId, first["kek"] ?? Buffer.alloc(0), at.sent);
    const secrets = [
      first["password"],
      first["root"],
      first["kek"],
      second["password"],
      second["root"],
      second["kek"],
      vaultKey,
    ];
    const codes = [recoveryCode, renewed.recoveryCode, fresh.recoveryCode].flatMap((code) => [
      code,
      code.replaceAll("-", ""),
    ]);
    for (const secret of secrets) {
      for (const spelling of ["base64url", "base64", "hex", "utf8"] as const) {
        const text = (secret ?? Buffer.alloc(0)).toString(spelling).replace(/=+$/, "");
        expect(text.length).toBeGreaterThan(8);
        expect(bodies.includes(text)).toBe(false);
      }
    }
    for (const code of codes) expect(bodies.includes(code.slice(0, 26))).toBe(false);
  });

  it("does not change with any parameter that the server offers", async () => {
    const { email } = await settled();
    const honest = await other(email);
    const lied = device();
    lied.between(async (_, forward) => {
      const response = await forward();
      const text = await response.text();
      const more = { rounds: 1, iterations: 1, salt: "AAAA", kdf: "none", webOrigin: "https://evil.example" };
      const body = text.startsWith("{") ? JSON.stringify({ ...JSON.parse(text), ...more }) : null;
      return new Response(body, { status: response.status, headers: response.headers });
    });
    need(await lied.session.signIn(email, PASSWORD));
    const sentBy = (of: TherapistDevice) => of.sent.find(({ path }) => path === "/api/session")?.body;
    expect(sentBy(lied)).toBe(sentBy(honest));
    expect(vaultOf(lied)).toBe("open");
  });
});

describe("the vault", () => {
  it("opens by a reload without a question, and not after lock, sign-out or twelve hours", async () => {
    const { at, email } = await settled();
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
    const { at, recoveryCode } = await settled();
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
    const { at, email, recoveryCode } = await settled();
    expect(await at.session.changePassword(NEXT, PASSWORD)).toMatchObject({ ok: false });
    need(await at.session.changePassword(PASSWORD, NEXT));
    expect(await device().session.signIn(email, PASSWORD)).toMatchObject({ ok: false, code: "CREDENTIALS" });
    const third = await other(email, NEXT);
    expect(vaultOf(third)).toBe("open");
    expect(await content(third)).toBe(FIRST_DOCUMENT);
    await third.session.lock();
    need(await third.session.unlockByRecoveryCode(recoveryCode));
  });

  it("after a reset by mail opens by the recovery code, and from then on by the new password", async () => {
    const { at, email, recoveryCode } = await settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await other(email, NEXT);
    expect(vaultOf(fresh)).toBe("locked");
    expect(signedIn(fresh).openers).toMatchObject({ password: false, recoveryCode: true });
    expect(await fresh.session.unlockByPassword(NEXT)).toMatchObject({ ok: false, code: "NO_WRAP" });
    expect(await fresh.session.unlockByPassword(PASSWORD)).toMatchObject({ ok: false, code: "NO_WRAP" });
    need(await fresh.session.unlockByRecoveryCode(recoveryCode));
    expect(await content(fresh)).toBe(FIRST_DOCUMENT);
    expect(signedIn(fresh).openers).toMatchObject({ password: true });
    expect(vaultOf(await other(email, NEXT))).toBe("open");
  });

  it("after a reset gives a password its wrap later, if the page was reloaded in between", async () => {
    const { at, email, recoveryCode } = await settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await other(email, NEXT);
    await fresh.reload();
    need(await fresh.session.unlockByRecoveryCode(recoveryCode));
    expect(signedIn(fresh).openers).toMatchObject({ password: false });
    const opener = { by: "recovery-code", code: recoveryCode } as const;
    expect(await fresh.session.letPasswordOpen(PASSWORD, opener)).toMatchObject({ code: "WRONG_PASSWORD" });
    need(await fresh.session.letPasswordOpen(NEXT, opener));
    expect(vaultOf(await other(email, NEXT))).toBe("open");
  });

  it("that nothing opens any more can be replaced by an empty one, whose version goes on", async () => {
    const { at, email } = await settled();
    need(await at.session.askReset(email, "de"));
    need(await at.session.reset(await mailedToken(instance.dataDir, "reset", email), email, NEXT));
    const fresh = await other(email, NEXT);
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
    const at = device();
    const registration = {
      email,
      password: PASSWORD,
      name: "Anna",
      practiceName: "Praxis",
      language: "de",
    } as const;
    need(await at.session.register({ ...registration, agreements: AGREEMENTS, news: false }));
    need(await at.session.confirm(await mailedToken(instance.dataDir, "confirm", email)));
    need(await at.session.signIn(email, PASSWORD));
    await at.reload();
    expect(await at.session.createVault()).toMatchObject({ ok: false, code: "PASSWORD_NEEDED" });
    expect(await at.session.createVault(NEXT)).toMatchObject({ ok: false, code: "WRONG_PASSWORD" });
    need(await at.session.createVault(PASSWORD));
    expect(await at.session.createVault(PASSWORD)).toMatchObject({ ok: false, code: "NOT_OPEN" });
    expect(vaultOf(await other(email))).toBe("open");
  });

  it("keeps its content under a new key, and asks other devices again", async () => {
    const { at, email, recoveryCode } = await settled();
    const second = await other(email);
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
    const { at, recoveryCode } = await settled();
    expect(await at.session.renewRecoveryCode(NEXT)).toMatchObject({ code: "WRONG_PASSWORD" });
    const renewed = need(await at.session.renewRecoveryCode(PASSWORD));
    await at.session.lock();
    expect(await at.session.unlockByRecoveryCode(recoveryCode)).toMatchObject({ code: "WRONG_CODE" });
    need(await at.session.unlockByRecoveryCode(renewed.recoveryCode));
  });

  it("opens under a new address, which is part of what the password becomes", async () => {
    const { at, email } = await settled();
    const next = newEmail();
    need(await at.session.askEmailChange(PASSWORD, ` ${next.toUpperCase()} `));
    const token = await mailedToken(instance.dataDir, "email", next);
    expect(await at.session.changeEmail(token, next, NEXT)).toMatchObject({ ok: false });
    need(await at.session.changeEmail(token, next, PASSWORD));
    expect(await device().session.signIn(email, PASSWORD)).toMatchObject({ code: "CREDENTIALS" });
    const fresh = await other(next);
    expect(signedIn(fresh).account.email).toBe(next);
    expect(vaultOf(fresh)).toBe("open");
    expect(await content(fresh)).toBe(FIRST_DOCUMENT);
  });

  it("opens after the second factor, with what the first step left", async () => {
    const { at, email } = await settled();
    expect(await at.session.beginTotp(NEXT)).toMatchObject({ ok: false, code: "CREDENTIALS" });
    const { uri, recoveryCodes } = need(await at.session.beginTotp(PASSWORD));
    need(await at.session.confirmTotp(totp(new URL(uri).searchParams.get("secret") ?? "")));
    expect(signedIn(at).account.hasSecondFactor).toBe(true);
    const fresh = device();
    need(await fresh.session.signIn(email, PASSWORD));
    expect(fresh.session.state.value.step).toBe("second-factor");
    expect(await fresh.session.secondFactor("totp", "000000")).toMatchObject({ ok: false });
    expect(fresh.session.openVault()).toBeNull();
    need(await fresh.session.secondFactor("recovery", recoveryCodes[0] ?? ""));
    expect(vaultOf(fresh)).toBe("open");
    need(await fresh.session.endTotp(PASSWORD));
    expect(vaultOf(await other(email))).toBe("open");
  });

  it("opens, locks and goes in all tabs of a browser at once", async () => {
    const { at } = await settled();
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
    const { at } = await settled();
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

describe("a server that is not honest, or not there", () => {
  /** Answers every load of the vault as it was when this was called. */
  async function old(of: TherapistDevice): Promise<(on: TherapistDevice) => void> {
    const loaded = await of.session.api.call(vaultApi.load, {});
    if (!loaded.ok) throw new Error("nothing to keep");
    const { version, keyId } = loaded.value;
    return (on) =>
      on.between(async (request, forward) => {
        if (request.method !== "GET") return forward();
        if (request.path === "/api/vault") return Response.json(loaded.value);
        return request.path === "/api/vault/version" ? Response.json({ version, keyId }) : forward();
      });
  }

  it("cannot hand an older vault to a device that knows the newer, whatever its key", async () => {
    const { at, email } = await settled();
    const rollBack = await old(at);
    need(await at.session.renewVaultKey(PASSWORD));
    const known = await other(email);
    const after = await known.memory.seen(signedIn(known).account.id);
    expect(after?.version).toBe(2);
    need(await known.session.signOut());

    rollBack(known);
    need(await known.session.signIn(email, PASSWORD));
    expect(vaultOf(known)).toBe("rolled-back");
    expect(known.session.openVault()).toBeNull();
    expect(await known.session.unlockByPassword(PASSWORD)).toMatchObject({ code: "ROLLED_BACK" });
    expect(await known.session.startOver(PASSWORD)).toMatchObject({ code: "ROLLED_BACK" });
    // A device that has seen nothing cannot tell.
    const fresh = device();
    rollBack(fresh);
    need(await fresh.session.signIn(email, PASSWORD));
    expect(vaultOf(fresh)).toBe("open");
    // The person says that it is right.
    await known.session.acceptOlderVault();
    expect(vaultOf(known)).toBe("open");
  });

  it("cannot make a vault vanish, nor old ones of the future by claiming a high version", async () => {
    const { at, email } = await settled();
    const claims = { version: 1_000_000 };
    at.between(async ({ method, path }, forward) => {
      const response = await forward();
      if (method !== "GET" || path !== "/api/vault") return response;
      return Response.json({ ...((await response.json()) as object), ...claims });
    });
    await at.reload();
    expect((await at.memory.seen(signedIn(at).account.id))?.version).toBe(1);
    at.between(async ({ method, path }, forward) =>
      method === "GET" && path === "/api/vault"
        ? Response.json({ version: 0, keyId: null, document: null, wraps: [] })
        : forward(),
    );
    await at.reload();
    expect(vaultOf(at)).toBe("rolled-back");
    expect(await at.session.createVault(PASSWORD)).toMatchObject({ code: "ROLLED_BACK" });
    at.between(null);
    await at.reload();
    expect(vaultOf(await other(email))).toBe("open");
  });

  it("that cannot be reached leaves what is open open, and what is done undone", async () => {
    const { at, email } = await settled();
    at.between(async ({ path }, forward) =>
      path.startsWith("/api/vault") ? Promise.reject(new TypeError("no network")) : forward(),
    );
    await at.reload();
    expect(vaultOf(at)).toBe("open");
    expect(await at.session.changePassword(PASSWORD, NEXT)).toMatchObject({ code: "OFFLINE" });
    at.between(() => Promise.reject(new TypeError("no network")));
    await at.reload();
    expect(at.session.state.value.step).toBe("offline");
    at.between(null);
    await at.reload();
    expect(vaultOf(at)).toBe("open");
    expect(vaultOf(await other(email))).toBe("open");
  });

  it("that ends the session ends it here: key and document go", async () => {
    const { at, email } = await settled();
    const account = signedIn(at).account.id;
    const second = await other(email);
    need(await second.session.changePassword(PASSWORD, NEXT));
    at.between(async () =>
      Response.json(
        { type: "urn:connect:problem:signed-out", title: "SIGNED_OUT", status: 401, code: "SIGNED_OUT" },
        { status: 401 },
      ),
    );
    expect(await at.session.api.call(vaultApi.version, {})).toMatchObject({ code: "SIGNED_OUT" });
    expect(at.session.state.value.step).toBe("signed-out");
    expect(await at.memory.readKey(account)).toBeNull();
    expect(await at.memory.seen(account)).not.toBeNull();
  });

  it("that dies in a change of password has done all of it or nothing", { timeout: 120_000 }, async () => {
    const { at, email } = await settled();
    let [now, then] = [PASSWORD, NEXT];
    for (const delay of [0, 5, 20, 60, 150, 400]) {
      at.between(async ({ path }, forward) => {
        if (path !== "/api/account/password") return forward();
        const answer = forward();
        setTimeout(() => void instance.kill(), delay);
        return answer;
      });
      await at.session.changePassword(now, then);
      at.between(null);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await instance.stop();
      await instance.start();
      const [before, after] = [device(), device()];
      const results = [await before.session.signIn(email, now), await after.session.signIn(email, then)];
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = results[0]?.ok === true ? before : after;
      expect(vaultOf(winner)).toBe("open");
      expect(await content(winner)).toBe(FIRST_DOCUMENT);
      if (winner === after) [now, then] = [then, now];
      need(await at.session.signIn(email, now));
    }
  });
});
