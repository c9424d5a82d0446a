// One sealed frame on the wire (docs/protocol.md, "Sealed channel").
import { CallError } from "../protocol/errors.ts";
import { FRAME_SIZES, FRAMES_MAX } from "../protocol/limits.ts";
import { FRAME_TYPE, LANE_OF, type SealedBody } from "../protocol/sealed.ts";
import { decodeBody, encodeBody } from "./body.ts";
import { type Bytes, concat, encode, equal, pad, toNumber, u8, u32, u64, unpad } from "./bytes.ts";
import { CHANNEL_ID_SIZE, type LaneKeys } from "./key-schedule.ts";
import { open, PROTOCOL, SEAL_OVERHEAD, seal } from "./primitives.ts";

const FRAME_VERSION = 2;
const SEQ_AT = 1 + CHANNEL_ID_SIZE;
const HEADER_SIZE = SEQ_AT + 8;
/** What a frame adds to its padded content. */
export const FRAME_OVERHEAD = HEADER_SIZE + SEAL_OVERHEAD;
/** u32 length of the padding, u32 ack, u8 type. */
const CONTENT_OVERHEAD = 9;
/** Types from here on belong to later versions and are passed over in silence. */
const IGNORED_FROM = 128;

export interface OpenedFrame {
  readonly seq: number;
  /** The peer's next expected seq; null if the content cannot be read at all. */
  readonly ack: number | null;
  /** Null for types to ignore and for what must be dropped. */
  readonly body: SealedBody | null;
  /** An acknowledgement needs none in return. */
  readonly isAck: boolean;
  /** The body was malformed, or of the wrong lane or direction. */
  readonly dropped: boolean;
}

// AES-GCM never sees one nonce twice under a key as long as no seq is used twice.
function nonceFor(iv: Bytes, seq: number): Bytes {
  const counter = concat(u32(0), u64(seq));
  return iv.map((byte, i) => byte ^ (counter[i] ?? 0));
}

function context(keys: LaneKeys, seq: number): Bytes {
  return encode(PROTOCOL, "ch", keys.chanId, u64(seq));
}

/** Whether a body may travel on this lane, sent by this role. */
function isAllowed(body: SealedBody, keys: LaneKeys, sender: "host" | "guest"): boolean {
  if (LANE_OF[body.type] !== keys.lane) {
    return false;
  }
  switch (body.type) {
    case "state":
    case "logo":
      return sender === "host";
    case "consent":
      return sender === "guest";
    case "alive":
      return sender === (body.answer ? "host" : "guest");
    default:
      return true;
  }
}

/** The padded content of a frame; throws CallError E_PROTO for a body that may not be sent here or does not fit. */
export function packContent(keys: LaneKeys, ack: number, body: SealedBody): Bytes {
  const payload = encodeBody(body);
  const fits = FRAME_SIZES.filter((size) => size >= payload.length + CONTENT_OVERHEAD);
  // One size for all descriptions, so that their length says nothing about cameras and codecs; and one for all parts
  // of pictures, so that the relay cannot tell practices by theirs.
  const size = body.type === "sdp" || body.type === "logo" ? FRAME_SIZES[FRAME_SIZES.length - 1] : fits[0];
  if (size === undefined || fits.length === 0 || !isAllowed(body, keys, keys.role)) {
    throw new CallError("E_PROTO");
  }
  return pad(concat(u32(ack), u8(FRAME_TYPE[body.type]), payload), size);
}

/** Seals content under a seq that must never be used again with these keys. */
export async function sealFrame(keys: LaneKeys, seq: number, content: Bytes): Promise<Bytes> {
  const { key, iv } = keys.send;
  const sealed = await seal(key, nonceFor(iv, seq), context(keys, seq), content);
  return concat(u8(FRAME_VERSION), keys.chanId, u64(seq), sealed);
}

/** True if the frame claims to belong to this lane; says nothing about authenticity. */
export function belongsTo(keys: LaneKeys, frame: Bytes): boolean {
  return (
    frame[0] === FRAME_VERSION &&
    FRAME_SIZES.some((size) => size + FRAME_OVERHEAD === frame.length) &&
    equal(frame.slice(1, SEQ_AT), keys.chanId)
  );
}

/** Opens a frame of the peer; null if it is not authentic. */
export async function openFrame(keys: LaneKeys, frame: Bytes): Promise<OpenedFrame | null> {
  const seq = belongsTo(keys, frame) ? toNumber(frame.slice(SEQ_AT, HEADER_SIZE)) : null;
  if (seq === null || seq >= FRAMES_MAX) {
    return null;
  }
  const { key, iv } = keys.receive;
  const content = await open(key, nonceFor(iv, seq), context(keys, seq), frame.slice(HEADER_SIZE));
  if (content === null) {
    return null;
  }
  const plain = unpad(content);
  const type = plain?.[4];
  if (plain === null || type === undefined) {
    return { seq, ack: null, body: null, isAck: false, dropped: true };
  }
  const ack = toNumber(plain.slice(0, 4));
  const body = decodeBody(type, plain.slice(5));
  const sender = keys.role === "host" ? "guest" : "host";
  const accepted = body !== null && isAllowed(body, keys, sender);
  return {
    seq,
    ack,
    body: accepted ? body : null,
    isAck: type === FRAME_TYPE.ack,
    dropped: !accepted && type < IGNORED_FROM,
  };
}
