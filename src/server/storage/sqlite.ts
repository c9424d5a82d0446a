// SQLite in one file, by Node's own module: nothing to install, nothing to run.
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { NodeSqliteDialect } from "@better-auth/kysely-adapter/node-sqlite-dialect";
import { CompiledQuery, type DatabaseConnection, type Dialect, Kysely, sql } from "kysely";
import type { Tables } from "./tables.ts";

const BUSY_TIMEOUT = 10_000;

/**
 * The dialect of better-auth, with two changes. A transaction takes the right to write when it begins: one that reads
 * first and writes then would fail when another program wrote in between. And migrations run in a transaction, so that
 * of two programs that start on one file the second waits, and nothing of a failed step stays.
 */
function dialectOf(database: DatabaseSync): Dialect {
  const inner = new NodeSqliteDialect({ database });
  return {
    createDriver: () =>
      Object.defineProperty(inner.createDriver(), "beginTransaction", {
        value: async (connection: DatabaseConnection) => {
          await connection.executeQuery(CompiledQuery.raw("begin immediate"));
        },
      }),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createAdapter: () =>
      Object.defineProperty(inner.createAdapter(), "supportsTransactionalDdl", { value: true }),
  };
}

/** Opens the file, and makes it where there is none. Throws what `node:sqlite` throws, such as ERR_SQLITE_ERROR. */
export function openSqlite(file: string, waitMs = BUSY_TIMEOUT): Kysely<Tables> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file, { timeout: waitMs });
  chmodSync(file, 0o600);
  // FULL: what was answered as done survives a power cut. secure_delete: a deleted row is overwritten with zeros.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
  `);
  return new Kysely<Tables>({ dialect: dialectOf(database) });
}

/** Writes the log into the file and cuts it to nothing; a log that another program reads is left for the next time. */
export async function emptyLog(db: Kysely<Tables>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
