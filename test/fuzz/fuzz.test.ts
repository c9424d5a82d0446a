// Every parser that a stranger can reach, with inputs that are the same on every run: what was found once, what is
// taken, and some thousands of changes of it. Longer runs: `npm run fuzz`.
import { describe, expect, test } from "vitest";
import { campaign } from "./campaign.ts";
import { casesOf } from "./cases.ts";
import { bytesOf, dice, mutated } from "./mutate.ts";
import { faultOf, minimised, promise, type Target } from "./target.ts";
import { passesUnchanged } from "./targets/description.ts";
import { TARGETS } from "./targets/targets.ts";

/** Milliseconds of processor time for each target, and most inputs that it gets. */
const BUDGET_MS = 3_000;
const INPUTS = 4_000;

describe.each(TARGETS.map((target) => [target.name, target] as const))("%s", (name, target) => {
  test.each(casesOf(name))("keeps its promises with $file", async ({ input }) => {
    expect(await faultOf(target, input)).toBeNull();
  });

  test("keeps its promises with whatever is sent", async ({ annotate }) => {
    const spent = process.threadCpuUsage();
    const isOver = (tried: number): boolean => {
      const { user, system } = process.threadCpuUsage(spent);
      return tried >= INPUTS || user + system > BUDGET_MS * 1_000;
    };
    const { tried, finding } = await campaign(target, 1, isOver);
    expect(finding === null ? null : { fault: finding.fault, input: [...finding.input] }).toBeNull();
    await annotate(`${tried} inputs`);
  });
});

test("the descriptions that browsers made pass before they are changed", () => {
  expect(passesUnchanged()).toBe(true);
});

const faulty: Target = {
  name: "faulty",
  seeds: [bytesOf("length=10;")],
  words: ["boom"],
  check: (input) => promise(!Buffer.from(input).includes("boom"), "it says boom"),
};

test("a broken promise is found, made small, and found again", async () => {
  const { finding } = await campaign(faulty, 1, (tried) => tried > 5_000);
  expect(finding?.fault).toContain("it says boom");
  expect(finding?.input).toEqual(bytesOf("boom"));
  expect(await minimised(faulty, bytesOf("before boom after"))).toEqual(bytesOf("boom"));
});

test("an input that takes too long is a broken promise", async () => {
  const busy = (): void => {
    const from = process.threadCpuUsage().user;
    while (process.threadCpuUsage().user - from < 600_000);
  };
  expect(await faultOf({ ...faulty, check: busy }, bytesOf(""))).toContain("processor time");
});

test("the same seed makes the same inputs", () => {
  const inputs = () => {
    const roll = dice(9);
    return Array.from({ length: 50 }, () => mutated(faulty.seeds, faulty.words, roll));
  };
  expect(inputs()).toEqual(inputs());
});
