// Real browsers with a fake camera. One context per person, everything that goes wrong in a page collected.
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright";
import { installCallProbe } from "./call-probe.ts";
import { findBrowsers } from "./machine.ts";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--auto-select-desktop-capture-source=Entire screen",
  "--disable-background-networking",
  "--autoplay-policy=no-user-gesture-required",
  // A page in the background must not be slowed down: several people share one browser here.
  "--disable-renderer-backgrounding",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
];

// Chromium itself calls these, with or without a page (seen on a machine without network).
const BROWSERS_OWN_HOSTS = /(^|\.)(google|googleapis|gstatic|gvt1)\.com$/;

interface Trouble {
  readonly kind: "console" | "exception" | "csp" | "third-party" | "failed-request";
  readonly text: string;
}

/** A person at a browser: an own context with an own page. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything that should not happen in a page, in order. */
  readonly troubles: readonly Trouble[];
  /** Addresses of all requests of this person, without fragments. */
  readonly requests: readonly string[];
}

export interface PersonOptions {
  readonly context?: BrowserContextOptions;
  /** Devices that this person's browser pretends to have; all by default. */
  readonly without?: readonly ("camera" | "microphone" | "webrtc")[];
  /** A function that runs before the page's own scripts, and its argument: what an attacker changed there. */
  readonly prepare?: readonly [run: (argument: never) => void, argument?: unknown];
  /** `false`: the pages are left as they are, without the probe. */
  readonly probe?: boolean;
}

export interface ChromiumOptions {
  readonly args?: readonly string[];
  readonly executablePath?: string;
  readonly devtools?: boolean;
}

/** Starts Chromium with a fake camera and microphone. Throws if the machine has none. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = options.executablePath ?? findBrowsers().chromium;
  if (executablePath === null) throw new Error("no Chromium on this machine");
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...(options.args ?? [])] });
}

export const hasChromium = (): boolean => findBrowsers().chromium !== null;
export const hasFirefox = (): boolean => findBrowsers().firefox !== null;

function watchPage(page: Page, own: readonly string[], troubles: Trouble[], requests: string[]): void {
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted ?Type/i.test(text)) troubles.push({ kind: "csp", text });
    else if (message.type() === "error") troubles.push({ kind: "console", text });
  });
  page.on("pageerror", (error) => troubles.push({ kind: "exception", text: String(error) }));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol === "data:" || url.protocol === "blob:") return;
    requests.push(request.url().replace(/#.*$/, ""));
    if (own.includes(url.host) || BROWSERS_OWN_HOSTS.test(url.hostname)) return;
    troubles.push({ kind: "third-party", text: url.host });
  });
  page.on("websocket", (socket) => {
    const { host } = new URL(socket.url());
    requests.push(socket.url());
    if (!own.includes(host)) troubles.push({ kind: "third-party", text: host });
  });
}

export function withoutDevices(missing: readonly string[]): void {
  if (missing.includes("webrtc")) {
    Reflect.deleteProperty(window, "RTCPeerConnection");
    return;
  }
  const devices = navigator.mediaDevices;
  if (devices === undefined) return;
  const ask = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  const gone = new Set([
    ...(missing.includes("camera") ? ["videoinput"] : []),
    ...(missing.includes("microphone") ? ["audioinput"] : []),
  ]);
  devices.enumerateDevices = async () => (await list()).filter((device) => !gone.has(device.kind));
  devices.getUserMedia = async (wanted) => {
    const asksMissing =
      (gone.has("videoinput") && wanted?.video) || (gone.has("audioinput") && wanted?.audio);
    if (asksMissing) throw new DOMException("Requested device not found", "NotFoundError");
    return ask(wanted);
  };
}

/** Opens a context for one person. `origins` are the hosts that this person's pages may talk to. */
export async function newPerson(
  browser: Browser,
  origins: readonly string[],
  options: PersonOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    locale: "de-DE",
    viewport: { width: 1280, height: 800 },
    ...options.context,
  });
  const troubles: Trouble[] = [];
  const requests: string[] = [];
  const own = origins.map((origin) => new URL(origin).host);
  if (options.probe !== false) await context.addInitScript(installCallProbe);
  if (options.without !== undefined) await context.addInitScript(withoutDevices, options.without);
  if (options.prepare !== undefined) {
    const [run, argument] = options.prepare;
    await context.addInitScript(run as (argument: unknown) => void, argument);
  }
  context.on("page", (page) => watchPage(page, own, troubles, requests));
  const page = await context.newPage();
  return { context, page, troubles, requests };
}
