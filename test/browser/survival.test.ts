// The server may vanish and the network may break: the call stays, or comes back by itself.
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  admit,
  bothLive,
  closeAll,
  newGuest,
  newHost,
  newPair,
  openStage,
  type Stage,
} from "../hostile/stage.ts";
import { whyNoLab } from "../network/lab.ts";
import { callBetween, openScene, type Scene } from "../network/scene.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, frameTimes, longestGap, openSockets } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";

/** Sockets that the operating system holds for the port of the server, established ones, seen from the server. */
function establishedAt(port: number): number {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, "utf8").split("\n").slice(1))
    .filter((line) => {
      const [, local, , state] = line.trim().split(/\s+/);
      return local?.endsWith(`:${hex}`) === true && state === "01";
    }).length;
}

describe("a server that dies", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ honest: true });
  });
  afterAll(() => stage?.close());

  proof(
    "F1",
    "ten times in the middle of a call: no gap in the picture over half a second, and a later call",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await newPair(stage, room, pair);
      await guest.knock("Kim");
      await admit(host, "Kim");
      await bothLive(host, guest);
      await Promise.all([framesArrive(host.page, 20), framesArrive(guest.page, 20)]);
      const from = Date.now();
      for (let count = 0; count < 10; count += 1) {
        // Every second time a restart of the path is under way.
        if (count % 2 === 1) await host.page.evaluate(() => window.callProbe.connections[0]?.restartIce());
        await stage.instance.kill();
        await pause(700);
        await stage.instance.start();
        await pause(1_300);
      }
      const to = Date.now();
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      const gaps = await Promise.all([longestGap(host.page, from, to), longestGap(guest.page, from, to)]);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(500);
      const [seen, other] = await Promise.all([host.see(), guest.see()]);
      expect(seen.peers[0]?.connection).toBe("live");
      expect(other.phase).toBe("live");
      await closeAll(guest);

      await eventually(async () => expect((await host.see()).relay).toBe("open"), { withinMs: 40_000 });
      const later = await newGuest(stage, room, { at: pair.guest });
      await closeAll(host);
      const fresh = await newHost(stage, room, { at: pair.host });
      await later.knock("Lou");
      await admit(fresh, "Lou", 30_000);
      await bothLive(fresh, later);
      await Promise.all([framesArrive(fresh.page), framesArrive(later.page)]);
      await closeAll(fresh, later);
      figure(`longest gap ${Math.round(Math.max(...gaps))} ms`);
    },
    { timeout: 180_000 },
  );

  test("a guest in a call has hung up on the server, which holds the therapist's socket alone", async () => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    const guest = await newGuest(stage, room);
    await guest.knock("Kim");
    await admit(host, "Kim");
    await bothLive(host, guest);
    const before = await openSockets(host.page);
    await eventually(async () => expect(await openSockets(guest.page)).toBe(0), { withinMs: 20_000 });
    expect(await openSockets(host.page)).toBe(before);
    await eventually(() => expect(establishedAt(stage.instance.port)).toBe(1));
    await Promise.all([framesArrive(host.page, 40), framesArrive(guest.page, 40)]);
    expect(await guest.page.evaluate(() => window.bare.chat("noch da"))).toBe(true);
    await eventually(async () => expect((await host.see()).peers[0]?.chat).toEqual(["noch da"]));
    await closeAll(host, guest);
  });
});

describe.skipIf(whyNoLab() !== null)("a network that breaks", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ host: "open", guest: "open" });
  });
  afterAll(() => scene?.close());

  test("for ten seconds, after the guest has hung up on the server: picture within 15 s of its return", async () => {
    const { host, guest, close } = await callBetween(scene);
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    await eventually(async () => expect(await openSockets(guest.page)).toBe(0), { withinMs: 20_000 });
    const words = (await host.see()).peers[0]?.digits;

    scene.guest.place.cut();
    await pause(10_000);
    scene.guest.place.mend();
    const back = Date.now();
    const firstAfter = async (page: typeof host.page) => {
      const at = (await frameTimes(page)).find((time) => time > back);
      if (at === undefined) throw new Error("no picture yet");
      return at - back;
    };
    const times = await Promise.all(
      [host.page, guest.page].map((page) => eventually(() => firstAfter(page), { withinMs: 30_000 })),
    );
    console.log(`picture back after ${times.map((ms) => Math.round(ms)).join(" and ")} ms`);
    expect(Math.max(...times)).toBeLessThanOrEqual(15_000);
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    await bothLive(host, guest);
    expect((await host.see()).peers[0]?.digits).toBe(words);
    await close();
  }, 180_000);
});
