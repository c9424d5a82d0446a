// The closed list of codes that the HTTP API answers with, as problem details (RFC 9457). Wording belongs to the
// screens.
import * as z from "zod/mini";

/** Every code with its HTTP status. */
export const API_ERRORS = {
  /** The request is malformed; `fields` names what does not fit. */
  BAD_REQUEST: 400,
  /** The request came from a page of another origin. */
  ORIGIN: 403,
  /** Nobody is signed in, or the session is over. */
  SIGNED_OUT: 401,
  /** Address or password do not fit, or the account is not confirmed; the same answer for all of it. */
  CREDENTIALS: 401,
  /** The code of the second factor does not fit. */
  SECOND_FACTOR: 401,
  /** The passkey is unknown, or its answer does not verify. */
  PASSKEY: 401,
  /** Too many tries; `retryAfter` says when the next one counts. */
  TOO_MANY_TRIES: 429,
  SUSPENDED: 403,
  /** The person has restricted the processing of their data (Art. 18 GDPR): the account is not used until they lift that. */
  RESTRICTED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  /** A link of a mail that is used, expired, or was never given out. */
  TOKEN: 410,
  /** The stored vault is newer than the one that the write replaces. */
  STALE: 409,
  /** What is asked for stands against something that exists, such as a second vault or a last owner who leaves. */
  CONFLICT: 409,
  /** Terms or data-processing agreement have to be accepted first, in their present version. */
  AGREEMENT: 403,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ApiErrorCode = keyof typeof API_ERRORS;

const codes = Object.keys(API_ERRORS) as readonly ApiErrorCode[];

/** RFC 9457: `type` and `title` say what the code says; there is no free text about the request. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.enum(codes as [ApiErrorCode, ...ApiErrorCode[]]),
  /** Seconds. */
  retryAfter: z.exactOptional(z.number()),
  /** Paths of the fields that do not fit; never their values. */
  fields: z.exactOptional(z.array(z.string())),
});

export type ApiProblem = z.infer<typeof problemSchema>;
