// Opens a database to look at it: nothing is made, nothing is brought up to date.
import { join } from "node:path";
import { sql } from "kysely";
import { type Database, type DatabaseOptions, hasDatabase, SQLITE_FILE } from "./database.ts";
import { pendingMigrations } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { emptyLog, openSqlite } from "./sqlite.ts";
import { storageErrorOf } from "./storage-error.ts";

export type Look = {
  readonly database: Database;
  /** Steps that the next start runs. */
  readonly pending: readonly string[];
};

/** Null where there is none yet. Throws a StorageError: DATABASE_UNREACHABLE, DATABASE_NEWER or DATABASE_LOCKED. */
export async function lookAtDatabase({ url, dataDir, waitMs }: DatabaseOptions): Promise<Look | null> {
  if (!hasDatabase({ url, dataDir })) return null;
  const kind = url === null ? "sqlite" : "postgres";
  let opened: Database["sql"] | null = null;
  try {
    const db = url === null ? openSqlite(join(dataDir, SQLITE_FILE), waitMs) : openPostgres(url);
    opened = db;
    const pending = await pendingMigrations(db, kind);
    const settle = (): Promise<void> => (kind === "sqlite" ? emptyLog(db) : Promise.resolve());
    return { database: { kind, sql: db, settle, close: () => db.destroy() }, pending };
  } catch (error) {
    await opened?.destroy().catch(() => {});
    throw storageErrorOf(error, "DATABASE_UNREACHABLE");
  }
}

/** The clock of the database's machine, Unix ms; null for a file, which has none. */
export async function databaseTime(database: Database): Promise<number | null> {
  if (database.kind === "sqlite") return null;
  const { rows } = await sql<{
    ms: number;
  }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(database.sql);
  const ms = Number(rows[0]?.ms);
  return Number.isFinite(ms) ? ms : null;
}

/** Whether a server has ever worked on this database: one that runs holds leases, and none of them is given back. */
export async function hasServed({ sql: db }: Pick<Database, "sql">): Promise<boolean> {
  const row = await db.selectFrom("lease").select("name").where("until", ">", 0).limit(1).executeTakeFirst();
  return row !== undefined;
}
