import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer, createParties, knock } from "../../test/support/handshake.ts";
import { NAME_MAX } from "../protocol/limits.ts";
import { type Bytes, concat, encode, randomBytes, toBase64Url, utf8 } from "./bytes.ts";
import { cleanName, commitTo, createIdentity, decodeCaps, encodeCaps, hashK2 } from "./handshake.ts";

function flipped(bytes: Bytes): Bytes {
  return bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
}

describe("parts of the handshake", () => {
  it("reads capabilities and ignores what later versions add", () => {
    const caps = { max: 7, relayOnly: true, group: true };
    expect(decodeCaps(encodeCaps(caps))).toEqual(caps);
    expect(decodeCaps(concat(encodeCaps(caps), randomBytes(122)))).toEqual(caps);
    expect(decodeCaps(concat(encodeCaps(caps), randomBytes(123)))).toBeNull();
    expect(decodeCaps(encodeCaps(caps).slice(0, 5))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) => {
        const read = decodeCaps(new Uint8Array(bytes));
        expect(read !== null).toBe(bytes.length >= 6 && bytes.length <= 128);
      }),
    );
  });

  it("commits to every byte of the core and to the link", async () => {
    const core = encode("a", "b");
    const commits = await Promise.all([
      commitTo(utf8("x"), core),
      commitTo(utf8("y"), core),
      commitTo(utf8("x"), flipped(core)),
    ]);
    expect(new Set(commits.map(toBase64Url)).size).toBe(3);
  });

  it("hashes every field of k2", async () => {
    const parties = await createParties();
    const start = await knock(parties);
    const { k2 } = await answer(parties, start);
    const names = ["hk1", "nH", "eH", "fpH", "capsH", "callId", "sigH"] as const;
    const hashes = await Promise.all([
      hashK2(k2),
      ...names.map((name) => hashK2({ ...k2, [name]: flipped(k2[name]) })),
    ]);
    expect(new Set(hashes.map(toBase64Url)).size).toBe(names.length + 1);
  });

  it("derives an identity from its seed", async () => {
    const seed = randomBytes(32);
    const [a, b] = [await createIdentity(seed), await createIdentity(seed)];
    expect(a.publicKey).toEqual(b.publicKey);
    expect(a.privateKey.extractable).toBe(false);
  });

  it("cleans names", () => {
    expect(cleanName(" A\u0000n\tn\na \u202eX\u2066 ")).toBe("An n a X");
    expect(cleanName("e\u0301")).toBe("é");
    // Nothing that nobody sees makes two names of one, or a line of its own.
    expect(cleanName("An\u200bna\u200d \u2060 B\u2028er\u200cg\ufeff")).toBe("Anna B erg");
    expect(cleanName("e\u200b\u0301")).toBe("é");
    expect(cleanName("🙂".repeat(40))).toBe("🙂".repeat(16));
    expect(cleanName("\ud800")).toBe("\ufffd");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        const name = cleanName(text);
        expect(utf8(name).length).toBeLessThanOrEqual(NAME_MAX);
        expect(cleanName(name)).toBe(name);
        expect(name).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
