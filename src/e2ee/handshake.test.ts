import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { proofOnce } from "../../test/proof/proof.ts";
import {
  answer,
  CAPS,
  createParties,
  knock,
  type Parties,
  shakeHands,
} from "../../test/support/handshake.ts";
import type { ErrorCode } from "../protocol/errors.ts";
import { NAME_MAX } from "../protocol/limits.ts";
import { type Bytes, concat, equal, randomBytes, utf8 } from "./bytes.ts";
import { createSigLane } from "./channel.ts";
import {
  checkSelf,
  deriveSas,
  encodeCaps,
  encodeCore,
  encodeProof,
  type GuestProof,
  type K2,
  type K3,
  keyMaterial,
  proofContext,
  proofKey,
} from "./handshake.ts";
import { acceptK2, type GuestStart } from "./handshake-guest.ts";
import { acceptK3, answerK1, type HostAnswer } from "./handshake-host.ts";
import { createSeed, deriveRoomKeys } from "./link.ts";
import { agree, type KeyPair, seal, sign } from "./primitives.ts";

let parties: Parties;

beforeAll(async () => {
  parties = await createParties();
});

function accept(start: GuestStart, k2: K2, displayName = "Guest") {
  return acceptK2(start, { tag: parties.tag, k2, displayName });
}

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    return (error as { code: ErrorCode }).code;
  }
}

function flipped(bytes: Bytes): Bytes {
  return bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
}

function pairOf(side: { ephemeral: KeyPair | null }): KeyPair {
  if (side.ephemeral === null) {
    throw new Error("already used");
  }
  return side.ephemeral;
}

/** A `k3` sealed by somebody who made the knock but does not follow the rules. */
async function forgeK3(start: GuestStart, made: HostAnswer, changes: Partial<GuestProof>): Promise<K3> {
  const { privateKey, publicKey } = pairOf(start);
  const shared = await agree(privateKey, made.k2.eH);
  if (shared === null) {
    throw new Error("no shared secret");
  }
  const proof: GuestProof = {
    nG: start.nonce,
    idPkG: parties.identity.publicKey,
    fpG: start.fingerprint,
    capsG: encodeCaps(start.caps),
    displayName: utf8("Guest"),
    sigG: await sign(parties.identity.privateKey, "sig-k3", start.hk1, made.hk2, start.coreG),
    ...changes,
  };
  const key = await proofKey(keyMaterial(shared, parties.room.payload.invite), made.hk1, made.hk2);
  const aad = proofContext(made.hk1, made.hk2, publicKey);
  const ct = await seal(key, new Uint8Array(12), aad, encodeProof(proof));
  return { type: "k3", hk2: made.hk2, eG: publicKey, ct };
}

describe("an honest handshake", () => {
  it("gives both sides the same words, opposite keys and each other's values", async () => {
    const { guest, host } = await shakeHands(parties, "Anna  K.");
    expect(guest.sas).toEqual(host.sas);
    expect(guest.callId).toEqual(host.callId);
    for (const lane of ["sig", "ctl", "face"] as const) {
      expect(guest.keys[lane].chanId).toEqual(host.keys[lane].chanId);
      expect(guest.keys[lane].send.iv).toEqual(host.keys[lane].receive.iv);
      expect(guest.keys[lane].receive.iv).toEqual(host.keys[lane].send.iv);
      expect(guest.keys[lane].send.key.extractable).toBe(false);
    }
    expect(guest.keys.sig.chanId).not.toEqual(guest.keys.ctl.chanId);
    expect(guest.peer).toMatchObject({ identity: parties.room.payload.hostPk, fp: parties.fpH, name: "" });
    expect(host.peer).toMatchObject({
      identity: parties.identity.publicKey,
      fp: parties.fpG,
      name: "Anna K.",
      caps: CAPS,
    });
  });

  it("never gives the same keys twice", async () => {
    const first = await shakeHands(parties);
    const second = await shakeHands(parties);
    expect(first.guest.keys.sig.chanId).not.toEqual(second.guest.keys.sig.chanId);
  });
});

describe("rule 1: the first k2 with the current hk1 and a valid signature", () => {
  it("refuses an answer to another knock without counting it against the host", async () => {
    const old = await knock(parties);
    const start = await knock(parties);
    const made = await answer(parties, old);
    expect(await codeOf(accept(start, made.k2))).toBe("E_REPLAY");
  });

  it("refuses a signature by another key", async () => {
    const start = await knock(parties);
    const stranger = await deriveRoomKeys(createSeed());
    const made = await answer(parties, start, { room: stranger });
    expect(await codeOf(accept(start, made.k2))).toBe("E_HOST_KEY");
  });

  it("refuses an answer made for another tag", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const tag = await parties.keys.tag(1);
    expect(await codeOf(acceptK2(start, { tag, k2: made.k2, displayName: "" }))).toBe("E_HOST_KEY");
  });

  it.each(["nH", "eH", "fpH", "capsH", "callId", "sigH"] as const)("refuses a changed %s", async (name) => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    expect(await codeOf(accept(start, { ...made.k2, [name]: flipped(made.k2[name]) }))).toBe("E_HOST_KEY");
  });
});

describe("rule 2: an invalid message ends nothing else", () => {
  it("takes the valid k2 after invalid ones", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    for (let i = 0; i < 5; i += 1) {
      expect(await codeOf(accept(start, { ...made.k2, nH: randomBytes(32) }))).toBe("E_HOST_KEY");
    }
    const { k3, leg } = await accept(start, made.k2);
    const result = await acceptK3(made, k3);
    expect(result).toMatchObject({ opened: true, leg: { sas: leg.sas } });
  });

  it("takes the valid k3 after rubbish", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const { k3 } = await accept(start, made.k2);
    expect(await acceptK3(made, { ...k3, ct: randomBytes(k3.ct.length) })).toEqual({ opened: false });
    expect(await acceptK3(made, { ...k3, hk2: randomBytes(32) })).toEqual({ opened: false });
    expect(await acceptK3(made, { ...k3, eG: new Uint8Array(32) })).toEqual({ opened: false });
    expect(await acceptK3(made, { ...k3, eG: randomBytes(32) })).toEqual({ opened: false });
    expect(await acceptK3(made, k3)).toMatchObject({ opened: true });
  });
});

describe("rule 3: the first k3 that opens uses the answer up", () => {
  it("deletes the ephemeral key and opens no copy", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const { k3 } = await accept(start, made.k2);
    const both = await Promise.all([acceptK3(made, k3), acceptK3(made, k3)]);
    expect(both.filter((result) => result.opened)).toHaveLength(1);
    expect(made.ephemeral).toBeNull();
    expect(await acceptK3(made, k3)).toEqual({ opened: false });
  });

  it("does so also when what was inside fails", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const forged = await forgeK3(start, made, { sigG: randomBytes(64) });
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_SIG" });
    expect(made.ephemeral).toBeNull();
    const { k3 } = await accept(start, made.k2);
    expect(await acceptK3(made, k3)).toEqual({ opened: false });
  });

  it.each([
    ["nG", "E_COMMIT"],
    ["fpG", "E_COMMIT"],
    ["idPkG", "E_COMMIT"],
    ["capsG", "E_COMMIT"],
    ["sigG", "E_SIG"],
  ] as const)("refuses another %s with %s", async (name, code) => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const length = { nG: 32, fpG: 32, idPkG: 32, capsG: 7, sigG: 64 }[name];
    const forged = await forgeK3(start, made, { [name]: randomBytes(length) });
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code });
  });

  it("refuses an identity key of small order although it was committed", async () => {
    const identity = { ...parties.identity, publicKey: new Uint8Array(32) };
    const start = await knock({ ...parties, identity });
    const made = await answer(parties, start);
    const forged = await forgeK3(start, made, { idPkG: identity.publicKey });
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_SIG" });
  });

  it("refuses malformed contents and names that are not UTF-8", async () => {
    for (const changes of [{ nG: randomBytes(31) }, { displayName: Uint8Array.of(0xff) }]) {
      const start = await knock(parties);
      const made = await answer(parties, start);
      const forged = await forgeK3(start, made, changes);
      expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_SIG" });
    }
  });
});

describe("rule 4: one ephemeral key seals one k3", () => {
  it("refuses a second answer, also at the same moment", async () => {
    const start = await knock(parties);
    const [first, second] = [await answer(parties, start), await answer(parties, start)];
    const results = await Promise.allSettled([accept(start, first.k2), accept(start, second.k2)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await codeOf(accept(start, first.k2))).toBe("E_REPLAY");
  });
});

describe("rule 5: nobody may show what belongs to another", () => {
  proofOnce("A13", "refuses the own fingerprint on both sides", async () => {
    const start = await knock(parties, { fpG: parties.fpH });
    const made = await answer(parties, start);
    expect(await codeOf(accept(start, made.k2))).toBe("E_SELF");
    const forged = await forgeK3(start, made, {});
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_SELF" });
  });

  it("refuses the own identity key", async () => {
    const identity = { privateKey: parties.room.hostSk, publicKey: parties.room.payload.hostPk };
    const start = await knock({ ...parties, identity });
    const made = await answer(parties, start);
    const sigG = await sign(identity.privateKey, "sig-k3", start.hk1, made.hk2, start.coreG);
    const forged = await forgeK3(start, made, { idPkG: identity.publicKey, sigG });
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_SELF" });
    expect(await codeOf(accept(start, made.k2))).toBe("E_SELF");
  });

  proofOnce("A13", "refuses the values of another leg, but not of the same identity", () => {
    const other = { identity: randomBytes(32), e: randomBytes(32), fp: randomBytes(32) };
    const fresh = { identity: randomBytes(32), e: randomBytes(32), fp: randomBytes(32) };
    expect(checkSelf(fresh, [other])).toBeNull();
    expect(checkSelf({ ...fresh, fp: other.fp }, [other])).toBe("E_SELF");
    expect(checkSelf({ ...fresh, e: other.e }, [other])).toBe("E_SELF");
    expect(checkSelf({ ...other, e: fresh.e }, [other])).toBeNull();
  });
});

describe("rule 6: versions", () => {
  const later = { ...CAPS, max: 2 };

  it("does not answer an unknown version", async () => {
    const start = await knock(parties);
    const { room, keys, tag, callId } = parties;
    const k1 = { ...start.k1, version: 0 };
    const input = { room, keys, tag, k1, fingerprint: parties.fpH, caps: CAPS, callId };
    expect(await answerK1(input)).toBeNull();
    expect(await answerK1({ ...input, k1: { ...k1, version: 2 } })).toBeNull();
  });

  it("refuses version 1 where both announce 2", async () => {
    const start = await knock(parties, { caps: later });
    const made = await answer(parties, start, { caps: later });
    expect(await codeOf(accept(start, made.k2))).toBe("E_DOWNGRADE");
    const forged = await forgeK3(start, made, {});
    expect(await acceptK3(made, forged)).toEqual({ opened: true, code: "E_DOWNGRADE" });
  });

  it("accepts a peer that also speaks a later one", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start, { caps: later });
    expect(await codeOf(accept(start, made.k2))).toBeNull();
  });
});

describe("rule 7: the words depend on committed values alone", () => {
  it("keeps them whatever name is sent", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const forged = await forgeK3(start, made, { displayName: utf8("Somebody else") });
    const { leg } = await accept(start, made.k2);
    expect(await acceptK3(made, forged)).toMatchObject({ opened: true, leg: { sas: leg.sas } });
  });

  it("gives a middleman no field to vary after the answer", async () => {
    const start = await knock(parties);
    const made = await answer(parties, start);
    const changes = fc.oneof(
      fc.record({ nG: fc.uint8Array({ minLength: 32, maxLength: 32 }) }),
      fc.record({ fpG: fc.uint8Array({ minLength: 32, maxLength: 32 }) }),
      fc.record({ sigG: fc.uint8Array({ minLength: 64, maxLength: 64 }) }),
      fc.record({ displayName: fc.uint8Array({ maxLength: NAME_MAX }) }),
    );
    const honest = await deriveSas(parties.keys.inviteId, start.coreG, made.coreH);
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const copy = { ...made };
        const result = await acceptK3(copy, await forgeK3(start, made, change as Partial<GuestProof>));
        expect(result.opened).toBe(true);
        if (result.opened && "leg" in result) {
          expect(result.leg.sas).toEqual(honest);
        } else if (result.opened) {
          expect(["E_COMMIT", "E_SIG"]).toContain(result.code);
        }
      }),
      { numRuns: 60 },
    );
  });

  // A3: with a substituted link the two codes are independent. 10,000 pairs share one by chance with
  // probability 10,000 / 2^32.
  proofOnce(
    "A3",
    "gives a middleman with a link of his own different words in 10,000 runs",
    async ({ figure }) => {
      const random = (): Promise<Bytes> =>
        encodeCore({
          n: randomBytes(32),
          e: randomBytes(32),
          identity: randomBytes(32),
          fp: randomBytes(32),
          caps: encodeCaps(CAPS),
        });
      const [toGuest, toHost] = [await random(), await random()];
      let same = 0;
      for (let run = 0; run < 10_000; run += 1) {
        const [guest, host] = [concat(toGuest, randomBytes(8)), concat(toHost, randomBytes(8))];
        const [a, b] = await Promise.all([
          deriveSas(parties.keys.inviteId, guest, toGuest),
          deriveSas(parties.keys.inviteId, toHost, host),
        ]);
        same += equal(a, b) ? 1 : 0;
      }
      expect(same).toBe(0);
      figure("10,000 runs, never the same words");
    },
  );
});

describe("rule 8: the first frame that opens confirms the keys", () => {
  it("opens frames of this handshake and of no other between the same two", async () => {
    const [legs, others] = [await shakeHands(parties), await shakeHands(parties)];
    const frame = await createSigLane(legs.guest.keys.sig).send({ type: "alive", answer: false }, 0);
    if (frame === null) {
      throw new Error("the channel is dead");
    }
    expect((await createSigLane(others.host.keys.sig).receive(frame, 0)).outcome).toBe("rejected");
    expect((await createSigLane(legs.host.keys.sig).receive(frame, 0)).outcome).toBe("new");
  });

  it("gives each direction keys that work one way", async () => {
    const { guest } = await shakeHands(parties);
    expect(guest.keys.sig.send.key.usages).toEqual(["encrypt"]);
    expect(guest.keys.sig.receive.key.usages).toEqual(["decrypt"]);
  });
});
