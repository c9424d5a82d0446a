// What the relay can measure of a call: how long each body is.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { ENVELOPE_SIZE, FRAME_SIZES } from "../../src/protocol/limits.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { bytesOf } from "./attacker.ts";
import { admit, bothLive, closeAll, newGuest, newHost, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Around a frame: kind, channel, number and tag of the cipher; around an envelope: kind, nonce and tag. */
const AROUND_FRAME = 33;
const AROUND_ENVELOPE = 29;
const SIZES = new Set([ENVELOPE_SIZE + AROUND_ENVELOPE, ...FRAME_SIZES.map((size) => size + AROUND_FRAME)]);

describe("the sizes of what passes the relay", () => {
  proof(
    "A27",
    "are few, over whole calls with pictures, changing devices and names of every length",
    async ({ pair, repeats, figure }) => {
      const from = stage.relay.sent.length;
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { at: pair.host });
      await host.page.evaluate(() => window.bare.setPicture());
      for (let call = 0; call < repeats; call += 1) {
        const name = "K".repeat(1 + (call % 60));
        const guest = await newGuest(stage, room, { at: pair.guest });
        await guest.knock(name);
        await admit(host, name);
        await bothLive(host, guest);
        await framesArrive(guest.page, 1);
        expect(await guest.page.evaluate((text) => window.bare.chat(text), name.repeat(20))).toBe(true);
        await guest.page.evaluate(() => window.bare.leave());
        await eventually(async () => expect((await host.see()).peers).toEqual([]));
        await closeAll(guest);
      }
      const counted = new Map<number, number>();
      for (const { b } of stage.relay.sent.slice(from)) {
        const size = bytesOf(b).length;
        counted.set(size, (counted.get(size) ?? 0) + 1);
      }
      expect([...counted.keys()].filter((size) => !SIZES.has(size))).toEqual([]);
      expect(counted.size).toBeGreaterThan(2);
      const shown = [...counted]
        .sort(([a], [b]) => a - b)
        .map(([size, count]) => `${count} of ${size} bytes`);
      figure(`${repeats} calls: ${shown.join(", ")}`);
      await closeAll(host);
    },
    { repeats: [4, 50], timeout: 900_000 },
  );
});
