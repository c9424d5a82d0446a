// The scene of an attack: the real server, a lying relay in front of it, and the product's call code in two
// browsers that know only the liar.
import type { Browser } from "playwright";
import { toBase64Url } from "../../src/e2ee/bytes.ts";
import {
  createSeed,
  dayOf,
  deriveInviteKeys,
  deriveRoomKeys,
  formatLink,
  type InviteKeys,
  type LinkPayload,
  relayOriginOf,
} from "../../src/e2ee/link.ts";
import type { WebConfig } from "../../src/protocol/web-config.ts";
import type { TurnCredential } from "../../src/web/call/call-view.ts";
import type { Pair } from "../proof/proof.ts";
import {
  type AnyBrowser,
  type AnyPerson,
  atChromium,
  type BrowserName,
  launchAny,
} from "../support/any-browser.ts";
import { launchChromium, type PersonOptions } from "../support/browsers.ts";
import { eventually } from "../support/eventually.ts";
import { freePort, type Instance, startInstance } from "../support/instance.ts";
import type { BareGuestView, BareHostView } from "./bare/page.ts";
import { type SecureAddress, serveBarePage } from "./bare-page.ts";
import { type LyingRelay, startLyingRelay } from "./lying-relay.ts";

export interface Stage {
  readonly relay: LyingRelay;
  readonly instance: Instance;
  readonly browser: Browser;
  /** What the pages are told: the liar's address, or the real relay's on an honest stage. */
  readonly relayUrl: string;
  /** The real relay, without the liar. */
  readonly realRelayUrl: string;
  readonly origin: string;
  readonly iceServers: WebConfig["iceServers"];
  /** The stage's own browser of this name; Firefox is started when it is first asked for. */
  browserNamed(name: BrowserName): Promise<AnyBrowser>;
  newRoom(): Promise<StageRoom>;
  close(): Promise<void>;
}

/** A room, and all that an attacker with its link can derive. */
export interface StageRoom {
  readonly seed: Uint8Array<ArrayBuffer>;
  readonly payload: LinkPayload;
  readonly fragment: string;
  readonly keys: InviteKeys;
  /** Today's tag, as bytes and as the relay sees it. */
  readonly tag: Uint8Array<ArrayBuffer>;
  readonly tagText: string;
}

export interface StageHost extends AnyPerson {
  see(): Promise<BareHostView>;
}

export interface StageGuest extends AnyPerson {
  see(): Promise<BareGuestView>;
  knock(name: string): Promise<void>;
}

export interface StageOptions {
  /** Browsers talk to the real relay; there is no liar. */
  readonly honest?: boolean;
  /** Everything is served by TLS at this address; honest only. */
  readonly secure?: SecureAddress;
  /** What the pages may use to find a way to each other; nothing by default. */
  readonly iceServers?: WebConfig["iceServers"];
}

const OPERATOR = {
  CONNECT_OPERATOR_NAME: "Test",
  CONNECT_OPERATOR_ADDRESS: "Test",
  CONNECT_OPERATOR_EMAIL: "test@example.org",
  CONNECT_AUTHORITY_NAME: "Test",
  CONNECT_HOSTING_PLACE: "Test",
  CONNECT_HOSTING_COMPANY: "self",
  CONNECT_TURN_COMPANY: "self",
  CONNECT_MAIL_COMPANY: "self",
  CONNECT_THIRD_COUNTRIES: "none",
  CONNECT_SMTP_URL: "smtp://localhost:1",
  CONNECT_MAIL_FROM: "no-reply@connect.example.org",
};

/** Starts everything but the rooms. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { secure } = options;
  const bare = await serveBarePage(secure);
  const relay = await startLyingRelay();
  const port = await freePort();
  const origin = secure === undefined ? `http://localhost:${port}` : `https://${secure.host}:${port}`;
  const realRelayUrl = `${origin.replace(/^http/, "ws")}/v1`;
  const relayUrl = options.honest === true ? realRelayUrl : relay.url;
  const instance = await startInstance({
    port,
    relayUrl,
    origin,
    ...(secure === undefined ? {} : { host: secure.host }),
    env: {
      CONNECT_ALLOWED_ORIGINS: bare.origin,
      ...(secure === undefined
        ? {}
        : { CONNECT_TLS_CERT: secure.cert, CONNECT_TLS_KEY: secure.key, ...OPERATOR }),
    },
  });
  relay.connectTo(realRelayUrl);
  const browser = await launchChromium(secure === undefined ? {} : { args: ["--ignore-certificate-errors"] });
  let firefox: Promise<AnyBrowser> | null = null;
  return {
    browserNamed(name) {
      if (name === "chromium") return Promise.resolve(atChromium(browser));
      firefox ??= launchAny("firefox");
      return firefox;
    },
    relayUrl,
    relay,
    instance,
    browser,
    realRelayUrl,
    origin: bare.origin,
    iceServers: options.iceServers ?? [],
    async newRoom() {
      const seed = createSeed();
      const { payload } = await deriveRoomKeys(seed);
      const link = formatLink(bare.origin, payload);
      const keys = await deriveInviteKeys(payload, relayOriginOf(relayUrl));
      const tag = await keys.tag(dayOf(Date.now()));
      return {
        seed,
        payload,
        fragment: link.slice(link.indexOf("#")),
        keys,
        tag,
        tagText: toBase64Url(tag),
      };
    },
    async close() {
      await browser.close();
      await (await firefox)?.close();
      await relay.close();
      await instance.remove();
      await bare.close();
    },
  };
}

export interface PageOptions extends PersonOptions {
  /** `false`: camera and microphone stay off. */
  readonly media?: boolean;
  /** A browser of the test's own, instead of the stage's. */
  readonly browser?: Browser | AnyBrowser;
  /** Which of the stage's browsers; Chromium where nothing is said. */
  readonly at?: BrowserName;
  /** Instead of the stage's. */
  readonly iceServers?: WebConfig["iceServers"];
  /** A host's: TURN credentials of its account, used in this order. */
  readonly turn?: readonly TurnCredential[];
  /** A host's: its room hides addresses. A guest's: it hides its own. */
  readonly hides?: boolean;
}

const startInput = (stage: Stage, options: PageOptions) => ({
  relayUrl: stage.relayUrl,
  media: options.media ?? true,
  iceServers: options.iceServers ?? stage.iceServers,
  ...(options.turn === undefined ? {} : { turn: options.turn }),
  ...(options.hides === undefined ? {} : { hides: options.hides }),
});

async function loadCallCode(stage: Stage, page: AnyPerson["page"]): Promise<void> {
  await page.goto(stage.origin);
  await page.waitForFunction(() => "bare" in window);
}

async function openPage(stage: Stage, options: PageOptions): Promise<AnyPerson> {
  const own = options.browser;
  const browser =
    own === undefined
      ? await stage.browserNamed(options.at ?? "chromium")
      : "newPerson" in own
        ? own
        : atChromium(own);
  const person = await browser.newPerson([stage.origin, stage.relayUrl], options);
  await loadCallCode(stage, person.page);
  return person;
}

/** A therapist's page that answers knocks of the room. */
export async function newHost(stage: Stage, room: StageRoom, options: PageOptions = {}): Promise<StageHost> {
  const person = await openPage(stage, options);
  const input = { ...startInput(stage, options), seed: toBase64Url(room.seed) };
  await person.page.evaluate((one) => window.bare.startHost(one), input);
  const host = { ...person, see: () => person.page.evaluate(() => window.bare.host()) };
  await eventually(async () => {
    const view = await host.see();
    if (!view.answering || view.relay !== "open") throw new Error(`not answering: ${JSON.stringify(view)}`);
  });
  return host;
}

async function openLink(
  stage: Stage,
  room: StageRoom,
  page: AnyPerson["page"],
  options: PageOptions,
): Promise<void> {
  const input = { ...startInput(stage, options), fragment: room.fragment };
  await page.evaluate((one) => window.bare.startGuest(one), input);
}

/** A guest's page with the link, in the lobby. */
export async function newGuest(
  stage: Stage,
  room: StageRoom,
  options: PageOptions = {},
): Promise<StageGuest> {
  const person = await openPage(stage, options);
  await openLink(stage, room, person.page, options);
  return {
    ...person,
    see: () => person.page.evaluate(() => window.bare.guest()),
    knock: (name) => person.page.evaluate((text) => window.bare.knock(text), name),
  };
}

/** The guest's page is loaded anew, and the link is opened in it again. */
export async function reloadGuest(
  stage: Stage,
  room: StageRoom,
  guest: StageGuest,
  options: PageOptions = {},
): Promise<void> {
  await loadCallCode(stage, guest.page);
  await openLink(stage, room, guest.page, options);
}

/** Waits until the host sees this guest waiting, and admits. */
export async function admit(host: StageHost, name: string, withinMs = 15_000): Promise<void> {
  await eventually(
    async () => {
      if (!(await host.page.evaluate((text) => window.bare.admit(text), name))) {
        throw new Error(`${name} does not wait: ${JSON.stringify(await host.see())}`);
      }
    },
    { withinMs },
  );
}

/** Waits until both sides say that the call is live. */
export async function bothLive(host: StageHost, guest: StageGuest, withinMs = 30_000): Promise<void> {
  await eventually(
    async () => {
      const [seen, other] = await Promise.all([host.see(), guest.see()]);
      if (seen.peers[0]?.connection !== "live" || other.phase !== "live") {
        throw new Error(`not live: ${JSON.stringify([seen, other])}`);
      }
    },
    { withinMs },
  );
}

/** Host and guest, each at the browser of the pair that a proof hands over. */
export async function newPair(
  stage: Stage,
  room: StageRoom,
  pair: Pair,
  options: PageOptions = {},
): Promise<{ readonly host: StageHost; readonly guest: StageGuest }> {
  const host = await newHost(stage, room, { ...options, at: pair.host });
  return { host, guest: await newGuest(stage, room, { ...options, at: pair.guest }) };
}

/** A whole call from knock to picture, through whatever the liar does. */
export async function connect(stage: Stage, room: StageRoom, pair: Pair) {
  const { host, guest } = await newPair(stage, room, pair);
  await guest.knock("Kim");
  await admit(host, "Kim");
  await bothLive(host, guest);
  return { host, guest };
}

export const closeAll = (...people: readonly (Pick<AnyPerson, "context"> | undefined)[]): Promise<unknown> =>
  Promise.all(people.map((person) => person?.context.close()));
