import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Bytes,
  concat,
  decode,
  decodeList,
  encode,
  equal,
  fromBase64Url,
  fromUtf8,
  pad,
  randomBytes,
  toBase64Url,
  toNumber,
  u8,
  u16,
  u32,
  u64,
  unpad,
  utf8,
} from "./bytes.ts";

const bytes = (maxLength = 64): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ maxLength }).map((array) => new Uint8Array(array));

describe("enc", () => {
  it("is reversed by decode, for exactly the right count", () => {
    fc.assert(
      fc.property(fc.array(bytes()), (parts) => {
        const encoded = encode(...parts);
        expect(decodeList(encoded)).toEqual(parts);
        expect(decode(encoded, parts.length)).toEqual(parts);
        expect(decode(encoded, parts.length + 1)).toBeNull();
        expect(decodeList(concat(encoded, u8(0)))).toBeNull();
      }),
    );
  });

  it("has one encoding for what it reads", () => {
    fc.assert(
      fc.property(bytes(), (input) => {
        const parts = decodeList(input);
        if (parts !== null) {
          expect(encode(...parts)).toEqual(input);
        }
      }),
    );
  });

  it("writes lengths, big endian, and strings as UTF-8", () => {
    expect(encode("", "é", u16(258))).toEqual(Uint8Array.of(0, 0, 0, 2, 0xc3, 0xa9, 0, 2, 1, 2));
    expect(() => encode(new Uint8Array(65_536))).toThrow(RangeError);
  });
});

describe("numbers", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(fc.nat({ max: 255 }), fc.maxSafeNat(), (small, large) => {
        expect(toNumber(u8(small))).toBe(small);
        expect(toNumber(u32(large % 2 ** 32))).toBe(large % 2 ** 32);
        expect(toNumber(u64(large))).toBe(large);
      }),
    );
  });

  it("out of range are refused", () => {
    for (const write of [() => u8(256), () => u16(-1), () => u32(0.5), () => u64(2 ** 53)]) {
      expect(write).toThrow(RangeError);
    }
    expect(toNumber(new Uint8Array(8).fill(255))).toBeNull();
  });
});

describe("base64url", () => {
  it("reads its own output and nothing that is not canonical", () => {
    fc.assert(
      fc.property(bytes(), (input) => {
        expect(fromBase64Url(toBase64Url(input))).toEqual(input);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ABab01-_+/= é"), maxLength: 12 }), (text) => {
        const read = fromBase64Url(text);
        if (read !== null) {
          expect(toBase64Url(read)).toBe(text);
        }
      }),
    );
    for (const text of ["A", "AB", "AA==", "A+", "A/", " AA", "AA\n"]) {
      expect(fromBase64Url(text)).toBeNull();
    }
  });
});

describe("padding", () => {
  it("is reversed, and other filling is refused", () => {
    fc.assert(
      fc.property(bytes(60), fc.nat(63), (input, at) => {
        const padded = pad(input, 64);
        expect(padded.length).toBe(64);
        expect(unpad(padded)).toEqual(input);
        const changed = padded.slice();
        changed[at] = (changed[at] ?? 0) ^ 0x80;
        const read = unpad(changed);
        expect(read === null || at < 4 + input.length).toBe(true);
      }),
    );
    expect(() => pad(new Uint8Array(61), 64)).toThrow(RangeError);
    fc.assert(
      fc.property(bytes(), (input) => {
        const read = unpad(input);
        expect(read === null || equal(pad(read, input.length), input)).toBe(true);
      }),
    );
  });
});

describe("text and comparison", () => {
  it("refuses malformed UTF-8 and keeps a byte order mark", () => {
    expect(() => fromUtf8(Uint8Array.of(0xc0, 0x80))).toThrow(TypeError);
    expect(fromUtf8(utf8("\ufeffa"))).toBe("\ufeffa");
  });

  it("compares all bytes", () => {
    const input = randomBytes(32);
    expect(equal(input, input.slice())).toBe(true);
    expect(equal(input, input.slice(1))).toBe(false);
    fc.assert(
      fc.property(fc.nat(31), (at) => {
        const other = input.slice();
        other[at] = (other[at] ?? 0) ^ 1;
        return !equal(input, other);
      }),
    );
  });
});
