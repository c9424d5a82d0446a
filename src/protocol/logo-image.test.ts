import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOGO_MAX } from "./limits.ts";
import { isLogo, readImageHeader } from "./logo-image.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const bytes = (...parts: (string | readonly number[])[]): Bytes =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const u24 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255];

const PNG = "\x89PNG\r\n\x1a\n";
const chunk = (name: string, data: readonly number[]) => bytes(u32(data.length), name, data, [0, 0, 0, 0]);
function png(width: number, height: number, ...extra: Bytes[]): Bytes {
  const header = chunk("IHDR", [...u32(width), ...u32(height), 8, 6, 0, 0, 0]);
  return bytes(PNG, [...header], ...extra.map((one) => [...one]), [...chunk("IDAT", [1, 2, 3])]);
}
function webp(name: string, data: readonly number[]): Bytes {
  return bytes("RIFF", [0, 0, 0, 0], "WEBP", name, [data.length, 0, 0, 0], data);
}
const lossy = (width: number, height: number) =>
  webp("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8]);
const lossless = (width: number, height: number) => {
  const sizes = (width - 1) | ((height - 1) << 14);
  return webp("VP8L", [0x2f, sizes & 255, (sizes >>> 8) & 255, (sizes >>> 16) & 255, sizes >>> 24]);
};
const extended = (width: number, height: number, flags = 0) =>
  webp("VP8X", [flags, 0, 0, 0, ...u24(width - 1), ...u24(height - 1)]);
const jpeg = (width: number, height: number) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    [0xff, 0xff, 0xc4, 0, 3, 9],
    [0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 0],
  );

describe("the beginning of a picture", () => {
  test("says size and kind of each format", () => {
    const size = fc.integer({ min: 1, max: 16_000 });
    fc.assert(
      fc.property(size, size, (width, height) => {
        const still = { width, height, isAnimated: false };
        expect(readImageHeader(png(width, height))).toEqual({ type: "png", ...still });
        expect(readImageHeader(jpeg(width, height))).toEqual({ type: "jpeg", ...still });
        for (const file of [lossy, lossless, extended]) {
          expect(readImageHeader(file(width, height))).toEqual({ type: "webp", ...still });
        }
      }),
    );
  });

  test("says whether the picture moves", () => {
    expect(readImageHeader(png(8, 8, chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0])))?.isAnimated).toBe(true);
    expect(readImageHeader(png(8, 8, chunk("tEXt", [65])))?.isAnimated).toBe(false);
    expect(readImageHeader(extended(8, 8, 2))?.isAnimated).toBe(true);
    expect(readImageHeader(extended(8, 8, 0x10))?.isAnimated).toBe(false);
  });

  test("is nothing where it is something else, has no size or was cut", () => {
    for (const other of ["", "GIF89a", "<svg/>", "RIFF....WEBP", "RIFF....WAVEfmt "]) {
      expect(readImageHeader(bytes(other))).toBeNull();
    }
    for (const file of [png(0, 8), png(8, 0), lossy(0, 8), jpeg(8, 0)])
      expect(readImageHeader(file)).toBeNull();
    for (const file of [png(8, 8), lossy(8, 8), jpeg(8, 8)]) {
      expect(readImageHeader(file.slice(0, 18))).toBeNull();
    }
  });

  test("of any bytes is read without failing and without end", () => {
    const starts = [
      bytes(PNG),
      bytes("RIFF....WEBPVP8X"),
      bytes("RIFF....WEBPVP8 "),
      bytes([0xff, 0xd8, 0xff]),
    ];
    fc.assert(
      fc.property(fc.constantFrom(bytes(""), ...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const header = readImageHeader(bytes([...start], [...rest]));
        if (header !== null) {
          expect(header.width).toBeGreaterThan(0);
          expect(header.height).toBeGreaterThan(0);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("a practice's picture", () => {
  test("is shown up to its limits", () => {
    expect(isLogo({ type: "png", bytes: png(512, 512) })).toBe(true);
    expect(isLogo({ type: "webp", bytes: lossy(512, 1) })).toBe(true);
    const full = new Uint8Array(LOGO_MAX);
    full.set(png(64, 64));
    expect(isLogo({ type: "png", bytes: full })).toBe(true);
  });

  test("is refused when it is too wide, too high, too many bytes, moving, or another format than it says", () => {
    const tooMany = new Uint8Array(LOGO_MAX + 1);
    tooMany.set(png(64, 64));
    const refused = [
      { type: "png", bytes: png(513, 8) },
      { type: "webp", bytes: extended(8, 513) },
      { type: "png", bytes: tooMany },
      { type: "webp", bytes: extended(8, 8, 2) },
      { type: "png", bytes: lossy(8, 8) },
      { type: "webp", bytes: png(8, 8) },
      { type: "png", bytes: jpeg(8, 8) },
      { type: "png", bytes: bytes("<svg xmlns='http://www.w3.org/2000/svg'/>") },
    ] as const;
    for (const logo of refused) expect(isLogo(logo)).toBe(false);
  });
});
