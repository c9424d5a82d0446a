// The bytes of each sealed body (docs/protocol.md, "Frame types").
import { CallError } from "../protocol/errors.ts";
import {
  CHAT_MAX,
  LOGO_MAX,
  LOGO_PART,
  PHONE_MAX,
  PRACTICE_NAME_MAX,
  SDP_MAX,
  TURN_TEXT_MAX,
  TURN_URLS,
} from "../protocol/limits.ts";
import {
  CONSENT_VERSION_FORM,
  FRAME_TYPE,
  type QualityLevel,
  type SealedBody,
  type TurnBody,
} from "../protocol/sealed.ts";
import { isTurnUrl } from "../protocol/turn.ts";
import {
  type Bytes,
  concat,
  decode,
  decodeList,
  encode,
  fromUtf8,
  toNumber,
  u8,
  u32,
  u64,
  utf8,
} from "./bytes.ts";

const STATES = [
  "",
  "waiting",
  "admitted",
  "denied",
  "removed",
  "ended",
  "busy",
  "moved",
  "soon",
  "occupied",
] as const;
const SDP_KINDS = ["", "offer", "answer", "new-offer"] as const;
const ICE_HEALTH = ["none", "connected", "disconnected", "failed"] as const;
const PATHS = ["unknown", "direct", "relayed"] as const;
const ROLES = ["", "host", "guest"] as const;
const LOGO_FORMATS = ["", "png", "webp"] as const;
const CONSENT_BY = ["", "self", "custody"] as const;
const CONSENT_LANGUAGES = ["", "de", "en"] as const;
const LOGO_PARTS = Math.ceil(LOGO_MAX / LOGO_PART);
const EMPTY = new Uint8Array(0);

function bounded(text: string, limit: number): Bytes {
  const bytes = utf8(text);
  if (bytes.length > limit) {
    throw new CallError("E_PROTO");
  }
  return bytes;
}

const bit = (value: boolean, weight: number): number => (value ? weight : 0);

/** The payload of a body, without its type; throws CallError E_PROTO for a text over its limit. */
export function encodeBody(body: SealedBody): Bytes {
  switch (body.type) {
    case "ack":
      return EMPTY;
    case "state": {
      const code = u8(STATES.indexOf(body.state));
      if (body.state === "waiting") {
        return concat(
          code,
          encode(bounded(body.practice, PRACTICE_NAME_MAX), bounded(body.phone, PHONE_MAX)),
        );
      }
      return body.state === "ended" ? concat(code, u8(bit(body.elsewhere, 1))) : code;
    }
    case "sdp":
      return concat(
        u8(SDP_KINDS.indexOf(body.kind)),
        u32(body.neg),
        u32(body.re),
        bounded(body.sdp, SDP_MAX),
      );
    case "ice":
      return encode(body.ufrag, body.mid, ...body.candidates);
    case "resume":
      return Uint8Array.of(ICE_HEALTH.indexOf(body.ice), bit(body.wantsRestart, 1) + bit(body.wantsTurn, 2));
    case "media":
      return Uint8Array.of(
        bit(body.microphone, 1) + bit(body.camera, 2) + bit(body.screen, 4) + bit(body.held, 8),
        PATHS.indexOf(body.path),
        body.quality,
      );
    case "bind":
      return concat(u8(ROLES.indexOf(body.role)), body.local, body.remote);
    case "sas":
      return u8(bit(body.match, 1));
    case "bye":
      return u8(bit(body.returns, 1));
    case "alive":
      return u8(bit(body.answer, 1));
    case "chat":
      return body.kind === "text"
        ? concat(u8(0), u32(body.id), bounded(body.text, CHAT_MAX))
        : concat(u8(1), u32(body.id));
    case "logo":
      if (!isLogoPart(body.part, body.parts, body.bytes)) {
        throw new CallError("E_PROTO");
      }
      return concat(u8(body.part), u8(body.parts), u8(LOGO_FORMATS.indexOf(body.format)), body.bytes);
    case "turn":
      if (!isTurnBody(body)) {
        throw new CallError("E_PROTO");
      }
      return encode(u64(body.expiry), body.username, body.credential, ...body.urls);
    case "consent":
      if (!CONSENT_VERSION_FORM.test(body.version)) {
        throw new CallError("E_PROTO");
      }
      return concat(
        u8(CONSENT_BY.indexOf(body.by)),
        u8(CONSENT_LANGUAGES.indexOf(body.language)),
        u64(body.givenAt),
        u64(body.withdrawnAt ?? 0),
        utf8(body.version),
      );
  }
}

function isLogoPart(part: number, parts: number, bytes: Bytes): boolean {
  return parts <= LOGO_PARTS && part < parts && bytes.length > 0 && bytes.length <= LOGO_PART;
}

/** What a browser would refuse, or a guest could not use, is not sent and not accepted. */
function isTurnBody({ username, credential, urls }: TurnBody): boolean {
  const isWord = (word: string): boolean => /^[!-~]+$/.test(word) && word.length <= TURN_TEXT_MAX;
  return (
    isWord(username) &&
    isWord(credential) &&
    urls.length > 0 &&
    urls.length <= TURN_URLS &&
    urls.every(isTurnUrl)
  );
}

function text(bytes: Bytes | undefined, limit: number): string | null {
  if (bytes === undefined || bytes.length > limit) {
    return null;
  }
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
}

/** A payload of one byte, 0 or 1. */
function flag(payload: Bytes): boolean | null {
  return payload.length === 1 && (payload[0] ?? 2) < 2 ? payload[0] === 1 : null;
}

function decodeState(payload: Bytes): SealedBody | null {
  const state = STATES[payload[0] ?? 0];
  const rest = payload.slice(1);
  switch (state) {
    case undefined:
    case "":
      return null;
    case "waiting": {
      const fields = decode(rest, 2);
      const practice = text(fields?.[0], PRACTICE_NAME_MAX);
      const phone = text(fields?.[1], PHONE_MAX);
      return practice === null || phone === null ? null : { type: "state", state, practice, phone };
    }
    case "ended": {
      const elsewhere = flag(rest);
      return elsewhere === null ? null : { type: "state", state, elsewhere };
    }
    default:
      return rest.length === 0 ? { type: "state", state } : null;
  }
}

function decodeSdp(payload: Bytes): SealedBody | null {
  const kind = SDP_KINDS[payload[0] ?? 0];
  const neg = toNumber(payload.slice(1, 5));
  const re = toNumber(payload.slice(5, 9));
  const sdp = payload.length < 9 ? null : text(payload.slice(9), SDP_MAX);
  if (kind === undefined || kind === "" || neg === null || re === null || sdp === null) {
    return null;
  }
  return { type: "sdp", kind, neg, re, sdp };
}

function decodeIce(payload: Bytes): SealedBody | null {
  const texts = decodeList(payload)?.map((part) => text(part, part.length)) ?? [];
  const [ufrag, mid, ...candidates] = texts.filter((part) => part !== null);
  if (ufrag === undefined || mid === undefined || texts.includes(null)) {
    return null;
  }
  return { type: "ice", ufrag, mid, candidates };
}

function decodeResume(payload: Bytes): SealedBody | null {
  const [health = 4, wants = 4] = payload;
  const ice = ICE_HEALTH[health];
  if (payload.length !== 2 || ice === undefined || wants > 3) {
    return null;
  }
  return { type: "resume", ice, wantsRestart: (wants & 1) !== 0, wantsTurn: (wants & 2) !== 0 };
}

function isQuality(value: number): value is QualityLevel {
  return value <= 4;
}

function decodeMedia(payload: Bytes): SealedBody | null {
  const [devices = 16, pathCode = 3, quality = 5] = payload;
  const path = PATHS[pathCode];
  if (payload.length !== 3 || devices > 15 || path === undefined || !isQuality(quality)) {
    return null;
  }
  return {
    type: "media",
    microphone: (devices & 1) !== 0,
    camera: (devices & 2) !== 0,
    screen: (devices & 4) !== 0,
    held: (devices & 8) !== 0,
    path,
    quality,
  };
}

function decodeBind(payload: Bytes): SealedBody | null {
  const role = ROLES[payload[0] ?? 0];
  if (payload.length !== 65 || role === undefined || role === "") {
    return null;
  }
  return { type: "bind", role, local: payload.slice(1, 33), remote: payload.slice(33) };
}

function decodeChat(payload: Bytes): SealedBody | null {
  const id = payload.length < 5 ? null : toNumber(payload.slice(1, 5));
  if (id === null) {
    return null;
  }
  if (payload[0] === 1) {
    return payload.length === 5 ? { type: "chat", kind: "received", id } : null;
  }
  const line = text(payload.slice(5), CHAT_MAX);
  return payload[0] === 0 && line !== null ? { type: "chat", kind: "text", id, text: line } : null;
}

function decodeLogo(payload: Bytes): SealedBody | null {
  const [part = 0, parts = 0, code = 0] = payload;
  const format = LOGO_FORMATS[code];
  const bytes = payload.slice(3);
  if (format === undefined || format === "" || !isLogoPart(part, parts, bytes)) {
    return null;
  }
  return { type: "logo", part, parts, format, bytes };
}

function decodeTurn(payload: Bytes): SealedBody | null {
  const [time = EMPTY, ...rest] = decodeList(payload) ?? [];
  const expiry = time.length === 8 ? toNumber(time) : null;
  const [username, credential, ...urls] = rest.map((part) => text(part, TURN_TEXT_MAX) ?? "");
  if (expiry === null || username === undefined || credential === undefined) {
    return null;
  }
  const body: TurnBody = { type: "turn", expiry, username, credential, urls };
  return isTurnBody(body) ? body : null;
}

function decodeConsent(payload: Bytes): SealedBody | null {
  const by = CONSENT_BY[payload[0] ?? 0];
  const language = CONSENT_LANGUAGES[payload[1] ?? 0];
  const givenAt = toNumber(payload.slice(2, 10));
  const withdrawnAt = toNumber(payload.slice(10, 18));
  const version = text(payload.slice(18), payload.length);
  if (by === undefined || by === "" || language === undefined || language === "") return null;
  if (givenAt === null || withdrawnAt === null) return null;
  if (version === null || !CONSENT_VERSION_FORM.test(version)) return null;
  return {
    type: "consent",
    by,
    language,
    givenAt,
    withdrawnAt: withdrawnAt === 0 ? null : withdrawnAt,
    version,
  };
}

/** Reads a payload; null for reserved and unknown types and for anything malformed. */
export function decodeBody(type: number, payload: Bytes): SealedBody | null {
  switch (type) {
    case FRAME_TYPE.ack:
      return payload.length === 0 ? { type: "ack" } : null;
    case FRAME_TYPE.state:
      return decodeState(payload);
    case FRAME_TYPE.sdp:
      return decodeSdp(payload);
    case FRAME_TYPE.ice:
      return decodeIce(payload);
    case FRAME_TYPE.resume:
      return decodeResume(payload);
    case FRAME_TYPE.media:
      return decodeMedia(payload);
    case FRAME_TYPE.bind:
      return decodeBind(payload);
    case FRAME_TYPE.sas: {
      const match = flag(payload);
      return match === null ? null : { type: "sas", match };
    }
    case FRAME_TYPE.bye: {
      const returns = flag(payload);
      return returns === null ? null : { type: "bye", returns };
    }
    case FRAME_TYPE.alive: {
      const answer = flag(payload);
      return answer === null ? null : { type: "alive", answer };
    }
    case FRAME_TYPE.chat:
      return decodeChat(payload);
    case FRAME_TYPE.logo:
      return decodeLogo(payload);
    case FRAME_TYPE.turn:
      return decodeTurn(payload);
    case FRAME_TYPE.consent:
      return decodeConsent(payload);
    default:
      return null;
  }
}
