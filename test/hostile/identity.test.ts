// Attacks on who is who: a link of the attacker's own, a guest that nobody invited, certificates of somebody else.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Bytes, randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { createIdentity } from "../../src/e2ee/handshake.ts";
import { acceptK2, startGuest } from "../../src/e2ee/handshake-guest.ts";
import { proof } from "../proof/proof.ts";
import type { AnyPerson } from "../support/any-browser.ts";
import { framesArrive, noFramesFor, statsOf } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { CAPS, finish, hostByHand, isFrame, knockByHand, sealBody, strangerKnock } from "./attacker.ts";
import { newMember } from "./member.ts";
import { standBetween } from "./middle.ts";
import {
  admit,
  bothLive,
  closeAll,
  connect,
  newGuest,
  newHost,
  openStage,
  type Stage,
  type StageGuest,
} from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

describe("attacks on who is who", () => {
  proof(
    "A3",
    "behind a replaced link the words differ, and no match ends all media",
    async ({ pair, figure }) => {
      const [room, trap] = [await stage.newRoom(), await stage.newRoom()];
      const host = await newHost(stage, room, { at: pair.host });
      const guest = await newGuest(stage, trap, { at: pair.guest });
      // The attacker is therapist to the one and client to the other.
      const [falseTherapist, falseClient] = [await newHost(stage, trap), await newGuest(stage, room)];
      await Promise.all([guest.knock("Kim"), falseClient.knock("Kim")]);
      await Promise.all([admit(falseTherapist, "Kim"), admit(host, "Kim")]);
      await Promise.all([bothLive(falseTherapist, guest), bothLive(host, falseClient)]);
      await Promise.all([host, guest].map((person) => framesArrive(person.page)));
      const [heard, seen] = [(await host.see()).peers[0]?.digits, (await guest.see()).host?.digits];
      expect(heard).toMatch(/\d/);
      expect(seen).toMatch(/\d/);
      expect(seen).not.toBe(heard);

      const start = Date.now();
      await guest.page.evaluate(() => window.bare.verify(false));
      await eventually(async () => expect((await guest.see()).ended?.code).toBe("E_SAS_MISMATCH"));
      await eventually(async () => expect((await falseTherapist.see()).peers).toEqual([]), { everyMs: 20 });
      const ended = Date.now() - start;
      await host.page.evaluate(() => window.bare.verify(false));
      await eventually(async () => expect((await host.see()).alarm).toBe("E_SAS_MISMATCH"));
      await eventually(async () => expect((await falseClient.see()).phase).toBe("ended"));
      const everybody = [host, guest, falseTherapist, falseClient];
      await Promise.all(everybody.map((person) => noFramesFor(person.page, 1_500)));
      figure(`all media ended ${ended} ms after the press`);
      await closeAll(...everybody);
    },
  );

  proof("A11", "a guest that the relay adds opens nothing and is not counted", async ({ pair }) => {
    const room = await stage.newRoom();
    const from = stage.relay.delivered.length;
    const { host, guest } = await connect(stage, room, pair);
    const before = { host: await host.see(), guest: await guest.see() };
    const seats = stage.relay.seats.filter((seat) => seat.open() && seat.routes.has(room.tagText));
    expect(seats).toHaveLength(2);
    const bodies = stage.relay.delivered.slice(from).filter((body) => body.tag === room.tagText);
    expect(bodies.some((body) => isFrame(body.b))).toBe(true);
    expect(bodies.some((body) => !isFrame(body.b))).toBe(true);
    // Everything that was said for others comes once more to everybody, from a member that there is not.
    const ghost = "G".repeat(16);
    for (const { b } of bodies) {
      for (const seat of seats) stage.relay.inject({ seat, tag: room.tagText, from: ghost, b });
      await pause(10);
    }
    // A relay without the link makes up members, too.
    for (let count = 0; count < 20; count += 1) {
      const b = toBase64Url(randomBytes(1_053));
      for (const seat of seats) stage.relay.inject({ seat, tag: room.tagText, from: ghost, b });
    }
    await pause(3_000);
    const [seen, mine] = await Promise.all([host.see(), guest.see()]);
    expect(seen.waiting).toEqual([]);
    expect(seen.peers).toEqual(before.host.peers);
    expect(seen.alarm).toBeNull();
    expect({ ...mine, counters: {} }).toEqual({ ...before.guest, counters: {} });
    expect((await statsOf(host.page)).length).toBe(1);
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    await closeAll(host, guest);
  });

  /** The SHA-256 of the certificate with which this guest's page makes its calls. */
  const fingerprintOf = (guest: StageGuest): Promise<Bytes> =>
    guest.page
      .evaluate(() => window.callProbe.connections[0]?.localDescription?.sdp ?? "")
      .then((sdp) => {
        const hex = /a=fingerprint:sha-256 ([0-9A-F:]+)/i.exec(sdp)?.[1] ?? "";
        return Uint8Array.from(hex.split(":"), (byte) => Number.parseInt(byte, 16));
      });

  proof("A13", "a knock that shows the certificate of who is in the call is refused", async ({ pair }) => {
    const room = await stage.newRoom();
    const { host, guest } = await connect(stage, room, pair);
    const borrowed = await fingerprintOf(guest);
    expect(borrowed).toHaveLength(32);
    const member = await newMember(stage.relay.url, stage.origin);
    await member.join([room.tagText]);
    const before = await host.see();
    const start = await startGuest({
      keys: room.keys,
      identity: await createIdentity(randomBytes(32)),
      fingerprint: borrowed,
      caps: CAPS,
    });
    const { k2, from } = await knockByHand(member, room, start);
    member.send(room.tagText, from, await sealBody(room, await finish(room, start, k2, "Kim")));
    await eventually(async () => expect((await host.see()).counters["E_SELF"]).toBe(1));
    const seen = await host.see();
    expect(seen.waiting).toEqual([]);
    expect(seen.peers).toEqual(before.peers);
    expect(seen.alarm).toBeNull();
    await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
    member.close();
    await closeAll(host, guest);
  });

  proof(
    "A13",
    "between two handshakes with borrowed certificates the line connects and shows nothing",
    async ({ pair, figure }) => {
      const [room, trap] = [await stage.newRoom(), await stage.newRoom()];
      const host = await newHost(stage, room, { at: pair.host });
      const guest = await newGuest(stage, trap, { at: pair.guest });
      const member = await newMember(stage.relay.url, stage.origin);
      await member.join([room.tagText, trap.tagText]);

      // The host shows its certificate to whoever knocks; the guest shows its own to the host of the false link.
      const { k2: shown } = await knockByHand(member, room, await strangerKnock(room));
      await guest.knock("Kim");
      const towardsGuest = await hostByHand(member, trap, shown.fpH);

      const start = await startGuest({
        keys: room.keys,
        identity: await createIdentity(randomBytes(32)),
        fingerprint: towardsGuest.secrets.peer.fp,
        caps: CAPS,
      });
      const { k2, from } = await knockByHand(member, room, start);
      const towardsHost = await acceptK2(start, { tag: room.tag, k2, displayName: "Kim" });
      const passed = standBetween(member, [
        towardsGuest,
        { secrets: towardsHost.leg, tag: room.tagText, route: from },
      ]);
      member.send(room.tagText, from, await sealBody(room, towardsHost.k3));
      await admit(host, "Kim");

      // The attack happens: descriptions pass, and the two browsers accept each other's certificates.
      const everConnected = new Set<AnyPerson>();
      await eventually(
        async () => {
          for (const person of [host, guest])
            if ((await statsOf(person.page)).some((one) => one.state === "connected"))
              everConnected.add(person);
          expect(everConnected.size).toBe(2);
        },
        { withinMs: 20_000, everyMs: 50 },
      );
      // What would bind the connection to the handshakes does not open, so nobody is shown to anybody.
      for (let round = 0; round < 40; round += 1) {
        const [seen, mine] = await Promise.all([host.see(), guest.see()]);
        expect(seen.peers.map((peer) => [peer.hasStream, peer.connection === "live"])).toEqual([
          [false, false],
        ]);
        expect([mine.host?.hasStream ?? false, mine.phase === "live"]).toEqual([false, false]);
        await pause(200);
      }
      const counted = await Promise.all([host, guest].map(async (person) => (await person.see()).counters));
      for (const counters of counted) expect(counters["E_DECRYPT"]).toBeGreaterThan(0);
      // Each browser may decode what the other sends, since their certificates are true; no element gets to show it.
      for (const { page } of [host, guest])
        expect(await page.evaluate(() => window.callProbe.remoteVideos().length)).toBe(0);
      figure(`DTLS connected, ${passed.length} bodies passed on, nothing shown on either side`);
      member.close();
      await closeAll(host, guest);
    },
  );
});
