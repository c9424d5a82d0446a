// A call finds its way back from whatever happens to its networks, its pages and its devices: one guest, the same
// words, no second entry.
import { execFileSync } from "node:child_process";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { toBase64Url } from "../../src/e2ee/bytes.ts";
import {
  admit,
  bothLive,
  closeAll,
  newGuest,
  newHost,
  newPair,
  openStage,
  type Stage,
  type StageGuest,
  type StageHost,
  type StageRoom,
} from "../hostile/stage.ts";
import { type Lab, openLab, whyNoLab } from "../network/lab.ts";
import type { Place } from "../network/place.ts";
import { proof } from "../proof/proof.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive, frameTimes, openSockets } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { watchSound, whenBack } from "../support/gaps.ts";
import { findBrowsers } from "../support/machine.ts";

const CHROMIUM = { host: "chromium", guest: "chromium" } as const;
const PICTURE_WITHIN = 15_000;
/** Ms after a change of network in which what the old one brought may still be played. */
const LEFT_OVER = 400;
/** Seconds; a full run sleeps four times as long. */
const SLEEP_STEP = 22.5;

async function begin(host: StageHost, guest: StageGuest): Promise<string> {
  await guest.knock("Kim");
  await admit(host, "Kim");
  await bothLive(host, guest);
  await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
  return wordsOf(host);
}

async function wordsOf(host: StageHost): Promise<string> {
  const [peer] = (await host.see()).peers;
  if (peer === undefined) throw new Error("nobody is in the call");
  return peer.digits;
}

/** One guest on both sides, nobody at the door. */
async function isOneCall(host: StageHost, guest: StageGuest): Promise<void> {
  await bothLive(host, guest, 60_000);
  await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
  const view = await host.see();
  expect(view.peers).toHaveLength(1);
  expect(view.waiting).toEqual([]);
  expect((await guest.see()).host?.digits).toBe(view.peers[0]?.digits);
}

const startInput = (stage: Stage) => ({
  relayUrl: stage.relayUrl,
  media: true,
  iceServers: stage.iceServers,
});

async function reload(person: StageHost | StageGuest): Promise<void> {
  await person.page.reload();
  await person.page.waitForFunction(() => "bare" in window);
}

async function reloadHost(host: StageHost, stage: Stage, room: StageRoom): Promise<void> {
  await reload(host);
  const input = { ...startInput(stage), seed: toBase64Url(room.seed) };
  await host.page.evaluate((one) => window.bare.startHost(one), input);
}

/** The page of the product knocks by itself; this one has no lobby that would. */
async function reloadGuest(guest: StageGuest, stage: Stage, room: StageRoom): Promise<void> {
  await reload(guest);
  const input = { ...startInput(stage), fragment: room.fragment };
  await guest.page.evaluate((one) => window.bare.startGuest(one), input);
  await guest.knock("Kim");
}

const hasHungUp = (guest: StageGuest) =>
  eventually(async () => expect(await openSockets(guest.page)).toBe(0), { withinMs: 30_000 });

/** Ms from `at` (Unix ms) to the first picture on both sides. */
async function pictureAfter(host: StageHost, guest: StageGuest, at: number): Promise<number> {
  const first = (page: StageHost["page"]) =>
    eventually(
      async () => {
        const time = (await frameTimes(page)).find((one) => one > at);
        if (time === undefined) throw new Error("no picture yet");
        return time - at;
      },
      { withinMs: 60_000 },
    );
  return Math.round(Math.max(...(await Promise.all([first(host.page), first(guest.page)]))));
}

const cannot = whyNoLab();

describe.skipIf(cannot !== null)("a network of one's own", () => {
  let lab: Lab;
  let place: Place;
  let stage: Stage;
  let inside: Browser;
  beforeAll(async () => {
    lab = openLab();
    place = lab.newPlace("open");
    stage = await openStage({ honest: true, secure: lab.secure });
    const { chromium } = findBrowsers();
    if (chromium === null) throw new Error("no Chromium on this machine");
    inside = await launchChromium({
      executablePath: place.wrap(chromium),
      args: ["--ignore-certificate-errors"],
    });
  });
  afterAll(async () => {
    await inside?.close();
    await stage?.close();
    lab?.close();
  });

  async function call(room: StageRoom) {
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room, { browser: inside });
    const words = await begin(host, guest);
    return { host, guest, words };
  }

  proof(
    "F2",
    "after a change of network of a guest that has hung up: sound no later than the picture, the same words",
    async ({ figure }) => {
      const { host, guest, words } = await call(await stage.newRoom());
      for (const { page } of [host, guest]) await page.evaluate(watchSound);
      await hasHungUp(guest);
      place.move("open");
      const at = Date.now();
      const backs = await Promise.all(
        [host, guest].map(({ page }) =>
          eventually(() => whenBack(page, at + LEFT_OVER), { withinMs: 30_000 }),
        ),
      );
      const sound = Math.round(Math.max(...backs.map((back) => back.sound)) - at);
      const picture = Math.round(Math.max(...backs.map((back) => back.picture)) - at);
      figure(`sound after ${sound} ms, picture after ${picture} ms`);
      expect(picture).toBeLessThanOrEqual(PICTURE_WITHIN);
      for (const back of backs) expect(back.sound).toBeLessThanOrEqual(back.picture);
      await isOneCall(host, guest);
      expect(await wordsOf(host)).toBe(words);
      await closeAll(host, guest);
    },
    { pairs: [CHROMIUM], timeout: 120_000 },
  );

  proof(
    "F2",
    "while the server is dead, too: the path comes back with the server",
    async ({ figure }) => {
      const { host, guest } = await call(await stage.newRoom());
      await hasHungUp(guest);
      await stage.instance.kill();
      place.move("open");
      await pause(8_000);
      expect((await guest.see()).phase).toBe("reconnecting");
      await stage.instance.start();
      const ms = await pictureAfter(host, guest, Date.now());
      figure(`picture ${ms} ms after the server`);
      // Whichever page is back first finds nobody at the relay, and has to knock anew if the other one takes long.
      expect(ms).toBeLessThanOrEqual(2 * PICTURE_WITHIN);
      await isOneCall(host, guest);
      await closeAll(host, guest);
    },
    { pairs: [CHROMIUM], timeout: 120_000 },
  );

  proof(
    "F2",
    "while the therapist's page is loaded anew: back at the same seat",
    async ({ figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await call(room);
      await hasHungUp(guest);
      place.cut();
      await reloadHost(host, stage, room);
      await pause(5_000);
      place.mend();
      const ms = await pictureAfter(host, guest, Date.now());
      figure(`picture ${ms} ms after the line`);
      expect(ms).toBeLessThanOrEqual(PICTURE_WITHIN);
      await isOneCall(host, guest);
      await closeAll(host, guest);
    },
    { pairs: [CHROMIUM], timeout: 120_000 },
  );

  proof(
    "F14",
    "every process of the guest's browser stands still: the call goes on afterwards",
    async ({ repeats, figure }) => {
      const { host, guest } = await call(await stage.newRoom());
      await hasHungUp(guest);
      const processes = execFileSync("ip", ["netns", "pids", place.namespace], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line !== "")
        .map(Number);
      const seconds = repeats * SLEEP_STEP;
      for (const pid of processes) process.kill(pid, "SIGSTOP");
      await pause(seconds * 1_000);
      expect((await host.see()).peers[0]?.connection).toBe("away");
      for (const pid of processes) process.kill(pid, "SIGCONT");
      const ms = await pictureAfter(host, guest, Date.now());
      figure(`picture ${ms} ms after ${seconds} s of sleep`);
      expect(ms).toBeLessThanOrEqual(2 * PICTURE_WITHIN);
      await isOneCall(host, guest);
      await closeAll(host, guest);
    },
    { pairs: [CHROMIUM], timeout: 240_000, repeats: [1, 4] },
  );
});

describe("pages that are loaded anew", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ honest: true });
  });
  afterAll(() => stage?.close());

  proof(
    "F9",
    "the guest's, the therapist's, and both: nobody is let in anew, and compared stays compared",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await newPair(stage, room, pair);
      let words = await begin(host, guest);
      for (const { page } of [host, guest]) await page.evaluate(() => window.bare.verify(true));
      const times: number[] = [];
      const reloads: readonly (() => Promise<unknown>)[] = [
        () => reloadGuest(guest, stage, room),
        () => reloadHost(host, stage, room),
        () => Promise.all([reloadHost(host, stage, room), reloadGuest(guest, stage, room)]),
      ];
      for (const again of reloads) {
        await again();
        const at = Date.now();
        await isOneCall(host, guest);
        times.push(Date.now() - at);
        const next = await wordsOf(host);
        expect(next).not.toBe(words);
        words = next;
        expect(["compared", "known"]).toContain((await host.see()).peers[0]?.status);
        expect(["compared", "known"]).toContain((await guest.see()).host?.status);
      }
      figure(`one call again after ${times.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(", ")}`);
      await closeAll(host, guest);
    },
    { timeout: 240_000 },
  );

  proof(
    "F9",
    "a tab that is duplicated goes on with the call, and the first one says so",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const { host, guest } = await newPair(stage, room, pair);
      await begin(host, guest);
      const kept = await guest.page.evaluate(() => ({ ...sessionStorage }));
      const twin = await newGuest(stage, room, {
        at: pair.guest,
        prepare: [
          (items: Record<string, string>) => {
            for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
          },
          kept,
        ],
      });
      await twin.knock("Kim");
      await isOneCall(host, twin);
      expect((await guest.see()).ended?.reason).toBe("elsewhere");
      await closeAll(host, guest, twin);
    },
    { timeout: 120_000 },
  );
});
