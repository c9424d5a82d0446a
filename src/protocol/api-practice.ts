// The practice, its therapists, their vaults, and the mails that the server sends for them.
import * as z from "zod/mini";
import { wrap } from "./api-account.ts";
import { base64, base64Of, email, id, language, line, route, time, token } from "./api-route.ts";

/** Sealed bytes of one vault: 1 MiB padded, nonce and tag, so that a JSON body of 1.5 MiB holds it. */
export const VAULT_MAX = 1_048_576 + 28;
const VAULT_SMALLEST = 16 * 1_024;
/** Nonce and tag around the padded text. */
const VAULT_OVERHEAD = 12 + 16;

/** Whether a sealed document, as base64url, has one of the sizes that padding gives: 16 KiB × 2ⁿ. */
export function hasVaultSize(document: string): boolean {
  const bytes = Math.floor((document.length * 3) / 4) - VAULT_OVERHEAD;
  return bytes >= VAULT_SMALLEST && Number.isInteger(Math.log2(bytes / VAULT_SMALLEST));
}

const keyId = base64Of(16);
const wraps = z.strictObject({
  kind: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Empty for kinds 1 and 3. */
  credentialId: base64(1_024),
  keyId,
  wrap,
});
export type StoredWrap = z.infer<typeof wraps>;

export const vaultApi = {
  load: route({
    method: "GET",
    path: "/api/vault",
    summary: "The sealed document with its version, and the wraps of its key. Version 0: there is none yet.",
    access: "therapist",
    reply: z.object({
      version: z.int(),
      keyId: z.nullable(keyId),
      document: z.nullable(z.string()),
      wraps: z.array(wraps),
    }),
  }),
  version: route({
    method: "GET",
    path: "/api/vault/version",
    summary: "Only the version, to see whether another device has written.",
    access: "therapist",
    reply: z.object({ version: z.int(), keyId: z.nullable(keyId) }),
  }),
  save: route({
    method: "PUT",
    path: "/api/vault",
    summary:
      "Replaces the sealed document. Refused as STALE unless `replaces` is the stored version; the new version is one more.",
    access: "therapist",
    body: z.strictObject({
      replaces: z.int().check(z.gte(0)),
      keyId,
      document: base64(VAULT_MAX),
      /** All wraps anew; required with a new `keyId`, absent otherwise. */
      wraps: z.exactOptional(z.array(wraps).check(z.minLength(1), z.maxLength(32))),
    }),
    reply: z.object({ version: z.int() }),
    bodyLimit: 1_572_864,
    errors: ["STALE", "CONFLICT", "TOO_LARGE"],
  }),
  putWrap: route({
    method: "PUT",
    path: "/api/vault/wraps",
    summary: "Adds or replaces one wrap of the present key.",
    access: "therapist",
    body: wraps,
    errors: ["CONFLICT"],
  }),
} as const;

/** Of a practice: eight letters of Crockford's alphabet, which has no I, L, O, U. */
export const frontDoorCode = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{8}$/));

const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  position: z.enum(["owner", "member"]),
  isSuspended: z.boolean(),
});
const invitation = z.object({ id, email: z.string(), createdAt: time, expiresAt: time });

export const practiceApi = {
  show: route({
    method: "GET",
    path: "/api/practice",
    summary: "The practice with its therapists and open invitations.",
    access: "therapist",
    reply: z.object({
      id,
      name: z.string(),
      code: z.string(),
      therapists: z.array(member),
      invitations: z.array(invitation),
    }),
  }),
  rename: route({
    method: "PATCH",
    path: "/api/practice",
    summary: "Changes the name that stands in mails of the practice.",
    access: "owner",
    body: z.strictObject({ name: line(80) }),
  }),
  renewCode: route({
    method: "POST",
    path: "/api/practice/code",
    summary: "Gives the practice a new front-door code.",
    access: "owner",
    reply: z.object({ code: z.string() }),
    errors: ["TOO_MANY_TRIES"],
  }),
  invite: route({
    method: "POST",
    path: "/api/practice/invitations",
    summary: "Invites a therapist by mail. The answer does not tell whether the address has an account.",
    access: "owner",
    body: z.strictObject({ email, language }),
    errors: ["TOO_MANY_TRIES"],
  }),
  withdrawInvitation: route({
    method: "DELETE",
    path: "/api/practice/invitations/:id",
    summary: "Withdraws an invitation.",
    access: "owner",
    params: z.object({ id }),
    errors: ["NOT_FOUND"],
  }),
  removeTherapist: route({
    method: "DELETE",
    path: "/api/practice/therapists/:id",
    summary:
      "Removes a therapist from the practice. Account and vault stay with the person, in a practice of their own.",
    access: "owner",
    params: z.object({ id }),
    errors: ["NOT_FOUND", "CONFLICT"],
  }),
  makeOwner: route({
    method: "PUT",
    path: "/api/practice/therapists/:id/ownership",
    summary: "Makes a therapist of the practice an owner, beside those there are.",
    access: "owner",
    params: z.object({ id }),
    // A new owner can remove the old one: a session that somebody found open is not enough.
    body: z.strictObject({ current: base64Of(32) }),
    errors: ["NOT_FOUND", "CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  lookInvitation: route({
    method: "POST",
    path: "/api/invitation",
    summary: "What an invitation is for, by the token of its mail.",
    access: "public",
    body: z.strictObject({ token }),
    reply: z.object({ email: z.string(), practiceName: z.string() }),
    errors: ["TOKEN", "TOO_MANY_TRIES"],
  }),
  acceptInvitation: route({
    method: "POST",
    path: "/api/invitation/acceptance",
    summary:
      "Moves a therapist who has an account into the practice that invited its address; an own practice that is left empty ends. CONFLICT while colleagues work in it.",
    access: "therapist",
    body: z.strictObject({ token }),
    errors: ["TOKEN", "CONFLICT"],
  }),
} as const;

const mailState = z.enum(["waiting", "sent", "failed", "cancelled"]);

/** What a mail about an appointment is: its announcement, a reminder, or that it does not take place. */
const appointmentMail = z.enum(["appointment", "reminder", "cancelled"]);

export const mailApi = {
  send: route({
    method: "POST",
    path: "/api/mails",
    summary:
      "Mails an appointment, and a reminder if wished: date, time, practice name and the plain address /call; never a link, a room or a name.",
    access: "therapist",
    body: z.strictObject({
      email,
      language,
      /** Beginning of the appointment. */
      at: time,
      /** IANA name; date and time are written in it. */
      timeZone: z.string().check(z.regex(/^[A-Za-z0-9_+/-]{1,64}$/)),
      /** Minutes. */
      duration: z.int().check(z.gte(5), z.lte(1_440)),
      /** When to remind; null: only the announcement. */
      remindAt: z.nullable(time),
      /** The client agreed to mail (the therapist confirms it). */
      clientAgreed: z.literal(true),
    }),
    reply: z.object({ id }),
    errors: ["TOO_MANY_TRIES"],
  }),
  list: route({
    method: "GET",
    path: "/api/mails",
    summary:
      "Mails of this therapist that wait, and what became of those of the last 30 days; by appointment mail, newest first.",
    access: "therapist",
    reply: z.object({
      mails: z.array(
        z.object({
          id,
          kind: appointmentMail,
          /** Null once the last mail of the appointment is done: the address is erased with it. */
          recipient: z.nullable(z.string()),
          at: z.nullable(time),
          sendAt: time,
          state: mailState,
          /** Why it failed or waits: a closed word. `unclear`: it may have arrived. */
          reason: z.nullable(
            z.enum(["server-down", "refused", "address-refused", "later", "unclear", "erased"]),
          ),
        }),
      ),
    }),
  }),
  cancel: route({
    method: "DELETE",
    path: "/api/mails/:id",
    summary:
      "Stops what has not been sent of this appointment; `tell=true` mails that it does not take place.",
    access: "therapist",
    params: z.object({ id }),
    query: z.object({ tell: z.exactOptional(z.enum(["true", "false"])) }),
    errors: ["NOT_FOUND"],
  }),
} as const;

export const operatorApi = {
  findTherapist: route({
    method: "POST",
    path: "/api/operator/therapists/search",
    summary: "Finds an account by its whole address.",
    access: "operator",
    body: z.strictObject({ email }),
    reply: z.object({ id, isSuspended: z.boolean(), createdAt: time }),
    errors: ["NOT_FOUND"],
  }),
  suspend: route({
    method: "POST",
    path: "/api/operator/therapists/:id/suspension",
    summary: "Suspends a therapist and ends all sessions.",
    access: "operator",
    params: z.object({ id }),
    body: z.strictObject({ reason: line(200) }),
    errors: ["NOT_FOUND"],
  }),
  reactivate: route({
    method: "DELETE",
    path: "/api/operator/therapists/:id/suspension",
    summary: "Ends a suspension.",
    access: "operator",
    params: z.object({ id }),
    errors: ["NOT_FOUND"],
  }),
} as const;
