// What the operator may do to an account: find it by its whole address, suspend it, let it work again.
import { Problem } from "../platform/problem.ts";
import { endNoticesOf } from "../practice/notice.ts";
import type { Database } from "../storage/database.ts";
import { deleteSessions, findUserByEmail, findUserById, setSuspension } from "./account-store.ts";

/** Throws NOT_FOUND. */
export async function findAccount({ sql }: Database, email: string) {
  const user = await findUserByEmail(sql, email);
  if (user === null) throw new Problem("NOT_FOUND");
  return { id: user.id, isSuspended: user.suspendedAt !== null, createdAt: user.createdAt };
}

/** Suspends a therapist, ends all sessions and the mails to clients that wait. Throws NOT_FOUND, also for operators: they cannot lock each other out. */
export async function suspend({ sql }: Database, id: string, reason: string, now: number): Promise<void> {
  await sql.transaction().execute(async (trx) => {
    const user = await findUserById(trx, id);
    if (user === null || user.isOperator) throw new Problem("NOT_FOUND");
    await setSuspension(trx, id, now, reason);
    await deleteSessions(trx, id);
    await endNoticesOf(trx, id, now);
  });
}

/** Throws NOT_FOUND. */
export async function reactivate({ sql }: Database, id: string): Promise<void> {
  if (!(await setSuspension(sql, id, null, null))) throw new Problem("NOT_FOUND");
}
