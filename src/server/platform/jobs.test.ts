import { expect, test } from "vitest";
import { startJobs } from "./jobs.ts";

const EVERY_SECOND = "* * * * * *";

test("a job that fails is told and comes round again", async () => {
  const told: object[] = [];
  let runs = 0;
  const stop = startJobs(
    [
      {
        name: "mail",
        at: EVERY_SECOND,
        async run() {
          runs += 1;
          throw Object.assign(new Error("with a secret"), { code: "ECONNREFUSED" });
        },
      },
    ],
    { jobFailed: (what) => told.push(what) },
  );
  await expect.poll(() => runs, { timeout: 5_000 }).toBeGreaterThan(1);
  await stop();
  expect(told[0]).toEqual({ job: "mail", code: "ECONNREFUSED" });
  const before = runs;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(runs).toBe(before);
});

test("a job that takes long runs once at a time, and the end waits for it", async () => {
  let running = 0;
  let most = 0;
  let finished = 0;
  let begun = 0;
  const stop = startJobs(
    [
      {
        name: "tidy",
        at: EVERY_SECOND,
        async run() {
          begun += 1;
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 2_300));
          running -= 1;
          finished += 1;
        },
      },
    ],
    { jobFailed: () => {} },
  );
  await expect.poll(() => begun, { timeout: 8_000 }).toBe(2);
  await stop();
  expect([most, finished]).toEqual([1, 2]);
});

test("a job that must not wait runs at the start, and the end waits for it", async () => {
  const runs: string[] = [];
  const job = (name: string, atStart: boolean) => ({
    name,
    at: "0 0 0 29 2 *",
    atStart,
    async run() {
      await new Promise((resolve) => setTimeout(resolve, 50));
      runs.push(name);
    },
  });
  const stop = startJobs([job("retention", true), job("mail", false)], { jobFailed: () => {} });
  await stop();
  expect(runs).toEqual(["retention"]);
});
