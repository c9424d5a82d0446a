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
  // An idle connection that breaks is opened anew at the next query, which reports what is wrong.
  pool.on("error", () => {});
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
