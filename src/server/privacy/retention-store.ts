// Rows that are due, counted and deleted. Every condition is written once and holds for counting and deleting alike.
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import { authDate, readAuthDate } from "../storage/auth-values.ts";
import type { Database } from "../storage/database.ts";
import { lockPeople } from "../storage/lock-people.ts";
import type { RetentionRunTable, Tables } from "../storage/tables.ts";
import type { Rows } from "./retention-rules.ts";

type Sql = Kysely<Tables>;

/** Rows of a table, and the moment before which they are due. */
export type Due = { readonly table: string; readonly rows: Rows; readonly before: number };

/** Art. 18: neither used nor deleted; Art. 17(3): a duty to keep. */
const isKept = (account: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`(
  exists (select 1 from person as kept where kept.user_id = ${account} and kept.restricted_at is not null)
  or exists (select 1 from legal_hold as held where held.user_id = ${account} and held.lifted_at is null)
)`;

function isConcerned(
  { kind }: Database,
  table: string,
  { applies, moment, owner }: Rows,
): RawBuilder<SqlBool> {
  const isFree =
    owner === null ? sql<SqlBool>`1 = 1` : sql<SqlBool>`not ${isKept(sql.ref(`${table}.${owner}`))}`;
  return sql<SqlBool>`${moment} is not null and ${applies(kind)} and ${isFree}`;
}

function isDue(database: Database, { table, rows, before }: Due): RawBuilder<SqlBool> {
  const limit = rows.as === "date" ? authDate(database.kind, before) : before;
  return sql<SqlBool>`${isConcerned(database, table, rows)} and ${rows.moment} < ${limit}`;
}

export type Standing = {
  readonly due: number;
  /** The earliest moment among those that end some day; null where there is none. Unix ms. */
  readonly earliest: number | null;
};

export async function standingOf(database: Database, due: Due): Promise<Standing> {
  const { table, rows } = due;
  const { rows: found } = await sql<{ due: unknown; earliest: unknown }>`
    select
      (select count(*) from ${sql.table(table)} where ${isDue(database, due)}) as due,
      (select min(${rows.moment}) from ${sql.table(table)} where ${isConcerned(database, table, rows)}) as earliest
  `.execute(database.sql);
  const [{ due: count, earliest } = { due: 0, earliest: null }] = found;
  if (earliest === null || earliest === undefined) return { due: Number(count), earliest: null };
  return {
    due: Number(count),
    earliest: rows.as === "date" ? readAuthDate(earliest) : Number(earliest),
  };
}

const deleted = ({ numAffectedRows }: { readonly numAffectedRows?: bigint }): number =>
  Number(numAffectedRows ?? 0n);

/** Deletes, or empties, up to `limit` rows that are due in one statement; returns how many. */
export async function deleteSome(database: Database, due: Due, limit: number): Promise<number> {
  const { table, rows } = due;
  if (table === "user") return deleteAccounts(database, due, limit);
  const name = sql.ref(`${table}.${rows.key}`);
  const condition = isDue(database, due);
  const chosen = sql`${name} in (select ${name} from ${sql.table(table)} where ${condition} limit ${limit})`;
  // The condition stands twice: what changed between choosing and deleting is looked at again.
  const statement =
    rows.clears === null
      ? sql`delete from ${sql.table(table)} where ${chosen} and ${condition}`
      : sql`update ${sql.table(table)} set ${sql.ref(rows.clears)} = null where ${chosen} and ${condition}`;
  return deleted(await statement.execute(database.sql));
}

async function deleteAccounts(database: Database, due: Due, limit: number): Promise<number> {
  const condition = isDue(database, due);
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref("user.id")} as id from ${sql.table("user")} where ${condition} limit ${limit}
  `.execute(database.sql);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  return database.sql.transaction().execute(async (trx) => {
    await lockPeople(trx, ids);
    // All that belongs to an account goes with it, by foreign key, or nothing does.
    const statement = sql`delete from ${sql.table("user")} where ${sql.ref("user.id")} in (${sql.join(ids)}) and ${condition}`;
    return deleted(await statement.execute(trx));
  });
}

/** Deletes one account with all that belongs to it, unless it is kept; true if it is gone. */
export async function deleteAccount(db: Sql, userId: string): Promise<boolean> {
  const statement = sql`delete from ${sql.table("user")} where ${sql.ref("user.id")} = ${userId} and not ${isKept(sql.ref("user.id"))}`;
  return deleted(await statement.execute(db)) > 0;
}

/** Practices to which nobody belongs. */
export async function deleteEmptyPractices(db: Sql): Promise<void> {
  await db
    .deleteFrom("practice")
    .where("id", "not in", (select) => select.selectFrom("therapist").select("practice_id"))
    .execute();
}

/** Why an account stays; null where nothing stands in the way, "NOT_FOUND" where there is none. */
export async function whyKept(db: Sql, userId: string): Promise<"restricted" | "held" | "NOT_FOUND" | null> {
  const person = await db
    .selectFrom("person")
    .select("restricted_at")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (person === undefined) return "NOT_FOUND";
  const hold = await db
    .selectFrom("legal_hold")
    .select("id")
    .where("user_id", "=", userId)
    .where("lifted_at", "is", null)
    .executeTakeFirst();
  if (hold !== undefined) return "held";
  return person.restricted_at === null ? null : "restricted";
}

type LastRun = Selectable<RetentionRunTable>;

export const listRuns = (db: Sql): Promise<readonly LastRun[]> =>
  db.selectFrom("retention_run").selectAll().execute();

/** Notes that rules ran to their end. */
export async function noteRuns(db: Sql, runs: readonly LastRun[]): Promise<void> {
  if (runs.length === 0) return;
  await db
    .insertInto("retention_run")
    .values([...runs])
    .onConflict((conflict) =>
      conflict.column("rule").doUpdateSet((set) => ({
        done_at: set.ref("excluded.done_at"),
        deleted: set.ref("excluded.deleted"),
      })),
    )
    .execute();
}

/** Forgets rules that there are no more; a period or a table of them may have changed its name. */
export async function forgetRuns(db: Sql, known: readonly string[]): Promise<void> {
  await db.deleteFrom("retention_run").where("rule", "not in", known).execute();
}
