import { defineConfig } from "vitest/config";

// A shared machine can stand still for seconds. What passes at the second try is marked in the output ("retry x1") and
// is a finding all the same; on one's own machine nothing is repeated.
const retry = process.env["CI"] === "true" ? 1 : 0;

const ALONE = [
  "test/network/**/*.test.ts",
  "test/browser/survival.test.ts",
  "test/browser/steady-sound.test.ts",
  "test/hostile/flood.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "test/*.test.ts",
            "test/server/**/*.test.ts",
            "test/proof/**/*.test.ts",
            "test/fuzz/**/*.test.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Most of their time is waiting: for databases, mail servers, key derivation.
          maxWorkers: 3,
          retry,
        },
      },
      {
        // Pages, and calls that ask what happens and not when.
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts", "test/hostile/**/*.test.ts"],
          exclude: ALONE,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          retry,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // What is measured in seconds has the two cores to itself.
        test: {
          name: "alone",
          include: ALONE,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          retry,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
