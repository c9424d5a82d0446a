// One test for each row of the catalogue and each pair of browsers. The tests are ordinary ones of the file that
// calls this; `npm run test:proof` finds them by their titles and makes the table.
import { type TestContext, test } from "vitest";
import type { BrowserName } from "../support/any-browser.ts";
import { hasFirefox } from "../support/browsers.ts";
import { CATALOGUE, type Row, type RowId } from "./catalogue.ts";

export interface Pair {
  readonly host: BrowserName;
  readonly guest: BrowserName;
}

/** All combinations; the first is the one of an ordinary run. */
export const PAIRS: readonly Pair[] = [
  { host: "chromium", guest: "chromium" },
  { host: "chromium", guest: "firefox" },
  { host: "firefox", guest: "chromium" },
  { host: "firefox", guest: "firefox" },
];

interface Run {
  /** How often the run repeats what varies: few in an ordinary run, more in a full one. */
  readonly repeats: number;
  /** What was measured, in a few words for the table; a later call replaces an earlier one. */
  readonly figure: (text: string) => void;
}

interface PairRun extends Run {
  readonly pair: Pair;
}

interface Options {
  /** Milliseconds; the project's limit where it is left out. */
  readonly timeout?: number;
  /** Repetitions of an ordinary and of a full run; 1 and 5 where it is left out. */
  readonly repeats?: readonly [ordinary: number, full: number];
  /** Why this machine cannot run it; null or left out where it can. The test is then skipped under this reason. */
  readonly cannot?: string | null;
}

interface PairOptions extends Options {
  /** The pairs that mean something here; an ordinary run takes the first, a full one all. */
  readonly pairs?: readonly Pair[];
}

declare module "vitest" {
  interface TaskMeta {
    /** What a proof measured. */
    figure?: string;
  }
}

/** Whether all pairs and repetitions are run: `npm run test:proof -- --full`. */
const isFull = process.env["CONNECT_PROOF"] === "full";

const LABEL = { chromium: "Chromium", firefox: "Firefox" } as const;

function rowOf(id: RowId): Row {
  const row = CATALOGUE.find((one) => one.id === id);
  if (row === undefined) throw new Error(`the catalogue has no ${id}`);
  return row;
}

function register(title: string, options: Options, run: (one: Run) => Promise<void> | void): void {
  const cannot = options.cannot ?? null;
  const [ordinary, full] = options.repeats ?? [1, 5];
  const body = async ({ task }: TestContext) => {
    const figure = (text: string) => {
      task.meta.figure = text;
    };
    await run({ repeats: isFull ? full : ordinary, figure });
  };
  // The reason is part of the title, which is all that a report keeps of a skipped test.
  const named = cannot === null ? title : `${title} [cannot run here: ${cannot}]`;
  test(
    named,
    { skip: cannot !== null, ...(options.timeout === undefined ? {} : { timeout: options.timeout }) },
    body,
  );
}

type Body<R> = (one: R) => Promise<void> | void;
type Named<R, O> = readonly [sentence: string, run: Body<R>, options?: O];
type Unnamed<R, O> = readonly [run: Body<R>, options?: O];

const isNamed = <R, O>(rest: Named<R, O> | Unnamed<R, O>): rest is Named<R, O> => typeof rest[0] === "string";
const name = <R, O>(rest: Named<R, O> | Unnamed<R, O>): Named<R, O> => (isNamed(rest) ? rest : ["", ...rest]);

function titleOf(id: RowId, browsers: string, sentence: string): string {
  const title = `${id} ${rowOf(id).name}${browsers === "" ? "" : ` (${browsers})`}`;
  return sentence === "" ? title : `${title}: ${sentence}`;
}

/**
 * A row that two browsers show, as one test for each pair of this run: `proof(id, run, options)`, or
 * `proof(id, sentence, run, options)` where a row has several tests. Titles read
 * "A1 FP-SWAP (Chromium, Firefox): sentence", the host's browser first.
 */
export function proof(id: RowId, ...rest: Named<PairRun, PairOptions> | Unnamed<PairRun, PairOptions>): void {
  const [sentence, run, options = {}] = name(rest);
  const pairs = options.pairs ?? PAIRS;
  for (const pair of isFull ? pairs : pairs.slice(0, 1)) {
    const isMissing = (pair.host === "firefox" || pair.guest === "firefox") && !hasFirefox();
    register(
      titleOf(id, `${LABEL[pair.host]}, ${LABEL[pair.guest]}`, sentence),
      isMissing ? { ...options, cannot: "no Firefox on this machine" } : options,
      (one) => run({ ...one, pair }),
    );
  }
}

/** A row, or a part of one, that needs no pair of browsers: relay, functions, build. */
export function proofOnce(id: RowId, ...rest: Named<Run, Options> | Unnamed<Run, Options>): void {
  const [sentence, run, options = {}] = name(rest);
  register(titleOf(id, "", sentence), options, run);
}
