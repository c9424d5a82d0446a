// F3: a person walks out of one network into another. The call comes back by itself, and nothing about it is new.
import { afterAll, beforeAll, expect } from "vitest";
import { proof } from "../proof/proof.ts";
import { framesArrive, frameTimes, openSockets } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { whyNoLab } from "./lab.ts";
import type { RouterKind } from "./nat.ts";
import { type Call, CHROMIUM_ONLY, callBetween, openScene, type Scene } from "./scene.ts";

const LIMIT = 15_000;
/** Frames that had arrived before the old network went are shown within this time. */
const ON_THE_WAY = 300;
const cannot = whyNoLab();

let scene: Scene;
beforeAll(async () => {
  if (cannot === null) scene = await openScene({ host: "port-restricted", guest: "port-restricted" });
});
afterAll(() => scene?.close());

const parked = (page: Call["guest"]["page"]) =>
  eventually(async () => expect(await openSockets(page)).toBe(0), { withinMs: 30_000 });

/** Moves one side while the call runs; after how many ms the later side has a picture again. */
async function moveDuring(call: Call, side: "host" | "guest", kind: RouterKind): Promise<number> {
  const words = (await call.host.see()).peers[0]?.digits;
  expect(words).toMatch(/\d/);
  scene[side].place.move(kind);
  const moved = Date.now();
  const back = (page: Call["guest"]["page"]) =>
    eventually(
      async () => {
        const at = (await frameTimes(page)).find((time) => time > moved + ON_THE_WAY);
        if (at === undefined) throw new Error("no picture yet");
        return at - moved;
      },
      { withinMs: 2 * LIMIT },
    );
  const times = await Promise.all([back(call.host.page), back(call.guest.page)]);
  await Promise.all([framesArrive(call.host.page), framesArrive(call.guest.page)]);
  const [seen, other] = await Promise.all([call.host.see(), call.guest.see()]);
  // The same guest in the same place, with the same words.
  expect(seen.peers.map((peer) => [peer.connection, peer.digits])).toEqual([["live", words]]);
  expect([other.phase, other.host?.digits]).toEqual(["live", words]);
  return Math.max(...times);
}

const MOVES: readonly (readonly [side: "host" | "guest", kind: RouterKind])[] = [
  ["guest", "only-443"],
  ["host", "restricted"],
  ["guest", "symmetric"],
  ["host", "port-restricted"],
];

proof(
  "F3",
  "the guest, parked, into a network with nothing but TCP 443, then the host, and on",
  async ({ figure, repeats }) => {
    const times: number[] = [];
    const call = await callBetween(scene);
    const moves = Array.from({ length: repeats }, () => MOVES).flat();
    for (const [number, [side, kind]] of moves.slice(0, repeats).entries()) {
      if (number % MOVES.length === 0) await parked(call.guest.page);
      const ms = await moveDuring(call, side, kind);
      expect(ms, `${side} to ${kind}`).toBeLessThanOrEqual(LIMIT);
      times.push(ms);
    }
    await call.close();
    const longest = (Math.max(...times) / 1_000).toFixed(1);
    figure(`${times.length} moves, picture back after ${longest} s at most, same words`);
  },
  { pairs: CHROMIUM_ONLY, repeats: [2, 20], timeout: 600_000, cannot },
);
