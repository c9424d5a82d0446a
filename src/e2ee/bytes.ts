// Bytes in and out: length-prefixed encoding, base64url, padding, constant-time comparison
// (docs/protocol.md, "Encodings").
import { base64urlnopad } from "@scure/base";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Where random bytes come from; only the test vectors bring their own. */
export type RandomSource = (length: number) => Bytes;

const encoder = new TextEncoder();
// A decoder that dropped a byte order mark would accept two encodings of one text.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Throws a TypeError on malformed UTF-8. */
export function fromUtf8(bytes: Bytes): string {
  return decoder.decode(bytes);
}

export function concat(...parts: Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function unsigned(value: number, width: 1 | 2 | 4 | 8): Bytes {
  const limit = Math.min(2 ** (8 * width) - 1, Number.MAX_SAFE_INTEGER);
  if (!Number.isInteger(value) || value < 0 || value > limit) {
    throw new RangeError(`not an unsigned integer of ${width} bytes`);
  }
  const bytes = new Uint8Array(width);
  let rest = value;
  for (let i = width - 1; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

export const u8 = (value: number): Bytes => unsigned(value, 1);
export const u16 = (value: number): Bytes => unsigned(value, 2);
export const u32 = (value: number): Bytes => unsigned(value, 4);
/** Only up to 2^53 − 1: nothing in the protocol counts further. */
export const u64 = (value: number): Bytes => unsigned(value, 8);

/** Reads all of `bytes` as one big-endian number; null beyond 2^53 − 1. */
export function toNumber(bytes: Bytes): number | null {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : null;
}

/** `enc(a, b, …)`: each element as u16 length and bytes; strings are UTF-8. */
export function encode(...parts: (Bytes | string)[]): Bytes {
  const pieces: Bytes[] = [];
  for (const part of parts) {
    const bytes = typeof part === "string" ? utf8(part) : part;
    pieces.push(u16(bytes.length), bytes);
  }
  return concat(...pieces);
}

/** Reverse of `encode` for any number of elements; null if a length does not fit or bytes are left. */
export function decodeList(bytes: Bytes): Bytes[] | null {
  const parts: Bytes[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const high = bytes[offset];
    const low = bytes[offset + 1];
    if (high === undefined || low === undefined) {
      return null;
    }
    const start = offset + 2;
    const end = start + high * 256 + low;
    if (end > bytes.length) {
      return null;
    }
    parts.push(bytes.slice(start, end));
    offset = end;
  }
  return parts;
}

/** Reverse of `encode` for exactly `count` elements. */
export function decode(bytes: Bytes, count: number): Bytes[] | null {
  const parts = decodeList(bytes);
  return parts !== null && parts.length === count ? parts : null;
}

export function toBase64Url(bytes: Bytes): string {
  return base64urlnopad.encode(bytes);
}

/** Null for foreign characters, padding, and encodings that are not the canonical one. */
export function fromBase64Url(text: string): Bytes | null {
  try {
    const bytes = new Uint8Array(base64urlnopad.decode(text));
    return toBase64Url(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Compares without stopping at the first difference; different lengths are unequal. */
export function equal(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) {
    return false;
  }
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) {
    difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  }
  return difference === 0;
}

/** `pad(x, size)`: u32 length, the bytes, zeros, `size` bytes in all. */
export function pad(bytes: Bytes, size: number): Bytes {
  if (bytes.length + 4 > size) {
    throw new RangeError("does not fit its size class");
  }
  const padded = new Uint8Array(size);
  padded.set(u32(bytes.length));
  padded.set(bytes, 4);
  return padded;
}

/** Reverse of `pad`; null if the length does not fit or the filling is not all zeros. */
export function unpad(padded: Bytes): Bytes | null {
  const length = padded.length < 4 ? null : toNumber(padded.slice(0, 4));
  if (length === null || length > padded.length - 4) {
    return null;
  }
  const filling = padded.subarray(4 + length);
  return filling.every((byte) => byte === 0) ? padded.slice(4, 4 + length) : null;
}
