// A29: what is brought into a page does nothing there. Every attempt is made in the real pages, and in the same pages
// without their headers, where it must work: else its failure would show nothing.
import { afterAll, beforeAll, expect } from "vitest";
import { proofOnce } from "../proof/proof.ts";
import { hasFirefox, launchChromium } from "../support/browsers.ts";
import { pause } from "../support/eventually.ts";
import { launchFirefox } from "../support/firefox.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { ATTEMPTS, type Attempt, type Target } from "./attempts.ts";
import { type Elsewhere, elsewhere, type Site, withoutPolicy } from "./injection-stage.ts";

/** Built pages, a page with a link, finished pages, a page with forms, errors. */
const PAGES = [
  "/call",
  "/practice",
  "/",
  "/privacy",
  "/legal/measures",
  "/meine-daten",
  "/my-data/network",
  "/nowhere",
];
/** Where it is shown that attempts work without the policy: a page with scripts of its own, one without, one with forms. */
const CONTROLS = ["/call", "/", "/meine-daten"];
/** Twice as long as the slowest attempt was seen to need without a policy. */
const EFFECT_WAIT = 1_500;

/** What both drivers can do. */
interface Tab {
  open(address: string): Promise<void>;
  /** Runs a function in the page; what it throws is of no interest. */
  run<A>(what: ((argument: A) => void) | string, argument: A): Promise<void>;
  ask<R, A>(what: (argument: A) => R, argument: A): Promise<R>;
  /** Asks each frame within the page, and gives null for one that answers nothing. */
  askFrames<R>(what: () => R): Promise<(R | null)[]>;
  close(): Promise<void>;
}

interface Driver {
  tab(): Promise<Tab>;
  close(): Promise<void>;
}

interface AnyFrame {
  evaluate<R>(what: () => R): Promise<R>;
}

/** What the pages of both browsers have in common; each types `evaluate` in its own way. */
interface AnyPage {
  goto(address: string): Promise<unknown>;
  evaluate(what: never, argument: never): Promise<unknown>;
  frames(): readonly unknown[];
}

function tabOf(page: AnyPage, context: { close(): Promise<void> }): Tab {
  return {
    open: async (address) => void (await page.goto(address)),
    run: async (what, argument) => {
      await page.evaluate(what as never, argument as never).catch(() => {});
    },
    ask: (what, argument) => page.evaluate(what as never, argument as never) as Promise<never>,
    askFrames: (what) => {
      const frames = page.frames().slice(1) as readonly AnyFrame[];
      return Promise.all(frames.map((frame) => frame.evaluate(what).catch(() => null)));
    },
    close: () => context.close(),
  };
}

async function chromium(): Promise<Driver> {
  const browser = await launchChromium();
  return {
    async tab() {
      const context = await browser.newContext({ locale: "de-DE" });
      return tabOf(await context.newPage(), context);
    },
    close: () => browser.close(),
  };
}

async function firefox(): Promise<Driver> {
  const browser = await launchFirefox();
  return {
    async tab() {
      const context = await browser.createBrowserContext();
      // A window each: of several tabs in one window Firefox slows down all but the one in front.
      return tabOf(await context.newPage({ type: "window" }), context);
    },
    close: () => browser.close(),
  };
}

let instance: Instance;
let bare: Site;
let away: Elsewhere;
beforeAll(async () => {
  instance = await startInstance();
  bare = await withoutPolicy(instance.origin);
  away = await elsewhere();
});
afterAll(async () => {
  await bare?.close();
  await away?.close();
  await instance?.remove();
});

const targetOf = (name: string): Target => ({
  name,
  mark: `caught.push('${name.replaceAll("'", "\\'")}')`,
  away: `${away.origin}/away/${encodeURIComponent(name)}`,
});

/** The attempts that took effect on a page, in alphabetical order. */
async function effects(driver: Driver, address: string): Promise<string[]> {
  const worked = new Set<string>();
  const groups: (readonly [string, Attempt][])[] = [
    [...ATTEMPTS].filter(([, { leaves }]) => leaves !== true),
    ...[...ATTEMPTS].filter(([, { leaves }]) => leaves === true).map((one) => [one]),
  ];
  away.take();
  const tryGroup = async (group: readonly (readonly [string, Attempt])[]): Promise<void> => {
    const tab = await driver.tab();
    await tab.open(address);
    await tab.run(() => {
      window.caught = [];
    }, null);
    for (const [name, { run }] of group) {
      const target = targetOf(name);
      await tab.run(typeof run === "function" ? run : run.text(target), target);
    }
    await pause(EFFECT_WAIT);
    // A page that was left has nothing to say.
    const caught = await tab.ask(() => window.caught ?? [], null).catch(() => []);
    for (const name of caught) worked.add(name);
    await tab.close();
  };
  await Promise.all(groups.map(tryGroup));
  for (const name of away.take()) worked.add(name);
  return [...worked].toSorted();
}

/** Whether another origin can show the page in a frame. */
async function isFramed(driver: Driver, address: string): Promise<boolean> {
  const tab = await driver.tab();
  await tab.open(`${away.origin}/page/`);
  await tab.run((source) => {
    const frame = document.createElement("iframe");
    frame.src = source;
    document.body.append(frame);
  }, address);
  await pause(EFFECT_WAIT);
  const shown = await tab.askFrames(() => document.querySelector("#app, main") !== null);
  await tab.close();
  return shown.includes(true);
}

/** Whether another origin that opens the page keeps hold of it: it could lead it elsewhere later. */
async function isHeld(driver: Driver, address: string): Promise<boolean> {
  const tab = await driver.tab();
  await tab.open(`${away.origin}/page/`);
  await tab.run((target) => {
    const opened = window.open(target);
    Object.assign(window, { opened });
  }, address);
  await pause(EFFECT_WAIT);
  const isOpen = await tab.ask(() => (window as { opened?: Window | null }).opened?.closed === false, null);
  await tab.close();
  return isOpen;
}

async function prove(start: () => Promise<Driver>): Promise<string> {
  const driver = await start();
  try {
    const all = [...ATTEMPTS.keys()].toSorted();
    const look = async (origin: string, path: string) => {
      const address = `${origin}${path}`;
      const [found, framed, held] = await Promise.all([
        effects(driver, address),
        isFramed(driver, address),
        isHeld(driver, address),
      ]);
      return { path, found, framed, held };
    };
    for (const path of CONTROLS)
      expect(await look(bare.origin, path)).toEqual({ path, found: all, framed: true, held: true });
    for (const path of PAGES)
      expect(await look(instance.origin, path)).toEqual({ path, found: [], framed: false, held: false });
    return `${all.length + 2} attempts on ${PAGES.length} pages without effect; each works without the policy`;
  } finally {
    await driver.close();
  }
}

proofOnce(
  "A29",
  "in Chromium, what is injected has no effect on any page",
  async ({ figure }) => figure(await prove(chromium)),
  { timeout: 240_000 },
);

proofOnce(
  "A29",
  "in Firefox, what is injected has no effect on any page",
  async ({ figure }) => figure(await prove(firefox)),
  { timeout: 240_000, cannot: hasFirefox() ? null : "no Firefox on this machine" },
);
