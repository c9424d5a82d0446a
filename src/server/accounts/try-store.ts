import type { Kysely, Selectable } from "kysely";
import type { Tables, TryCountTable } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type TryCount = Omit<Selectable<TryCountTable>, "key">;

export const findTries = (sql: Sql, key: string): Promise<TryCount | undefined> =>
  sql
    .selectFrom("try_count")
    .select(["count", "window_start", "blocked_until"])
    .where("key", "=", key)
    .executeTakeFirst();

/** Writes `next` if what is stored is still `before`; false if somebody else was quicker. */
export async function replaceTries(
  sql: Sql,
  key: string,
  before: TryCount | undefined,
  next: TryCount,
): Promise<boolean> {
  if (before === undefined) {
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto("try_count")
      .values({ key, ...next })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await sql
    .updateTable("try_count")
    .set(next)
    .where("key", "=", key)
    .where("count", "=", before.count)
    .where("window_start", "=", before.window_start)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function clearTries(sql: Sql, key: string): Promise<void> {
  await sql.deleteFrom("try_count").where("key", "=", key).execute();
}
