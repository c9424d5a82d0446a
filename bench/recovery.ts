// `npm run bench:recovery`: how long two people hear and see nothing after a change of network, and after ten seconds
// of nothing, beside the least that two browsers need for it; and what `npm run bench:call` measures, the set-up.
//
// Both calls (bench/two-calls.ts) have the same media, the same ICE servers and a relay at the same machine. The bare
// page (bench/floor/recovering-page.ts) restarts ICE as the product does, at the signs that a browser gives; it keeps
// its socket open all the time, where the product's guest has hung up on the relay and has to call it again.
//
// - move: from the moment at which the old network is gone,
// - nothing: from the return of a line that swallowed everything for ten seconds,
// each until sound, and until the picture, is there again on both sides. A call that is not there again after half a
// minute is stuck: it is said, counted, and begun anew.
//
// `node bench/recovery.ts [runs] [setup|move|nothing]`: on stdout a table, then one JSON line, milliseconds; exit 1 if a
// ratio of medians or of 90th percentiles is over the limit, or if a call was stuck. Each move takes about 15 seconds
// and each nothing about 22, as the guest hangs up ten seconds after its return.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { eventually, pause } from "../test/support/eventually.ts";
import { type Return, whenBack } from "../test/support/gaps.ts";
import { type Comparison, compare, isWithin, summarize, table } from "./comparison.ts";
import { type Call, openTwoCalls, type TwoCalls } from "./two-calls.ts";

const NOTHING = 10_000;
const STUCK = 30_000;
/** After a change of network some of the old one is still to be played; no way back is as short as that. */
const LEFT_OVER = 400;
const runs = Math.max(1, Number(process.argv[2] ?? 20));
const parts = ["setup", "move", "nothing"].filter((part) => (process.argv[3] ?? part) === part);

interface Break {
  /** Unix ms. */
  readonly at: number;
  /** What was played before is of the time before the break. */
  readonly from: number;
}

async function breakLine({ place }: TwoCalls, part: string): Promise<Break> {
  if (part === "move") {
    place.move("open");
    const at = Date.now();
    return { at, from: at + LEFT_OVER };
  }
  place.cut();
  await pause(NOTHING);
  // The line is back before the command that mends it says so.
  const at = Date.now();
  place.mend();
  return { at, from: at };
}

/** When each side was back; null if the call is stuck. */
const backIn = (call: Call, from: number): Promise<readonly Return[] | null> =>
  Promise.all(call.map((page) => eventually(() => whenBack(page, from), { withinMs: STUCK }))).catch(
    () => null,
  );

async function measure(calls: TwoCalls, part: string): Promise<Comparison[]> {
  const kinds = ["ours", "bare"] as const;
  const empty = () => ({ ours: [] as number[], bare: [] as number[] });
  const figures = { sound: empty(), picture: empty() };
  const stuck = { ours: 0, bare: 0 };
  for (let run = 1; run <= runs; run += 1) {
    await calls.settle();
    const { at, from } = await breakLine(calls, part);
    const backs = await Promise.all([backIn(calls.ours(), from), backIn(calls.bare(), from)]);
    const said: string[] = [];
    for (const [index, which] of kinds.entries()) {
      const back = backs[index] ?? null;
      if (back === null) {
        stuck[which] += 1;
        said.push(`${which} STUCK`);
        await calls.renew(which);
        continue;
      }
      for (const what of ["sound", "picture"] as const)
        figures[what][which].push(Math.max(...back.map((side) => side[what])) - at);
      const sides = back.map(({ sound, picture }) => `${Math.round(sound - at)}/${Math.round(picture - at)}`);
      said.push(`${which} ${sides.join(" and ")}`);
    }
    console.error(`${part} ${run}, sound/picture: ${said.join("; ")}`);
  }
  return (["sound", "picture"] as const).map((what) =>
    compare(`${part}, ${what}`, summarize(figures[what].ours), summarize(figures[what].bare), stuck),
  );
}

/** The figures of `npm run bench:call`. */
function setUp(): Comparison {
  const { stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "call.ts"), String(runs)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { admitToFrame, floor } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  return compare("setup, picture", admitToFrame, floor, { ours: 0, bare: 0 });
}

const begun = Date.now();
const all: Comparison[] = [];
if (parts.includes("setup")) all.push(setUp());
const breaking = parts.filter((part) => part !== "setup");
if (breaking.length > 0) {
  const calls = await openTwoCalls();
  try {
    for (const part of breaking) all.push(...(await measure(calls, part)));
  } finally {
    await calls.close();
  }
}
console.log(table(all, runs));
console.log(JSON.stringify({ n: runs, seconds: Math.round((Date.now() - begun) / 1_000), all }));
process.exitCode = all.every(isWithin) ? 0 : 1;
