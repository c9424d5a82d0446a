// Work that comes round by the clock. One run of a job at a time; a run that fails is told and comes round again.
import { Cron } from "croner";
import { codeOf, type Log } from "./log.ts";

export type Job = {
  readonly name: string;
  /** Seconds, minutes, hours, day, month, weekday. */
  readonly at: string;
  /** Once at the start as well: for what must not wait for its hour after a time without the program. */
  readonly atStart?: boolean;
  readonly run: () => Promise<void>;
};

/** Starts the jobs; the returned function ends them and waits for those that run. */
export function startJobs(jobs: readonly Job[], log: Pick<Log, "jobFailed">): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const crons = jobs.map(({ name, at, atStart = false, run }) => {
    const cron = new Cron(at, { protect: true, unref: true }, async () => {
      const work = run().catch((error: unknown) => log.jobFailed({ job: name, code: codeOf(error) }));
      running.add(work);
      await work;
      running.delete(work);
    });
    if (atStart) void cron.trigger();
    return cron;
  });
  return async () => {
    for (const cron of crons) cron.stop();
    await Promise.all(running);
  };
}
