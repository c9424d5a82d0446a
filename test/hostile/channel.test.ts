// Attacks on the sealed channel by a relay that carries it.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, noFramesFor, statsOf } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { isFrame, isSdpFrame, openBody, sealBody, spoil } from "./attacker.ts";
import { dropping, reordering } from "./hooks.ts";
import type { Delivered, Seat } from "./lying-relay.ts";
import { admit, bothLive, closeAll, connect, newPair, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const refusals = (counters: Readonly<Record<string, number>>) =>
  (counters["E_DECRYPT"] ?? 0) + (counters["E_REPLAY"] ?? 0);

describe("attacks on the sealed channel", () => {
  proof(
    "A1",
    "other fingerprints in the handshake or the session description give no media",
    async ({ pair }) => {
      const room = await stage.newRoom();
      let changedAnswers = 0;
      const stopAnswers = stage.relay.use({
        deliver: async (body) => {
          const message = await openBody(room, body.b);
          if (message?.type !== "k2") return [body];
          changedAnswers += 1;
          return [{ ...body, b: await sealBody(room, { ...message, fpH: randomBytes(32) }) }];
        },
      });
      const { host, guest } = await newPair(stage, room, pair);
      await guest.knock("Kim");
      await eventually(async () => expect((await guest.see()).counters["E_HOST_KEY"]).toBeGreaterThan(0));
      expect(changedAnswers).toBeGreaterThan(0);
      expect((await guest.see()).phase).toBe("knocking");
      stopAnswers();

      // A frame is sealed with keys that the link does not give: changing one is all that the relay can do.
      let changedFrames = 0;
      const stopFrames = stage.relay.use({
        deliver: (body) => {
          if (!isSdpFrame(body.b)) return [body];
          changedFrames += 1;
          return [{ ...body, b: spoil(body.b) }];
        },
      });
      await admit(host, "Kim", 40_000);
      await eventually(async () => expect((await guest.see()).counters["E_DECRYPT"]).toBeGreaterThan(0));
      expect(changedFrames).toBeGreaterThan(0);
      await Promise.all([noFramesFor(host.page, 4_000), noFramesFor(guest.page, 4_000)]);
      expect((await guest.see()).host?.hasStream ?? false).toBe(false);
      expect((await host.see()).peers[0]?.hasStream ?? false).toBe(false);
      stopFrames();
      await bothLive(host, guest);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      await closeAll(host, guest);
    },
    { timeout: 180_000 },
  );

  proof(
    "A6",
    "everything played back, in the call, over a reconnect and in a later call, changes nothing",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const from = stage.relay.delivered.length;
      const { host, guest } = await connect(stage, room, pair);
      await framesArrive(guest.page);
      const recorded = stage.relay.delivered.slice(from).filter((body) => isFrame(body.b));
      expect(recorded.length).toBeGreaterThan(5);
      const playBack = async (bodies: readonly Delivered[], seatOf: (body: Delivered) => Seat) => {
        for (const body of bodies) {
          stage.relay.inject({ ...body, seat: seatOf(body) });
          await pause(20);
        }
      };
      const state = async () => {
        const [seen, other] = await Promise.all([host.see(), guest.see()]);
        return {
          peers: seen.peers,
          waiting: seen.waiting,
          phase: other.phase,
          host: other.host,
          ended: other.ended,
        };
      };

      const before = await state();
      const counted = refusals((await host.see()).counters);
      await playBack(recorded, (body) => body.seat);
      expect(await state()).toEqual(before);
      await eventually(async () => expect(refusals((await host.see()).counters)).toBeGreaterThan(counted));
      await framesArrive(guest.page);

      // The guest loses its seat and comes back to it.
      const hostSeat = stage.relay.seats.find((seat) => seat.open() && seat.routes.has(room.tagText));
      if (hostSeat === undefined) throw new Error("no seat of the host");
      hostSeat.close(4000);
      await eventually(async () => expect((await host.see()).relay).toBe("open"), { withinMs: 20_000 });
      await pause(1_500);
      const fresh = stage.relay.seats.findLast((seat) => seat.open() && seat.routes.has(room.tagText));
      if (fresh === undefined) throw new Error("no new seat");
      await playBack(
        recorded.filter((body) => body.seat === hostSeat),
        () => fresh,
      );
      expect(await state()).toEqual(before);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      await closeAll(guest, host);

      // A later call in the same room has other keys.
      const second = await connect(stage, room, pair);
      const seats = stage.relay.seats.filter((seat) => seat.open() && seat.routes.has(room.tagText));
      const later = async () => {
        const [seen, other] = await Promise.all([second.host.see(), second.guest.see()]);
        return { peers: seen.peers, waiting: seen.waiting, phase: other.phase, host: other.host };
      };
      const unchanged = await later();
      for (const seat of seats) await playBack(recorded, () => seat);
      expect(await later()).toEqual(unchanged);
      await Promise.all([framesArrive(second.host.page), framesArrive(second.guest.page)]);
      await closeAll(second.host, second.guest);
    },
    { timeout: 180_000 },
  );

  proof(
    "A7",
    "shuffled frames of which every fifth is lost still make a call, negotiated once",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const stops = [
        stage.relay.use(dropping(0.2, (body) => isFrame(body.b))),
        stage.relay.use({
          deliver: (body) => {
            const hooks = shuffled.deliver;
            return isFrame(body.b) && hooks !== undefined ? hooks(body) : [body];
          },
        }),
      ];
      const shuffled = reordering(stage.relay, 3, 150);
      const { host, guest } = await newPair(stage, room, pair);
      await guest.knock("Kim");
      await admit(host, "Kim", 60_000);
      await bothLive(host, guest, 60_000);
      for (const stop of stops) stop();
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      const [atHost, atGuest] = await Promise.all([statsOf(host.page), statsOf(guest.page)]);
      expect(atHost).toHaveLength(1);
      expect(atGuest).toHaveLength(1);
      expect(atHost[0]?.localDescriptions).toBe(1);
      expect(atGuest[0]?.localDescriptions).toBe(0);
      await closeAll(host, guest);
    },
    { timeout: 180_000 },
  );

  proof("A8", "a side that hears its own frames refuses them", async ({ pair }) => {
    const room = await stage.newRoom();
    let reflected = 0;
    const stop = stage.relay.use({
      send: (body) => {
        if (!isFrame(body.b)) return [body];
        reflected += 1;
        stage.relay.inject({ seat: body.seat, tag: body.tag, from: body.to, b: body.b });
        return [body];
      },
    });
    const { host, guest } = await connect(stage, room, pair);
    stop();
    expect(reflected).toBeGreaterThan(4);
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    const [seen, other] = await Promise.all([host.see(), guest.see()]);
    expect(seen.counters["E_DECRYPT"]).toBeGreaterThan(0);
    expect(other.counters["E_DECRYPT"]).toBeGreaterThan(0);
    expect(seen.peers).toHaveLength(1);
    expect(seen.alarm).toBeNull();
    await closeAll(host, guest);
  });

  proof("A22", "random frames in the middle of a call change nothing", async ({ pair }) => {
    const room = await stage.newRoom();
    const from = stage.relay.delivered.length;
    const { host, guest } = await connect(stage, room, pair);
    const samples = stage.relay.delivered.slice(from).filter((body) => isFrame(body.b));
    const seats = stage.relay.seats.filter((seat) => seat.open() && seat.routes.has(room.tagText));
    expect(seats).toHaveLength(2);
    for (let round = 0; round < 200; round += 1) {
      for (const seat of seats) {
        const size = [0, 1, 13, 1_053, 1_057, 4_129, 16_417][round % 7] ?? 0;
        const sample = samples[round % samples.length];
        const bodies = [toBase64Url(randomBytes(size)), ...(sample === undefined ? [] : [spoil(sample.b)])];
        // Half of them under a true channel's name.
        for (const b of bodies) {
          stage.relay.inject({ seat, tag: room.tagText, from: sample?.from ?? "R".repeat(16), b });
        }
      }
      await pause(10);
    }
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    expect(await guest.page.evaluate(() => window.bare.chat("noch da"))).toBe(true);
    await eventually(async () => expect((await host.see()).peers[0]?.chat).toEqual(["noch da"]));
    const seen = await host.see();
    expect(seen.counters["E_DECRYPT"]).toBeGreaterThan(0);
    expect(seen.alarm).toBeNull();
    expect((await guest.see()).phase).toBe("live");
    await closeAll(host, guest);
  });
});
