import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ATTRIBUTE,
  attributeOf,
  encodeRequest,
  errorCodeOf,
  isSigned,
  longTermKey,
  METHOD,
  parseMessage,
  sizeOf,
  UDP_TRANSPORT,
} from "./stun-message.ts";

const bytesOf = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ""), "hex");

/** RFC 5769, section 2.4: a request with long-term credentials. */
const SAMPLE = bytesOf(`
  00 01 00 60 21 12 a4 42 78 ad 34 33 c6 ad 72 c0 29 da 41 2e
  00 06 00 12 e3 83 9e e3 83 88 e3 83 aa e3 83 83 e3 82 af e3 82 b9 00 00
  00 15 00 1c 66 2f 2f 34 39 39 6b 39 35 34 64 36 4f 4c 33 34 6f 4c 39 46 53 54 76 79 36 34 73 41
  00 14 00 0b 65 78 61 6d 70 6c 65 2e 6f 72 67 00
  00 08 00 14 f6 70 24 65 6d d6 4a 3e 02 b8 e0 71 2e 85 c9 a2 8c a8 96 66`);
const KEY = longTermKey("マトリックス", "example.org", "TheMatrIX");

const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const transaction = fc.uint8Array({ minLength: 12, maxLength: 12 });
const attributes = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 0xffff }).filter((type) => type !== ATTRIBUTE.integrity),
    fc.uint8Array({ maxLength: 40 }),
  ),
  { maxLength: 6 },
);

describe("messages of STUN", () => {
  test("the RFC's own is read, and its signature holds under the right key alone", () => {
    const message = parseMessage(SAMPLE);
    if (message === null) throw new Error("not read");
    expect([message.method, message.kind]).toEqual([METHOD.binding, "request"]);
    const nonce = attributeOf(message, ATTRIBUTE.nonce) ?? new Uint8Array();
    expect(Buffer.from(nonce).toString()).toBe("f//499k954d6OL34oL9FSTvy64sA");
    expect(isSigned(SAMPLE, message, KEY)).toBe(true);
    expect(isSigned(SAMPLE, message, longTermKey("マトリックス", "example.org", "TheMatrix"))).toBe(false);
    const changed = Buffer.from(SAMPLE);
    changed[50] = 0;
    expect(isSigned(changed, message, KEY)).toBe(false);
  });
  test("the RFC's own is written byte by byte, but for what it pads with", () => {
    const parsed = parseMessage(SAMPLE);
    const parts = (parsed?.attributes ?? []).filter(([type]) => type !== ATTRIBUTE.integrity);
    expect(encodeRequest(METHOD.binding, SAMPLE.subarray(8, 20), parts, KEY)).toEqual(SAMPLE);
  });
  test("what is written is read again", () => {
    fc.assert(
      fc.property(transaction, attributes, fc.boolean(), (id, parts, signs) => {
        const bytes = encodeRequest(METHOD.allocate, id, parts, signs ? KEY : null);
        const message = parseMessage(bytes);
        expect(sizeOf(bytes)).toBe(bytes.length);
        expect(message?.method).toBe(METHOD.allocate);
        expect(message?.attributes.slice(0, parts.length).map(([type, value]) => [type, [...value]])).toEqual(
          parts.map(([type, value]) => [type, [...value]]),
        );
        expect(message !== null && isSigned(bytes, message, KEY)).toBe(signs);
      }),
    );
  });
  test("any bytes are read or refused, and nothing else happens", () => {
    const near = fc
      .tuple(transaction, attributes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(80))
      .map(([id, parts, changes, cut]) => {
        const bytes = Buffer.from(
          encodeRequest(METHOD.allocate, id, [...parts, [ATTRIBUTE.requestedTransport, UDP_TRANSPORT]], KEY),
        );
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes.subarray(0, Math.max(0, bytes.length - (cut > 40 ? cut - 40 : 0)));
      });
    fc.assert(
      fc.property(fc.oneof(anyBytes, near), (bytes) => {
        sizeOf(bytes);
        const message = parseMessage(bytes);
        if (message === null) return;
        errorCodeOf(message);
        isSigned(bytes, message, KEY);
        const inside = message.attributes.reduce((sum, [, value]) => sum + 4 + value.length, 20);
        expect(inside).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });
});
