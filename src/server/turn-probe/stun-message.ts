// Messages of STUN and TURN (RFC 8489, RFC 8656), as far as asking a server for an allocation takes them.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const METHOD = { binding: 0x001, allocate: 0x003, refresh: 0x004 } as const;
export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
  mappedAddress: 0x0020,
} as const;
/** Of REQUESTED-TRANSPORT: UDP, in the first of four bytes (RFC 8656, section 18.7). */
export const UDP_TRANSPORT = Uint8Array.of(17, 0, 0, 0);

const COOKIE = 0x2112a442;
export const HEADER = 20;
const INTEGRITY_SIZE = 20;
/** A class is two bits among those of the method (RFC 8489, section 5). */
const CLASS = 0x0110;
const CLASS_NAMES = { 0: "request", 16: "indication", 256: "success", 272: "error" } as const;

type Attribute = readonly [type: number, value: Uint8Array];

export type StunMessage = {
  readonly method: number;
  readonly kind: (typeof CLASS_NAMES)[keyof typeof CLASS_NAMES];
  /** Twelve bytes. */
  readonly transaction: Uint8Array;
  readonly attributes: readonly Attribute[];
  /** Bytes before the first MESSAGE-INTEGRITY; null without one. */
  readonly covered: number | null;
};

/** Key of long-term credentials (RFC 8489, section 9.2.2; MD5 because TURN servers know nothing else). */
export const longTermKey = (username: string, realm: string, password: string): Buffer =>
  createHash("md5").update(`${username}:${realm}:${password}`).digest();

function header(method: number, length: number, transaction: Uint8Array): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt16BE(method, 0);
  bytes.writeUInt16BE(length, 2);
  bytes.writeUInt32BE(COOKIE, 4);
  bytes.set(transaction, 8);
  return bytes;
}

function attribute([type, value]: Attribute): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  bytes.set(value, 4);
  return bytes;
}

/** A request; with a key it ends with MESSAGE-INTEGRITY (RFC 8489, section 14.5). */
export function encodeRequest(
  method: number,
  transaction: Uint8Array,
  attributes: readonly Attribute[],
  key: Buffer | null = null,
): Buffer {
  const body = Buffer.concat(attributes.map(attribute));
  if (key === null) return Buffer.concat([header(method, body.length, transaction), body]);
  const covered = Buffer.concat([header(method, body.length + 4 + INTEGRITY_SIZE, transaction), body]);
  const mac = createHmac("sha1", key).update(covered).digest();
  return Buffer.concat([covered, attribute([ATTRIBUTE.integrity, mac])]);
}

/** Bytes that the message at the beginning of a stream has; null: more has to come. -1: no STUN. */
export function sizeOf(stream: Buffer): number | null {
  if (stream.length < 8) return null;
  const isStun = (stream.readUInt8(0) & 0xc0) === 0 && stream.readUInt32BE(4) === COOKIE;
  return isStun ? HEADER + stream.readUInt16BE(2) : -1;
}

/** Reads one whole message; null if the bytes are none. Never throws. */
export function parseMessage(bytes: Buffer): StunMessage | null {
  if (bytes.length < HEADER || bytes.length % 4 !== 0 || sizeOf(bytes) !== bytes.length) return null;
  const type = bytes.readUInt16BE(0);
  const attributes: Attribute[] = [];
  let covered: number | null = null;
  let at = HEADER;
  while (at < bytes.length) {
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 4 + length;
    if (end > bytes.length) return null;
    const attributeType = bytes.readUInt16BE(at);
    if (attributeType === ATTRIBUTE.integrity) covered ??= at;
    attributes.push([attributeType, bytes.subarray(at + 4, end)]);
    at = end + ((4 - (length % 4)) % 4);
  }
  return {
    method: type & ~CLASS,
    kind: CLASS_NAMES[(type & CLASS) as keyof typeof CLASS_NAMES],
    transaction: bytes.subarray(8, HEADER),
    attributes,
    covered,
  };
}

export function attributeOf({ attributes }: StunMessage, type: number): Uint8Array | null {
  return attributes.find(([one]) => one === type)?.[1] ?? null;
}

/** Of ERROR-CODE: hundreds and the rest (RFC 8489, section 14.8); null without one. */
export function errorCodeOf(message: StunMessage): number | null {
  const value = attributeOf(message, ATTRIBUTE.errorCode);
  const [, , hundreds, rest] = value ?? [];
  return hundreds === undefined || rest === undefined ? null : (hundreds & 0x07) * 100 + rest;
}

/** Whether whoever wrote this message has the key. */
export function isSigned(bytes: Buffer, { covered, attributes }: StunMessage, key: Buffer): boolean {
  const mac = attributes.find(([type]) => type === ATTRIBUTE.integrity)?.[1];
  if (covered === null || mac?.length !== INTEGRITY_SIZE) return false;
  const signed = Buffer.from(bytes.subarray(0, covered));
  // The length counts as if the message ended with this attribute.
  signed.writeUInt16BE(covered - HEADER + 4 + INTEGRITY_SIZE, 2);
  return timingSafeEqual(createHmac("sha1", key).update(signed).digest(), mac);
}
