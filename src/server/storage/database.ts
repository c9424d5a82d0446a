// The one database of accounts and practices: SQLite in a file, or PostgreSQL.
import { join } from "node:path";
import type { Kysely } from "kysely";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";
import { StorageError } from "./storage-error.ts";
import type { Tables } from "./tables.ts";

export type DatabaseKind = "sqlite" | "postgres";

export type Database = {
  readonly kind: DatabaseKind;
  readonly sql: Kysely<Tables>;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  /** postgres:// or postgresql://; null: SQLite. */
  readonly url: string | null;
  /** Folder of the SQLite file. */
  readonly dataDir: string;
};

/** The name of the SQLite file in the data folder; its write-ahead log lies beside it. */
export const SQLITE_FILE = "connect.sqlite";

/**
 * Opens the database and brings its tables up to date. Throws a StorageError: DATABASE_UNREACHABLE, DATABASE_NEWER or
 * MIGRATION_FAILED.
 */
export async function openDatabase({ url, dataDir }: DatabaseOptions): Promise<Database> {
  const kind: DatabaseKind = url === null ? "sqlite" : "postgres";
  let sql: Kysely<Tables> | null = null;
  try {
    sql = url === null ? openSqlite(join(dataDir, SQLITE_FILE)) : openPostgres(url);
    await migrate(sql, kind);
  } catch (error) {
    await sql?.destroy().catch(() => {});
    throw error instanceof StorageError ? error : new StorageError("DATABASE_UNREACHABLE", error);
  }
  const opened = sql;
  return { kind, sql: opened, close: () => opened.destroy() };
}
