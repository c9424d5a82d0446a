// What is behind a seal: bytes chosen by the admitted peer, or by somebody who has the link.
import { decodeBody, encodeBody } from "../../../src/e2ee/body.ts";
import { concat, encode, equal, pad, u8, u32 } from "../../../src/e2ee/bytes.ts";
import { createLooseLane, createSigLane } from "../../../src/e2ee/channel.ts";
import { ENVELOPE_WIRE_SIZE, openEnvelope, sealEnvelope } from "../../../src/e2ee/envelope.ts";
import { sealFrame } from "../../../src/e2ee/frame.ts";
import { decodeProof, encodeProof, type K3, readName } from "../../../src/e2ee/handshake.ts";
import { acceptK2 } from "../../../src/e2ee/handshake-guest.ts";
import { acceptK3, answerK1 } from "../../../src/e2ee/handshake-host.ts";
import { NONCE_SIZE, PROTOCOL, seal } from "../../../src/e2ee/primitives.ts";
import { CallError } from "../../../src/protocol/errors.ts";
import { ENVELOPE_SIZE, FRAME_SIZES, NAME_MAX } from "../../../src/protocol/limits.ts";
import { FRAME_TYPE, type SealedBody } from "../../../src/protocol/sealed.ts";
import { answer, CAPS, createParties, knock, shakeHands } from "../../support/handshake.ts";
import { bytesOf, type Input } from "../mutate.ts";
import { promise, type Target } from "../target.ts";

const parties = await createParties();
const legs = await shakeHands(parties);
const start = await knock(parties);
const made = await answer(parties, start);
const finished = await acceptK2(await knock(parties), {
  tag: parties.tag,
  k2: made.k2,
  displayName: "Guest",
}).catch(() => null);
promise(finished === null, "an answer to another knock was taken");

const BODIES: readonly SealedBody[] = [
  { type: "ack" },
  { type: "state", state: "waiting", practice: "Praxis Bergér", phone: "0732 12" },
  { type: "state", state: "ended", elsewhere: true },
  { type: "sdp", kind: "offer", neg: 1, re: 0, sdp: "v=0\r\n" },
  { type: "ice", ufrag: "u", mid: "0", candidates: ["candidate:1 1 udp 1 192.0.2.1 9 typ host"] },
  { type: "resume", ice: "connected", wantsRestart: true, wantsTurn: false },
  { type: "media", microphone: true, camera: false, screen: false, held: true, path: "relayed", quality: 3 },
  { type: "bind", role: "host", local: parties.fpG, remote: parties.fpH },
  { type: "sas", match: true },
  { type: "bye", returns: false },
  { type: "alive", answer: true },
  { type: "chat", kind: "text", id: 1, text: "hello \u{1f600}" },
  { type: "chat", kind: "received", id: 1 },
  { type: "logo", part: 0, parts: 1, format: "png", bytes: new Uint8Array(20) },
  { type: "turn", expiry: 1_800_000_000_000, username: "u", credential: "c", urls: ["turn:a.example:3478"] },
  {
    type: "consent",
    by: "self",
    language: "de",
    givenAt: 1_700_000_000_000,
    withdrawnAt: null,
    version: "2026-11-01.0123456789abcdef",
  },
];
const asInput = (body: SealedBody): Input => concat(u8(FRAME_TYPE[body.type]), encodeBody(body));

export const body: Target = {
  name: "body",
  seeds: BODIES.map(asInput),
  words: ["\u0000\u0001", "\u0000\u0000\u0000\u0001", "turn:", "turns:[::1]", "\ufeff", "2026-11-01."],
  check(input) {
    const [type = 0] = input;
    const payload = input.slice(1);
    const read = decodeBody(type, payload);
    if (read === null) return;
    // One meaning, one spelling: else two ends could take a signature, a length or a repetition for different things.
    promise(FRAME_TYPE[read.type] === type, "a body is read as of another type");
    promise(equal(encodeBody(read), payload), `a ${read.type} body has two spellings`);
  },
};

/** Content of a frame as the peer may choose it: any ack, any type, any bytes, in any filling. */
export const channel: Target = {
  name: "channel",
  seeds: BODIES.map((one) => concat(u8(0), u32(0), asInput(one))),
  words: body.words,
  async check(input) {
    const [choice = 0] = input;
    const content = input.slice(1, 1_024);
    const raw = new Uint8Array(FRAME_SIZES[0]);
    raw.set(content);
    const filled = (choice & 1) === 0 ? pad(content.slice(0, 1_000), FRAME_SIZES[0]) : raw;
    const host = createSigLane(legs.host.keys.sig);
    const guest = createSigLane(legs.guest.keys.sig);
    const seq = choice >> 5;
    const receipt = await host.receive(await sealFrame(legs.guest.keys.sig, seq, filled), 0);
    promise(receipt.bodies.length <= 1, "one frame delivers two bodies");
    promise(
      receipt.bodies.every(({ type }) => type !== "state" && type !== "logo"),
      "a guest says what only a host may say",
    );
    const next = await guest.send({ type: "sas", match: true }, 0);
    promise(next !== null && !host.dead() && !guest.dead(), "a lane died of one frame");
    const after = await host.receive(next, 0);
    const isTaken = receipt.outcome === "new" && seq === 0;
    promise(
      after.outcome === (isTaken ? "duplicate" : "new"),
      "the frame after it is not taken as it should be",
    );
    const loose = createLooseLane(legs.host.keys.ctl);
    await loose.receive(await sealFrame(legs.guest.keys.ctl, seq, filled));
  },
};

/** An envelope sealed by somebody who has the link, and what host and guest make of it. */
export const handshake: Target = {
  name: "handshake",
  seeds: [
    concat(u8(1), encode(new Uint8Array([0, 1]), start.k1.commit)),
    concat(
      u8(2),
      encode(made.k2.hk1, made.k2.nH, made.k2.eH, made.k2.fpH, made.k2.capsH, made.k2.callId, made.k2.sigH),
    ),
    concat(u8(3), encode(made.hk2, made.k2.eH, new Uint8Array(260))),
    concat(u8(4), encode(new Uint8Array(12), new Uint8Array(40))),
  ],
  words: ["\u0000\u0002\u0000\u0001", "\u0000 ", "\u0000@", "\u0000\u0010", "\u0000\u0006"],
  async check(input) {
    const { keys, tag, room, fpH, callId } = parties;
    const plain = pad(input.slice(0, ENVELOPE_SIZE - 4), ENVELOPE_SIZE);
    const nonce = new Uint8Array(NONCE_SIZE);
    const sealed = await seal(keys.kEnv, nonce, encode(PROTOCOL, "hs", tag), plain);
    const wire = concat(u8(1), nonce, sealed);
    promise(wire.length === ENVELOPE_WIRE_SIZE, "an envelope has another size");
    const message = await openEnvelope(keys, tag, wire);
    if (message === null) return;
    const again = await sealEnvelope(keys, tag, message, (length) => new Uint8Array(length));
    promise(equal(again, wire), `a ${message.type} has two spellings`);
    if (message.type === "k1") {
      await answerK1({ room, keys, tag, k1: message, fingerprint: fpH, caps: CAPS, callId });
    } else if (message.type === "k2") {
      const honest = equal(message.sigH, made.k2.sigH) && equal(message.hk1, made.k2.hk1);
      try {
        await acceptK2({ ...start }, { tag, k2: message, displayName: "Guest" });
        promise(honest, "a guest took an answer that its host did not sign");
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
      }
    } else if (message.type === "k3") {
      const result = await acceptK3({ ...made }, message satisfies K3);
      promise(!result.opened || !("leg" in result), "a host let in a guest without its proof");
    }
  },
};

const proof = {
  nG: new Uint8Array(32),
  idPkG: parties.identity.publicKey,
  fpG: parties.fpG,
  capsG: new Uint8Array([0, 1, 0, 0, 0, 0]),
  displayName: bytesOf("Gast"),
  sigG: new Uint8Array(64),
};

/** What a guest proves, and the name it gives itself. */
export const guestProof: Target = {
  name: "proof",
  seeds: [
    encodeProof(proof),
    encodeProof({ ...proof, displayName: bytesOf("M\u200ba \u202e\u0301\u{1f469}\u200d") }),
  ],
  words: [
    "\u200b",
    "\u202e",
    "e\u0301",
    "\u1100\u1161",
    "\u0344",
    "\u2126",
    "\u00a0",
    "\u0085",
    "\u180e",
    "\u3164",
  ],
  check(input) {
    const read = decodeProof(input);
    if (read !== null) promise(equal(encodeProof(read), input), "a proof has two spellings");
    const name = readName(read?.displayName ?? input);
    if (name === null) return;
    const bytes = bytesOf(name);
    promise(bytes.length <= NAME_MAX, "a name is longer than its limit");
    promise(readName(bytes) === name, "a name changes each time it is cleaned");
    promise(!/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(name), "a name holds what nobody sees");
  },
};
