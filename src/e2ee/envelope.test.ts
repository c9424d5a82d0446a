import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { answer, createParties, knock, type Parties } from "../../test/support/handshake.ts";
import { concat, encode, pad, randomBytes } from "./bytes.ts";
import { createClaim, newerClaim, openClaim, sealClaim } from "./claim.ts";
import { ENVELOPE_WIRE_SIZE, openEnvelope, sealEnvelope } from "./envelope.ts";
import type { HandshakeMessage } from "./handshake.ts";
import { acceptK2 } from "./handshake-guest.ts";
import { createSeed, deriveInviteKeys, deriveRoomKeys } from "./link.ts";
import { PROTOCOL, seal } from "./primitives.ts";

let parties: Parties;
let messages: HandshakeMessage[];

beforeAll(async () => {
  parties = await createParties();
  const start = await knock(parties);
  const { k2 } = await answer(parties, start);
  const { k3 } = await acceptK2(start, { tag: parties.tag, k2, displayName: "x".repeat(64) });
  const h0 = await sealClaim(parties.room.kClaim, parties.tag, createClaim(1));
  messages = [start.k1, k2, k3, { type: "h0", ...h0 }];
});

describe("envelope", () => {
  it("carries every message in one size, never twice the same", async () => {
    for (const message of messages) {
      const [a, b] = await Promise.all([
        sealEnvelope(parties.keys, parties.tag, message),
        sealEnvelope(parties.keys, parties.tag, message),
      ]);
      expect(a.length).toBe(1_053);
      expect(a).not.toEqual(b);
      expect(await openEnvelope(parties.keys, parties.tag, a)).toEqual(message);
    }
  });

  it("opens only with its link and on its tag", async () => {
    const [message] = messages;
    const other = await deriveRoomKeys(createSeed());
    const keys = await deriveInviteKeys(other.payload, "https://relay.example");
    if (message !== undefined) {
      const body = await sealEnvelope(parties.keys, parties.tag, message);
      expect(await openEnvelope(parties.keys, randomBytes(16), body)).toBeNull();
      expect(await openEnvelope(keys, parties.tag, body)).toBeNull();
    }
  });

  it("is refused after any change and for any garbage", async () => {
    const [message] = messages;
    if (message === undefined) {
      return;
    }
    const body = await sealEnvelope(parties.keys, parties.tag, message);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = body.slice();
        changed[at] = (changed[at] ?? 0) ^ mask;
        expect(await openEnvelope(parties.keys, parties.tag, changed)).toBeNull();
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_100 }), async (bytes) => {
        expect(await openEnvelope(parties.keys, parties.tag, new Uint8Array(bytes))).toBeNull();
      }),
    );
  });

  it("survives malformed messages of someone who has the link", async () => {
    const nonce = randomBytes(12);
    const field = fc.oneof(
      fc.constantFrom(2, 6, 12, 16, 32, 40, 64, 200).map((length) => randomBytes(length)),
      fc.uint8Array({ maxLength: 40 }).map((array) => new Uint8Array(array)),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.array(field, { maxLength: 8 }), async (type, fields) => {
        const plain = pad(concat(Uint8Array.of(type), encode(...fields)), 1_024);
        const sealed = await seal(parties.keys.kEnv, nonce, encode(PROTOCOL, "hs", parties.tag), plain);
        const body = concat(Uint8Array.of(1), nonce, sealed);
        expect(body.length).toBe(ENVELOPE_WIRE_SIZE);
        const message = await openEnvelope(parties.keys, parties.tag, body);
        expect(message === null || fields.length >= 2).toBe(true);
      }),
    );
  });
});

describe("claim", () => {
  it("opens for the room's own pages, on its tag", async () => {
    const claim = createClaim(1_750_000_000_000);
    const sealed = await sealClaim(parties.room.kClaim, parties.tag, claim);
    expect(await openClaim(parties.room.kClaim, parties.tag, sealed)).toEqual(claim);
    expect(await openClaim(parties.room.kClaim, randomBytes(16), sealed)).toBeNull();
    const other = await deriveRoomKeys(createSeed());
    expect(await openClaim(other.kClaim, parties.tag, sealed)).toBeNull();
    expect((await sealClaim(parties.room.kClaim, parties.tag, claim)).cn).not.toEqual(sealed.cn);
  });

  it("survives any garbage", async () => {
    const any = fc.uint8Array({ maxLength: 50 }).map((array) => new Uint8Array(array));
    await fc.assert(
      fc.asyncProperty(any, any, async (cn, claim) => {
        expect(await openClaim(parties.room.kClaim, parties.tag, { cn, claim })).toBeNull();
      }),
    );
  });

  it("is ordered by time, then chance, and never newer than itself", () => {
    const claim = fc.record({
      time: fc.nat(3),
      random: fc.uint8Array({ minLength: 16, maxLength: 16, max: 2 }).map((array) => new Uint8Array(array)),
    });
    fc.assert(
      fc.property(claim, claim, (a, b) => {
        expect(newerClaim(a, a)).toBe(false);
        const same = a.time === b.time && a.random.every((byte, i) => byte === b.random[i]);
        expect(Number(newerClaim(a, b)) + Number(newerClaim(b, a))).toBe(same ? 0 : 1);
      }),
    );
    expect(newerClaim({ time: 2, random: new Uint8Array(16) }, { time: 1, random: randomBytes(16) })).toBe(
      true,
    );
  });
});
