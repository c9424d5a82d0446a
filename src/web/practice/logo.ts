// From a file that a therapist chose to the picture that guests are sent. Whatever the file was, only pixels leave
// here: drawn anew, so that neither code in an SVG nor the place in a photograph's metadata travels with them.
import type { Bytes } from "../../e2ee/bytes.ts";
import { LOGO_MAX, LOGO_SIDE } from "../../protocol/limits.ts";
import { isLogo, readImageHeader } from "../../protocol/logo-image.ts";
import type { PracticeLogo } from "../../protocol/sealed.ts";

/** `no-image`: not PNG, JPEG or SVG. `broken`: one of them, but the browser cannot draw it, or nothing is on it. */
export type LogoRefusal = "no-image" | "too-large" | "animated" | "broken";

export type LogoResult =
  | { readonly ok: true; readonly logo: PracticeLogo }
  | { readonly ok: false; readonly why: LogoRefusal };

/** Bytes of a file that is looked at, and pixels of a picture that is decoded: a small file can hold a huge one. */
const LOGO_FILE_MAX = 5 * 1_024 * 1_024;
const PIXELS_MAX = 40_000_000;
const DECODE_WAIT = 10_000;
/** Tried in this order until the result is small enough. */
const SIDES = [LOGO_SIDE, 384, 256, 192, 128] as const;
const QUALITIES = [0.92, 0.8, 0.65] as const;
const SVG_SIDE = 1_024;
const ENTITY_USES_MAX = 10_000;

interface Drawable {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  readonly release: () => void;
}

/**
 * Entities can make a small file huge (each one of the next, ten times over). Drawing programs write flat, short ones
 * for names of namespaces; those are harmless.
 */
function canSwell(text: string): boolean {
  const declared = text.match(/<!ENTITY/g)?.length ?? 0;
  const flat = text.match(/<!ENTITY\s+[\w.-]+\s+(?:"[^"&%]{0,100}"|'[^'&%]{0,100}')\s*>/g)?.length ?? 0;
  return flat < declared || (declared > 0 && (text.match(/&/g)?.length ?? 0) > ENTITY_USES_MAX);
}

/** A file without a size of its own is drawn by its view box: browsers disagree about what its size would be. */
export function sizedSvg(
  text: string,
): { readonly text: string; readonly width: number; readonly height: number } | null {
  // The root's attributes are read with a pattern: parsing it as a document would be a place where code could enter.
  const root = /<svg(?=[\s>/])(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(text);
  if (root === null || canSwell(text)) return null;
  const [tag] = root;
  const attribute = (name: string): string | null =>
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
      .exec(tag)
      ?.slice(1)
      .find((value) => value !== undefined) ?? null;
  const length = (name: string): number => {
    const number = /^\s*(\d*\.?\d+)\s*(?:px|pt|mm|cm|in)?\s*$/.exec(attribute(name) ?? "")?.[1];
    return number === undefined ? 0 : Number(number);
  };
  const [, , boxWidth = 0, boxHeight = 0] = (attribute("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [width, height] =
    length("width") > 0 && length("height") > 0 ? [length("width"), length("height")] : [boxWidth, boxHeight];
  if (!(width > 0 && height > 0 && Number.isFinite(width / height))) return null;
  // Without a box, another size would cut the drawing instead of scaling it.
  const box = attribute("viewBox") === null ? ` viewBox="0 0 ${width} ${height}"` : "";
  const scale = SVG_SIDE / Math.max(width, height);
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const bare = tag.replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, "");
  const sized = bare.replace("<svg", `<svg width="${size.width}" height="${size.height}"${box}`);
  return { text: text.slice(0, root.index) + sized + text.slice(root.index + tag.length), ...size };
}

async function decodeSvg(bytes: Bytes): Promise<Drawable | null> {
  const svg = sizedSvg(new TextDecoder().decode(bytes));
  if (svg === null) return null;
  const address = URL.createObjectURL(new Blob([svg.text], { type: "image/svg+xml" }));
  const image = new Image();
  const release = (): void => URL.revokeObjectURL(address);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("", "TimeoutError")), DECODE_WAIT);
  });
  try {
    // As an image, an SVG runs no script and loads nothing from anywhere (SVG Integration, "secure static mode").
    image.src = address;
    await Promise.race([image.decode(), tooSlow]);
    return { source: image, width: svg.width, height: svg.height, release };
  } catch {
    release();
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function decodePixels(bytes: Bytes, type: string): Promise<Drawable | null> {
  try {
    const bitmap = await createImageBitmap(new Blob([bytes], { type }));
    return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
  } catch {
    return null;
  }
}

function drawTo(drawable: Drawable, side: number): HTMLCanvasElement | null {
  const scale = Math.min(1, side / Math.max(drawable.width, drawable.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(drawable.width * scale));
  canvas.height = Math.max(1, Math.round(drawable.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(drawable.source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, at) => at % 4 === 3 && value > 0) ? canvas : null;
}

async function encode(
  canvas: HTMLCanvasElement,
  type: "png" | "webp",
  quality?: number,
): Promise<PracticeLogo | null> {
  const mime = `image/${type}`;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mime, quality));
  // A browser that cannot write WebP writes PNG instead (HTML, "toBlob").
  if (blob === null || blob.type !== mime || blob.size > LOGO_MAX) return null;
  const logo: PracticeLogo = { type, bytes: new Uint8Array(await blob.arrayBuffer()) };
  return isLogo(logo) ? logo : null;
}

async function smallEnough(drawable: Drawable): Promise<LogoResult> {
  for (const side of SIDES) {
    const canvas = drawTo(drawable, side);
    if (canvas === null) return { ok: false, why: "broken" };
    // Flat colours stay sharp as PNG; photographs and gradients become small as WebP.
    const tries = [
      () => encode(canvas, "png"),
      ...QUALITIES.map((quality) => () => encode(canvas, "webp", quality)),
    ];
    for (const attempt of tries) {
      const logo = await attempt();
      if (logo !== null) return { ok: true, logo };
    }
  }
  return { ok: false, why: "too-large" };
}

const isSvg = (bytes: Bytes): boolean => {
  const start = new TextDecoder().decode(bytes.subarray(0, 4_096));
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>/]/.test(
    start,
  );
};

/** Reads a PNG, JPEG or SVG file and draws it as a small picture. Never throws. */
export async function readLogo(file: Blob): Promise<LogoResult> {
  if (file.size > LOGO_FILE_MAX) return { ok: false, why: "too-large" };
  let drawable: Drawable | null = null;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const header = readImageHeader(bytes);
    if (header !== null && header.type !== "webp") {
      if (header.isAnimated) return { ok: false, why: "animated" };
      if (header.width * header.height > PIXELS_MAX) return { ok: false, why: "too-large" };
      drawable = await decodePixels(bytes, `image/${header.type}`);
    } else if (header === null && isSvg(bytes)) drawable = await decodeSvg(bytes);
    else return { ok: false, why: "no-image" };
    return drawable === null ? { ok: false, why: "broken" } : await smallEnough(drawable);
  } catch {
    // A drawing with foreign content taints the canvas, and its pixels cannot be read.
    return { ok: false, why: "broken" };
  } finally {
    drawable?.release();
  }
}
