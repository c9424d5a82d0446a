import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Tables } from "./tables.ts";

const CONNECT_TIMEOUT = 10_000;
const POOL_SIZE = 10;
const INT8 = 20;

// Times in milliseconds fit a double until the year 287396.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 ? (value: string) => Number(value) : pg.types.getTypeParser(oid, format),
};

/** Connects to the server that the address names, when first asked for something. */
export function openPostgres(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    types,
  });
  // A connection that breaks while nobody asks it anything, idle or within a transaction, must not end the program:
  // the next query on it fails and says so, and the one after that gets a new connection.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
