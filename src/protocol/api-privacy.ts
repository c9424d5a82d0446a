// What people can do about their own data while signed in (Art. 12 to 22 GDPR).
import * as z from "zod/mini";
import { base64Of, id, paragraphs, route, time } from "./api-route.ts";
import { REQUEST_KINDS } from "./request-kinds.ts";

const password = base64Of(32);

/** Longest text of a request, in characters. */
export const REQUEST_TEXT_MAX = 4_000;

const request = z.object({
  id,
  kind: z.enum(REQUEST_KINDS),
  receivedAt: time,
  /** The operator has to answer by then (Art. 12(3)). */
  dueAt: time,
  isExtended: z.boolean(),
  state: z.enum(["open", "answered", "refused"]),
  closedAt: z.nullable(time),
});
export type OwnRequest = z.infer<typeof request>;

const overview = z.object({
  /** Days from the wish to be erased to the erasure. */
  accountDays: z.int(),
  /** Colleagues of a practice that would be left without an owner; one of them has to become owner first. */
  needOwner: z.array(z.object({ id, name: z.string() })),
  /** A duty to keep the account; the reason is the operator's. */
  hold: z.nullable(z.object({ reason: z.string(), endsAt: time })),
  requests: z.array(request),
  /** Mailbox of the operator; null where none is configured. */
  operatorEmail: z.nullable(z.string()),
});
export type PrivacyOverview = z.infer<typeof overview>;

export const privacyApi = {
  show: route({
    method: "GET",
    path: "/api/privacy",
    summary:
      "What stands about one's rights: requests with their due dates, holds, what an erasure would wait for.",
    access: "session",
    whileRestricted: true,
    reply: overview,
  }),
  export: route({
    method: "POST",
    path: "/api/privacy/export",
    summary:
      "Everything that is kept about the account, as an archive: data as JSON with its schema, a readable page, the sealed vault (Art. 15 and 20).",
    access: "session",
    whileRestricted: true,
    body: z.strictObject({ current: password }),
    file: "application/zip",
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  leave: route({
    method: "POST",
    path: "/api/privacy/erasure",
    summary:
      "Asks for erasure (Art. 17): ends all sessions and the mails to clients that wait. Signing in before the given moment takes it back. CONFLICT while colleagues would be left without an owner.",
    access: "session",
    body: z.strictObject({ current: password }),
    reply: z.object({ erasedAt: time }),
    errors: ["CREDENTIALS", "CONFLICT", "TOO_MANY_TRIES"],
  }),
  restrict: route({
    method: "PUT",
    path: "/api/privacy/restriction",
    summary:
      "Restricts processing, or lifts that (Art. 18): while it is on, the account is neither used nor deleted.",
    access: "session",
    whileRestricted: true,
    body: z.strictObject({ restricted: z.boolean() }),
  }),
  ask: route({
    method: "POST",
    path: "/api/privacy/requests",
    summary:
      "Opens a request for what one cannot do oneself: an objection (Art. 21), a correction (Art. 16), anything else. The text is mailed to the operator and kept nowhere else.",
    access: "session",
    whileRestricted: true,
    body: z.strictObject({
      kind: z.enum(["objection", "rectification", "other"]),
      text: paragraphs(REQUEST_TEXT_MAX),
    }),
    bodyLimit: 32_768,
    reply: request,
    errors: ["TOO_MANY_TRIES", "UNAVAILABLE"],
  }),
  schema: route({
    method: "GET",
    path: "/api/schemas/person-data.json",
    summary: "JSON Schema of the data file in the archive.",
    access: "public",
    reply: z.record(z.string(), z.unknown()),
  }),
} as const;
