// Legal hold: an account that somebody asked to erase, or whose time is over, stays as long as a claim or a duty needs
// it (Art. 17(3)(b), (e) GDPR). Nobody forgets to lift one: the end that was expected stands in the list.
import { Problem } from "../platform/problem.ts";
import type { Database } from "../storage/database.ts";
import { countRestricted, insertHold, liftHolds, listHolds } from "./hold-store.ts";

/** Holds an account. `endsAt`, Unix ms: until when, as far as is known. Throws NOT_FOUND. */
export async function placeHold(
  database: Database,
  {
    userId,
    reason,
    endsAt,
    now,
  }: { readonly userId: string; readonly reason: string; readonly endsAt: number; readonly now: number },
): Promise<void> {
  const isPlaced = await insertHold(database.sql, {
    user_id: userId,
    reason,
    placed_at: now,
    ends_at: endsAt,
  });
  if (!isPlaced) throw new Problem("NOT_FOUND");
}

/** Ends every hold of an account; false where there is none. */
export const liftHold = async (database: Database, userId: string, now: number): Promise<boolean> =>
  (await liftHolds(database.sql, userId, now)) > 0;

/** What keeps accounts from being erased: how many are restricted, held, and held beyond the end that was expected. */
export async function keptAccounts(database: Database, now: number) {
  const holds = await presentHolds(database, now);
  return {
    restricted: await countRestricted(database.sql),
    held: new Set(holds.map(({ email }) => email)).size,
    overdue: new Set(holds.filter(({ isOverdue }) => isOverdue).map(({ email }) => email)).size,
  };
}

/** Holds that are not lifted; `isOverdue`: the expected end is over, and somebody has to decide. */
export async function presentHolds(database: Database, now: number) {
  return (await listHolds(database.sql)).map((hold) => ({ ...hold, isOverdue: hold.ends_at <= now }));
}
