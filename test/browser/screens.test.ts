// Every screen in every state: axe finds nothing, nothing overflows. LOOKS=phone takes every look that begins so,
// LOOKS=all all of them, and then a picture of each lies in .screenshots/ (outside git) for people to look at.
// SCREENS=desk- takes only the scenes that begin so.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { accountEn } from "../../src/web/text/account-en.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { deskEn } from "../../src/web/text/desk-en.ts";
import { en } from "../../src/web/text/en.ts";
import { SCENES } from "../gallery/scene-list.ts";
import { type Gallery, serveGallery } from "../gallery/serve-gallery.ts";
import { axeFaults } from "../support/axe.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { findOverflow, findSmallTargets } from "../support/layout-faults.ts";

const FOLDER = join(import.meta.dirname, "..", "..", ".screenshots");

interface Look {
  readonly name: string;
  readonly lang: "de" | "en";
  readonly options: BrowserContextOptions;
}

const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
} as const;

const NARROW = { width: 320, height: 640 };

const LOOKS: readonly Look[] = [
  ...Object.entries(SIZES).flatMap(([size, viewport]) =>
    (["light", "dark"] as const).flatMap((colorScheme) =>
      (["de", "en"] as const).map((lang) => ({
        name: `${size}-${colorScheme}-${lang}`,
        lang,
        options: { viewport, colorScheme },
      })),
    ),
  ),
  { name: "narrow-light-de", lang: "de", options: { viewport: NARROW } },
  // What is left of a desktop window at a zoom of 200 percent.
  {
    name: "zoomed-light-de",
    lang: "de",
    options: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  },
  {
    name: "forced-dark-de",
    lang: "de",
    options: { viewport: SIZES.desktop, forcedColors: "active", colorScheme: "dark" },
  },
];

const only = process.env["SCREENS"] ?? "";
const scenes = SCENES.filter(({ name }) => name.startsWith(only));
// Fifteen looks take half an hour: an ordinary run has the two that differ most, and pulls the first one narrow.
const EVERY_RUN = ["phone-light-de", "desktop-dark-en"];
const PULLED_NARROW = "phone-light-de";
const asked = process.env["LOOKS"];
const looks = LOOKS.filter(({ name }) =>
  asked === undefined ? EVERY_RUN.includes(name) : asked === "all" || name.startsWith(asked),
);

async function layoutFaults(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(findOverflow);
  const small = await page.evaluate(findSmallTargets);
  return [...overflow.map((text) => `overflow: ${text}`), ...small.map((text) => `small: ${text}`)];
}

async function pressThrough(page: Page, scene: (typeof SCENES)[number], lang: "de" | "en"): Promise<void> {
  const texts = lang === "de" ? ([de, deskDe, accountDe] as const) : ([en, deskEn, accountEn] as const);
  for (const step of scene.press?.(...texts) ?? []) {
    // What lies behind an open window can have the same name.
    const open = page.locator("dialog[open]");
    const area = (await open.count()) > 0 ? open : page;
    if (typeof step === "string") {
      const named = area.getByRole("button", { name: step }).or(area.getByRole("checkbox", { name: step }));
      await named
        .or(area.locator("summary", { hasText: step }))
        .first()
        .click();
    } else await area.getByLabel(step[0]).first().fill(step[1]);
    // A window opens in the frame after the one in which it is drawn.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30))));
  }
}

describe.skipIf(!hasChromium())("screens", () => {
  let gallery: Gallery;
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    [gallery, browser] = await Promise.all([serveGallery(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });

  test.each(looks)("$name", { timeout: 300_000 }, async ({ name, lang, options }) => {
    const context = await browser.newContext({
      reducedMotion: "reduce",
      timezoneId: "Europe/Vienna",
      ...options,
    });
    const page = await context.newPage();
    // Calendars look the same whenever they are looked at: a Tuesday afternoon, between two appointments.
    await page.clock.setFixedTime(new Date("2026-11-24T13:02:00Z"));
    const findings: string[] = [];
    page.on("pageerror", (error) => findings.push(`${page.url()}: ${error}`));
    for (const scene of scenes) {
      await page.goto(`${gallery.origin}/?lang=${lang}#${scene.name}`);
      await page.locator(`html[data-scene="${scene.name}"] #app > *`).first().waitFor();
      await pressThrough(page, scene, lang);
      if (asked !== undefined) {
        await page.screenshot({
          path: join(FOLDER, `${scene.name}.${name}.png`),
          fullPage: !scene.name.includes("call"),
        });
      }
      // axe reads the colours of the style sheet, not those that the system puts in their place.
      const faults = await axeFaults(page, options.forcedColors === "active" ? ["color-contrast"] : []);
      findings.push(
        ...faults.map(({ id, nodes }) => `${scene.name}: axe ${id}: ${nodes.join(" | ")}`),
        ...(await layoutFaults(page)).map((text) => `${scene.name}: ${text}`),
      );
      if (asked === undefined && name === PULLED_NARROW) {
        await page.setViewportSize(NARROW);
        findings.push(...(await layoutFaults(page)).map((text) => `${scene.name}, narrow: ${text}`));
        await page.setViewportSize(SIZES.phone);
      }
    }
    await context.close();
    expect(findings).toEqual([]);
  });
});
