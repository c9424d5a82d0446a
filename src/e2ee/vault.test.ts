import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomBytes, utf8 } from "./bytes.ts";
import { createRecoveryCode, openExport, parseRecoveryCode, sealExport } from "./vault.ts";

describe("recovery code", () => {
  it("has seven groups of four and is read back", async () => {
    const code = await createRecoveryCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await parseRecoveryCode(code)).toBe(code);
    expect(await createRecoveryCode()).not.toBe(code);
  });

  it("forgives case, spaces and letters that look alike", async () => {
    const code = await createRecoveryCode(() => Uint8Array.of(0, 1, ...randomBytes(24)));
    const misread = code.replaceAll("0", "o").replace("1", "l").replaceAll("1", "I").replaceAll("-", " ");
    expect(await parseRecoveryCode(` ${misread.toLowerCase()}\n`)).toBe(code);
  });

  it("refuses what is cut, too long or has other letters", async () => {
    const code = await createRecoveryCode();
    for (const text of ["", code.slice(1), `${code}0`, `U${code.slice(1)}`, code.replace("-", "_")]) {
      expect(await parseRecoveryCode(text)).toBeNull();
    }
  });

  it("notices nearly every wrong character", async () => {
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const code = (await createRecoveryCode()).replaceAll("-", "");
    let unnoticed = 0;
    for (let at = 0; at < 28; at += 1) {
      for (const letter of alphabet) {
        const changed = code.slice(0, at) + letter + code.slice(at + 1);
        unnoticed += changed !== code && (await parseRecoveryCode(changed)) !== null ? 1 : 0;
      }
    }
    // Ten check bits miss one change in 1,024: 0.8 of the 868 here on average.
    expect(unnoticed).toBeLessThan(12);
  });

  it("never fails on any text", async () => {
    await fc.assert(fc.asyncProperty(fc.string(), async (text) => (await parseRecoveryCode(text)) === null));
  });
});

describe("export", () => {
  it("opens with its code in any spelling and with no other", async () => {
    const code = await createRecoveryCode();
    const plain = utf8('{"rooms":[]}');
    const file = await sealExport(code, plain);
    expect(await openExport(code.toLowerCase().replaceAll("-", ""), file)).toEqual(plain);
    expect(await openExport(await createRecoveryCode(), file)).toBeNull();
    expect(await openExport("", file)).toBeNull();
    await expect(sealExport("0000", plain)).rejects.toThrow(RangeError);
  });

  it("has sizes that tell a power of two", async () => {
    const code = await createRecoveryCode();
    const sizeOf = async (length: number) => (await sealExport(code, new Uint8Array(length))).length - 29;
    expect(await sizeOf(0)).toBe(16_384);
    expect(await sizeOf(16_380)).toBe(16_384);
    expect(await sizeOf(16_381)).toBe(32_768);
    expect(await sizeOf(70_000)).toBe(131_072);
  });

  it("is refused after any change and for any garbage", async () => {
    const code = await createRecoveryCode();
    const file = await sealExport(code, utf8("x"));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (at) => {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        return (await openExport(code, changed)) === null;
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        async (bytes) => (await openExport(code, new Uint8Array(bytes))) === null,
      ),
    );
    expect(await openExport(code, file.slice(0, -1))).toBeNull();
  });
});
