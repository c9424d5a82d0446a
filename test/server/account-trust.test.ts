// What the page's own code for accounts sends, and what a server that is dishonest, away or killed in the middle can
// bring about.
import { createDecipheriv, createHash, hkdfSync, pbkdf2Sync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import {
  type AccountPeople,
  accountPeople,
  content,
  NEXT,
  need,
  PASSWORD,
  signedIn,
  vaultOf,
} from "../support/account-people.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import {
  BEHIND_PROXY,
  FIRST_DOCUMENT,
  mailedToken,
  type TherapistDevice,
} from "../support/therapist-device.ts";

let instance: Instance;
let people: AccountPeople;
beforeAll(async () => {
  instance = await startInstance({ env: BEHIND_PROXY });
  people = accountPeople(instance);
}, 60_000);
afterAll(() => instance.remove());

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
    const { at, email, recoveryCode } = await people.settled();
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
    const { email } = await people.settled();
    const honest = await people.other(email);
    const lied = people.device();
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
    const { at, email } = await people.settled();
    const rollBack = await old(at);
    need(await at.session.renewVaultKey(PASSWORD));
    const known = await people.other(email);
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
    const fresh = people.device();
    rollBack(fresh);
    need(await fresh.session.signIn(email, PASSWORD));
    expect(vaultOf(fresh)).toBe("open");
    // The person says that it is right; a server that claims something else at that moment is not believed.
    known.between(async (request, forward) =>
      request.method === "GET" && request.path === "/api/vault"
        ? Response.json({ ...((await (await forward()).json()) as object), version: 1_000_000 })
        : forward(),
    );
    await known.session.acceptOlderVault();
    expect((await known.memory.seen(signedIn(known).account.id))?.version).toBe(2);
    rollBack(known);
    await known.reload();
    expect(vaultOf(known)).toBe("rolled-back");
    await known.session.acceptOlderVault();
    expect(vaultOf(known)).toBe("locked");
    need(await known.session.unlockByPassword(PASSWORD));
    expect(vaultOf(known)).toBe("open");
  });

  it("cannot make a vault vanish, nor old ones of the future by claiming a high version", async () => {
    const { at, email } = await people.settled();
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
    expect(vaultOf(await people.other(email))).toBe("open");
  });

  it("that cannot be reached leaves what is open open, and what is done undone", async () => {
    const { at, email } = await people.settled();
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
    expect(vaultOf(await people.other(email))).toBe("open");
  });

  it("whose answer gets lost has still done it, and the new code is shown", async () => {
    const at = await people.confirmed();
    at.between(async ({ method }, forward) => {
      const response = await forward();
      if (method === "PUT") throw new TypeError("the answer got lost");
      return response;
    });
    const first = need(await at.session.createVault());
    need(await at.session.changePassword(PASSWORD, NEXT));
    const second = need(await at.session.renewRecoveryCode(NEXT));
    const third = need(await at.session.renewVaultKey(NEXT));
    at.between(null);
    for (const { recoveryCode } of [first, second]) {
      await at.session.lock();
      expect(await at.session.unlockByRecoveryCode(recoveryCode)).toMatchObject({ code: "WRONG_CODE" });
    }
    need(await at.session.unlockByRecoveryCode(third.recoveryCode));
    expect(await content(at)).toBe(FIRST_DOCUMENT);
    await at.session.lock();
    need(await at.session.unlockByPassword(NEXT));
  });

  it("that ends the session ends it here: key and document go", async () => {
    const { at, email } = await people.settled();
    const account = signedIn(at).account.id;
    const second = await people.other(email);
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
    const { at, email } = await people.settled();
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
      const [before, after] = [people.device(), people.device()];
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
