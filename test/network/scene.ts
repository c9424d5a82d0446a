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
} from "../hostile/stage.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { findBrowsers } from "../support/machine.ts";
import { type Lab, openLab } from "./lab.ts";
import type { RouterKind } from "./nat.ts";
import type { Place } from "./place.ts";
import type { TurnServer } from "./turn-server.ts";

/** Firefox is steered through a socket, which does not reach into a namespace. */
export const CHROMIUM_ONLY = [{ host: "chromium", guest: "chromium" }] as const;

interface Seat {
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

interface Call {
  readonly host: StageHost;
  readonly guest: StageGuest;
  /** From the press on admit until both see a picture, ms. */
  readonly pictureAfter: number;
  close(): Promise<unknown>;
}

/** Lab, relay, server and one browser behind a router for each side. */
export async function openScene(kinds: {
  readonly host: RouterKind;
  readonly guest: RouterKind;
}): Promise<Scene> {
  const lab = openLab();
  const turn = await lab.startTurn();
  const stage = await openStage({ honest: true, secure: lab.secure, iceServers: turn.iceServers() });
  const seat = async (kind: RouterKind): Promise<Seat> => {
    const place = lab.newPlace(kind);
    const { chromium } = findBrowsers();
    if (chromium === null) throw new Error("no Chromium on this machine");
    const browser = await launchChromium({
      executablePath: place.wrap(chromium),
      args: ["--ignore-certificate-errors"],
    });
    return { place, browser };
  };
  const host = await seat(kinds.host);
  const guest = await seat(kinds.guest);
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
export async function callBetween(scene: Scene, options: PageOptions = {}): Promise<Call> {
  const room = await scene.stage.newRoom();
  const host = await newHost(scene.stage, room, { ...options, browser: scene.host.browser });
  const guest = await newGuest(scene.stage, room, { ...options, browser: scene.guest.browser });
  await guest.knock("Kim");
  await admit(host, "Kim");
  const start = performance.now();
  await bothLive(host, guest);
  await Promise.all([framesArrive(host.page, 1), framesArrive(guest.page, 1)]);
  const pictureAfter = performance.now() - start;
  return { host, guest, pictureAfter, close: () => closeAll(host, guest) };
}

/** The way that each side says the call takes. */
export async function pathsOf({ host, guest }: Call): Promise<string[]> {
  const [seen, other] = await Promise.all([host.see(), guest.see()]);
  return [seen.peers[0]?.path ?? "none", other.host?.path ?? "none"];
}
