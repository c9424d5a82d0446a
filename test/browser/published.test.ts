// The pages without JavaScript: they have no script, axe finds nothing, nothing overflows at any size, nothing is asked of
// anybody else or put on the device, and they can be printed. Pictures and a PDF of each lie in .screenshots/.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, run } from "../server/running.ts";
import { axeFaults } from "../support/axe.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { PUBLISHED_PATHS } from "../support/page-paths.ts";

const FOLDER = join(import.meta.dirname, "..", "..", ".screenshots");
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  "phone-light-de": { viewport: { width: 390, height: 844 }, locale: "de-AT" },
  "narrow-dark-en": { viewport: { width: 320, height: 640 }, colorScheme: "dark", locale: "en-GB" },
  "desktop-light-de": { viewport: { width: 1440, height: 900 }, locale: "de-AT" },
};

const nameOf = (path: string): string => `page${path.replaceAll("/", "-")}`;

describe.skipIf(!hasChromium())("pages without JavaScript", () => {
  let here: Running;
  let browser: Browser;
  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    [here, browser] = await Promise.all([
      run({
        CONNECT_OPERATOR_NAME: "TheraSoft GmbH",
        CONNECT_OPERATOR_ADDRESS: "Pachergasse 17/Top 11, 4400 Steyr",
        CONNECT_OPERATOR_EMAIL: "kontakt@therapsy.at",
        CONNECT_OPERATOR_REPRESENTATIVE: "Vincent Wittek",
        CONNECT_AUTHORITY: "at",
        CONNECT_HOSTING_PLACE: "Falkenstein, Germany",
        CONNECT_ICE_SERVERS: '[{"urls":["stun:stun.example.org:3478"]}]',
        CONNECT_TURN_URLS: "turn:turn.example.org:3478",
        CONNECT_TURN_SECRET: "shared-with-coturn-0123456789abcdef",
      }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await here?.end();
  });

  test.each(Object.entries(LOOKS))("%s", { timeout: 300_000 }, async (name, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const findings: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(here.server.origin)) findings.push(`asked elsewhere: ${request.url()}`);
    });
    page.on("console", (message) => findings.push(message.text()));
    for (const path of PUBLISHED_PATHS) {
      await page.goto(here.server.origin + path);
      await page.screenshot({ path: join(FOLDER, `${nameOf(path)}.${name}.png`), fullPage: true });
      const [scripts, width] = await page.evaluate(() => [
        document.scripts.length,
        document.documentElement.scrollWidth,
      ]);
      expect(scripts, path).toBe(0);
      findings.push(
        ...(await axeFaults(page)).map(({ id, nodes }) => `${path}: axe ${id}: ${nodes.join(" | ")}`),
        ...((width ?? 0) > (options.viewport?.width ?? 0) ? [`${path}: ${width} wide`] : []),
      );
      if (name === "desktop-light-de") {
        const pdf = await page.pdf({ format: "A4" });
        expect(pdf.length).toBeGreaterThan(5_000);
        await writeFile(join(FOLDER, `${nameOf(path)}.pdf`), pdf);
      }
    }
    const { cookies, origins } = await context.storageState();
    expect([...findings, ...cookies, ...origins]).toEqual([]);
    await context.close();
  });
});
