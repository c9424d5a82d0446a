// Attacks on the handshake by a relay that knows the link.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { createIdentity, type K1 } from "../../src/e2ee/handshake.ts";
import { acceptK2, startGuest } from "../../src/e2ee/handshake-guest.ts";
import { acceptK3, answerK1 } from "../../src/e2ee/handshake-host.ts";
import { createSeed, deriveRoomKeys } from "../../src/e2ee/link.ts";
import { PAIRS, proof, proofOnce } from "../proof/proof.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import {
  CAPS,
  falseAnswer,
  falseHost,
  finish,
  knockByHand,
  openBody,
  sealBody,
  strangerKnock,
} from "./attacker.ts";
import { newMember } from "./member.ts";
import { admit, bothLive, closeAll, newGuest, newHost, newPair, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** The knocks are made by hand, so that only the host's browser counts. */
const HOST_ALONE = PAIRS.filter((pair) => pair.host === pair.guest);

describe("attacks on the handshake", () => {
  proof(
    "A2",
    "a relay with the link plays host; nothing is sent to it, and the true host still wins",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const liar = await falseHost(room);
      const guest = await newGuest(stage, room, { at: pair.guest });
      const isGuests = (seat: { routes: ReadonlyMap<string, string> }) =>
        seat === stage.relay.seats.at(-1) && seat.routes.has(room.tagText);
      const stop = stage.relay.use({
        send: async (body) => {
          const message = isGuests(body.seat) ? await openBody(room, body.b) : null;
          if (message?.type !== "k1") return [];
          const b = await sealBody(room, await falseAnswer(room, message, liar));
          stage.relay.inject({ seat: body.seat, tag: body.tag, from: "L".repeat(16), b });
          return [];
        },
      });
      const before = stage.relay.sent.length;
      const start = Date.now();
      await guest.knock("Kim");
      await eventually(async () => expect((await guest.see()).notice).toBe("false-host"), {
        withinMs: 20_000,
      });
      const noticed = Date.now() - start;
      expect(noticed).toBeGreaterThan(9_500);
      const seen = await guest.see();
      expect(seen.phase).toBe("knocking");
      expect(seen.ended).toBeNull();
      expect(seen.counters["E_HOST_KEY"]).toBeGreaterThan(0);
      // Everything that the guest has said so far is the knock, which holds no key and no name.
      const said = await Promise.all(stage.relay.sent.slice(before).map((body) => openBody(room, body.b)));
      expect(said.length).toBeGreaterThan(0);
      expect(new Set(said.map((message) => message?.type))).toEqual(new Set(["k1"]));

      stop();
      const host = await newHost(stage, room, { at: pair.host });
      await admit(host, "Kim", 60_000);
      await bothLive(host, guest);
      await framesArrive(guest.page);
      expect((await host.see()).alarm).toBeNull();
      figure(`notice after ${(noticed / 1_000).toFixed(1)} s, ${said.length} knocks and nothing else sent`);
      await closeAll(host, guest);
    },
  );

  proof(
    "A4",
    "an attacker who changes a value after the answer is refused, and nobody else suffers",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { at: pair.host });
      const member = await newMember(stage.relay.url, stage.origin);
      await member.join([room.tagText]);

      // Other values than were committed to: what would let an attacker search for matching words.
      const honest = await strangerKnock(room);
      const other = await strangerKnock(room);
      const first = await knockByHand(member, room, honest);
      const swapped = { ...other, k1: honest.k1, hk1: honest.hk1 };
      const k3 = await finish(room, swapped, first.k2, "Liar");
      member.send(room.tagText, first.from, await sealBody(room, k3));
      await eventually(async () => expect((await host.see()).counters["E_COMMIT"]).toBe(1));

      // Committed to the identity of another, without its private key.
      const victim = await createIdentity(randomBytes(32));
      const thief = await createIdentity(randomBytes(32));
      const mixed = { privateKey: thief.privateKey, publicKey: victim.publicKey };
      const second = await strangerKnock(room, mixed);
      const answer = await knockByHand(member, room, second);
      const forged = await finish(room, second, answer.k2, "Liar");
      member.send(room.tagText, answer.from, await sealBody(room, forged));
      await eventually(async () => expect((await host.see()).counters["E_SIG"]).toBe(1));

      expect((await host.see()).waiting).toEqual([]);
      const guest = await newGuest(stage, room, { at: pair.guest });
      await guest.knock("Kim");
      await admit(host, "Kim");
      await bothLive(host, guest);
      const [seen, mine] = await Promise.all([host.see(), guest.see()]);
      expect(seen.alarm).toBeNull();
      expect(seen.peers[0]?.digits).toBe(mine.host?.digits);
      member.close();
      await closeAll(host, guest);
    },
  );

  proofOnce(
    "A4",
    "the words do not depend on what can be chosen after the commitment",
    async ({ repeats, figure }) => {
      const room = await stage.newRoom();
      const host = await deriveRoomKeys(room.seed);
      const start = await strangerKnock(room);
      const answer = await answerK1({
        room: host,
        keys: room.keys,
        tag: room.tag,
        k1: start.k1,
        fingerprint: randomBytes(32),
        caps: CAPS,
        callId: randomBytes(16),
      });
      if (answer === null) throw new Error("no answer");
      const words = new Set<string>();
      const keys = new Set<string>();
      for (let round = 0; round < 20 * repeats; round += 1) {
        const again = { ...start };
        const { k3, leg } = await acceptK2(again, {
          tag: room.tag,
          k2: answer.k2,
          displayName: toBase64Url(randomBytes(12)),
        });
        words.add(toBase64Url(leg.sas));
        keys.add(toBase64Url(k3.ct));
      }
      expect(keys.size).toBe(20 * repeats);
      expect(words.size).toBe(1);
      figure(`${keys.size} different endings, the same words`);
    },
  );

  proof(
    "A5",
    "a thousand knocks give at most thirty tries, and the therapist is warned",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { at: pair.host, media: false });
      const seat = stage.relay.seats.find((one) => one.routes.has(room.tagText));
      if (seat === undefined) throw new Error("no seat");
      const knocks: K1[] = [];
      for (let count = 0; count < 1_000; count += 1) knocks.push((await strangerKnock(room)).k1);
      const before = stage.relay.sent.length;
      const answersGiven = async () => {
        const messages = await Promise.all(
          stage.relay.sent.slice(before).map((body) => (body.seat === seat ? openBody(room, body.b) : null)),
        );
        return messages.filter((message) => message?.type === "k2");
      };
      const route = (index: number) => index.toString(36).padStart(16, "0");

      // The same knock twice: the same answer, which is no second try.
      for (const count of [0, 1]) {
        await pause(count * 2_500);
        const b = await sealBody(room, knocks[0] as K1);
        stage.relay.inject({ seat, tag: room.tagText, from: route(0), b });
      }
      await eventually(async () => expect(await answersGiven()).toHaveLength(2));
      const [one, two] = await answersGiven();
      expect(one).toEqual(two);

      for (const [index, k1] of knocks.entries()) {
        stage.relay.inject({ seat, tag: room.tagText, from: route(index), b: await sealBody(room, k1) });
        await pause(40);
      }
      await eventually(async () => expect((await host.see()).misuse).toBe(true), { withinMs: 45_000 });
      const different = new Set((await answersGiven()).map((k2) => toBase64Url(k2.eH)));
      expect(different.size).toBeGreaterThan(8);
      expect(different.size).toBeLessThanOrEqual(30);
      figure(`${different.size} answers to 1,000 knocks`);
      await closeAll(host);
    },
    { pairs: HOST_ALONE, timeout: 180_000 },
  );

  proof(
    "A9",
    "unknown versions are not answered",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const host = await newHost(stage, room, { at: pair.host, media: false });
      const member = await newMember(stage.relay.url, stage.origin);
      await member.join([room.tagText]);
      const start = await strangerKnock(room);
      for (const version of [0, 2, 65_535]) {
        member.send(room.tagText, "*", await sealBody(room, { ...start.k1, version }));
      }
      await pause(4_000);
      const heard = await Promise.all(member.inbox.map((message) => openBody(room, message.b)));
      expect(heard.filter((message) => message?.type === "k2")).toEqual([]);
      await knockByHand(member, room, start);
      member.close();
      await closeAll(host);
    },
    { pairs: HOST_ALONE },
  );

  proof("A9", "changed abilities break the signature, and the true answer still wins", async ({ pair }) => {
    const room = await stage.newRoom();
    let rewritten = 0;
    const stop = stage.relay.use({
      deliver: async (body) => {
        const message = await openBody(room, body.b);
        if (message?.type !== "k2") return [body];
        rewritten += 1;
        const capsH = Uint8Array.from(message.capsH);
        capsH[5] = (capsH[5] ?? 0) ^ 2;
        return [{ ...body, b: await sealBody(room, { ...message, capsH }) }];
      },
    });
    const { host, guest } = await newPair(stage, room, pair);
    await guest.knock("Kim");
    await eventually(async () => expect((await guest.see()).counters["E_HOST_KEY"]).toBeGreaterThan(0));
    expect(rewritten).toBeGreaterThan(0);
    expect((await host.see()).waiting).toEqual([]);
    stop();
    await admit(host, "Kim", 40_000);
    await bothLive(host, guest);
    await closeAll(host, guest);
  });

  proofOnce("A9", "two sides that both speak a later version refuse the earlier one", async () => {
    const room = await stage.newRoom();
    const host = await deriveRoomKeys(room.seed);
    const later = { ...CAPS, max: 2 };
    const shake = async (guestCaps: typeof later, hostCaps: typeof later) => {
      const start = await startGuest({
        keys: room.keys,
        identity: await createIdentity(createSeed()),
        fingerprint: randomBytes(32),
        caps: guestCaps,
      });
      const answer = await answerK1({
        room: host,
        keys: room.keys,
        tag: room.tag,
        k1: start.k1,
        fingerprint: randomBytes(32),
        caps: hostCaps,
        callId: randomBytes(16),
      });
      if (answer === null) throw new Error("no answer");
      return { start, answer };
    };
    const both = await shake(later, later);
    await expect(finish(room, both.start, both.answer.k2, "Kim")).rejects.toMatchObject({
      code: "E_DOWNGRADE",
    });

    // The host refuses too, should the guest's side be made to go on.
    const lax = await shake(later, later);
    const { k3 } = await acceptK2(
      { ...lax.start, caps: CAPS },
      { tag: room.tag, k2: lax.answer.k2, displayName: "" },
    );
    expect(await acceptK3(lax.answer, k3)).toMatchObject({ opened: true, code: "E_COMMIT" });

    const one = await shake(later, CAPS);
    const fine = await finish(room, one.start, one.answer.k2, "Kim");
    expect(await acceptK3(one.answer, fine)).toMatchObject({ opened: true, leg: { role: "host" } });
  });

  proof(
    "A18",
    "a stranger squats in the room, gives false answers and false hints; the guest still gets in",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const liar = await falseHost(room);
      const squatter = await newMember(stage.relay.url, stage.origin);
      await squatter.join([room.tagText]);
      let lies = 0;
      squatter.onMessage(({ from, b }) => {
        openBody(room, b)
          .then(async (message) => {
            if (message?.type !== "k1") return;
            lies += 1;
            squatter.send(room.tagText, from, await sealBody(room, await falseAnswer(room, message, liar)));
          })
          .catch(() => {});
      });
      const hint = async () => {
        const h0 = { type: "h0", cn: randomBytes(12), claim: randomBytes(40) } as const;
        squatter.send(room.tagText, "*", await sealBody(room, h0));
      };
      const hints = setInterval(() => void hint(), 6_000);

      const guest = await newGuest(stage, room, { at: pair.guest });
      await guest.knock("Kim");
      await eventually(async () => expect((await guest.see()).notice).toBe("false-host"), {
        withinMs: 25_000,
      });
      const host = await newHost(stage, room, { at: pair.host });
      await admit(host, "Kim", 60_000);
      await bothLive(host, guest);
      expect(lies).toBeGreaterThan(0);
      const [seen, mine] = await Promise.all([host.see(), guest.see()]);
      expect(seen.alarm).toBeNull();
      expect(mine.ended).toBeNull();
      expect(mine.notice).toBeNull();
      expect(mine.counters["E_HOST_KEY"]).toBeGreaterThan(0);
      clearInterval(hints);
      squatter.close();

      // With the true host there from the beginning, the notice does not come at all.
      const second = await stage.newRoom();
      const squatting = await newMember(stage.relay.url, stage.origin);
      const secondLiar = await falseHost(second);
      await squatting.join([second.tagText]);
      squatting.onMessage(({ from, b }) => {
        openBody(second, b)
          .then(async (message) => {
            if (message?.type !== "k1") return;
            squatting.send(
              second.tagText,
              from,
              await sealBody(second, await falseAnswer(second, message, secondLiar)),
            );
          })
          .catch(() => {});
      });
      const other = await newHost(stage, second, { at: pair.host });
      const late = await newGuest(stage, second, { at: pair.guest });
      const notices: (string | null)[] = [];
      await late.knock("Lou");
      await admit(other, "Lou");
      await bothLive(other, late);
      notices.push((await late.see()).notice);
      expect(notices).not.toContain("false-host");
      squatting.close();
      await closeAll(host, guest, other, late);
    },
    { timeout: 180_000 },
  );
});
