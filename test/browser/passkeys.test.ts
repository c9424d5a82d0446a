// The passkey code alone, with the virtual authenticator of a real browser. What it does with a server is in
// vault.test.ts.
import { randomBytes } from "node:crypto";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { factorApi, sessionApi } from "../../src/protocol/api-account.ts";
import { type BarePage, serveBarePage } from "../hostile/bare-page.ts";
import { type Authenticator, plugIn } from "../support/authenticator.ts";
import { hasChromium, launchChromium, newPerson, type Person } from "../support/browsers.ts";

const b64 = (length: number): string => randomBytes(length).toString("base64url");

const creation = (more: object = {}) => ({
  rp: { name: "Connect", id: "localhost" },
  user: { id: b64(16), name: "anna@praxis.example", displayName: "Anna" },
  challenge: b64(32),
  pubKeyCredParams: [{ type: "public-key", alg: -7 }],
  authenticatorSelection: { residentKey: "required", userVerification: "required" },
  ...more,
});
const request = (more: object = {}) => ({
  challenge: b64(32),
  rpId: "localhost",
  userVerification: "required",
  ...more,
});

describe.skipIf(!hasChromium())("a passkey", () => {
  let browser: Browser;
  let bare: BarePage;
  let person: Person;
  let authenticator: Authenticator;

  beforeAll(async () => {
    [browser, bare] = await Promise.all([launchChromium(), serveBarePage(undefined, "passkeys.ts")]);
  });
  afterAll(async () => {
    await browser.close();
    await bare.close();
  });
  async function open(options: { readonly prf?: boolean } = {}): Promise<void> {
    person = await newPerson(browser, [bare.origin], { probe: false });
    await person.page.goto(bare.origin);
    await person.page.waitForFunction(() => "passkeys" in window);
    authenticator = await plugIn(person.page, options);
  }
  beforeEach(() => open());
  afterEach(() => person.context.close());

  const create = (options: object) => person.page.evaluate((it) => window.passkeys.create(it), options);
  const assert = (options: object) => person.page.evaluate((it) => window.passkeys.assert(it), options);
  const read = (ids: string[]) => person.page.evaluate((it) => window.passkeys.readSecret(it), ids);

  test("gives the same secret at registration, at sign-in and when it is asked for nothing else", async () => {
    const made = await create(creation());
    expect(made.code).toBe("ok");
    expect(Buffer.from(made.prf ?? "", "base64url")).toHaveLength(32);
    expect(await authenticator.credentials()).toEqual([made.credentialId]);
    const signedIn = await assert(request());
    expect(signedIn).toMatchObject({ code: "ok", prf: made.prf, credentialId: made.credentialId });
    expect(await read([made.credentialId ?? ""])).toMatchObject({ code: "ok", prf: made.prf });
  });

  test("is posted as the server's schema wants it, without the secret in any spelling", async () => {
    const made = await create(creation());
    const signedIn = await assert(request());
    expect(factorApi.addPasskey.body.shape.credential.parse(JSON.parse(made.posted ?? ""))).toBeTruthy();
    expect(sessionApi.passkey.body.parse(JSON.parse(signedIn.posted ?? ""))).toBeTruthy();
    const secret = Buffer.from(made.prf ?? "", "base64url");
    const inside = (posted: string) =>
      Object.values(flat(JSON.parse(posted))).some((text) => Buffer.from(text, "base64url").includes(secret));
    for (const posted of [made.posted ?? "", signedIn.posted ?? ""]) {
      expect(inside(posted)).toBe(false);
      expect(posted).not.toContain(secret.toString("hex"));
      expect(posted).not.toMatch(/prf|extension/i);
    }
    // The same search finds what the browser's own JSON has.
    expect(inside(await ownJson())).toBe(true);
  });

  /** What would be posted by whoever trusts `toJSON`. */
  function ownJson(): Promise<string> {
    return person.page.evaluate(async () => {
      const first = await crypto.subtle.digest(
        "SHA-256",
        Uint8Array.from([
          0,
          11,
          ...new TextEncoder().encode("psy-vault/1"),
          0,
          9,
          ...new TextEncoder().encode("prf-input"),
        ]),
      );
      const found = await navigator.credentials.get({
        publicKey: { challenge: new Uint8Array(32), extensions: { prf: { eval: { first } } } },
      });
      return JSON.stringify(found);
    });
  }
  function flat(value: unknown): Record<string, string> {
    if (typeof value === "string") return { value };
    if (typeof value !== "object" || value === null) return {};
    return Object.assign(
      {},
      ...Object.entries(value).map(([key, part]) =>
        Object.fromEntries(Object.entries(flat(part)).map(([below, text]) => [`${key}.${below}`, text])),
      ),
    );
  }

  test("does not take its input, nor any extension, from the server", async () => {
    const honest = await create(creation());
    const other = Buffer.from(b64(32)).toString("base64url");
    const extensions = { prf: { eval: { first: other } }, credProps: true, largeBlob: { read: true } };
    const lied = await assert(request({ extensions }));
    expect(lied.prf).toBe(honest.prf);
    expect(lied.posted).not.toContain("credProps");
  });

  test("of another account or device has another secret", async () => {
    const first = await create(creation());
    const second = await create(creation());
    expect(second.prf).not.toBe(first.prf);
    expect(await read([first.credentialId ?? ""])).toMatchObject({ prf: first.prf });
    expect(await read([second.credentialId ?? ""])).toMatchObject({ prf: second.prf });
  });

  test("is not made twice on one device", async () => {
    const made = await create(creation());
    const excludeCredentials = [{ type: "public-key", id: made.credentialId, transports: ["internal"] }];
    expect((await create(creation({ excludeCredentials }))).code).toBe("ALREADY_THERE");
    expect(await authenticator.credentials()).toHaveLength(1);
  });

  test("that the person does not confirm, or that is not there, is a quiet no", async () => {
    const made = await create(creation());
    await authenticator.setPresent(false);
    expect((await assert(request({ timeout: 1_000 }))).code).toBe("CANCELLED");
    await authenticator.setPresent(true);
    expect((await assert(request({ timeout: 1_000, rpId: "elsewhere.example" }))).code).toBe("NO_WEBAUTHN");
    expect(await assert(request())).toMatchObject({ code: "ok", prf: made.prf });
  });

  test("refuses options that are none", async () => {
    for (const options of [{}, { challenge: "???" }, creation({ user: { id: 7 } })]) {
      expect((await create(options)).code).toBe("NO_WEBAUTHN");
    }
    expect((await assert({ challenge: 3 })).code).toBe("NO_WEBAUTHN");
  });

  test("without a secret signs in all the same", async () => {
    await person.context.close();
    await open({ prf: false });
    const made = await create(creation());
    expect(made).toMatchObject({ code: "ok", prf: null });
    const [id = ""] = await authenticator.credentials();
    expect(await assert(request())).toMatchObject({ code: "ok", prf: null });
    expect((await read([id])).code).toBe("NO_PRF");
  });
});
