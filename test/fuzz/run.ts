// `npm run fuzz -- --seconds 600 [target…]`: every target for so long, from a random seed, with new inputs kept for
// mutation where they reach new code. Findings are made small and written to test/fuzz/cases/.
//   --seed 7   the same inputs again, as far as time allows the same number
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { campaign } from "./campaign.ts";
import { keepCase } from "./cases.ts";
import { watchCoverage } from "./coverage.ts";
import { TARGETS } from "./targets/targets.ts";

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string" } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? randomInt(2 ** 32) : Number(values.seed);
const chosen = TARGETS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (!Number.isFinite(seconds) || !Number.isInteger(seed) || chosen.length === 0) {
  console.error(`npm run fuzz -- [--seconds n] [--seed n] [${TARGETS.map(({ name }) => name).join("|")}]…`);
  process.exit(2);
}
console.log(`seed ${seed}, ${seconds} s for each of ${chosen.length} targets`);
const coverage = await watchCoverage();
for (const target of chosen) {
  const end = performance.now() + seconds * 1_000;
  const { tried, pool, finding } = await campaign(target, seed, () => performance.now() > end, coverage);
  const found = `${target.name}: ${tried} inputs, ${pool} kept, ${coverage.blocks()} blocks so far`;
  if (finding === null) {
    console.log(`${found}, nothing found`);
    continue;
  }
  console.log(`${found}\n  FOUND: ${finding.fault}\n  kept in ${keepCase(target.name, finding.input)}`);
  process.exitCode = 1;
}
await coverage.stop();
