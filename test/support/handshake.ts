// Two honest parties and their handshake, for tests that start from keys.
import { randomBytes } from "../../src/e2ee/bytes.ts";
import { type Caps, createIdentity, type Identity, type LegSecrets } from "../../src/e2ee/handshake.ts";
import { acceptK2, type GuestStart, startGuest } from "../../src/e2ee/handshake-guest.ts";
import { acceptK3, answerK1, type HostAnswer } from "../../src/e2ee/handshake-host.ts";
import {
  createSeed,
  dayOf,
  deriveInviteKeys,
  deriveRoomKeys,
  type InviteKeys,
  type RoomKeys,
  relayOriginOf,
} from "../../src/e2ee/link.ts";

export const CAPS: Caps = { max: 1, relayOnly: false, group: false };

export interface Parties {
  readonly seed: Uint8Array<ArrayBuffer>;
  readonly room: RoomKeys;
  readonly keys: InviteKeys;
  readonly tag: Uint8Array<ArrayBuffer>;
  readonly identity: Identity;
  readonly fpG: Uint8Array<ArrayBuffer>;
  readonly fpH: Uint8Array<ArrayBuffer>;
  readonly callId: Uint8Array<ArrayBuffer>;
}

export async function createParties(): Promise<Parties> {
  const seed = createSeed();
  const room = await deriveRoomKeys(seed);
  const keys = await deriveInviteKeys(room.payload, relayOriginOf("wss://relay.example/v1"));
  return {
    seed,
    room,
    keys,
    tag: await keys.tag(dayOf(Date.UTC(2026, 10, 23))),
    identity: await createIdentity(randomBytes(32)),
    fpG: randomBytes(32),
    fpH: randomBytes(32),
    callId: randomBytes(16),
  };
}

export function knock(parties: Parties, changes: { caps?: Caps; fpG?: Parties["fpG"] } = {}) {
  const { keys, identity, fpG } = parties;
  return startGuest({ keys, identity, fingerprint: changes.fpG ?? fpG, caps: changes.caps ?? CAPS });
}

export async function answer(
  parties: Parties,
  start: GuestStart,
  changes: { caps?: Caps; fpH?: Parties["fpH"]; room?: RoomKeys } = {},
): Promise<HostAnswer> {
  const { room, keys, tag, fpH, callId } = parties;
  const made = await answerK1({
    room: changes.room ?? room,
    keys,
    tag,
    k1: start.k1,
    fingerprint: changes.fpH ?? fpH,
    caps: changes.caps ?? CAPS,
    callId,
  });
  if (made === null) {
    throw new Error("the host did not answer");
  }
  return made;
}

export interface Legs {
  readonly guest: LegSecrets;
  readonly host: LegSecrets;
}

/** A whole handshake; both sides' secrets. */
export async function shakeHands(parties: Parties, displayName = "Guest"): Promise<Legs> {
  const start = await knock(parties);
  const made = await answer(parties, start);
  const { k3, leg } = await acceptK2(start, { tag: parties.tag, k2: made.k2, displayName });
  const result = await acceptK3(made, k3);
  if (!result.opened || !("leg" in result)) {
    throw new Error("the handshake failed");
  }
  return { guest: leg, host: result.leg };
}
