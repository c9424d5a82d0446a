// A log of declared fields: a line each, in a file a day (UTC). When its first line is as old as its period allows, the
// file is deleted by the retention run (privacy/retention.ts), not here.
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "./clock.ts";
import { codeOf, type Log } from "./log.ts";

const FLUSH_AFTER = 1_000;
const SUFFIX = ".jsonl";

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** When the day began that a file is named for, Unix ms; null for a name that is no day: such a file is not ours. */
export function dayOfFile(name: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name)) return null;
  const began = Date.parse(name.slice(0, -SUFFIX.length));
  return Number.isNaN(began) ? null : began;
}

export type DayLog<T> = {
  readonly write: (entry: T) => void;
  /** Writes what is held. */
  readonly stop: () => Promise<void>;
};

export type DayLogOptions<T> = {
  readonly directory: string;
  /** The declared fields of a line beside its time: nothing else is written. */
  readonly fields: (entry: T) => Readonly<Record<string, string | number>>;
  readonly clock: Clock;
  readonly log: Pick<Log, "dayLogFailed">;
};

export function createDayLog<T>({ directory, fields, clock, log }: DayLogOptions<T>): DayLog<T> {
  /** Lines not written yet, by day, so that a line of before midnight lies in its own day's file. */
  const held = new Map<string, string>();
  let writing = Promise.resolve();
  let flushTimer: NodeJS.Timeout | null = null;

  async function append(day: string, lines: string): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await appendFile(join(directory, `${day}${SUFFIX}`), lines, { mode: 0o600 });
  }

  function flush(): Promise<void> {
    if (flushTimer !== null) clearTimeout(flushTimer);
    flushTimer = null;
    const batches = [...held];
    held.clear();
    writing = writing.then(async () => {
      for (const [day, lines] of batches) await append(day, lines);
    });
    writing = writing.catch((error: unknown) => log.dayLogFailed({ code: codeOf(error) }));
    return writing;
  }

  return {
    write(entry) {
      const time = clock.now();
      const day = dayOf(time);
      const line = JSON.stringify({ time: new Date(time).toISOString(), ...fields(entry) });
      held.set(day, `${held.get(day) ?? ""}${line}\n`);
      flushTimer ??= setTimeout(() => void flush(), FLUSH_AFTER);
    },
    stop: flush,
  };
}
