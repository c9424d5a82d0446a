// Two people in the lab, each with a browser of its own behind a router, and the product's call code between them.
import type { Browser } from "playwright";
import {
  admit,
  bothLive,
  closeAll,
  newGuest,
  newHost,
  openStage,
  type PageOptions,
  type Stage,
  type StageGuest,
  type StageHost,
  type StageRoom,
} from "../hostile/stage.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { findBrowsers } from "../support/machine.ts";
import { type Lab, openLab } from "./lab.ts";
import type { RouterKind } from "./nat.ts";
import type { Place } from "./place.ts";
import type { TurnOptions, TurnServer } from "./turn-server.ts";

/** Firefox is steered through a socket, which does not reach into a namespace. */
export const CHROMIUM_ONLY = [{ host: "chromium", guest: "chromium" }] as const;

export interface Seat {
  readonly place: Place;
  readonly browser: Browser;
}

export interface Scene {
  readonly lab: Lab;
  readonly turn: TurnServer;
  readonly stage: Stage;
  readonly host: Seat;
  readonly guest: Seat;
  close(): Promise<void>;
}

export interface Call {
  readonly room: StageRoom;
  readonly host: StageHost;
  readonly guest: StageGuest;
  /** From the press on admit until both see a picture, ms. */
  readonly pictureAfter: number;
  close(): Promise<unknown>;
}

interface SceneOptions {
  readonly host: RouterKind;
  readonly guest: RouterKind;
  readonly turn?: TurnOptions;
  /** For both browsers. */
  readonly flags?: readonly string[];
}

/** A browser behind a router of its own. */
export async function newSeat(lab: Lab, kind: RouterKind, flags: readonly string[] = []): Promise<Seat> {
  const place = lab.newPlace(kind);
  const { chromium } = findBrowsers();
  if (chromium === null) throw new Error("no Chromium on this machine");
  const args = ["--ignore-certificate-errors", ...flags];
  return { place, browser: await launchChromium({ executablePath: place.wrap(chromium), args }) };
}

/** Lab, relay, server and one browser behind a router for each side. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const lab = openLab();
  const turn = await lab.startTurn(options.turn);
  const stage = await openStage({ honest: true, secure: lab.secure, iceServers: turn.iceServers() });
  const host = await newSeat(lab, options.host, options.flags);
  const guest = await newSeat(lab, options.guest, options.flags);
  return {
    lab,
    turn,
    stage,
    host,
    guest,
    async close() {
      await Promise.all([host.browser.close(), guest.browser.close()]);
      await stage.close();
      lab.close();
    },
  };
}

/** A call from knock to picture on both sides. The options are for both people. */
export async function callBetween(
  scene: Pick<Scene, "stage" | "host" | "guest">,
  options: PageOptions = {},
): Promise<Call> {
  const room = await scene.stage.newRoom();
  const host = await newHost(scene.stage, room, { ...options, browser: scene.host.browser });
  const guest = await newGuest(scene.stage, room, { ...options, browser: scene.guest.browser });
  await guest.knock("Kim");
  await admit(host, "Kim");
  const start = performance.now();
  await bothLive(host, guest);
  await Promise.all([framesArrive(host.page, 1), framesArrive(guest.page, 1)]);
  const pictureAfter = performance.now() - start;
  return { room, host, guest, pictureAfter, close: () => closeAll(host, guest) };
}

/** The way that each side says the call takes. */
export async function pathsOf({ host, guest }: Call): Promise<string[]> {
  const [seen, other] = await Promise.all([host.see(), guest.see()]);
  return [seen.peers[0]?.path ?? "none", other.host?.path ?? "none"];
}
