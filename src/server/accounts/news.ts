// News by mail: asked for, confirmed from the mailbox (double opt-in), withdrawn with one press (Art. 7(3) GDPR).
import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import type { Language } from "../mail/mail-kinds.ts";
import { Problem } from "../platform/problem.ts";
import { hashToken } from "../platform/token.ts";
import type { Tables } from "../storage/tables.ts";
import { deleteNews, findNews, putNews, takeToken } from "./account-store.ts";
import { type AccountParts, issueToken } from "./mailed-link.ts";

type Reader = {
  readonly userId: string;
  readonly email: string;
  readonly language: Language;
  readonly now: number;
};

/** The token in each news mail of this consent: the same every time, so that only its hash has to be kept. */
const withdrawalToken = (key: string, userId: string, askedAt: number): string =>
  createHmac("sha256", key).update(`news\0${userId}\0${askedAt}`).digest("base64url");

/** Notes the wish and mails the question; without the answer nothing is sent. A consent that is given stays. */
export async function askForNews(
  { mailer, origin, withdrawalKey }: AccountParts,
  trx: Kysely<Tables>,
  { userId, email, language, now }: Reader,
): Promise<void> {
  const present = await findNews(trx, userId);
  if (present?.given_at !== null && present !== undefined) return;
  const withdrawal = withdrawalToken(withdrawalKey, userId, now);
  await putNews(trx, {
    user_id: userId,
    asked_at: now,
    given_at: null,
    withdrawal_hash: hashToken(withdrawal),
  });
  const token = await issueToken(trx, { userId, purpose: "news", detail: null, now });
  const content = {
    link: `${origin}/practice#news.${token}`,
    withdrawal: `${origin}/practice#news-off.${withdrawal}`,
  };
  await mailer.enqueue({ kind: "news", userId, recipient: email, language, content }, trx);
}

/** The consent is given. Throws TOKEN. */
export async function confirmNews({ database, clock }: AccountParts, token: string): Promise<void> {
  const now = clock.now();
  await database.sql.transaction().execute(async (trx) => {
    const used = await takeToken(trx, "news", hashToken(token), now);
    const consent = used === null ? undefined : await findNews(trx, used.user_id);
    if (consent === undefined) throw new Problem("TOKEN");
    await putNews(trx, { ...consent, given_at: now });
  });
}

/** Withdraws by the token of a news mail. Throws TOKEN. */
export async function withdrawNews({ database }: AccountParts, token: string): Promise<void> {
  if (!(await deleteNews(database.sql, { withdrawalHash: hashToken(token) }))) throw new Problem("TOKEN");
}
