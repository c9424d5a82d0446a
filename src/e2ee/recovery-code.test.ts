import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomBytes } from "./bytes.ts";
import { createRecoveryCode, parseRecoveryCode } from "./recovery-code.ts";

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
