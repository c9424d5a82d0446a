// Every message between a browser and the relay, both ways (docs/protocol.md, "Relay protocol").
// Read by hand instead of by schema and without regular expressions: the relay does this for every message, and
// V8 keeps the last text that a regular expression matched, which would be a tag that outlives its call.
import { MESSAGE_MAX, TAGS_MAX } from "./limits.ts";

/** WebSocket subprotocol, and with it the version of the messages below. */
export const RELAY_SUBPROTOCOL = "psy-call.1";
export const RELAY_PATH = "/v1";

const TAG_LENGTH = 22;
const ROUTE_LENGTH = 16;

export const RELAY_CLOSE = {
  idle: 4000,
  origin: 4001,
  version: 4002,
  badMessage: 4003,
  joinTimeout: 4408,
  slowReader: 4413,
  rate: 4429,
  tooBig: 1009,
  restart: 1012,
} as const;

export const RELAY_ERRORS = [
  "BAD_MSG",
  "TOO_BIG",
  "NOT_JOINED",
  "NO_ROUTE",
  "FULL",
  "TOO_MANY",
  "RATE",
  "VERSION",
  "INTERNAL",
] as const;
export type RelayErrorCode = (typeof RELAY_ERRORS)[number];

export type ClientMessage =
  | { readonly t: "join"; readonly n: number; readonly tags: readonly string[] }
  | { readonly t: "send"; readonly n: number; readonly tag: string; readonly to: string; readonly b: string }
  | { readonly t: "leave"; readonly n: number; readonly tags: readonly string[] };

export type ServerMessage =
  | { readonly t: "joined"; readonly n: number; readonly routes: readonly (string | null)[] }
  | { readonly t: "msg"; readonly tag: string; readonly from: string; readonly b: string }
  | { readonly t: "err"; readonly n: number; readonly code: RelayErrorCode; readonly retryAfter?: number };

/** 1 for each character code of the base64url alphabet. */
const BASE64URL = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
  BASE64URL[char.charCodeAt(0)] = 1;
}

function isBase64url(value: unknown): value is string {
  if (typeof value !== "string") return false;
  for (let i = 0; i < value.length; i++) {
    // Outside the table the entry is undefined, and so not 1.
    if (BASE64URL[value.charCodeAt(i)] !== 1) return false;
  }
  return true;
}

function isTag(value: unknown): value is string {
  return isBase64url(value) && value.length === TAG_LENGTH;
}

function isRoute(value: unknown): value is string {
  return isBase64url(value) && value.length === ROUTE_LENGTH;
}

/** A body in base64url. No number of bytes leaves a single character over, so such a length is refused. */
function isBody(value: unknown): value is string {
  return isBase64url(value) && value.length <= MESSAGE_MAX && value.length % 4 !== 1;
}

function isCount(value: unknown, from: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= from;
}

function isTags(value: unknown): value is string[] {
  return Array.isArray(value) && value.length >= 1 && value.length <= TAGS_MAX && value.every(isTag);
}

type Fields = Readonly<Record<string, unknown>>;

function readObject(text: string): Fields | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** True if the object has exactly this many fields; with the named ones checked, no unknown one is left. */
function hasFields(value: Fields, count: number): boolean {
  let seen = 0;
  for (const _ in value) seen++;
  return seen === count;
}

/** Bytes that a body of this many characters decodes to. */
export function decodedSize(characters: number): number {
  return Math.floor((characters * 3) / 4);
}

/** Reads a browser's message; null for anything that is not exactly one of them. */
export function parseClientMessage(text: string): ClientMessage | null {
  const value = readObject(text);
  if (value === null) return null;
  const { t, n, tags, tag, to, b } = value;
  if (!isCount(n, 1)) return null;
  if (t === "send") {
    if (!isTag(tag) || !(to === "*" || isRoute(to)) || !isBody(b) || !hasFields(value, 5)) return null;
    return { t, n, tag, to, b };
  }
  if (t !== "join" && t !== "leave") return null;
  if (!isTags(tags) || !hasFields(value, 3)) return null;
  return { t, n, tags };
}

function isErrorCode(value: unknown): value is RelayErrorCode {
  return RELAY_ERRORS.some((code) => code === value);
}

/** Reads a relay's message; null for anything that is not exactly one of them. */
export function parseServerMessage(text: string): ServerMessage | null {
  const value = readObject(text);
  if (value === null) return null;
  const { t, n, routes, tag, from, b, code, retryAfter } = value;
  if (t === "msg") {
    if (!isTag(tag) || !isRoute(from) || !isBody(b) || !hasFields(value, 4)) return null;
    return { t, tag, from, b };
  }
  if (t === "joined") {
    if (!isCount(n, 1) || !Array.isArray(routes) || !hasFields(value, 3)) return null;
    if (!routes.every((route: unknown): route is string | null => route === null || isRoute(route)))
      return null;
    return { t, n, routes };
  }
  if (t !== "err" || !isCount(n, 0) || !isErrorCode(code)) return null;
  if (retryAfter === undefined) return hasFields(value, 3) ? { t, n, code } : null;
  return isCount(retryAfter, 0) && hasFields(value, 4) ? { t, n, code, retryAfter } : null;
}
