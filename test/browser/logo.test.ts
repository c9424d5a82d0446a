// A practice's logo: which files are taken, what becomes of them, and that a waiting client sees it.
import { crc32 } from "node:zlib";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOGO_SIDE } from "../../src/protocol/limits.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { launchChromium } from "../support/browsers.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type ChromiumTherapist, newGuest, newTherapist } from "../support/people.ts";

const words = deskDe.face;
const NAME = "Praxis Quendel";

let instance: Instance;
let browser: Browser;
let therapist: ChromiumTherapist;
/** A page on which nobody is signed in has asked who is, and the browser has noted the refusal. */
let before = 0;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), launchChromium()]);
  therapist = await newTherapist(browser, instance.origin);
  await therapist.openPractice();
  before = therapist.troubles.length;
  await therapist.hands.press(deskDe.nav.settings);
  await therapist.hands.fill(deskDe.settings.name, NAME);
  await therapist.hands.press(deskDe.settings.save);
  await therapist.hands.sees(deskDe.settings.saved);
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture with a red left half and a green right half, in whatever format the browser writes; or noise. */
async function drawn(
  mimeType: string,
  width: number,
  height: number,
  kind: "halves" | "noise" | "nothing" = "halves",
): Promise<Upload> {
  const base64 = await therapist.page.evaluate(
    async (wanted) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [wanted.width, wanted.height];
      const pen = canvas.getContext("2d");
      if (pen === null) throw new Error("no canvas");
      if (wanted.kind === "noise") {
        const noise = pen.createImageData(wanted.width, wanted.height);
        for (let at = 0; at < noise.data.length; at += 65_536) {
          crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
        }
        for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
        pen.putImageData(noise, 0, 0);
      } else if (wanted.kind === "halves") {
        pen.fillStyle = "#d00000";
        pen.fillRect(0, 0, wanted.width / 2, wanted.height);
        pen.fillStyle = "#00a000";
        pen.fillRect(wanted.width / 2, 0, wanted.width / 2, wanted.height);
      }
      return canvas.toDataURL(wanted.mimeType).split(",")[1] ?? "";
    },
    { mimeType, width, height, kind },
  );
  return { name: `logo.${mimeType.split("/")[1]}`, mimeType, buffer: Buffer.from(base64, "base64") };
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const IHDR_END = 33;
/** Says of a PNG that it moves. */
const animated = ({ buffer, ...rest }: Upload): Upload => {
  const moves = chunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
  return { ...rest, buffer: Buffer.concat([buffer.subarray(0, IHDR_END), moves, buffer.subarray(IHDR_END)]) };
};
/** A few bytes that say to be 20,000 × 20,000 pixels. */
const bomb = ({ buffer, ...rest }: Upload): Upload => {
  const size = Buffer.from(buffer.subarray(16, 29));
  size.writeUInt32BE(20_000, 0);
  size.writeUInt32BE(20_000, 4);
  const head = Buffer.concat([buffer.subarray(0, 8), chunk("IHDR", size)]);
  return { ...rest, buffer: Buffer.concat([head, buffer.subarray(IHDR_END)]) };
};
const cut = ({ buffer, ...rest }: Upload): Upload => ({ ...rest, buffer: buffer.subarray(0, 60) });
const file = (name: string, mimeType: string, content: string | Buffer): Upload => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});
const svg = (attributes: string, content: string, before = ""): Upload =>
  file(
    "logo.svg",
    "image/svg+xml",
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`,
  );
const HALVES =
  '<rect width="50" height="50" fill="#d00000"/><rect x="50" width="50" height="50" fill="#00a000"/>';

async function choose(upload: Upload): Promise<void> {
  await therapist.page.locator("input[name=logo]").setInputFiles(upload);
}

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly alt: string;
}

/** What an <img> of the page shows. */
async function shown(page: ChromiumTherapist["page"]): Promise<Shown> {
  return page.locator(".practice-head img").evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error("no picture");
    await element.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [element.naturalWidth, element.naturalHeight];
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.drawImage(element, 0, 0);
    const at = (x: number) => [...pen.getImageData(x, canvas.height / 2, 1, 1).data];
    return {
      width: canvas.width,
      height: canvas.height,
      left: at(canvas.width / 4),
      right: at((canvas.width * 3) / 4),
      alt: element.alt,
    };
  });
}

const isNear = (pixel: readonly number[], colour: readonly number[]) =>
  colour.every((value, i) => Math.abs(value - (pixel[i] ?? 0)) < 24);

async function expectHalves(page: ChromiumTherapist["page"], ratio: number): Promise<void> {
  const picture = await shown(page);
  expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(LOGO_SIDE);
  expect(picture.width / picture.height).toBeCloseTo(ratio, 1);
  expect(isNear(picture.left, [208, 0, 0]), `left ${picture.left}`).toBe(true);
  expect(isNear(picture.right, [0, 160, 0]), `right ${picture.right}`).toBe(true);
  expect(picture.alt).toBe(NAME);
}

async function remove(): Promise<void> {
  await therapist.hands.press(words.remove);
  await therapist.hands.sees(words.removed);
  expect(await therapist.page.locator(".practice-head img").count()).toBe(0);
}

describe("a logo file that is taken", () => {
  const cases: readonly [string, number, () => Upload | Promise<Upload>][] = [
    ["PNG", 2, () => drawn("image/png", 200, 100)],
    ["PNG, much too wide", 8, () => drawn("image/png", 6_000, 750)],
    ["JPEG", 1.5, () => drawn("image/jpeg", 900, 600)],
    ["SVG with a view box alone", 2, () => svg('viewBox="0 0 100 50"', HALVES)],
    ["SVG with a size alone", 2, () => svg('width="100" height="50"', HALVES)],
    [
      "SVG behind a prologue",
      2,
      () => svg('viewBox="0 0 100 50"', HALVES, '<?xml version="1.0"?>\n<!-- x -->\n'),
    ],
    [
      "SVG of a drawing program that names its namespace by an entity",
      2,
      () =>
        file(
          "logo.svg",
          "image/svg+xml",
          `<?xml version="1.0"?>\n<!DOCTYPE svg [\n<!ENTITY ns "http://www.w3.org/2000/svg">\n]>\n<svg xmlns="&ns;" viewBox="0 0 100 50">${HALVES}</svg>`,
        ),
    ],
    [
      "SVG with script, handlers and addresses, of which nothing runs or is fetched",
      2,
      () =>
        svg(
          'viewBox="0 0 100 50" onload="window.spoiled = 1"',
          `<script>window.spoiled = 2; parent.spoiled = 3;</script>${HALVES}<image href="https://elsewhere.example/x.png" width="1" height="1"/><style>@import url(https://elsewhere.example/x.css);</style><use xlink:href="https://elsewhere.example/x.svg#a"/>`,
        ),
    ],
    [
      "JPEG under the name of a PNG",
      1.5,
      async () => ({ ...(await drawn("image/jpeg", 900, 600)), name: "logo.png", mimeType: "image/png" }),
    ],
  ];
  test.each(cases)("%s", async (_name, ratio, make) => {
    await choose(await make());
    await therapist.hands.sees(words.done);
    await expectHalves(therapist.page, ratio);
    expect(await therapist.page.evaluate(() => "spoiled" in window)).toBe(false);
    await remove();
    expect(therapist.troubles.slice(before)).toEqual([]);
  });

  test("noise, which no format makes small, becomes a smaller picture", async () => {
    await choose(await drawn("image/png", 1_000, 1_000, "noise"));
    await therapist.hands.sees(words.done);
    const { width, height } = await shown(therapist.page);
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(128);
    await remove();
  });
});

describe("a file that is refused", () => {
  const cases: readonly [string, keyof typeof words.refused, () => Upload | Promise<Upload>][] = [
    ["a text", "no-image", () => file("logo.png", "image/png", "Guten Tag")],
    ["an empty file", "no-image", () => file("logo.png", "image/png", "")],
    ["a GIF", "no-image", () => file("logo.gif", "image/gif", "GIF89a\u0001\u0000\u0001\u0000")],
    ["a WebP", "no-image", () => drawn("image/webp", 20, 20)],
    ["a page", "no-image", () => file("logo.svg", "image/svg+xml", "<!doctype html><svg></svg>")],
    ["six megabytes", "too-large", () => file("logo.svg", "image/svg+xml", Buffer.alloc(6_000_000, " "))],
    [
      "four hundred million pixels in a few bytes",
      "too-large",
      async () => bomb(await drawn("image/png", 20, 20)),
    ],
    ["an animated PNG", "animated", async () => animated(await drawn("image/png", 20, 20))],
    ["the beginning of a PNG", "broken", async () => cut(await drawn("image/png", 400, 400, "noise"))],
    ["a picture with nothing on it", "broken", () => drawn("image/png", 20, 20, "nothing")],
    ["an SVG with nothing on it", "broken", () => svg('viewBox="0 0 9 9"', "")],
    ["an SVG without a size", "broken", () => svg("", HALVES)],
    ["an SVG that is no XML", "broken", () => svg('viewBox="0 0 9 9"', "<rect")],
    [
      "an SVG that swells",
      "broken",
      () => svg('viewBox="0 0 9 9"', "&b;", '<!DOCTYPE svg [<!ENTITY a "xxxxxxxx"><!ENTITY b "&a;&a;&a;">]>'),
    ],
  ];
  test.each(cases)("%s", async (_name, why, make) => {
    await choose(await make());
    await therapist.hands.sees(words.refused[why]);
    expect(await therapist.page.locator(".practice-head img").count()).toBe(0);
  });
});

test("a client who waits sees the logo, and it survives a reload of the practice", async () => {
  await choose(await drawn("image/png", 300, 100));
  await therapist.hands.sees(words.done);
  await therapist.hands.reload();
  await therapist.hands.press(deskDe.nav.settings);
  await expectHalves(therapist.page, 3);
  // Here another button begins with the word "Räume" as well.
  await therapist.hands.press(deskDe.nav.today);
  const link = await therapist.createRoom("Raum 7");
  await therapist.openNow("Raum 7");
  const guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"] });
  await guest.knock();
  await guest.hands.sees(de.waiting.title);
  await eventually(() => expectHalves(guest.page, 3));
  // Not an address of the server: it came sealed.
  expect(await guest.page.locator(".practice-head img").getAttribute("src")).toMatch(/^blob:/);
  expect(guest.troubles).toEqual([]);
  await guest.leave();
  await guest.context.close();
});
