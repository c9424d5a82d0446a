// Chromium and Firefox through one narrow gate. Playwright drives the one, WebDriver BiDi the other; a test that
// only steers a page with functions of its own need not know which.
import type { Browser } from "playwright";
import type { Browser as FirefoxBrowser } from "puppeteer-core";
import { launchChromium, newPerson, type PersonOptions, withoutDevices } from "./browsers.ts";
import { installCallProbe } from "./call-probe.ts";
import type { ProbedPage } from "./call-stats.ts";
import { launchFirefox } from "./firefox.ts";

export type BrowserName = "chromium" | "firefox";

interface AnyPage extends ProbedPage {
  evaluate<R>(run: () => R | Promise<R>): Promise<R>;
  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until the function gives true in the page; ten seconds at most. */
  waitForFunction(run: () => boolean): Promise<void>;
}

/** A person at whichever browser: an own context with an own page. */
export interface AnyPerson {
  readonly page: AnyPage;
  readonly context: { close(): Promise<void> };
}

export interface AnyBrowser {
  readonly name: BrowserName;
  /** `origins` are the hosts that this person's pages may talk to. */
  newPerson(origins: readonly string[], options?: PersonOptions): Promise<AnyPerson>;
  close(): Promise<void>;
}

const PATIENCE = 10_000;

export function atChromium(browser: Browser): AnyBrowser {
  return {
    name: "chromium",
    async newPerson(origins, options) {
      const { page, context } = await newPerson(browser, origins, options);
      return {
        page: {
          evaluate: <R, A>(run: (argument: A) => R | Promise<R>, argument?: A) =>
            page.evaluate(run as (argument: unknown) => R | Promise<R>, argument),
          goto: async (address) => void (await page.goto(address)),
          reload: async () => void (await page.reload()),
          waitForFunction: async (run) =>
            void (await page.waitForFunction(run, undefined, { timeout: PATIENCE })),
        },
        context,
      };
    },
    close: () => browser.close(),
  };
}

function atFirefox(browser: FirefoxBrowser): AnyBrowser {
  return {
    name: "firefox",
    async newPerson(_origins, options = {}) {
      const context = await browser.createBrowserContext();
      // A window each: of several tabs in one window Firefox slows down all but the one in front.
      const page = await context.newPage({ type: "window" });
      await page.setViewport({ width: 1280, height: 800 });
      if (options.probe !== false) await page.evaluateOnNewDocument(installCallProbe);
      if (options.without !== undefined) await page.evaluateOnNewDocument(withoutDevices, options.without);
      if (options.prepare !== undefined) {
        const [run, argument] = options.prepare;
        await page.evaluateOnNewDocument(run as (argument: unknown) => void, argument);
      }
      return {
        page: {
          evaluate: <R, A>(run: (argument: A) => R | Promise<R>, argument?: A) =>
            page.evaluate(run as (argument: unknown) => R | Promise<R>, argument) as Promise<R>,
          goto: async (address) => void (await page.goto(address)),
          reload: async () => void (await page.reload()),
          waitForFunction: async (run) => void (await page.waitForFunction(run, { timeout: PATIENCE })),
        },
        context,
      };
    },
    close: () => browser.close(),
  };
}

/** Starts a browser of this name with fake camera and microphone. Throws if the machine has none. */
export async function launchAny(name: BrowserName): Promise<AnyBrowser> {
  return name === "chromium" ? atChromium(await launchChromium()) : atFirefox(await launchFirefox());
}
