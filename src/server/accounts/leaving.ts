// The end of an account by its owner's wish (Art. 17 GDPR): asked for, and called off by signing in again in time. The
// erasing itself is retention's.
import { DAY_MS } from "../../protocol/limits.ts";
import { Problem } from "../platform/problem.ts";
import { endNoticesOf } from "../practice/notice.ts";
import { colleaguesWithoutOwner } from "../practice/practice.ts";
import { clearLeaving, deleteSessions, deleteTokens, findUserById, setLeaving } from "./account-store.ts";
import type { AccountParts } from "./mailed-link.ts";
import { type PasswordParts, provePassword } from "./password.ts";

export type LeavingParts = PasswordParts & {
  /** Days from the wish to the erasure. */
  readonly accountDays: number;
  /** Of the operator's seat, for the date in the mail. */
  readonly timeZone: string;
};

/**
 * Notes the wish, ends every session, mailed link and mail to clients that waits, and tells the mailbox. Returns when
 * the account will be erased, Unix ms. Throws CREDENTIALS, TOO_MANY_TRIES, and CONFLICT where colleagues would be left
 * without an owner.
 */
export async function askToLeave(
  parts: LeavingParts,
  { userId, current }: { readonly userId: string; readonly current: string },
): Promise<number> {
  const { database, clock, mailer, origin, accountDays, timeZone } = parts;
  const user = await provePassword(parts, userId, current);
  const now = clock.now();
  const erasedAt = now + accountDays * DAY_MS;
  await database.sql.transaction().execute(async (trx) => {
    if ((await colleaguesWithoutOwner(trx, userId)).length > 0) throw new Problem("CONFLICT");
    await setLeaving(trx, userId, now);
    await deleteSessions(trx, userId);
    await deleteTokens(trx, userId);
    await endNoticesOf(trx, userId, now);
    const content = { link: `${origin}/practice`, erasedAt, timeZone };
    const { language, email: recipient } = user;
    await mailer.enqueue({ kind: "erasure-asked", userId, recipient, language, content }, trx);
  });
  return erasedAt;
}

/** Whoever has signed in again stays. True if there was a wish to be erased, which is over now; the mailbox is told. */
export async function callOffLeaving(
  { database, mailer, origin }: Pick<AccountParts, "database" | "mailer" | "origin">,
  userId: string,
): Promise<boolean> {
  return database.sql.transaction().execute(async (trx) => {
    if (!(await clearLeaving(trx, userId))) return false;
    const user = await findUserById(trx, userId);
    if (user === null) return false;
    const content = { link: `${origin}/practice` };
    const { language, email: recipient } = user;
    await mailer.enqueue({ kind: "erasure-called-off", userId, recipient, language, content }, trx);
    return true;
  });
}
