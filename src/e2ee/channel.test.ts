import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createParties, type Legs, shakeHands } from "../../test/support/handshake.ts";
import { FRAME_SIZES, LOGO_PART, WINDOW } from "../protocol/limits.ts";
import type { SealedBody } from "../protocol/sealed.ts";
import { type Bytes, concat, pad, randomBytes, u32, u64 } from "./bytes.ts";
import { createLooseLane, createSigLane, type SigLane } from "./channel.ts";
import { belongsTo, FRAME_OVERHEAD, openFrame, packContent, sealFrame } from "./frame.ts";

let legs: Legs;

beforeAll(async () => {
  legs = await shakeHands(await createParties());
});

const ask: SealedBody = { type: "alive", answer: false };
const leave: SealedBody = { type: "bye", returns: false };
const admitted: SealedBody = { type: "state", state: "admitted" };
const offer: SealedBody = { type: "sdp", kind: "offer", neg: 1, re: 0, sdp: "v=0\r\n" };
const chat = (id: number): SealedBody => ({ type: "chat", kind: "text", id, text: "hello" });

function lanes(): { guest: SigLane; host: SigLane } {
  return { guest: createSigLane(legs.guest.keys.sig), host: createSigLane(legs.host.keys.sig) };
}

async function sent(lane: SigLane, body: SealedBody, now = 0): Promise<Bytes> {
  const frame = await lane.send(body, now);
  if (frame === null) {
    throw new Error("the channel is dead");
  }
  return frame;
}

describe("frames", () => {
  it("come in three sizes only, descriptions always in the largest", async () => {
    const { guest, host } = lanes();
    const wire = FRAME_SIZES.map((size) => size + FRAME_OVERHEAD);
    expect(wire).toEqual([1_057, 4_129, 16_417]);
    expect((await sent(guest, ask)).length).toBe(1_057);
    expect((await sent(host, offer)).length).toBe(16_417);
    const candidates = (count: number): SealedBody => ({
      type: "ice",
      ufrag: "u",
      mid: "0",
      candidates: Array.from({ length: count }, () => "x".repeat(98)),
    });
    expect((await sent(host, candidates(10))).length).toBe(1_057);
    expect((await sent(host, candidates(40))).length).toBe(4_129);
    expect((await sent(host, candidates(160))).length).toBe(16_417);
    await expect(host.send(candidates(164), 0)).rejects.toMatchObject({ code: "E_PROTO" });
    expect((await sent(host, admitted)).slice(9, 17)).toEqual(u64(4));
  });

  it("are refused after any change of any byte", async () => {
    const { guest, host } = lanes();
    const frame = await sent(guest, ask);
    await fc.assert(
      fc.asyncProperty(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = frame.slice();
        changed[at] = (changed[at] ?? 0) ^ mask;
        expect(await host.receive(changed, 0)).toEqual({
          outcome: "rejected",
          code: "E_DECRYPT",
          bodies: [],
          acknowledgeDue: false,
        });
      }),
    );
    expect(await host.receive(frame, 0)).toMatchObject({ outcome: "new", bodies: [ask] });
  });

  it("survive any garbage", async () => {
    const { host } = lanes();
    const ctl = createLooseLane(legs.host.keys.ctl);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_100 }), async (bytes) => {
        const frame = new Uint8Array(bytes);
        expect(host.matches(frame)).toBe(false);
        expect((await host.receive(frame, 0)).code).toBe("E_DECRYPT");
        expect(await ctl.receive(frame)).toEqual({ body: null, code: "E_DECRYPT" });
      }),
    );
  });

  it("are refused by their own sender and on the other lane", async () => {
    const { guest, host } = lanes();
    const frame = await sent(guest, ask);
    expect(guest.matches(frame)).toBe(true);
    expect((await guest.receive(frame, 0)).code).toBe("E_DECRYPT");
    expect(createLooseLane(legs.host.keys.ctl).matches(frame)).toBe(false);
    expect((await createLooseLane(legs.host.keys.ctl).receive(frame)).code).toBe("E_DECRYPT");
    expect((await host.receive(frame, 0)).outcome).toBe("new");
  });

  it("of an earlier handshake are refused", async () => {
    const { guest } = lanes();
    const frame = await sent(guest, leave);
    const later = await shakeHands(await createParties());
    expect((await createSigLane(later.host.keys.sig).receive(frame, 0)).code).toBe("E_DECRYPT");
  });

  it("of the wrong lane or direction are not made and not accepted", async () => {
    const { guest, host } = lanes();
    const ctl = createLooseLane(legs.guest.keys.ctl);
    await expect(guest.send(admitted, 0)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(guest.send({ type: "alive", answer: true }, 0)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(host.send(ask, 0)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(guest.send(chat(1), 0)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(ctl.send(leave)).rejects.toMatchObject({ code: "E_PROTO" });
    // A guest that ignores the rule: content made with the host's eyes, sealed with the guest's keys.
    const content = packContent({ ...legs.guest.keys.sig, role: "host" }, 0, admitted);
    const forged = await sealFrame(legs.guest.keys.sig, 0, content);
    expect(await host.receive(forged, 0)).toEqual({
      outcome: "new",
      code: "E_PROTO",
      bodies: [],
      acknowledgeDue: true,
    });
    const onCtl = packContent({ ...legs.guest.keys.ctl, lane: "sig" }, 0, leave);
    const other = await sealFrame(legs.guest.keys.ctl, 0, onCtl);
    expect(await createLooseLane(legs.host.keys.ctl).receive(other)).toEqual({ body: null, code: "E_PROTO" });
  });

  it("with unreadable content or unknown types use up their seq without delivering anything", async () => {
    const { guest, host } = lanes();
    await sent(guest, ask);
    const badPadding = await sealFrame(legs.guest.keys.sig, 0, randomBytes(1_024).fill(0xff, 0, 4));
    expect(await host.receive(badPadding, 0)).toMatchObject({ outcome: "new", code: "E_PROTO", bodies: [] });
    const content = (type: number): Bytes => {
      const bytes = new Uint8Array(1_024);
      bytes.set(u32(5));
      bytes[8] = type;
      return bytes;
    };
    for (const [seq, type, code] of [
      [1, 2, "E_PROTO"],
      [2, 17, "E_PROTO"],
      [3, 127, "E_PROTO"],
      [4, 128, null],
      [5, 255, null],
    ] as const) {
      const frame = await sealFrame(legs.guest.keys.sig, seq, content(type));
      expect(await host.receive(frame, 0)).toEqual({
        outcome: "new",
        code,
        bodies: [],
        acknowledgeDue: true,
      });
    }
  });

  it("say which lane they claim, by size and channel", async () => {
    const { guest } = lanes();
    const frame = await sent(guest, ask);
    expect(belongsTo(legs.host.keys.sig, frame)).toBe(true);
    expect(belongsTo(legs.host.keys.sig, frame.slice(1))).toBe(false);
    expect(await openFrame(legs.host.keys.sig, frame)).toMatchObject({ seq: 0, ack: 0, body: ask });
  });
});

describe("lane sig", () => {
  it("delivers in order, once, and asks for an acknowledgement", async () => {
    const { guest, host } = lanes();
    const [a, b, c] = [await sent(guest, ask), await sent(guest, leave), await sent(guest, ask)];
    expect(await host.receive(c, 0)).toMatchObject({ outcome: "new", bodies: [], acknowledgeDue: false });
    expect(await host.receive(c, 0)).toMatchObject({ outcome: "duplicate", code: "E_REPLAY", bodies: [] });
    expect(await host.receive(a, 0)).toMatchObject({ bodies: [ask], acknowledgeDue: true });
    expect(await host.receive(b, 0)).toMatchObject({ bodies: [leave, ask] });
    expect(await host.receive(a, 0)).toMatchObject({
      outcome: "duplicate",
      code: "E_REPLAY",
      bodies: [],
      acknowledgeDue: true,
    });
  });

  it("keeps the order of concurrent calls", async () => {
    const { guest, host } = lanes();
    const frames = await Promise.all([0, 1, 2, 3].map(() => guest.send(ask, 0)));
    expect(frames.map((frame) => frame?.[16])).toEqual([0, 1, 2, 3]);
    const receipts = await Promise.all(frames.map((frame) => host.receive(frame ?? new Uint8Array(0), 0)));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(["new", "new", "new", "new"]);
  });

  it("goes on after a body that cannot be sent", async () => {
    const { guest, host } = lanes();
    const [failed, next] = await Promise.allSettled([guest.send(admitted, 0), guest.send(ask, 0)]);
    expect([failed.status, next.status]).toEqual(["rejected", "fulfilled"]);
    if (next.status === "fulfilled" && next.value !== null) {
      expect(await host.receive(next.value, 0)).toMatchObject({ bodies: [ask] });
    }
  });

  it("forgets what is acknowledged; an acknowledgement needs none", async () => {
    const { guest, host } = lanes();
    expect(guest.unacknowledged()).toBe(false);
    await host.receive(await sent(guest, ask), 0);
    expect(guest.unacknowledged()).toBe(true);
    const [ack, ...more] = await host.acknowledge(0);
    expect(more).toEqual([]);
    expect(await guest.receive(ack ?? new Uint8Array(0), 0)).toMatchObject({
      acknowledgeDue: false,
      bodies: [],
    });
    expect(guest.unacknowledged()).toBe(false);
    expect(guest.resend(0)).toEqual([]);
    expect(host.unacknowledged()).toBe(false);
    expect(host.resend(0)).toHaveLength(1);
  });

  it("reads the acknowledgement of early and duplicate frames, never backwards", async () => {
    const { guest, host } = lanes();
    const first = await sent(host, admitted);
    const stale = await sent(guest, ask);
    await guest.receive(first, 0);
    const early = await sent(guest, leave);
    await host.receive(early, 0);
    expect(host.unacknowledged()).toBe(false);
    await host.receive(stale, 0);
    expect(host.unacknowledged()).toBe(false);
  });

  it("refuses an acknowledgement of what was never sent", async () => {
    const { host } = lanes();
    await sent(host, admitted);
    const forged = await sealFrame(legs.guest.keys.sig, 0, packContent(legs.guest.keys.sig, 2, ask));
    expect(await host.receive(forged, 0)).toMatchObject({ outcome: "rejected", code: "E_PROTO" });
    expect(host.unacknowledged()).toBe(true);
  });

  it("sends the newest acknowledgement again instead of a second one of the same value", async () => {
    const { guest, host } = lanes();
    await host.receive(await sent(guest, ask), 0);
    const first = await host.acknowledge(0);
    expect(await host.acknowledge(100)).toEqual(first);
    await host.receive(await sent(guest, ask), 200);
    const second = await host.acknowledge(200);
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });

  it("sends stored frames over one second old before it acknowledges", async () => {
    const { guest, host } = lanes();
    const old = await sent(host, admitted, 0);
    await sent(host, offer, 900);
    await host.receive(await sent(guest, ask), 1_500);
    const frames = await host.acknowledge(1_500);
    expect(frames).toHaveLength(2);
    expect(frames[0]).toEqual(old);
    expect(await host.acknowledge(1_600)).toHaveLength(1);
  });

  it("resends stored bytes, unchanged", async () => {
    const { guest } = lanes();
    const frames = [await sent(guest, ask), await sent(guest, leave)];
    expect(guest.resend(1)).toEqual(frames);
    expect(guest.resend(2)).toEqual(frames);
  });

  it("dies when more than the window is unacknowledged", async () => {
    const { guest } = lanes();
    for (let i = 0; i < WINDOW; i += 1) {
      await sent(guest, ask);
    }
    expect(guest.dead()).toBe(false);
    expect(await guest.send(ask, 0)).toBeNull();
    expect(guest.dead()).toBe(true);
    expect(await guest.acknowledge(0)).toEqual([]);
  });

  it("buffers a window of early frames and no more", async () => {
    const { host } = lanes();
    const at = (seq: number) => sealFrame(legs.guest.keys.sig, seq, packContent(legs.guest.keys.sig, 0, ask));
    expect(await host.receive(await at(WINDOW), 0)).toMatchObject({ outcome: "rejected", code: "E_PROTO" });
    for (let seq = WINDOW - 1; seq > 0; seq -= 1) {
      expect((await host.receive(await at(seq), 0)).outcome).toBe("new");
    }
    expect((await host.receive(await at(0), 0)).bodies).toHaveLength(WINDOW);
  });
});

/** Repeatable chance, so that a failing run can be looked at. */
function createDice(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Two lanes over a network that drops, doubles, delays and shuffles; returns what each side delivered. */
async function converse(seed: number, loss: number, count: number) {
  const dice = createDice(seed);
  const { guest, host } = lanes();
  const sides = [
    { lane: guest, peer: 1, received: [] as SealedBody[], due: false, sent: 0 },
    { lane: host, peer: 0, received: [] as SealedBody[], due: false, sent: 0 },
  ];
  const everything: { to: number; frame: Bytes }[] = [];
  let flying: { to: number; frame: Bytes }[] = [];
  const launch = (to: number, frames: readonly (Bytes | null)[]) => {
    for (const frame of frames) {
      if (frame !== null && dice() >= loss) {
        flying.push({ to, frame });
        everything.push({ to, frame });
      }
    }
  };
  let idle = 0;
  for (let now = 0; idle < 40 && now < 600_000; now += 100) {
    for (const side of sides) {
      if (side.sent < count && dice() < 0.3) {
        const body: SealedBody = { type: "sdp", kind: "offer", neg: side.sent, re: 0, sdp: "" };
        launch(side.peer, [await side.lane.send(body, now)]);
        side.sent += 1;
      } else if (side.due) {
        launch(side.peer, await side.lane.acknowledge(now));
        side.due = false;
      } else if (now % 1_000 === 0 && side.lane.unacknowledged()) {
        launch(side.peer, side.lane.resend(now));
      }
    }
    const replayed = everything[Math.floor(dice() * everything.length)];
    const landing = flying.filter(() => dice() < 0.7).sort(() => dice() - 0.5);
    flying = flying.filter((item) => !landing.includes(item));
    for (const { to, frame } of replayed === undefined ? landing : [...landing, replayed]) {
      const side = sides[to];
      if (side === undefined) {
        continue;
      }
      const receipt = await side.lane.receive(frame, now);
      expect(receipt.outcome).not.toBe("rejected");
      side.received.push(...receipt.bodies);
      side.due ||= receipt.acknowledgeDue;
    }
    const done = sides.every((side) => side.sent === count && !side.lane.unacknowledged());
    idle = done ? idle + 1 : 0;
  }
  return sides;
}

describe("lane sig over a lossy, reordering, replaying relay", () => {
  it.each([0, 0.2, 0.5])("delivers everything once and in order at %d loss", async (loss) => {
    for (let seed = 0; seed < 4; seed += 1) {
      const sides = await converse(seed, loss, 30);
      for (const side of sides) {
        expect(side.lane.dead()).toBe(false);
        expect(side.received.map((body) => (body.type === "sdp" ? body.neg : -1))).toEqual(
          Array.from({ length: 30 }, (_, i) => i),
        );
      }
    }
  });
});

describe("lane ctl", () => {
  it("delivers in the order of sending and refuses what is not newer", async () => {
    const [guest, host] = [createLooseLane(legs.guest.keys.ctl), createLooseLane(legs.host.keys.ctl)];
    const [a, b, c] = await Promise.all([guest.send(chat(1)), guest.send(chat(2)), guest.send(chat(3))]);
    expect(await host.receive(a)).toEqual({ body: chat(1), code: null });
    expect(await host.receive(a)).toEqual({ body: null, code: "E_REPLAY" });
    expect(await host.receive(c)).toEqual({ body: chat(3), code: null });
    expect(await host.receive(b)).toEqual({ body: null, code: "E_REPLAY" });
    expect((await guest.receive(a)).code).toBe("E_DECRYPT");
  });
});

describe("lane face", () => {
  const logo = (size: number): SealedBody => ({
    type: "logo",
    part: 0,
    parts: 1,
    format: "webp",
    bytes: new Uint8Array(size).fill(1),
  });

  it("carries pictures from host to guest, in one size whatever theirs is", async () => {
    const [guest, host] = [createLooseLane(legs.guest.keys.face), createLooseLane(legs.host.keys.face)];
    const [small, large] = [await host.send(logo(1)), await host.send(logo(LOGO_PART))];
    expect([small.length, large.length]).toEqual([16_417, 16_417]);
    expect(await guest.receive(small)).toEqual({ body: logo(1), code: null });
    expect(await guest.receive(large)).toEqual({ body: logo(LOGO_PART), code: null });
    expect(await guest.receive(small)).toEqual({ body: null, code: "E_REPLAY" });
  });

  it("carries nothing else, and nothing from a guest", async () => {
    const [guest, host] = [createLooseLane(legs.guest.keys.face), createLooseLane(legs.host.keys.face)];
    await expect(guest.send(logo(1))).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(host.send(admitted)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(lanes().host.send(logo(1), 0)).rejects.toMatchObject({ code: "E_PROTO" });
    await expect(createLooseLane(legs.host.keys.ctl).send(logo(1))).rejects.toMatchObject({
      code: "E_PROTO",
    });
    // A guest that does not keep the rule.
    const payload = concat(u32(0), Uint8Array.of(17, 0, 1, 2, 1));
    const forged = await sealFrame(legs.guest.keys.face, 0, pad(payload, 16_384));
    expect(await host.receive(forged)).toEqual({ body: null, code: "E_PROTO" });
  });
});
