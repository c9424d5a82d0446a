import { defineConfig } from "vitest/config";

// A shared machine can stand still for seconds. What passes at the second try is marked in the output ("retry x1") and
// is a finding all the same; on one's own machine nothing is repeated.
const retry = process.env["CI"] === "true" ? 1 : 0;

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
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Most of their time is waiting: for databases, mail servers, key derivation.
          maxWorkers: 2,
          retry,
        },
      },
      {
        // Real browsers share two cores: one file at a time keeps their timing honest.
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts", "test/hostile/**/*.test.ts", "test/network/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          retry,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
