// The access log: one line a request, with declared fields only, in a file a day (UTC), each file deleted when its
// first line is as old as the period. Kept to find faults and attacks (GDPR Art. 6(1)(f)), and for nothing else.
import { appendFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS } from "../../protocol/limits.ts";
import { type AddressBytes, networkOf } from "../platform/address.ts";
import type { Clock } from "../platform/clock.ts";
import { codeOf, type Log } from "../platform/log.ts";

/** All that a line can hold. The privacy notice lists the same fields. */
export type AccessLogEntry = {
  readonly method: string;
  /** The route that answered, as declared in the program: nothing that a visitor typed, no query, no fragment. */
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly durationMs: number;
  readonly address: AddressBytes;
};

export type AccessLog = {
  readonly write: (entry: AccessLogEntry) => void;
  /** Writes what is held and stops the hourly look for expired files. */
  readonly stop: () => Promise<void>;
  /** Deletes every file whose first line may be as old as the period. Also runs at the start and every hour. */
  readonly expire: () => Promise<void>;
};

export type AccessLogOptions = {
  readonly directory: string;
  /** Days that a line may be kept. */
  readonly days: number;
  readonly clock: Clock;
  readonly log: Log;
};

const FLUSH_AFTER = 1_000;
const EXPIRE_EVERY = 3_600_000;
const SUFFIX = ".jsonl";
/** IPv4 keeps three of four bytes, IPv6 the part that names a site. */
const ADDRESS_BITS = { v4: 24, v6: 48 } as const;

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function formatLine(entry: AccessLogEntry, time: number): string {
  return `${JSON.stringify({
    time: new Date(time).toISOString(),
    method: entry.method,
    path: entry.path,
    status: entry.status,
    bytes: entry.bytes,
    durationMs: Math.round(entry.durationMs),
    address: networkOf(entry.address, ADDRESS_BITS.v4, ADDRESS_BITS.v6),
  })}\n`;
}

export function createAccessLog({ directory, days, clock, log }: AccessLogOptions): AccessLog {
  /** Lines not written yet, by day, so that a line of before midnight lies in its own day's file. */
  const held = new Map<string, string>();
  let writing = Promise.resolve();
  let flushTimer: NodeJS.Timeout | null = null;

  async function append(day: string, lines: string): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await appendFile(join(directory, `${day}${SUFFIX}`), lines, { mode: 0o600 });
  }

  function flush(): Promise<void> {
    if (flushTimer !== null) clearTimeout(flushTimer);
    flushTimer = null;
    const batches = [...held];
    held.clear();
    writing = writing.then(async () => {
      for (const [day, lines] of batches) await append(day, lines);
    });
    writing = writing.catch((error: unknown) => log.accessLogFailed({ code: codeOf(error) }));
    return writing;
  }

  async function deleteExpired(): Promise<void> {
    const now = clock.now();
    // Only a name that is a day can be a file of ours.
    const ours = (await readdir(directory)).filter((name) => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name));
    const expired = ours.filter((name) => Date.parse(name.slice(0, 10)) + days * DAY_MS <= now);
    for (const name of expired) await rm(join(directory, name), { force: true });
    if (expired.length > 0) log.accessLogExpired({ files: expired.length });
  }

  async function expire(): Promise<void> {
    await flush();
    try {
      await deleteExpired();
    } catch (error) {
      // Before the first request there is no folder.
      if (codeOf(error) !== "ENOENT") log.accessLogFailed({ code: codeOf(error) });
    }
  }

  const daily = setInterval(() => void expire(), EXPIRE_EVERY);
  daily.unref();
  void expire();

  return {
    write(entry) {
      const time = clock.now();
      const day = dayOf(time);
      held.set(day, (held.get(day) ?? "") + formatLine(entry, time));
      flushTimer ??= setTimeout(() => void flush(), FLUSH_AFTER);
    },
    async stop() {
      clearInterval(daily);
      await flush();
    },
    expire,
  };
}
