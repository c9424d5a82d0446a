// Brings a database to the present tables: forward only, one program at a time.
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { DatabaseKind } from "./database.ts";
import { practiceMigration } from "./migrations/0001-practice.ts";
import { promisesMigration } from "./migrations/0002-promises.ts";
import { StorageError, storageErrorOf } from "./storage-error.ts";
import type { Tables } from "./tables.ts";

// Where Kysely notes which steps have run.
const MIGRATION_TABLE = "schema_migration";
const MIGRATION_LOCK_TABLE = "schema_migration_lock";

const migrationsFor = (kind: DatabaseKind): Readonly<Record<string, Migration>> => ({
  "0001-practice": practiceMigration(kind),
  "0002-promises": promisesMigration,
});

async function executedNames(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  return rows.map(({ name }) => name);
}

/** Steps that have not run yet. Throws a StorageError DATABASE_NEWER. Changes nothing. */
export async function pendingMigrations(db: Kysely<Tables>, kind: DatabaseKind): Promise<readonly string[]> {
  const known = Object.keys(migrationsFor(kind));
  const executed = await executedNames(db);
  if (executed.some((name) => !known.includes(name))) throw new StorageError("DATABASE_NEWER");
  return known.filter((name) => !executed.includes(name));
}

/**
 * Runs what has not run yet, in one transaction under a lock. Throws a StorageError: DATABASE_NEWER when a later
 * version of the program wrote here, DATABASE_LOCKED when another one
 * holds the database, MIGRATION_FAILED when a step failed. Returns the names of the steps that ran.
 */
export async function migrate(
  db: Kysely<Tables>,
  kind: DatabaseKind,
  migrations: Readonly<Record<string, Migration>> = migrationsFor(kind),
): Promise<readonly string[]> {
  const unknown = (await executedNames(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new StorageError("DATABASE_NEWER");
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw storageErrorOf(error, "MIGRATION_FAILED");
  return (results ?? []).map(({ migrationName }) => migrationName);
}
