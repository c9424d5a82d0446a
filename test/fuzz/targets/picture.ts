// The beginning of a picture, read without decoding it.
import { isLogo, readImageHeader } from "../../../src/protocol/logo-image.ts";
import type { Input } from "../mutate.ts";
import { promise, type Target } from "../target.ts";

const fromHex = (hex: string): Input => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const PNG = fromHex(
  "89504e470d0a1a0a 0000000d49484452 00000001 00000001 0804000000 b51c0c02 0000000b49444154 78da6364600000000600023081d02f 0000000049454e44ae426082",
);
const ANIMATED_PNG = fromHex(
  "89504e470d0a1a0a 0000000d49484452 00000001 00000001 0804000000 b51c0c02 00000008 6163544c 00000002 00000000 f38d9370",
);

export const picture: Target = {
  name: "picture",
  seeds: [
    PNG,
    ANIMATED_PNG,
    fromHex("ffd8ffe000104a46494600010100000100010000 ffc00011 08 0010 0020 03 012200 021101 031101 ffda"),
    fromHex("52494646 24000000 57454250 56503820 18000000 300100 9d012a 0100 0100 02003425a400 0370"),
    fromHex("52494646 1a000000 57454250 5650384c 0d000000 2f 00000010 07"),
    fromHex("52494646 16000000 57454250 56503858 0a000000 10000000 0f0000 0f0000"),
  ],
  words: ["IHDR", "acTL", "IDAT", "RIFF", "WEBP", "VP8X", "VP8L", "VP8 ", "\u0000\u0000\u0000\u0000"],
  check(input) {
    const header = readImageHeader(input);
    for (const type of ["png", "webp"] as const) {
      const shown = isLogo({ type, bytes: input });
      promise(!shown || (header !== null && header.type === type), "a picture is shown as what it is not");
      promise(!shown || (header !== null && !header.isAnimated), "a moving picture is shown");
      promise(
        !shown || !(type === "png" && hasFrames(input)),
        "frames of an animation are behind a still picture",
      );
    }
    if (header === null) return;
    const sizes = [header.width, header.height];
    promise(
      sizes.every((size) => Number.isSafeInteger(size) && size > 0 && size <= 0xff_ff_ff_ff),
      "a picture has a size that is none",
    );
  },
};

/** The plainest reading: chunk after chunk from the signature on, as a decoder would. */
function hasFrames(png: Input): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  for (let at = 8; at + 8 <= png.length; ) {
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name === "acTL") return true;
    if (name === "IDAT" || name === "IEND") return false;
    at += view.getUint32(at) + 12;
  }
  return false;
}
