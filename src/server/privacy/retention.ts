// The end of what the inventory holds (Art. 5(1)(e) GDPR): what is due under which rule, and its deletion. Each step is
// whole by itself, so that a run may be interrupted anywhere and the next one finishes it: rows go in statements that
// look at their condition again, an account with all that belongs to it in one.
import { join } from "node:path";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Clock } from "../platform/clock.ts";
import { codeOf, type Log } from "../platform/log.ts";
import type { Periods } from "../platform/periods.ts";
import type { Database } from "../storage/database.ts";
import { lockPeople } from "../storage/lock-people.ts";
import { deleteFiles, findOldFiles, sweep } from "./data-folder.ts";
import {
  cutoffOf,
  type RetentionRule,
  type RetentionSources,
  retentionRules,
  SOURCES,
} from "./retention-rules.ts";
import {
  deleteAccount,
  deleteEmptyPractices,
  deleteSome,
  forgetRuns,
  listRuns,
  noteRuns,
  standingOf,
  whyKept,
} from "./retention-store.ts";
import { endOfTerm } from "./statutory.ts";

export type RetentionParts = {
  /** Null for a process that keeps no accounts: it looks after its own files. */
  readonly database: Database | null;
  readonly dataDir: string;
  readonly periods: Periods;
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Log, "retentionFailed" | "contentDeleted" | "filesUndeclared">;
  /** Of the operator's seat: where the days and years of a term by calendar begin. */
  readonly timeZone: string;
  readonly sources?: RetentionSources;
  /** Rows or accounts deleted in one statement. */
  readonly batch?: number;
};

export type PlanLine = {
  readonly rule: RetentionRule;
  /** Rows or files that would go now; null where they go with something else. */
  readonly due: number | null;
  /** When the next one is due, Unix ms; null: nothing waits. */
  readonly next: number | null;
};

type Plan = {
  readonly lines: readonly PlanLine[];
  /** Files in the data folder that nobody declared: never deleted by the program. */
  readonly unknown: readonly string[];
};

export type RunLine = {
  readonly rule: string;
  /** How many rows or files went; null: the rule failed, and is tried again by the next run. */
  readonly deleted: number | null;
};

const BATCH = 500;

/** Noted like a rule: when the files of the database were last rid of deleted rows. */
export const OVERWRITING = "overwriting";

const endOf = ({ days, term }: RetentionRule, at: number, timeZone: string): number =>
  term === null ? at + days * DAY_MS : endOfTerm(at, term, timeZone);

const isOfFiles = ({ act: { kind } }: RetentionRule): boolean =>
  kind === "content" || kind === "day files" || kind === "old files";

/** The rules of this process: without a database those of files alone. */
function rulesOf({ database, periods, sources = SOURCES }: RetentionParts): readonly RetentionRule[] {
  const rules = retentionRules(periods, sources);
  return database === null ? rules.filter(isOfFiles) : rules;
}

async function lookAt(
  rule: RetentionRule,
  parts: RetentionParts,
  now: number,
): Promise<Omit<PlanLine, "rule">> {
  const { database, dataDir, timeZone } = parts;
  const { act } = rule;
  const before = cutoffOf(rule, now, timeZone);
  if (act.kind === "rows" && database !== null) {
    const { due, earliest } = await standingOf(database, { table: rule.place, rows: act.rows, before });
    return { due, next: earliest === null ? null : endOf(rule, earliest, timeZone) };
  }
  if (act.kind === "day files" || act.kind === "old files") {
    const [found, ...rest] = await Promise.all(
      act.folders.map((folder) => findOldFiles(join(dataDir, folder), act.kind, before)),
    );
    const earliest = found?.earliest ?? null;
    const due = [found, ...rest].reduce((sum, one) => sum + (one?.due.length ?? 0), 0);
    return { due, next: earliest === null ? null : endOf(rule, earliest, timeZone) };
  }
  return { due: null, next: null };
}

/** What a run would delete now, and when the next row or file of each rule is due. Changes nothing. */
export async function plan(parts: RetentionParts): Promise<Plan> {
  const now = parts.clock.now();
  const found = await sweep(parts.dataDir, (parts.sources ?? SOURCES).places);
  const lines: PlanLine[] = [];
  for (const rule of rulesOf(parts))
    lines.push({
      rule,
      ...(rule.act.kind === "content"
        ? { due: found.media.length, next: null }
        : await lookAt(rule, parts, now)),
    });
  return { lines, unknown: found.unknown };
}

/** Deletes what a rule says; returns how much. */
async function carryOut(rule: RetentionRule, parts: RetentionParts, now: number): Promise<number> {
  const { database, dataDir, log, batch = BATCH, timeZone } = parts;
  const { act } = rule;
  const before = cutoffOf(rule, now, timeZone);
  switch (act.kind) {
    case "with its owner":
      return 0;
    case "content": {
      const { media, unknown } = await sweep(dataDir, (parts.sources ?? SOURCES).places);
      if (media.length > 0) log.contentDeleted({ files: media.length });
      if (unknown.length > 0) log.filesUndeclared({ files: unknown.length });
      return deleteFiles(media);
    }
    case "day files":
    case "old files": {
      let deleted = 0;
      for (const folder of act.folders)
        deleted += await deleteFiles((await findOldFiles(join(dataDir, folder), act.kind, before)).due);
      return deleted;
    }
    case "old runs":
      if (database !== null)
        await forgetRuns(database.sql, [...rulesOf(parts).map(({ name }) => name), OVERWRITING]);
      return 0;
    case "rows": {
      if (database === null) return 0;
      let deleted = 0;
      let some: number;
      do {
        some = await deleteSome(database, { table: rule.place, rows: act.rows, before }, batch);
        deleted += some;
      } while (some === batch);
      return deleted;
    }
  }
}

/** `files`: those of this process's folder; `tables`: those of the database, which one process of several does. */
export type Part = "files" | "tables";

/**
 * Deletes all that is due and notes each rule that ran to its end. A rule that fails is told and does not keep the
 * others from running.
 */
export async function run(
  parts: RetentionParts,
  which: readonly Part[] = ["files", "tables"],
): Promise<readonly RunLine[]> {
  const now = parts.clock.now();
  const lines: RunLine[] = [];
  for (const rule of rulesOf(parts)) {
    if (!which.includes(isOfFiles(rule) ? "files" : "tables")) continue;
    try {
      lines.push({ rule: rule.name, deleted: await carryOut(rule, parts, now) });
    } catch (error) {
      parts.log.retentionFailed({ rule: rule.name, code: codeOf(error) });
      lines.push({ rule: rule.name, deleted: null });
    }
  }
  const done = lines.flatMap(({ rule, deleted }) =>
    deleted === null ? [] : [{ rule, done_at: now, deleted }],
  );
  if (parts.database !== null) await noteRuns(parts.database.sql, done);
  return lines;
}

/** A rule that has not run to its end for this long is overdue: a day that it may take, and one to notice. */
export const OVERDUE_AFTER = 2 * DAY_MS;

export type Overdue = {
  readonly rule: string;
  /** Hours since it last ran to its end; null: never. */
  readonly hours: number | null;
};

/** Rules that have not run to their end for 48 hours, or never. */
export async function findOverdue(
  database: Database,
  { clock, periods, sources = SOURCES }: Pick<RetentionParts, "clock" | "periods" | "sources">,
): Promise<readonly Overdue[]> {
  const now = clock.now();
  const doneAt = new Map((await listRuns(database.sql)).map(({ rule, done_at }) => [rule, done_at]));
  const names = [...retentionRules(periods, sources).map(({ name }) => name), OVERWRITING];
  return names.flatMap((rule): readonly Overdue[] => {
    const last = doneAt.get(rule);
    if (last === undefined) return [{ rule, hours: null }];
    return now - last <= OVERDUE_AFTER ? [] : [{ rule, hours: Math.floor((now - last) / 3_600_000) }];
  });
}

/** Why an account was not erased. */
type Kept = "restricted" | "held" | "NOT_FOUND";

/**
 * Erases one account now, with all that belongs to it, and its practice if nobody else belongs to that (Art. 17).
 * Returns null when it is gone, else why it stays: a restriction (Art. 18), a legal hold (Art. 17(3)), or no such account.
 */
export async function eraseAccount(database: Database, userId: string): Promise<Kept | null> {
  const kept = await database.sql.transaction().execute(async (trx) => {
    await lockPeople(trx, [userId]);
    const reason = await whyKept(trx, userId);
    if (reason !== null) return reason;
    await deleteAccount(trx, userId);
    await deleteEmptyPractices(trx);
    return null;
  });
  if (kept === null) await database.settle();
  return kept;
}
