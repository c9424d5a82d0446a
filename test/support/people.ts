// The two people of a call, who know nothing but what the screens say.
import type { Browser, Locator, Page } from "playwright";
import type { Browser as FirefoxBrowser } from "puppeteer-core";
import { createSeed, deriveRoomKeys, formatLink } from "../../src/e2ee/link.ts";
import { accountDe } from "../../src/web/text/account-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import type { Pair } from "../proof/proof.ts";
import type { BrowserName } from "./any-browser.ts";
import { launchChromium, newPerson, type Person, type PersonOptions } from "./browsers.ts";
import { installCallProbe } from "./call-probe.ts";
import { eventually } from "./eventually.ts";
import { launchFirefox } from "./firefox.ts";
import { type Hands, playwrightHands, puppeteerHands } from "./hands.ts";

export interface Guest {
  readonly hands: Hands;
  openLink(link: string): Promise<void>;
  /**
   * Name, consent and devices. `devices` starts the check; `without` is what the person leaves out; `hasAgreed`: this
   * device remembers the consent of an earlier visit.
   */
  fillLobby(lobby: {
    readonly name: string;
    readonly devices?: boolean;
    readonly hasAgreed?: boolean;
    readonly without?: readonly ("camera" | "microphone")[];
  }): Promise<void>;
  knock(): Promise<void>;
  isInCall(withinMs?: number): Promise<void>;
  hangUp(): Promise<void>;
  leave(): Promise<void>;
  writeChat(text: string): Promise<void>;
  shareScreen(): Promise<void>;
}

export interface Therapist {
  readonly hands: Hands;
  /** To the desk of this browser, without an account. */
  openPractice(): Promise<void>;
  /** Makes a room and returns the link that its sheet shows. */
  createRoom(label: string): Promise<string>;
  openNow(label: string): Promise<void>;
  startDevices(): Promise<void>;
  seesWaiting(name: string, withinMs?: number): Promise<void>;
  admit(name: string): Promise<void>;
  decline(name: string): Promise<void>;
  isInCall(withinMs?: number): Promise<void>;
  sendBack(): Promise<void>;
  endForAll(): Promise<void>;
  writeChat(text: string): Promise<void>;
  shareScreen(): Promise<void>;
}

const CALL_WAIT = 30_000;

function inCall(hands: Hands) {
  return {
    isInCall: (withinMs = CALL_WAIT) => hands.sees(de.truth.encrypted, withinMs),
    async writeChat(text: string) {
      if (!(await hands.has(de.chat.send))) await hands.press(de.call.bar.chat);
      await hands.fill(de.chat.label, text);
      await hands.press(de.chat.send);
    },
    shareScreen: () => hands.press(de.call.bar.screen),
  };
}

function guestAt(hands: Hands): Guest {
  return {
    hands,
    ...inCall(hands),
    openLink: (link) => hands.open(link),
    async fillLobby({ name, devices = false, hasAgreed = false, without = [] }) {
      await hands.fill(de.lobby.name, name);
      if (hasAgreed) await hands.sees(de.consent.withdraw);
      else await hands.tick(de.consent.labels.self);
      if (without.includes("camera")) await hands.press(de.check.noCamera);
      if (without.includes("microphone")) await hands.press(de.check.noMicrophone);
      if (devices) {
        await hands.press(de.check.start);
        await hands.sees(de.check.devices);
      }
    },
    knock: () => hands.press(de.lobby.knock),
    hangUp: () => hands.press(de.call.bar.hangUp),
    leave: () => hands.press(de.waiting.leave),
  };
}

function therapistAt(hands: Hands, origin: string): Therapist {
  return {
    hands,
    ...inCall(hands),
    async openPractice() {
      await hands.open(`${origin}/practice`);
      // An instance without accounts shows the desk at once.
      const first = await eventually(async () => {
        if (await hands.has(deskDe.nav.rooms)) return "desk";
        if (await hands.has(accountDe.signIn.withoutAccount)) return "sign-in";
        throw new Error("neither desk nor sign-in");
      });
      if (first === "sign-in") await hands.press(accountDe.signIn.withoutAccount);
    },
    async createRoom(label) {
      await hands.press(deskDe.nav.rooms);
      // Opens the form where there are rooms already; where it is open, an empty label is asked for.
      await hands.press(deskDe.rooms.create);
      await hands.fill(deskDe.rooms.label, label);
      await hands.press(deskDe.rooms.create);
      await hands.press(deskDe.rooms.share, label);
      const link = await hands.read(deskDe.share.link);
      await hands.press(de.close);
      return link;
    },
    async openNow(label) {
      await hands.press(deskDe.nav.today);
      await hands.press(deskDe.today.open, label);
    },
    async startDevices() {
      await hands.press(deskDe.nav.today);
      await hands.press(deskDe.today.check);
      await hands.sees(de.check.devices);
    },
    seesWaiting: (name, withinMs) => hands.sees(name, withinMs),
    admit: (name) => hands.press(deskDe.today.admit, name),
    decline: (name) => hands.press(deskDe.today.decline, name),
    async sendBack() {
      await hands.press(de.call.bar.more);
      await hands.press(deskDe.call.sendBack);
    },
    async endForAll() {
      await hands.press(de.call.bar.more);
      await hands.press(deskDe.call.endForAll);
    },
  };
}

export type ChromiumGuest = Guest & Person;
export type ChromiumTherapist = Therapist & Person;

/** A client at an own Chromium context. */
export async function newGuest(
  browser: Browser,
  origin: string,
  options?: PersonOptions,
): Promise<ChromiumGuest> {
  const person = await newPerson(browser, [origin], options);
  return { ...person, ...guestAt(playwrightHands(person.page)) };
}

/** A therapist at an own Chromium context. */
export async function newTherapist(
  browser: Browser,
  origin: string,
  options?: PersonOptions,
): Promise<ChromiumTherapist> {
  const person = await newPerson(browser, [origin], options);
  return { ...person, ...therapistAt(playwrightHands(person.page), origin) };
}

type Prepare = NonNullable<PersonOptions["prepare"]>;

async function firefoxHands(browser: FirefoxBrowser, prepare?: Prepare): Promise<Hands> {
  const context = await browser.createBrowserContext();
  // A window each: of several tabs in one window Firefox slows down all but the one in front.
  const page = await context.newPage({ type: "window" });
  await page.setViewport({ width: 1280, height: 800 });
  await page.evaluateOnNewDocument(installCallProbe);
  if (prepare !== undefined) {
    const [run, argument] = prepare;
    await page.evaluateOnNewDocument(run as (argument: unknown) => void, argument);
  }
  return puppeteerHands(page);
}

/** The two people of a call at the browsers of a pair, which are started when they are first asked for. */
interface PairOfPeople {
  therapist(prepare?: Prepare): Promise<Therapist>;
  guest(prepare?: Prepare): Promise<Guest>;
}

export interface PeopleAtBrowsers {
  at(pair: Pair): PairOfPeople;
  close(): Promise<void>;
}

export function peopleAtBrowsers(origin: string): PeopleAtBrowsers {
  let chromium: Promise<Browser> | null = null;
  let firefox: Promise<FirefoxBrowser> | null = null;
  const hands = async (name: BrowserName, prepare?: Prepare): Promise<Hands> => {
    if (name === "firefox") {
      firefox ??= launchFirefox();
      return firefoxHands(await firefox, prepare);
    }
    chromium ??= launchChromium();
    const options = prepare === undefined ? {} : { prepare };
    return playwrightHands((await newPerson(await chromium, [origin], options)).page);
  };
  return {
    at: (pair) => ({
      therapist: async (prepare) => therapistAt(await hands(pair.host, prepare), origin),
      guest: async (prepare) => guestAt(await hands(pair.guest, prepare)),
    }),
    async close() {
      await (await chromium)?.close();
      await (await firefox)?.close();
    },
  };
}

/** A link of the right form to a room that nobody answers. */
export async function sampleLink(origin: string): Promise<string> {
  return formatLink(origin, (await deriveRoomKeys(createSeed())).payload);
}

export const knockButton = (page: Page): Locator => page.getByRole("button", { name: de.lobby.knock });
