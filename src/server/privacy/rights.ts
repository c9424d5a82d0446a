// What a person does about their own data while signed in, beside export and erasure: restriction (Art. 18 GDPR),
// requests for what they cannot do themselves (Art. 16, 21), and where all of it stands.
import type { Kysely } from "kysely";
import type { OwnRequest, PrivacyOverview } from "../../protocol/api-privacy.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Mailer } from "../mail/mail.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import { operatorsToTell } from "./operators.ts";
import { openRequest, readRequest } from "./request.ts";
import type { RequestRow } from "./request-store.ts";
import { findAddress, findHold, listRequestsOf, setRestriction } from "./rights-store.ts";

/** More requests of one person within a day than anybody has to write. */
const ASKED_PER_DAY = 10;

export type RightsParts = {
  readonly sql: Kysely<Tables>;
  readonly clock: Pick<Clock, "now">;
  readonly mailer: Pick<Mailer, "enqueue">;
  /** Of the operator's seat. */
  readonly timeZone: string;
  readonly accountDays: number;
  /** Mailbox of the operator; null where none is configured. */
  readonly operatorEmail: string | null;
  /** Colleagues who would be left without an owner. */
  readonly colleaguesWithoutOwner: (userId: string) => Promise<PrivacyOverview["needOwner"]>;
};

const shown = (row: RequestRow): OwnRequest => ({
  id: row.id,
  kind: row.kind,
  receivedAt: row.received_at,
  dueAt: row.due_at,
  isExtended: row.extended_at !== null,
  state: row.state,
  closedAt: row.closed_at,
});

/** Where the person's rights stand. */
export async function rightsOf(parts: RightsParts, userId: string): Promise<PrivacyOverview> {
  const { sql } = parts;
  const hold = await findHold(sql, userId);
  return {
    accountDays: parts.accountDays,
    needOwner: await parts.colleaguesWithoutOwner(userId),
    hold: hold === undefined ? null : { reason: hold.reason, endsAt: hold.ends_at },
    requests: (await listRequestsOf(sql, userId)).map(shown),
    operatorEmail: parts.operatorEmail,
  };
}

/**
 * Restricts processing, or lifts that. While it is on, the API answers RESTRICTED to everything but seeing and
 * exporting data, lifting, asking and signing out; mails to clients wait; retention skips the account.
 */
export const restrict = ({ sql, clock }: RightsParts, userId: string, restricted: boolean): Promise<void> =>
  setRestriction(sql, userId, restricted ? clock.now() : null);

/**
 * Opens a request and mails its text to the operator; the text is kept nowhere else. Throws TOO_MANY_TRIES, and
 * UNAVAILABLE where there is nobody to tell.
 */
export async function ask(
  parts: RightsParts,
  userId: string,
  { kind, text }: { readonly kind: "objection" | "rectification" | "other"; readonly text: string },
): Promise<OwnRequest> {
  const { sql, clock, mailer, timeZone } = parts;
  const now = clock.now();
  return sql.transaction().execute(async (trx) => {
    const own = await listRequestsOf(trx, userId);
    if (own.filter(({ received_at }) => received_at > now - DAY_MS).length >= ASKED_PER_DAY)
      throw new Problem("TOO_MANY_TRIES", { retryAfter: 3_600 });
    const told = await operatorsToTell(trx, parts.operatorEmail);
    if (told.length === 0) throw new Problem("UNAVAILABLE");
    const { email, language } = await findAddress(trx, userId);
    const request = {
      kind,
      channel: "account",
      userId,
      contact: null,
      language,
      identity: "account",
      timeZone,
    } as const;
    const row = await readRequest(trx, await openRequest(trx, clock, request));
    const content = { id: row.id, kind, text, replyTo: email, dueAt: row.due_at, timeZone };
    for (const one of told) await mailer.enqueue({ kind: "request-text", ...one, content }, trx);
    return shown(row);
  });
}
