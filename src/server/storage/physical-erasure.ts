// Whether a deleted row is gone from the files of the database as well. SQLite overwrites it (`secure_delete`) and its
// log is emptied. PostgreSQL keeps it in its tables until they are written anew, in its log until that is recycled, and
// in its statistics, which of a table that is empty since are not even gathered again; with the rights for it the
// program sees to all three.
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** What stands in the way on this PostgreSQL. */
export type Missing =
  /** The database belongs to another user: tables and statistics cannot be written anew. */
  | "owner"
  /** `pg_switch_wal()` may not be called. */
  | "switch-log"
  /** `CHECKPOINT` may not be called. */
  | "checkpoint"
  /** `wal_recycle` is on, or `wal_keep_size` is not 0: files of the log are used again without being overwritten. */
  | "recycled-log"
  /** The log is archived. */
  | "archive"
  /** Other servers hold a copy. */
  | "replicas";

/** `remains` until the database writes over it, or until archive and copies end; nobody can say a day. */
export type PhysicalErasure = "complete" | { readonly remains: readonly Missing[] };

type Rights = {
  readonly owner: boolean;
  readonly switches: boolean;
  readonly checkpoints: boolean;
  readonly overwrites: boolean;
  readonly archives: boolean;
  readonly replicates: boolean;
};

async function rightsOf(database: Database): Promise<Rights> {
  const { rows } = await sql<Rights>`
    select
      pg_has_role(current_user, datdba, 'usage') as owner,
      has_function_privilege('pg_switch_wal()', 'execute') as switches,
      (select rolsuper from pg_roles where rolname = current_user)
        or pg_has_role(current_user, 'pg_checkpoint', 'usage') as checkpoints,
      current_setting('wal_recycle') = 'off' and current_setting('wal_keep_size') = '0' as overwrites,
      current_setting('archive_mode') <> 'off' as archives,
      exists (select 1 from pg_replication_slots) or exists (select 1 from pg_stat_replication) as replicates
    from pg_database where datname = current_database()
  `.execute(database.sql);
  const [rights] = rows;
  if (rights === undefined) throw new Error("a database that does not know itself");
  return rights;
}

/** Whether what is deleted leaves every file of the database, and if not, what stands in the way. Changes nothing. */
export async function physicalErasure(database: Database): Promise<PhysicalErasure> {
  if (database.kind === "sqlite") return "complete";
  const rights = await rightsOf(database);
  const remains = [
    ...(rights.owner ? [] : ["owner" as const]),
    ...(rights.switches ? [] : ["switch-log" as const]),
    ...(rights.checkpoints ? [] : ["checkpoint" as const]),
    ...(rights.overwrites ? [] : ["recycled-log" as const]),
    ...(rights.archives ? ["archive" as const] : []),
    ...(rights.replicates ? ["replicas" as const] : []),
  ];
  return remains.length === 0 ? "complete" : { remains };
}

/**
 * Keeps samples of texts out of the statistics: names and addresses would lie there. Rows are found by unique indexes,
 * which need none.
 */
async function sampleNoTexts(connection: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select relname as table, attname as column
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped
      and atttypid = 'text'::regtype and coalesce(attstattarget, -1) <> 0
  `.execute(connection);
  for (const { table, column } of rows)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set statistics 0`.execute(
      connection,
    );
}

/** Waiting for a table that is in use must not hold up everybody behind. */
const LOCK_WAIT = "5s";
/** A write puts something into the log, so that there is a file to switch away from. */
const NOTE = "physical-erasure";

/**
 * Overwrites what was deleted, as far as this database lets it. On PostgreSQL each table is locked while it is written
 * anew; the log is switched twice, because a checkpoint keeps the file before the last.
 */
export async function overwriteDeleted(database: Database): Promise<PhysicalErasure> {
  if (database.kind === "sqlite") {
    await database.settle();
    return "complete";
  }
  const answer = await physicalErasure(database);
  const cannot = new Set(answer === "complete" ? [] : answer.remains);
  if (cannot.has("owner")) return answer;
  const tables = (await database.sql.introspection.getTables()).map(({ name }) => name);
  await database.sql.connection().execute(async (connection) => {
    await sql`set lock_timeout = ${sql.lit(LOCK_WAIT)}`.execute(connection);
    try {
      await sampleNoTexts(connection);
      for (const table of tables) await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(connection);
      await sql`vacuum full pg_catalog.pg_statistic`.execute(connection);
      if (cannot.has("switch-log") || cannot.has("checkpoint")) return;
      for (let round = 0; round < 2; round += 1) {
        await connection
          .insertInto("lease")
          .values({ name: NOTE, holder: String(round), until: 0 })
          .onConflict((conflict) => conflict.column("name").doUpdateSet({ holder: String(round) }))
          .execute();
        await sql`select pg_switch_wal()`.execute(connection);
        await sql`checkpoint`.execute(connection);
      }
    } finally {
      await sql`reset lock_timeout`.execute(connection);
    }
  });
  return answer;
}
