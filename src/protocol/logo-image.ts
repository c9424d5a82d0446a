// What can be read from the first bytes of a picture without decoding it. Both ends look here: who sends a logo
// before a browser decodes a file from somewhere, who receives one before anything is decoded at all.
import { LOGO_MAX, LOGO_SIDE } from "./limits.ts";
import type { PracticeLogo } from "./sealed.ts";

export interface ImageHeader {
  readonly type: "png" | "webp" | "jpeg";
  /** Pixels as the file says; never 0. */
  readonly width: number;
  readonly height: number;
  /** More than one picture, shown one after the other. */
  readonly isAnimated: boolean;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const JPEG_START = [0xff, 0xd8, 0xff] as const;

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** `length` bytes from `at`; 0 where the file ends too early, which no caller takes for a size. */
function big(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i += 1) value = value * 256 + (bytes[at + i] ?? 0);
  return at + length <= bytes.length ? value : 0;
}

function little(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i -= 1) value = value * 256 + (bytes[at + i] ?? 0);
  return at + length <= bytes.length ? value : 0;
}

/** Chunks of `u32 length, name, data, u32 checksum`; the animation's declaration stands before the first data. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  for (let at = PNG_SIGNATURE.length; at + 8 <= bytes.length; at += big(bytes, at, 4) + 12) {
    const name = ascii(bytes, at + 4);
    if (name === "acTL") return true;
    if (name === "IDAT") return false;
  }
  return false;
}

function readPng(bytes: Uint8Array): ImageHeader | null {
  if (ascii(bytes, 12) !== "IHDR") return null;
  return {
    type: "png",
    width: big(bytes, 16, 4),
    height: big(bytes, 20, 4),
    isAnimated: isAnimatedPng(bytes),
  };
}

// RFC 9649: the first chunk is the picture itself (VP8, VP8L), or says of what the rest consists (VP8X).
function readWebp(bytes: Uint8Array): ImageHeader | null {
  switch (ascii(bytes, 12)) {
    case "VP8X":
      return {
        type: "webp",
        width: little(bytes, 24, 3) + 1,
        height: little(bytes, 27, 3) + 1,
        isAnimated: ((bytes[20] ?? 0) & 2) !== 0,
      };
    case "VP8L": {
      if (bytes[20] !== 0x2f) return null;
      const sizes = little(bytes, 21, 4);
      return {
        type: "webp",
        width: (sizes & 0x3fff) + 1,
        height: ((sizes >>> 14) & 0x3fff) + 1,
        isAnimated: false,
      };
    }
    case "VP8 ":
      if (!startsWith(bytes.subarray(23), [0x9d, 0x01, 0x2a])) return null;
      return {
        type: "webp",
        width: little(bytes, 26, 2) & 0x3fff,
        height: little(bytes, 28, 2) & 0x3fff,
        isAnimated: false,
      };
    default:
      return null;
  }
}

/** Segments of `ff, marker, u16 length`; the one that opens the picture holds its size (ITU-T T.81, B.2.2). */
function readJpeg(bytes: Uint8Array): ImageHeader | null {
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [big(bytes, at + 5, 2), big(bytes, at + 7, 2)];
      return { type: "jpeg", width, height, isAnimated: false };
    }
    const length = big(bytes, at + 2, 2);
    if (length < 2) return null;
    at += length + 2;
  }
  return null;
}

/** Null for anything that is not the beginning of a PNG, WebP or JPEG with a size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  let header: ImageHeader | null = null;
  if (startsWith(bytes, PNG_SIGNATURE)) header = readPng(bytes);
  else if (startsWith(bytes, JPEG_START)) header = readJpeg(bytes);
  else if (ascii(bytes, 0) === "RIFF" && ascii(bytes, 8) === "WEBP") header = readWebp(bytes);
  return header !== null && header.width > 0 && header.height > 0 ? header : null;
}

/** Whether these bytes may be shown as a practice's picture: what they are said to be, small enough, and still. */
export function isLogo({ type, bytes }: PracticeLogo): boolean {
  if (bytes.length > LOGO_MAX) return false;
  const header = readImageHeader(bytes);
  if (header === null || header.type !== type || header.isAnimated) return false;
  return header.width <= LOGO_SIDE && header.height <= LOGO_SIDE;
}
