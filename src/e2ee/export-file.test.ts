import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "./bytes.ts";
import { openExport, sealExport } from "./export-file.ts";
import { createRecoveryCode } from "./recovery-code.ts";

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
