// Retention by itself: at the start, which catches up after a time without, and every hour. Files are those of each
// process; of several processes one does the tables.
import { DAY_MS } from "../../protocol/limits.ts";
import type { Job } from "../platform/jobs.ts";
import { codeOf, type Log } from "../platform/log.ts";
import type { Database } from "../storage/database.ts";
import { takeLease } from "../storage/lease.ts";
import { overwriteDeleted } from "../storage/physical-erasure.ts";
import { keptAccounts } from "./hold.ts";
import {
  findOverdue,
  OVERDUE_AFTER,
  OVERWRITING,
  type RetentionParts,
  type RunLine,
  run,
} from "./retention.ts";
import { listRuns, noteRuns } from "./retention-store.ts";

const HOUR = 3_600_000;

export type RetentionJobParts = Omit<RetentionParts, "log"> & {
  readonly log: RetentionParts["log"] & Pick<Log, "retentionRan" | "retentionOverdue" | "holdsOverdue">;
  /** Random for each process. */
  readonly holder: string;
};

/** PostgreSQL locks each table for that: once a day. SQLite only empties its log. */
async function overwrite(database: Database, parts: RetentionJobParts): Promise<void> {
  const now = parts.clock.now();
  const last = (await listRuns(database.sql)).find(({ rule }) => rule === OVERWRITING);
  if (database.kind === "postgres" && last !== undefined && Math.abs(now - last.done_at) < DAY_MS) return;
  try {
    await overwriteDeleted(database);
    // Afterwards, so that a run that was killed in between is made again. The note itself names nobody.
    await noteRuns(database.sql, [{ rule: OVERWRITING, done_at: now, deleted: 0 }]);
  } catch (error) {
    parts.log.retentionFailed({ rule: OVERWRITING, code: codeOf(error) });
  }
}

async function runTables(database: Database, parts: RetentionJobParts): Promise<readonly RunLine[] | null> {
  const lease = { name: "retention", holder: parts.holder, now: parts.clock.now(), forMs: HOUR / 2 };
  if (!(await takeLease(database.sql, lease))) return null;
  const lines = await run(parts, ["tables"]);
  await overwrite(database, parts);
  return lines;
}

/** The job for `startJobs`. */
export function retentionJob(parts: RetentionJobParts): Job {
  const { database, log, clock } = parts;
  // The notes in the database are those of all processes, and each has files of its own.
  const startedAt = clock.now();
  const filesDone = new Map<string, number>();
  return {
    name: "retention",
    at: "0 7 * * * *",
    atStart: true,
    async run() {
      const files = await run(parts, ["files"]);
      const tables = database === null ? null : await runTables(database, parts);
      const lines = [...files, ...(tables ?? [])];
      log.retentionRan({
        rules: lines.filter(({ deleted }) => deleted !== null).length,
        deleted: lines.reduce((sum, { deleted }) => sum + (deleted ?? 0), 0),
      });
      const now = clock.now();
      for (const { rule, deleted } of files) {
        if (deleted !== null) filesDone.set(rule, now);
        const idle = now - (filesDone.get(rule) ?? startedAt);
        if (idle > OVERDUE_AFTER) log.retentionOverdue({ rule, hours: Math.floor(idle / HOUR) });
      }
      if (database === null) return;
      const isOfFiles = new Set(files.map(({ rule }) => rule));
      // Another process may be at it for the first time.
      for (const overdue of await findOverdue(database, parts))
        if (!isOfFiles.has(overdue.rule) && (tables !== null || overdue.hours !== null))
          log.retentionOverdue(overdue);
      const { overdue: accounts } = await keptAccounts(database, now);
      if (tables !== null && accounts > 0) log.holdsOverdue({ accounts });
    },
  };
}
