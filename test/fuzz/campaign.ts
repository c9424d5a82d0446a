// One target for a while: the kept cases, the seeds, and then whatever mutation makes of them.
import { casesOf } from "./cases.ts";
import type { Coverage } from "./coverage.ts";
import { dice, type Input, mutated } from "./mutate.ts";
import { faultOf, minimised, type Target } from "./target.ts";

/** Inputs kept for mutation; beyond it one of the found ones gives way. */
const POOL_MAX = 2_000;
/** Asking for coverage costs more than most inputs; so many share one question. */
const SHARE = 8;

interface Finding {
  readonly input: Input;
  readonly fault: string;
}

interface Outcome {
  readonly tried: number;
  readonly pool: number;
  readonly finding: Finding | null;
}

async function firstFault(target: Target, inputs: readonly Input[]): Promise<Finding | null> {
  for (const input of inputs) {
    const fault = await faultOf(target, input);
    if (fault !== null) return { input, fault };
  }
  return null;
}

/** Stops at the first finding, or when `isOver` says so after some number of inputs. */
export async function campaign(
  target: Target,
  seed: number,
  isOver: (tried: number) => boolean,
  coverage: Coverage | null = null,
): Promise<Outcome> {
  const cases = casesOf(target.name).map(({ input }) => input);
  const known = [...target.seeds, ...cases];
  const early = await firstFault(target, known);
  if (early !== null) return { tried: known.length, pool: known.length, finding: early };
  const roll = dice(seed);
  const pool = [...known];
  await coverage?.hasNew();
  let tried = 0;
  while (!isOver(tried)) {
    const batch = Array.from({ length: SHARE }, () => mutated(pool, target.words, roll));
    const finding = await firstFault(target, batch);
    tried += batch.length;
    if (finding !== null) {
      const input = await minimised(target, finding.input);
      const fault = (await faultOf(target, input)) ?? finding.fault;
      return { tried, pool: pool.length, finding: { input, fault } };
    }
    if (coverage === null || !(await coverage.hasNew())) continue;
    if (pool.length < POOL_MAX) pool.push(...batch);
    else pool.splice(known.length + roll(pool.length - known.length - SHARE), SHARE, ...batch);
  }
  return { tried, pool: pool.length, finding: null };
}
