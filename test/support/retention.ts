// The retention run, for tests of what a feature leaves to it.
import { createLog } from "../../src/server/platform/log.ts";
import { USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { type RetentionParts, run } from "../../src/server/privacy/retention.ts";
import type { Database } from "../../src/server/storage/database.ts";

/** All that a run needs, as usual: nothing lies in the data folder. */
export function retentionParts(database: Database, now: () => number): RetentionParts {
  return {
    database,
    dataDir: "/nonexistent",
    periods: USUAL_PERIODS,
    timeZone: "Europe/Vienna",
    clock: { now },
    log: createLog({ level: "silent" }),
  };
}

/** Deletes what is due in the tables at that moment; throws if a rule fails. */
export async function runRetention(database: Database, now: number): Promise<void> {
  const lines = await run(
    retentionParts(database, () => now),
    ["tables"],
  );
  const failed = lines.filter(({ deleted }) => deleted === null);
  if (failed.length > 0) throw new Error(`failed: ${failed.map(({ rule }) => rule).join(", ")}`);
}
