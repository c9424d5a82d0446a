import type { Kysely, Selectable } from "kysely";
import type { BreachTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type Breach = Selectable<BreachTable>;

export async function insertBreach(sql: Sql, breach: Breach): Promise<void> {
  await sql.insertInto("breach").values(breach).execute();
}

export const findBreach = (sql: Sql, id: string): Promise<Breach | undefined> =>
  sql.selectFrom("breach").selectAll().where("id", "=", id).executeTakeFirst();

/** What is open, the oldest first; then what is closed. */
export async function listBreaches(sql: Sql): Promise<readonly Breach[]> {
  const all = await sql.selectFrom("breach").selectAll().orderBy("noticed_at").orderBy("id").execute();
  return [...all.filter((one) => one.closed_at === null), ...all.filter((one) => one.closed_at !== null)];
}

/** Writes to a breach that is open; false if there is none. */
export async function changeOpenBreach(
  sql: Sql,
  id: string,
  change: Partial<Omit<Breach, "id" | "noticed_at">>,
): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("breach")
    .set(change)
    .where("id", "=", id)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that a breach concerns these practices, each once; null: all that there are. Returns how many are new. */
export async function addPractices(
  sql: Sql,
  breachId: string,
  only: readonly string[] | null,
): Promise<number> {
  const ids =
    only ?? (await sql.selectFrom("practice").select("id").orderBy("id").execute()).map(({ id }) => id);
  let added = 0;
  for (const practice_id of ids) {
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto("breach_practice")
      .values({ breach_id: breachId, practice_id, told_at: null })
      .onConflict((conflict) => conflict.columns(["breach_id", "practice_id"]).doNothing())
      .executeTakeFirst();
    added += Number(numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

/** The practices that a breach concerns: nothing about anybody's clients. `name` is null for one that was erased since. */
export const listPractices = (sql: Sql, breachId: string) =>
  sql
    .selectFrom("breach_practice")
    .leftJoin("practice", "practice.id", "breach_practice.practice_id")
    .select(["breach_practice.practice_id as id", "practice.name", "breach_practice.told_at"])
    .where("breach_practice.breach_id", "=", breachId)
    .orderBy("practice.name")
    .orderBy("breach_practice.practice_id")
    .execute();

/** Marks those as told that are not; of several that ask at once, one gets each practice. */
export async function markTold(sql: Sql, breachId: string, now: number): Promise<readonly string[]> {
  const rows = await sql
    .updateTable("breach_practice")
    .set({ told_at: now })
    .where("breach_id", "=", breachId)
    .where("told_at", "is", null)
    .returning("practice_id")
    .execute();
  return rows.map(({ practice_id }) => practice_id);
}

/** Who speaks for a practice. */
export const listOwners = (sql: Sql, practiceId: string) =>
  sql
    .selectFrom("therapist")
    .innerJoin("user", "user.id", "therapist.user_id")
    .innerJoin("person", "person.user_id", "therapist.user_id")
    .select(["user.id", "user.email", "person.language"])
    .where("therapist.practice_id", "=", practiceId)
    .where("therapist.position", "=", "owner")
    .orderBy("user.id")
    .execute();

export async function findPracticeOfAddress(sql: Sql, email: string): Promise<string | null> {
  const found = await sql
    .selectFrom("therapist")
    .innerJoin("user", "user.id", "therapist.user_id")
    .select("therapist.practice_id")
    .where("user.email", "=", email)
    .executeTakeFirst();
  return found?.practice_id ?? null;
}
