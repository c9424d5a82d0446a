// The only thing that the relay ever logs besides start and stop: how much happened, in buckets of five minutes.
import type { RelayBucket } from "../platform/log.ts";

export type RelayCounters = {
  readonly opened: () => void;
  readonly received: () => void;
  readonly sent: () => void;
  readonly failed: () => void;
  readonly closed: (code: number) => void;
  /** Hands the bucket over once it is five minutes old. */
  readonly report: (sockets: number) => void;
  readonly flush: (sockets: number) => void;
};

const BUCKET_MS = 5 * 60_000;

export function createRelayCounters({
  now,
  write,
}: {
  readonly now: () => number;
  readonly write: (bucket: RelayBucket) => void;
}): RelayCounters {
  let since = now();
  let opened = 0;
  let received = 0;
  let sent = 0;
  let failed = 0;
  let closed: Record<string, number> = {};

  function flush(sockets: number): void {
    const quiet = opened + received + sent + failed === 0 && Object.keys(closed).length === 0;
    if (!quiet) write({ sockets, opened, received, sent, failed, closed });
    since = now();
    opened = received = sent = failed = 0;
    closed = {};
  }

  return {
    opened: () => void opened++,
    received: () => void received++,
    sent: () => void sent++,
    failed: () => void failed++,
    closed: (code) => {
      closed[code] = (closed[code] ?? 0) + 1;
    },
    report: (sockets) => {
      if (now() - since >= BUCKET_MS) flush(sockets);
    },
    flush,
  };
}
