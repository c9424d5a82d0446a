// How many lines of a log of declared fields come from a shortened network: for whoever asks what is kept about them.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { codeOf } from "./log.ts";

/** More who wait at once are turned away: each count reads whole files. */
const WAITING_MAX = 4;

export type LineCounter = {
  /** Lines whose `address` is this network; null when too many ask at once. */
  readonly count: (directory: string, network: string) => Promise<number | null>;
};

/** What is not there (yet, or any more: files expire) has no lines. */
async function orNone<T>(work: Promise<T>, none: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return none;
    throw error;
  }
}

async function countIn(file: string, mark: string): Promise<number> {
  let count = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line.includes(mark)) count += 1;
  return count;
}

async function countAll(directory: string, network: string): Promise<number> {
  // As JSON writes it, so that no line has to be parsed.
  const mark = `"address":${JSON.stringify(network)}`;
  const names = await orNone(readdir(directory), []);
  let sum = 0;
  for (const name of names.filter((one) => one.endsWith(".jsonl")))
    sum += await orNone(countIn(join(directory, name), mark), 0);
  return sum;
}

/** One count at a time. */
export function createLineCounter(): LineCounter {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async count(directory, network) {
      if (waiting >= WAITING_MAX) return null;
      waiting += 1;
      const work = last.then(() => countAll(directory, network));
      last = work.catch(() => {});
      try {
        return await work;
      } finally {
        waiting -= 1;
      }
    },
  };
}
