// Whether anything still arrives on one peer connection. The browser's own word for it, "disconnected", comes after
// five to eight seconds; two without a single packet tell the same.
import { PATH_SILENCE } from "../../protocol/limits.ts";

/** How a path was lost: nothing arrives; the browser has its doubts; it has given up, or the data channel closed. */
export type PathLoss = "silent" | "quiet" | "failed";

/** What has arrived so far, by entry of the statistics. */
type Arrivals = ReadonlyMap<string, number>;

export interface PathWatch {
  /** Nothing has arrived for PATH_SILENCE. */
  readonly isSilent: () => boolean;
  /** Begins anew: a connection is up, or up again. */
  start(): void;
  stop(): void;
}

const INTERVAL = 400;
/** Whoever waits for a path to come back looks more often. */
const SILENT_INTERVAL = 100;
/** A page that was slowed down must not take its own lateness for silence. */
const LOOKS = 3;
const NUDGE_AFTER = 1_000;

const COUNTED: Readonly<Record<string, readonly string[]>> = {
  "inbound-rtp": ["packetsReceived"],
  transport: ["packetsReceived", "bytesReceived"],
  "candidate-pair": ["bytesReceived", "requestsReceived", "responsesReceived"],
};

/** Packets of media, of the data channel and of STUN alike (W3C webrtc-stats): browsers count different ones. */
export function readArrivals(report: RTCStatsReport): Arrivals {
  const arrivals = new Map<string, number>();
  report.forEach((entry: { readonly id: string; readonly type: string; readonly [key: string]: unknown }) => {
    const counts = COUNTED[entry.type] ?? [];
    const sum = counts.reduce((total, name) => {
      const value = entry[name];
      return total + (typeof value === "number" ? value : 0);
    }, 0);
    if (counts.length > 0) arrivals.set(entry.id, sum);
  });
  return arrivals;
}

/** Whether something has arrived between two readings. An entry that is new, as after a change of pair, tells nothing. */
export function hasArrived(before: Arrivals, after: Arrivals): boolean {
  return [...after].some(([id, count]) => count > (before.get(id) ?? Number.POSITIVE_INFINITY));
}

/** Watches while a connection lives, five times in two seconds, in silence ten times in one. Times are Unix ms of `now`. */
export function watchPath(input: {
  readonly stats: () => Promise<RTCStatsReport> | null;
  readonly now: () => number;
  /** Asks the peer for anything: it may have neither microphone nor camera, and STUN is heard only every few seconds. */
  readonly nudge: () => void;
  readonly changed: (isSilent: boolean) => void;
  /** After each look. */
  readonly looked: (isSilent: boolean) => void;
}): PathWatch {
  let timer: ReturnType<typeof setInterval> | undefined;
  let before: Arrivals = new Map();
  let heardAt = 0;
  let stillLooks = 0;
  let isNudged = false;
  let isSilent = false;
  let isReading = false;

  async function look(): Promise<void> {
    const report = await input.stats();
    if (!report || timer === undefined) return;
    const after = readArrivals(report);
    const isHeard = hasArrived(before, after);
    before = after;
    const now = input.now();
    if (isHeard) {
      heardAt = now;
      stillLooks = 0;
      isNudged = false;
      if (!isSilent) return;
      isSilent = false;
      every(INTERVAL);
      input.changed(false);
      return;
    }
    stillLooks += 1;
    if (isSilent || stillLooks < LOOKS) return;
    if (now - heardAt >= PATH_SILENCE) {
      isSilent = true;
      every(SILENT_INTERVAL);
      input.changed(true);
    } else if (!isNudged && now - heardAt >= NUDGE_AFTER) {
      isNudged = true;
      input.nudge();
    }
  }

  function lookOnce(): void {
    if (isReading) return;
    isReading = true;
    // A connection closed while its statistics were read has none.
    look()
      .then(() => timer !== undefined && input.looked(isSilent))
      .catch(() => {})
      .finally(() => {
        isReading = false;
      });
  }

  function every(ms: number): void {
    clearInterval(timer);
    timer = setInterval(lookOnce, ms);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    isSilent = false;
  }

  return {
    isSilent: () => isSilent,
    start() {
      stop();
      before = new Map();
      heardAt = input.now();
      stillLooks = 0;
      isNudged = false;
      every(INTERVAL);
    },
    stop,
  };
}
