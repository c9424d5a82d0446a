// One operation of the HTTP API as data. The server registers it, the pages call it, and the OpenAPI document is
// made from it: what is not described here is not answered.
import * as z from "zod/mini";
import type { ApiErrorCode } from "./api-errors.ts";

/**
 * Who may call. `public`: everybody; `session`: who is signed in, whatever the role, also before terms are accepted;
 * `therapist`: a therapist who is not suspended and has accepted what is in force; `owner`: one who may change the
 * practice; `operator`: who runs the instance.
 */
export type Access = "public" | "session" | "therapist" | "owner" | "operator";

export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Begins with /api/; parameters as `:name`. Never a secret in it: paths are logged by others. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.core.$ZodObject;
  readonly query?: z.core.$ZodObject;
  readonly body?: z.core.$ZodType;
  /** What a success answers; absent: 204, nothing. */
  readonly reply?: z.core.$ZodType;
  /** A success answers a file of this media type instead. */
  readonly file?: string;
  /** Also for an account whose processing is restricted (Art. 18 GDPR). */
  readonly whileRestricted?: true;
  /** Largest body in bytes; 16 KiB unless given. */
  readonly bodyLimit?: number;
  /** Codes of its own, beside those that every route has. */
  readonly errors?: readonly ApiErrorCode[];
}

/** Declares a route; only there to keep its exact type. */
export const route = <const R extends ApiRoute>(declared: R): R => declared;

type Output<T> = T extends z.core.$ZodType ? z.core.output<T> : undefined;

export type ParamsOf<R extends ApiRoute> = Output<R["params"]>;
export type QueryOf<R extends ApiRoute> = Output<R["query"]>;
export type BodyOf<R extends ApiRoute> = Output<R["body"]>;
export type ReplyOf<R extends ApiRoute> = R["reply"] extends z.core.$ZodType
  ? z.core.output<R["reply"]>
  : R["file"] extends string
    ? Uint8Array<ArrayBuffer>
    : undefined;

// Parts that several routes share.

/** An identifier that the server gave out. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** Base64url without padding. */
export const base64 = (maxBytes: number) =>
  z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(Math.ceil((maxBytes * 4) / 3)));

/** Exactly `bytes` bytes as base64url. */
export const base64Of = (bytes: number) => {
  const length = Math.ceil((bytes * 8) / 6);
  return z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.length(length));
};

/** Unix time in milliseconds. */
export const time = z.int().check(z.gte(0));

// Control characters, and marks that turn the direction of writing around, could make a text look like another.
const UNSEEN = "\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff";

/** Text without marks that nobody sees. */
export const PLAIN = new RegExp(`^[^${UNSEEN}]*$`, "u");

/** Every run of such marks, for `replace`. */
export const UNSEEN_RUNS = new RegExp(`[${UNSEEN}]+`, "gu");

/** One line of text that a person wrote, trimmed, of 1 to `max` characters. */
export const line = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(PLAIN));

/** Several lines of such text. */
export const paragraphs = (max: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.maxLength(max),
      z.regex(new RegExp(`^(?:[^${UNSEEN}]|[\\n\\r\\t])*$`, "u")),
    );

/** An e-mail address as the vault's key derivation reads it: trimmed, lower case, NFC; at most 254 characters (RFC 5321). */
export const email = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(400)),
    z.transform((text: string) => text.trim().toLowerCase().normalize("NFC")),
  ),
  z.string().check(
    z.maxLength(254),
    // Mail programs drop such marks: two addresses that are told apart here would be one mailbox.
    z.regex(PLAIN),
    z.regex(/^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\].]{2,}$/u),
  ),
);

export const language = z.enum(["de", "en"]);

/** A token of a mailed link: 32 random bytes. */
export const token = base64Of(32);
