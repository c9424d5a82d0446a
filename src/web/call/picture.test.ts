import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOGO_MAX, LOGO_PART } from "../../protocol/limits.ts";
import type { LogoBody, PracticeLogo } from "../../protocol/sealed.ts";
import { createPictureInbox, pictureParts } from "./picture.ts";

const HEADER = Buffer.from("89504e470d0a1a0a0000000d49484452000001000000008008060000000000000000", "hex");

/** A PNG of 256 × 128 by its header; what follows is anything. */
function logoOf(size: number, fill = 7): PracticeLogo {
  const bytes = new Uint8Array(size).fill(fill);
  bytes.set(HEADER);
  return { type: "png", bytes };
}

function receive(parts: readonly LogoBody[]): PracticeLogo | null {
  const inbox = createPictureInbox();
  return parts.map((part) => inbox.add(part)).find((logo) => logo !== null) ?? null;
}

const logos = fc.integer({ min: HEADER.length, max: LOGO_MAX }).map((size) => logoOf(size));

describe("the practice's picture on its way", () => {
  test("arrives as it was sent, in one or two parts", () => {
    fc.assert(
      fc.property(logos, (logo) => {
        const parts = pictureParts(logo);
        expect(parts.length).toBe(logo.bytes.length > LOGO_PART ? 2 : 1);
        expect(receive(parts)).toEqual(logo);
      }),
      { numRuns: 30 },
    );
  });

  test("is not sent when no guest would show it", () => {
    expect(pictureParts(logoOf(LOGO_MAX + 1))).toEqual([]);
    expect(pictureParts({ type: "webp", bytes: logoOf(100).bytes })).toEqual([]);
    expect(pictureParts({ type: "png", bytes: new Uint8Array(0) })).toEqual([]);
  });

  test("is nothing when parts are lost, repeated, mixed, or not a picture", () => {
    const [first, second] = pictureParts(logoOf(20_000));
    const [other] = pictureParts(logoOf(100));
    if (!first || !second || !other) throw new Error("no parts");
    expect(receive([first])).toBeNull();
    expect(receive([second])).toBeNull();
    expect(receive([second, first, second])).toBeNull();
    expect(receive([first, first, second])).toBeNull();
    expect(receive([first, other, second])).toBeNull();
    expect(receive([first, { ...second, format: "webp" }])).toBeNull();
    expect(receive([{ ...other, bytes: Uint8Array.of(1, 2, 3) }])).toBeNull();
  });

  test("comes once on a leg", () => {
    const inbox = createPictureInbox();
    const [part] = pictureParts(logoOf(100));
    if (!part) throw new Error("no part");
    expect(inbox.add(part)).not.toBeNull();
    expect(inbox.add(part)).toBeNull();
  });

  test("whatever parts come, what is shown is a small picture", () => {
    const part = fc.record({
      type: fc.constant("logo" as const),
      part: fc.nat(1),
      parts: fc.integer({ min: 1, max: 2 }),
      format: fc.constantFrom("png" as const, "webp" as const),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => new Uint8Array(bytes)),
        fc.constant(logoOf(LOGO_PART).bytes),
      ),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const logo = receive(parts);
        if (logo !== null) expect(pictureParts(logo).length).toBeGreaterThan(0);
      }),
    );
  });
});
