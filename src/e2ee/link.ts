// Secrets of a room, and the link that carries them to a guest (docs/protocol.md, "Secrets and the link").
import { CallError } from "../protocol/errors.ts";
import { DAY_MS } from "../protocol/limits.ts";
import { type Bytes, concat, encode, fromBase64Url, randomBytes, toBase64Url, u8, u32 } from "./bytes.ts";
import { hash, hasSmallOrder, KEY_SIZE, kdf, sealingKey, signingPair } from "./primitives.ts";

const LINK_VERSION = 1;
const PAYLOAD_SIZE = 1 + 2 * KEY_SIZE;
const TAG_SIZE = 16;
const INVITE_ID_SIZE = 16;

/** What the fragment of a link carries: the shared secret and the host's public signing key. */
export interface LinkPayload {
  readonly invite: Bytes;
  readonly hostPk: Bytes;
}

/** What only the host has of a room. */
export interface RoomKeys {
  readonly payload: LinkPayload;
  readonly hostSk: CryptoKey;
  readonly kClaim: CryptoKey;
}

/** What everyone who has the link can derive. */
export interface InviteKeys {
  readonly payload: LinkPayload;
  /** Names the link inside hashes; never sent. */
  readonly inviteId: Bytes;
  readonly kEnv: CryptoKey;
  /** The 16 bytes under which both sides meet at the relay on that day (see `dayOf`). */
  tag(day: number): Promise<Bytes>;
}

/** 32 random bytes from which everything of one link follows. */
export function createSeed(): Bytes {
  return randomBytes(KEY_SIZE);
}

/** All keys of a room from its seed; private keys cannot be exported. */
export async function deriveRoomKeys(seed: Bytes): Promise<RoomKeys> {
  const salt = await hash("room");
  const [hostSecret, invite, claim] = await Promise.all([
    kdf(seed, salt, "host-sign", "", KEY_SIZE),
    kdf(seed, salt, "invite", "", KEY_SIZE),
    kdf(seed, salt, "host-claim", "", KEY_SIZE),
  ]);
  const pair = await signingPair(hostSecret);
  return {
    payload: { invite, hostPk: pair.publicKey },
    hostSk: pair.privateKey,
    kClaim: await sealingKey(claim),
  };
}

/** All keys that follow from a link at one relay; `relayOrigin` comes from `relayOriginOf`. */
export async function deriveInviteKeys(payload: LinkPayload, relayOrigin: string): Promise<InviteKeys> {
  const { invite, hostPk } = payload;
  const salt = await hash("invite-salt", hostPk);
  const [envelope, inviteId] = await Promise.all([
    kdf(invite, salt, "env", "", KEY_SIZE),
    kdf(invite, salt, "id", "", INVITE_ID_SIZE),
  ]);
  return {
    payload,
    inviteId,
    kEnv: await sealingKey(envelope),
    tag: (day) => kdf(invite, salt, "tag", encode(relayOrigin, u32(day)), TAG_SIZE),
  };
}

/** The whole link for a web origin such as `https://connect.example.org`. */
export function formatLink(webOrigin: string, payload: LinkPayload): string {
  const bytes = concat(u8(LINK_VERSION), payload.invite, payload.hostPk);
  return `${webOrigin}/call#${LINK_VERSION}.${toBase64Url(bytes)}`;
}

/** Reads `#1.…`; throws CallError E_LINK_VERSION for another version, else E_LINK_FORMAT. */
export function parseLinkFragment(fragment: string): LinkPayload {
  const match = /^#(0|[1-9][0-9]{0,8})\.(.*)$/s.exec(fragment);
  if (match === null) {
    throw new CallError("E_LINK_FORMAT");
  }
  if (match[1] !== String(LINK_VERSION)) {
    throw new CallError("E_LINK_VERSION");
  }
  const bytes = fromBase64Url(match[2] ?? "");
  if (bytes === null || bytes.length !== PAYLOAD_SIZE || bytes[0] !== LINK_VERSION) {
    throw new CallError("E_LINK_FORMAT");
  }
  const payload = {
    invite: bytes.slice(1, 1 + KEY_SIZE),
    hostPk: bytes.slice(1 + KEY_SIZE),
  };
  if (hasSmallOrder(payload.hostPk)) {
    throw new CallError("E_LINK_FORMAT");
  }
  return payload;
}

/** Number of the UTC day of a Unix time in milliseconds. */
export function dayOf(unixMs: number): number {
  return Math.floor(unixMs / DAY_MS);
}

/** `https://host[:port]` of a ws or wss address; both sides hash this form, whatever scheme they use. */
export function relayOriginOf(relayUrl: string): string {
  return `https://${new URL(relayUrl).host}`;
}
