// Which blocks of the sources an input reached, from V8's own counters: an input that reaches a new one is worth
// changing further.
import { Session } from "node:inspector/promises";

interface Counted {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

export interface Coverage {
  /** Whether a block ran since the last question that never ran before. */
  readonly hasNew: () => Promise<boolean>;
  /** Blocks that ran so far. */
  readonly blocks: () => number;
  readonly stop: () => Promise<void>;
}

/** Watches everything under `src`. */
export async function watchCoverage(): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const seen = new Set<string>();
  return {
    async hasNew() {
      const before = seen.size;
      const { result } = (await session.post("Profiler.takePreciseCoverage")) as Counted;
      for (const { url, functions } of result) {
        if (!url.includes("/src/") || url.includes("node_modules")) continue;
        for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
          // Ten runs are another path than one: loops are told apart by their powers of two.
          if (count > 0)
            seen.add(`${url}:${startOffset}:${endOffset}:${Math.min(8, Math.floor(Math.log2(count)))}`);
        }
      }
      return seen.size > before;
    },
    blocks: () => seen.size,
    async stop() {
      await session.post("Profiler.stopPreciseCoverage");
      session.disconnect();
    },
  };
}
