// Every test of storage runs on both databases.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { type Database, openDatabase } from "../../src/server/storage/database.ts";
import { findPostgres, type Postgres, startPostgres } from "./postgres.ts";

const KINDS = ["sqlite", "postgres"] as const;

export interface Ground {
  readonly kind: (typeof KINDS)[number];
  /** Opens a new, empty database; closed and removed after the test. */
  open(): Promise<Database>;
  /** Where `open` looks: a new place each time, for tests that open one place twice. */
  newPlace(): { readonly url: string | null; readonly dataDir: string };
}

/** Runs `tests` once with SQLite and once with a PostgreSQL started for it. */
export function describeOnBothDatabases(title: string, tests: (ground: Ground) => void): void {
  for (const kind of KINDS) {
    // Under CI a missing server is a failure: nothing may pass there because it did not run.
    const isMissing = kind === "postgres" && findPostgres() === null && process.env["CI"] !== "true";
    const name = isMissing ? `${title} (postgres: skipped, no server on this machine)` : `${title} (${kind})`;
    describe.skipIf(isMissing)(name, () => {
      let server: Postgres | null = null;
      const cleanUp: (() => void | Promise<void>)[] = [];
      beforeAll(async () => {
        if (kind === "postgres") server = await startPostgres();
      }, 60_000);
      afterEach(async () => {
        for (const step of cleanUp.splice(0).toReversed()) await step();
      });
      afterAll(() => server?.stop());
      const newPlace = () => {
        const dataDir = mkdtempSync(join(tmpdir(), "connect-storage-"));
        cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }));
        return { url: server?.newDatabase() ?? null, dataDir };
      };
      tests({
        kind,
        newPlace,
        async open() {
          const database = await openDatabase(newPlace());
          cleanUp.push(() => database.close());
          return database;
        },
      });
    });
  }
}
