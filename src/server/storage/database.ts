// The one database of accounts and practices: SQLite in a file, or PostgreSQL.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { emptyLog, openSqlite } from "./sqlite.ts";
import { storageErrorOf } from "./storage-error.ts";
import type { Tables } from "./tables.ts";

export type DatabaseKind = "sqlite" | "postgres";

export type Database = {
  readonly kind: DatabaseKind;
  readonly sql: Kysely<Tables>;
  /**
   * Empties SQLite's log, in which deleted rows would else lie until it is written over. PostgreSQL looks after its own
   * (docs/self-hosting.md, "Database").
   */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  /** postgres:// or postgresql://; null: SQLite. */
  readonly url: string | null;
  /** Folder of the SQLite file. */
  readonly dataDir: string;
  /** Milliseconds to wait for another program that writes to the SQLite file; ten seconds unless given. */
  readonly waitMs?: number;
};

/** The name of the SQLite file in the data folder; its write-ahead log lies beside it. */
export const SQLITE_FILE = "connect.sqlite";

/** False where opening would make a new one: for SQLite, no file is there yet. Of PostgreSQL it is never known before. */
export const hasDatabase = ({ url, dataDir }: Pick<DatabaseOptions, "url" | "dataDir">): boolean =>
  url !== null || existsSync(join(dataDir, SQLITE_FILE));

/**
 * Opens the database and brings its tables up to date. Throws a StorageError: DATABASE_UNREACHABLE, DATABASE_NEWER,
 * DATABASE_LOCKED or MIGRATION_FAILED.
 */
export async function openDatabase({ url, dataDir, waitMs }: DatabaseOptions): Promise<Database> {
  const kind: DatabaseKind = url === null ? "sqlite" : "postgres";
  let sql: Kysely<Tables> | null = null;
  try {
    sql = url === null ? openSqlite(join(dataDir, SQLITE_FILE), waitMs) : openPostgres(url);
    await migrate(sql, kind);
  } catch (error) {
    await sql?.destroy().catch(() => {});
    throw storageErrorOf(error, "DATABASE_UNREACHABLE");
  }
  const opened = sql;
  return {
    kind,
    sql: opened,
    settle: () => (kind === "sqlite" ? emptyLog(opened) : Promise.resolve()),
    close: () => opened.destroy(),
  };
}
