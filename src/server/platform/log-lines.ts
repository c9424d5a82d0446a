// How many lines of a log of declared fields come from a shortened network: for whoever asks what is kept about them.
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { codeOf } from "./log.ts";

/** More who wait at once are turned away: each count reads whole files. */
const WAITING_MAX = 4;

type Counted = { readonly same: number; readonly all: number };

export type LineCounter = {
  /** Lines whose `address` is this network, and lines in all; null when too many ask at once. */
  readonly count: (directory: string, network: string) => Promise<Counted | null>;
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

async function countIn(file: string, mark: string): Promise<Counted> {
  let same = 0;
  let all = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line === "") continue;
    all += 1;
    if (line.includes(mark)) same += 1;
  }
  return { same, all };
}

async function countAll(directory: string, network: string): Promise<Counted> {
  // As JSON writes it, so that no line has to be parsed.
  const mark = `"address":${JSON.stringify(network)}`;
  const names = await orNone(readdir(directory), []);
  let sum: Counted = { same: 0, all: 0 };
  for (const name of names.filter((one) => one.endsWith(".jsonl"))) {
    const { same, all } = await orNone(countIn(join(directory, name), mark), { same: 0, all: 0 });
    sum = { same: sum.same + same, all: sum.all + all };
  }
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
