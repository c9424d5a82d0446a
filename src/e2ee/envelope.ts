// Handshake messages on the wire: sealed under the link, all of one size (docs/protocol.md, "Envelope").
import { ENVELOPE_SIZE } from "../protocol/limits.ts";
import {
  type Bytes,
  concat,
  decode,
  encode,
  pad,
  type RandomSource,
  randomBytes,
  toNumber,
  u8,
  u16,
  unpad,
} from "./bytes.ts";
import { CALL_ID_SIZE, decodeCaps, type HandshakeMessage } from "./handshake.ts";
import type { InviteKeys } from "./link.ts";
import {
  HASH_SIZE,
  KEY_SIZE,
  NONCE_SIZE,
  open,
  PROTOCOL,
  SEAL_OVERHEAD,
  SIGNATURE_SIZE,
  seal,
} from "./primitives.ts";

const ENVELOPE_VERSION = 1;
/** Bytes of every handshake message on the wire. */
export const ENVELOPE_WIRE_SIZE = 1 + NONCE_SIZE + ENVELOPE_SIZE + SEAL_OVERHEAD;
/** Bytes of a sealed claim: u64 time and 16 random bytes. */
const CLAIM_SIZE = 24 + SEAL_OVERHEAD;
/** A proof with empty name and shortest capabilities; shorter cannot be one. */
const PROOF_MIN = 6 * 2 + 3 * 32 + 6 + SIGNATURE_SIZE + SEAL_OVERHEAD;

const TYPE = { k1: 1, k2: 2, k3: 3, h0: 4 } as const;

function encodeMessage(message: HandshakeMessage): Bytes {
  switch (message.type) {
    case "k1":
      return encode(u16(message.version), message.commit);
    case "k2": {
      const { hk1, nH, eH, fpH, capsH, callId, sigH } = message;
      return encode(hk1, nH, eH, fpH, capsH, callId, sigH);
    }
    case "k3":
      return encode(message.hk2, message.eG, message.ct);
    case "h0":
      return encode(message.cn, message.claim);
  }
}

function decodeMessage(plain: Bytes): HandshakeMessage | null {
  const fields = plain.slice(1);
  switch (plain[0]) {
    case TYPE.k1: {
      const [version, commit] = decode(fields, 2) ?? [];
      const number = version?.length === 2 ? toNumber(version) : null;
      return number !== null && commit?.length === HASH_SIZE ? { type: "k1", version: number, commit } : null;
    }
    case TYPE.k2: {
      const [hk1, nH, eH, fpH, capsH, callId, sigH] = decode(fields, 7) ?? [];
      if (
        hk1?.length !== HASH_SIZE ||
        nH?.length !== KEY_SIZE ||
        eH?.length !== KEY_SIZE ||
        fpH?.length !== HASH_SIZE ||
        capsH === undefined ||
        decodeCaps(capsH) === null ||
        callId?.length !== CALL_ID_SIZE ||
        sigH?.length !== SIGNATURE_SIZE
      ) {
        return null;
      }
      return { type: "k2", hk1, nH, eH, fpH, capsH, callId, sigH };
    }
    case TYPE.k3: {
      const [hk2, eG, ct] = decode(fields, 3) ?? [];
      if (hk2?.length !== HASH_SIZE || eG?.length !== KEY_SIZE || ct === undefined || ct.length < PROOF_MIN) {
        return null;
      }
      return { type: "k3", hk2, eG, ct };
    }
    case TYPE.h0: {
      const [cn, claim] = decode(fields, 2) ?? [];
      return cn?.length === NONCE_SIZE && claim?.length === CLAIM_SIZE ? { type: "h0", cn, claim } : null;
    }
    default:
      return null;
  }
}

/** Seals a message for one tag; a repetition of the same message gets another nonce. */
export async function sealEnvelope(
  keys: InviteKeys,
  tag: Bytes,
  message: HandshakeMessage,
  random: RandomSource = randomBytes,
): Promise<Bytes> {
  const nonce = random(NONCE_SIZE);
  const plain = pad(concat(u8(TYPE[message.type]), encodeMessage(message)), ENVELOPE_SIZE);
  const sealed = await seal(keys.kEnv, nonce, encode(PROTOCOL, "hs", tag), plain);
  return concat(u8(ENVELOPE_VERSION), nonce, sealed);
}

/** Reads what arrived on a tag; null for everything that is not a well-formed message of this link and tag. */
export async function openEnvelope(
  keys: InviteKeys,
  tag: Bytes,
  body: Bytes,
): Promise<HandshakeMessage | null> {
  if (body.length !== ENVELOPE_WIRE_SIZE || body[0] !== ENVELOPE_VERSION) {
    return null;
  }
  const nonce = body.slice(1, 1 + NONCE_SIZE);
  const padded = await open(keys.kEnv, nonce, encode(PROTOCOL, "hs", tag), body.slice(1 + NONCE_SIZE));
  const plain = padded === null ? null : unpad(padded);
  return plain === null ? null : decodeMessage(plain);
}
