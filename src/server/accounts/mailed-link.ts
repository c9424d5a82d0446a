// Links that are mailed once and used once; only the hash of their token is kept.
import type { Kysely } from "kysely";
import type { Mailer } from "../mail/mail.ts";
import type { Clock } from "../platform/clock.ts";
import { createToken, hashToken } from "../platform/token.ts";
import type { Database } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";
import { type MailToken, putToken } from "./account-store.ts";

const HOUR = 3_600_000;
/** How long a mailed link is valid. */
const TOKEN_LIFE: Readonly<Record<MailToken["purpose"], number>> = {
  confirm: 24 * HOUR,
  reset: HOUR,
  email: 24 * HOUR,
  news: 7 * 24 * HOUR,
};

export type AccountParts = {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailer: Pick<Mailer, "enqueue">;
  readonly origin: string;
  /** Present versions of what therapists agree to. */
  readonly agreements: { readonly terms: string; readonly avv: string };
  /** Key from which tokens follow that must be known again later. */
  readonly withdrawalKey: string;
};

/** A new token for a mailed link of this account, as the part behind `#`. */
export async function issueToken(
  sql: Kysely<Tables>,
  {
    userId,
    purpose,
    detail,
    now,
  }: {
    readonly userId: string;
    readonly purpose: MailToken["purpose"];
    readonly detail: string | null;
    readonly now: number;
  },
): Promise<string> {
  const token = createToken();
  await putToken(sql, {
    token_hash: hashToken(token),
    purpose,
    user_id: userId,
    detail,
    created_at: now,
    expires_at: now + TOKEN_LIFE[purpose],
  });
  return token;
}
