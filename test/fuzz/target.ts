// What a parser is promised to do with any input, and how a broken promise is found and made small.
import type { Input } from "./mutate.ts";

/** One parser, or several that share their input. */
export interface Target {
  readonly name: string;
  /** Inputs that are taken, for mutation to start from. */
  readonly seeds: readonly Input[];
  /** Pieces of the language that is parsed. */
  readonly words: readonly string[];
  /** Throws, with a sentence, when the parser breaks a promise. */
  readonly check: (input: Input) => void | Promise<void>;
}

/**
 * Milliseconds of processor time that one input may take. Honest ones need less than one; the rest is room for
 * compilers and collectors. What takes longer is tried again before it counts.
 */
const CPU_MS = 400;

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function once(target: Target, input: Input): Promise<{ fault: string | null; ms: number }> {
  const start = cpuMs();
  try {
    await target.check(input);
    return { fault: null, ms: cpuMs() - start };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error), ms: 0 };
  }
}

/** The broken promise as a text; null if all are kept. */
export async function faultOf(target: Target, input: Input): Promise<string | null> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3; tries += 1) {
    const { fault, ms } = await once(target, input);
    if (fault !== null) return fault;
    least = Math.min(least, ms);
    if (least <= CPU_MS) return null;
  }
  return `${input.length} bytes took ${Math.round(least)} ms of processor time, ${CPU_MS} are allowed`;
}

/** A shorter input that breaks a promise too; at most some hundreds of tries. */
export async function minimised(target: Target, failing: Input): Promise<Input> {
  let best = failing;
  let tries = 400;
  for (
    let size = Math.ceil(best.length / 2);
    size >= 1 && tries > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < best.length && tries > 0; tries -= 1) {
      const shorter = new Uint8Array(best.length - Math.min(size, best.length - at));
      shorter.set(best.subarray(0, at));
      shorter.set(best.subarray(at + size), at);
      if ((await faultOf(target, shorter)) === null) at += size;
      else best = shorter;
    }
  }
  return best;
}

/** Refuses what is not so. */
export function promise(kept: boolean, sentence: string): asserts kept {
  if (!kept) throw new Error(sentence);
}
