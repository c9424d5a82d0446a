// What both sides of the handshake share: identities, capabilities, the transcript, what comes out
// (docs/protocol.md, "Handshake"). The two sides are in handshake-guest.ts and handshake-host.ts.
import { NAME_MAX } from "../protocol/limits.ts";
import type { Role } from "../protocol/sealed.ts";
import { type Bytes, concat, decode, encode, equal, fromUtf8, toNumber, u16, u32, utf8 } from "./bytes.ts";
import type { ChannelKeys } from "./key-schedule.ts";
import {
  HASH_SIZE,
  hash,
  KEY_SIZE,
  kdf,
  PROTOCOL,
  SIGNATURE_SIZE,
  sealingKey,
  signingPair,
} from "./primitives.ts";

/** The version that this code speaks, and the only one that it answers. */
export const PROTOCOL_VERSION = 1;

export const CALL_ID_SIZE = 16;
const CAPS_MIN = 6;
const CAPS_MAX = 128;
const SAS_SIZE = 4;
const FLAG_GROUP = 1;
const FLAG_RELAY_ONLY = 2;

/** An Ed25519 pair that names one device in one room; the private half cannot be exported. */
export interface Identity {
  readonly privateKey: CryptoKey;
  readonly publicKey: Bytes;
}

/** The identity that follows from a random 32-byte seed. */
export function createIdentity(seed: Bytes): Promise<Identity> {
  return signingPair(seed);
}

export interface Caps {
  /** Highest protocol version spoken. */
  readonly max: number;
  /** No direct connection: from the host for everyone, from a guest for itself. */
  readonly relayOnly: boolean;
  readonly group: boolean;
}

export function encodeCaps(caps: Caps): Bytes {
  const flags = (caps.group ? FLAG_GROUP : 0) + (caps.relayOnly ? FLAG_RELAY_ONLY : 0);
  return concat(u16(caps.max), u32(flags));
}

/** Reads capabilities; unknown flags and up to 122 further bytes belong to later versions and are ignored. */
export function decodeCaps(bytes: Bytes): Caps | null {
  const max = toNumber(bytes.slice(0, 2));
  const low = bytes[5];
  if (bytes.length < CAPS_MIN || bytes.length > CAPS_MAX || max === null || low === undefined) {
    return null;
  }
  return { max, relayOnly: (low & FLAG_RELAY_ONLY) !== 0, group: (low & FLAG_GROUP) !== 0 };
}

export interface K1 {
  readonly type: "k1";
  readonly version: number;
  readonly commit: Bytes;
}

export interface K2 {
  readonly type: "k2";
  readonly hk1: Bytes;
  readonly nH: Bytes;
  readonly eH: Bytes;
  readonly fpH: Bytes;
  readonly capsH: Bytes;
  readonly callId: Bytes;
  readonly sigH: Bytes;
}

export interface K3 {
  readonly type: "k3";
  readonly hk2: Bytes;
  readonly eG: Bytes;
  readonly ct: Bytes;
}

export interface H0 {
  readonly type: "h0";
  readonly cn: Bytes;
  readonly claim: Bytes;
}

export type HandshakeMessage = K1 | K2 | K3 | H0;

/** What a finished handshake gives to one side. */
export interface LegSecrets {
  /** The own role. */
  readonly role: Role;
  readonly callId: Bytes;
  /** Four bytes from which both sides show the same words. */
  readonly sas: Bytes;
  readonly keys: ChannelKeys;
  readonly own: { readonly fp: Bytes; readonly caps: Caps };
  readonly peer: {
    readonly identity: Bytes;
    readonly e: Bytes;
    readonly fp: Bytes;
    /** The guest's name; empty on the guest's side. */
    readonly name: string;
    readonly caps: Caps;
  };
}

/** One side's own values; everything that the words depend on, and nothing else. */
export interface Core {
  readonly n: Bytes;
  readonly e: Bytes;
  readonly identity: Bytes;
  readonly fp: Bytes;
  readonly caps: Bytes;
}

/** `core_G` or `core_H`. */
export async function encodeCore(core: Core): Promise<Bytes> {
  return encode(core.n, core.e, core.identity, core.fp, await hash("caps", core.caps));
}

/** `commit`: binds the guest to its values before it sees the host's. */
export function commitTo(inviteId: Bytes, coreG: Bytes): Promise<Bytes> {
  return hash("commit", inviteId, coreG);
}

/** `hk1`: names one `k1`. */
export function hashK1(k1: K1): Promise<Bytes> {
  return hash("k1", u16(k1.version), k1.commit);
}

/** `hk2`: names one answer. */
export function hashK2(k2: K2): Promise<Bytes> {
  return hash("k2", k2.hk1, k2.nH, k2.eH, k2.fpH, k2.capsH, k2.callId, k2.sigH);
}

/** `sas`: four bytes of committed values alone, so that nothing sent later can steer them (rule 7). */
export function deriveSas(inviteId: Bytes, coreG: Bytes, coreH: Bytes): Promise<Bytes> {
  return kdf(encode(coreG, coreH), inviteId, "sas", "", SAS_SIZE);
}

/** What the guest sends sealed inside `k3`. */
export interface GuestProof {
  readonly nG: Bytes;
  readonly idPkG: Bytes;
  readonly fpG: Bytes;
  readonly capsG: Bytes;
  readonly displayName: Bytes;
  readonly sigG: Bytes;
}

export function encodeProof(proof: GuestProof): Bytes {
  return encode(proof.nG, proof.idPkG, proof.fpG, proof.capsG, proof.displayName, proof.sigG);
}

/** Exact lengths; null for anything else. */
export function decodeProof(bytes: Bytes): GuestProof | null {
  const [nG, idPkG, fpG, capsG, displayName, sigG] = decode(bytes, 6) ?? [];
  if (!nG || !idPkG || !fpG || !capsG || !displayName || !sigG) {
    return null;
  }
  const sized =
    nG.length === KEY_SIZE &&
    idPkG.length === KEY_SIZE &&
    fpG.length === HASH_SIZE &&
    decodeCaps(capsG) !== null &&
    displayName.length <= NAME_MAX &&
    sigG.length === SIGNATURE_SIZE;
  return sized ? { nG, idPkG, fpG, capsG, displayName, sigG } : null;
}

/** `hk3`: binds everything of `k3`, the name too, to the keys of the channel. */
export function hashProof(eG: Bytes, proof: GuestProof): Promise<Bytes> {
  return hash("k3", eG, proof.nG, proof.idPkG, proof.fpG, proof.capsG, proof.displayName, proof.sigG);
}

/** The input of all channel keys: the shared X25519 secret, then the link's secret. */
export function keyMaterial(shared: Bytes, invite: Bytes): Bytes {
  return concat(shared, invite);
}

/** Associated data under which `k3` is sealed. */
export function proofContext(hk1: Bytes, hk2: Bytes, eG: Bytes): Bytes {
  return encode(PROTOCOL, "k3-ct", hk1, hk2, eG);
}

/** `k3key`. */
export async function proofKey(ikm: Bytes, hk1: Bytes, hk2: Bytes): Promise<CryptoKey> {
  return sealingKey(await kdf(ikm, await hash("hs-salt", hk1, hk2), "k3", "", KEY_SIZE));
}

/** `th` and `master`, from the three hashes that name this handshake. */
export async function deriveMaster(
  ikm: Bytes,
  hk1: Bytes,
  hk2: Bytes,
  hk3: Bytes,
): Promise<{ readonly th: Bytes; readonly master: Bytes }> {
  const [salt, th] = await Promise.all([hash("hs-salt", hk1, hk2), hash("th", hk1, hk2, hk3)]);
  return { th, master: await kdf(ikm, salt, "master", th, KEY_SIZE) };
}

/** What is known of the peer of another leg. */
export interface KnownPeer {
  readonly identity: Bytes;
  readonly e: Bytes;
  readonly fp: Bytes;
}

/**
 * Rule 5 against other legs: "E_SELF" if the peer shows the ephemeral key or the certificate of a leg
 * with another identity. The same identity is a replacement, not an error.
 */
export function checkSelf(peer: KnownPeer, others: readonly KnownPeer[]): "E_SELF" | null {
  const borrowed = others.some(
    (other) => !equal(other.identity, peer.identity) && (equal(other.e, peer.e) || equal(other.fp, peer.fp)),
  );
  return borrowed ? "E_SELF" : null;
}

/** Rule 5 within one handshake: the peer may show nothing that is one's own. */
export function mirrors(own: KnownPeer, peer: KnownPeer): boolean {
  return equal(own.e, peer.e) || equal(own.fp, peer.fp) || equal(own.identity, peer.identity);
}

/** Rule 6: both sides announce a version that this handshake does not use. */
export function isDowngrade(own: Caps, peer: Caps, version: number): boolean {
  return Math.min(own.max, peer.max) > version;
}

/**
 * A name as it is sent and shown: NFC, white space collapsed, control characters, marks that nobody sees
 * and direction overrides removed, cut at NAME_MAX bytes of UTF-8 between two code points.
 */
export function cleanName(text: string): string {
  const printable = text
    .toWellFormed()
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, "")
    .normalize("NFC")
    .replace(/ +/g, " ")
    .trim();
  let name = "";
  let size = 0;
  for (const character of printable) {
    size += utf8(character).length;
    if (size > NAME_MAX) {
      break;
    }
    name += character;
  }
  return name.trim();
}

/** A received name, cleaned again; null if it is not UTF-8. */
export function readName(bytes: Bytes): string | null {
  try {
    return cleanName(fromUtf8(bytes));
  } catch {
    return null;
  }
}
