// What somebody with the link can do to the bodies that pass: open envelopes, write others, tell frames by size.
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { openEnvelope, sealEnvelope } from "../../src/e2ee/envelope.ts";
import type { HandshakeMessage, Identity, K1, K2, K3 } from "../../src/e2ee/handshake.ts";
import { createIdentity } from "../../src/e2ee/handshake.ts";
import { acceptK2, type GuestStart, startGuest } from "../../src/e2ee/handshake-guest.ts";
import { acceptK3, answerK1 } from "../../src/e2ee/handshake-host.ts";
import { deriveRoomKeys, type RoomKeys } from "../../src/e2ee/link.ts";
import { eventually } from "../support/eventually.ts";
import type { Member } from "./member.ts";
import type { StageRoom } from "./stage.ts";

/** Length on the wire of a frame that carries a session description. */
const SDP_FRAME = 16_417;

export const bytesOf = (b: string): Bytes => fromBase64Url(b) ?? new Uint8Array(0);

/** The handshake message inside a body; null for a sealed frame, which a link does not open. */
export const openBody = (room: StageRoom, b: string): Promise<HandshakeMessage | null> =>
  openEnvelope(room.keys, room.tag, bytesOf(b));

export const sealBody = async (room: StageRoom, message: HandshakeMessage): Promise<string> =>
  toBase64Url(await sealEnvelope(room.keys, room.tag, message));

export const isFrame = (b: string): boolean => bytesOf(b)[0] === 2;
export const isSdpFrame = (b: string): boolean => bytesOf(b).length === SDP_FRAME;

/** The same body with one bit changed, in the sealed part. */
export function spoil(b: string): string {
  const bytes = bytesOf(b);
  const at = bytes.length - 20;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64Url(bytes);
}

/** Keys of a host who has the link, but not the seed: another signing key under the same invite. */
export async function falseHost(room: StageRoom): Promise<RoomKeys> {
  const own = await deriveRoomKeys(randomBytes(32));
  return { ...own, payload: room.payload };
}

/** An answer to a knock that looks right and is signed by a stranger. */
export async function falseAnswer(room: StageRoom, k1: K1, keys: RoomKeys): Promise<K2> {
  const answer = await answerK1({
    room: keys,
    keys: room.keys,
    tag: room.tag,
    k1,
    fingerprint: randomBytes(32),
    caps: { max: 1, relayOnly: false, group: false },
    callId: randomBytes(16),
  });
  if (answer === null) throw new Error("no answer");
  return answer.k2;
}

export const CAPS = { max: 1, relayOnly: false, group: false } as const;

/** A knock, made by hand. */
export async function strangerKnock(room: StageRoom, identity?: Identity): Promise<GuestStart> {
  return startGuest({
    keys: room.keys,
    identity: identity ?? (await createIdentity(randomBytes(32))),
    fingerprint: randomBytes(32),
    caps: CAPS,
  });
}

/** Sends a knock from a bare member and waits for the host's answer to it. */
export async function knockByHand(member: Member, room: StageRoom, start: GuestStart, withinMs = 8_000) {
  member.send(room.tagText, "*", await sealBody(room, start.k1));
  return eventually(
    async () => {
      for (const { from, b } of member.inbox) {
        const message = await openBody(room, b);
        if (message?.type === "k2" && toBase64Url(message.hk1) === toBase64Url(start.hk1)) {
          return { k2: message, from };
        }
      }
      throw new Error("no answer");
    },
    { withinMs },
  );
}

/** The last message of a handshake for an answer; the start may have been tampered with before. */
export async function finish(room: StageRoom, start: GuestStart, k2: K2, displayName: string): Promise<K3> {
  return (await acceptK2(start, { tag: room.tag, k2, displayName })).k3;
}

/** Waits for a message of this type on the room's tag; tells the route that it came from, too. */
const hear = <T extends "k1" | "k3">(member: Member, room: StageRoom, type: T) =>
  eventually(
    async () => {
      for (const { tag, from, b } of member.inbox) {
        const message = tag === room.tagText ? await openBody(room, b) : null;
        if (message?.type === type)
          return { message: message as Extract<HandshakeMessage, { type: T }>, from };
      }
      throw new Error(`no ${type}`);
    },
    { withinMs: 20_000 },
  );

/** Plays the host of a room whose seed is known, with this certificate, until a guest's handshake is done. */
export async function hostByHand(member: Member, room: StageRoom, fingerprint: Bytes) {
  const knock = await hear(member, room, "k1");
  const answer = await answerK1({
    room: await deriveRoomKeys(room.seed),
    keys: room.keys,
    tag: room.tag,
    k1: knock.message,
    fingerprint,
    caps: CAPS,
    callId: randomBytes(16),
  });
  if (answer === null) throw new Error("no answer");
  member.send(room.tagText, knock.from, await sealBody(room, answer.k2));
  const { message } = await hear(member, room, "k3");
  const result = await acceptK3(answer, message);
  if (!("leg" in result)) throw new Error("the guest does not take the answer");
  return { secrets: result.leg, tag: room.tagText, route: knock.from };
}
