import { randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { lockPeople } from "../storage/lock-people.ts";
import type { LegalHoldTable, Tables } from "../storage/tables.ts";

type Hold = Selectable<LegalHoldTable>;

/** Writes a hold; false where there is no such account, or none any more. */
export async function insertHold(
  sql: Kysely<Tables>,
  hold: Pick<Hold, "reason" | "placed_at" | "ends_at"> & { readonly user_id: string },
): Promise<boolean> {
  return sql.transaction().execute(async (trx) => {
    if ((await lockPeople(trx, [hold.user_id])).length === 0) return false;
    await trx
      .insertInto("legal_hold")
      .values({ id: randomUUID(), lifted_at: null, ...hold })
      .execute();
    return true;
  });
}

/** Ends every hold of an account; returns how many there were. */
export async function liftHolds(sql: Kysely<Tables>, userId: string, now: number): Promise<number> {
  const { numUpdatedRows } = await sql
    .updateTable("legal_hold")
    .set({ lifted_at: now })
    .where("user_id", "=", userId)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** How many accounts are restricted (Art. 18). */
export async function countRestricted(sql: Kysely<Tables>): Promise<number> {
  const { count } = await sql
    .selectFrom("person")
    .select((select) => select.fn.count<number | string | bigint>("user_id").as("count"))
    .where("restricted_at", "is not", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Holds that are not lifted, with the address of their account. */
export const listHolds = (sql: Kysely<Tables>) =>
  sql
    .selectFrom("legal_hold")
    .innerJoin("user", "user.id", "legal_hold.user_id")
    .select(["user.email", "legal_hold.reason", "legal_hold.placed_at", "legal_hold.ends_at"])
    .where("lifted_at", "is", null)
    .orderBy("legal_hold.ends_at")
    .execute();
