import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { email as apiEmail } from "../protocol/api-route.ts";
import { type Bytes, randomBytes, utf8 } from "./bytes.ts";
import { sealingKey } from "./primitives.ts";
import { createRecoveryCode, recoveryKey } from "./recovery-code.ts";
import { openDocument, sealDocument } from "./vault-document.ts";
import {
  createVaultKey,
  derivePassword,
  normalizeEmail,
  type PasswordKeys,
  passkeyKey,
  unwrapKey,
  type WrapPlace,
  wrapKey,
} from "./vault-keys.ts";

const NONE: Bytes = new Uint8Array(0);
const webOrigin = "https://connect.example";
const email = "anna@praxis.example";

describe("derivation from a password", () => {
  let keys: PasswordKeys;
  beforeAll(async () => {
    keys = await derivePassword({ webOrigin, email, password: "Grüner Tee, viermal" });
  });

  it("gives 43 characters to send, and a key that cannot be exported", async () => {
    expect(keys.auth).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys.kek.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", keys.kek)).rejects.toThrow();
  });

  it("does not depend on how a keyboard composes letters or an address is written", async () => {
    const typed = "Gru\u0308ner Tee, viermal";
    const same = await derivePassword({ webOrigin, email: "  Anna@Praxis.EXAMPLE\n", password: typed });
    expect(same.auth).toBe(keys.auth);
  });

  it("depends on origin, address and every character", async () => {
    const password = "Grüner Tee, viermal";
    const others = await Promise.all([
      derivePassword({ webOrigin: "https://connect.example:8443", email, password }),
      derivePassword({ webOrigin, email: "anne@praxis.example", password }),
      derivePassword({ webOrigin, email, password: `${password} ` }),
      derivePassword({ webOrigin, email, password: password.toLowerCase() }),
    ]);
    expect(new Set([keys, ...others].map(({ auth }) => auth)).size).toBe(5);
  });

  it("sends nothing that opens the wrap", async () => {
    const place: WrapPlace = { kind: 1, credentialId: NONE, accountId: "a", keyId: randomBytes(16) };
    const wrap = await wrapKey(keys.kek, place, randomBytes(32));
    const sent = Uint8Array.from(Buffer.from(keys.auth, "base64url"));
    expect(await unwrapKey(await sealingKey(sent), place, wrap)).toBeNull();
  });

  it("has one form for an address", () => {
    expect(normalizeEmail(" Zoe\u0308@PRAXIS.example ")).toBe("zoë@praxis.example");
    // J with a caron has no composed form, j has.
    expect(normalizeEmail("J\u030c@praxis.example")).toBe("\u01f0@praxis.example");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = normalizeEmail(text);
        return normalizeEmail(once) === once;
      }),
    );
  });

  it("reads an address as the server does", () => {
    const letters = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (local, domain) => {
        const text = ` ${local}@${domain}.Example `;
        const parsed = z.safeParse(apiEmail, text);
        return !parsed.success || parsed.data === normalizeEmail(text);
      }),
    );
    expect(z.safeParse(apiEmail, " Zoe\u0308@PRAXIS.example ").data).toBe("zo\u00eb@praxis.example");
  });
});

describe("a wrap", () => {
  const accountId = "account-1";
  const credentialId = randomBytes(24);
  const { raw, keyId } = createVaultKey();

  async function allWraps(): Promise<{ kek: CryptoKey; place: WrapPlace; wrap: Bytes }[]> {
    const keks = [
      { kind: 1, credentialId: NONE, kek: await sealingKey(randomBytes(32)) },
      { kind: 2, credentialId, kek: await passkeyKey(randomBytes(32), credentialId) },
      { kind: 3, credentialId: NONE, kek: await recoveryKey(await createRecoveryCode()) },
    ] as const;
    return Promise.all(
      keks.map(async ({ kek, ...rest }) => {
        if (kek === null) throw new Error("the code does not parse");
        const place = { ...rest, accountId, keyId };
        return { kek, place, wrap: await wrapKey(kek, place, raw) };
      }),
    );
  }

  it("opens alone, whichever of the three it is", async () => {
    for (const { kek, place, wrap } of await allWraps()) {
      expect(wrap.length).toBe(60);
      expect(await unwrapKey(kek, place, wrap)).toEqual(raw);
    }
  });

  it("does not open with any part of its place swapped", async () => {
    for (const { kek, place, wrap } of await allWraps()) {
      const swapped: WrapPlace[] = [
        ...([1, 2, 3] as const).filter((kind) => kind !== place.kind).map((kind) => ({ ...place, kind })),
        { ...place, credentialId: place.kind === 2 ? NONE : credentialId },
        { ...place, accountId: "account-2" },
        { ...place, keyId: randomBytes(16) },
        // A border between two parts moved by one byte.
        { ...place, accountId: `${accountId}\u0000` },
      ];
      for (const other of swapped) expect(await unwrapKey(kek, other, wrap)).toBeNull();
    }
  });

  it("does not open with another's key, nor after any change", async () => {
    const wraps = await allWraps();
    for (const { kek } of wraps) {
      for (const { place, wrap, kek: own } of wraps) {
        if (kek !== own) expect(await unwrapKey(kek, place, wrap)).toBeNull();
      }
    }
    for (const { kek, place, wrap } of wraps) {
      for (let at = 0; at < wrap.length; at += 1) {
        const changed = wrap.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(await unwrapKey(kek, place, changed)).toBeNull();
      }
      expect(await unwrapKey(kek, place, wrap.slice(0, -1))).toBeNull();
      expect(await unwrapKey(kek, place, NONE)).toBeNull();
    }
  });

  it("of anything but 32 bytes is none", async () => {
    const kek = await sealingKey(randomBytes(32));
    const place: WrapPlace = { kind: 1, credentialId: NONE, accountId, keyId };
    expect(await unwrapKey(kek, place, await wrapKey(kek, place, randomBytes(31)))).toBeNull();
  });

  it("of a passkey depends on the credential, not only on what the authenticator answers", async () => {
    const prf = randomBytes(32);
    const place: WrapPlace = { kind: 2, credentialId, accountId, keyId };
    const wrap = await wrapKey(await passkeyKey(prf, credentialId), place, raw);
    expect(await unwrapKey(await passkeyKey(prf, randomBytes(24)), place, wrap)).toBeNull();
    expect(await unwrapKey(await passkeyKey(prf, credentialId), place, wrap)).toEqual(raw);
  });
});

describe("a document", () => {
  const place = { accountId: "account-1", keyId: randomBytes(16), version: 4 };

  it("opens in its place and nowhere else", async () => {
    const key = await sealingKey(randomBytes(32));
    const plain = utf8('{"records":[]}');
    const sealed = await sealDocument(key, place, plain);
    expect(await openDocument(key, place, sealed)).toEqual(plain);
    for (const other of [
      { ...place, version: 3 },
      { ...place, version: 5 },
      { ...place, accountId: "account-2" },
      { ...place, keyId: randomBytes(16) },
    ]) {
      expect(await openDocument(key, other, sealed)).toBeNull();
    }
    expect(await openDocument(await sealingKey(randomBytes(32)), place, sealed)).toBeNull();
  });

  it("has one length in each size class", async () => {
    const key = await sealingKey(randomBytes(32));
    const sizeOf = async (length: number) => (await sealDocument(key, place, new Uint8Array(length))).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(70_000), async (length) => {
        const size = (await sizeOf(length)) - 28;
        return (
          Number.isInteger(Math.log2(size / 16_384)) &&
          size >= length + 4 &&
          (size === 16_384 || size / 2 < length + 4)
        );
      }),
      { numRuns: 40 },
    );
    expect(await sizeOf(0)).toBe(await sizeOf(16_380));
    expect(await sizeOf(16_381)).toBe(32_768 + 28);
  });

  it("never looks the same twice", async () => {
    const key = await sealingKey(randomBytes(32));
    const plain = utf8("x");
    expect(await sealDocument(key, place, plain)).not.toEqual(await sealDocument(key, place, plain));
  });

  it("is refused after any change, and in a size that is no class", async () => {
    const key = await sealingKey(randomBytes(32));
    const sealed = await sealDocument(key, place, utf8("x"));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (at) => {
        const changed = sealed.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        return (await openDocument(key, place, changed)) === null;
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        async (bytes) => (await openDocument(key, place, new Uint8Array(bytes))) === null,
      ),
    );
  });
});
