// The security log: which networks guess, flood, or use what was locked. Kept to find attacks (GDPR Art. 6(1)(f), 32),
// and for nothing else: no account, no route, no whole address.
import { join } from "node:path";
import type { ApiErrorCode } from "../../protocol/api-errors.ts";
import { type AddressBytes, shortNetworkOf } from "./address.ts";
import type { Clock } from "./clock.ts";
import { createDayLog } from "./day-log.ts";
import type { Log } from "./log.ts";

/** What happened; the privacy notice lists the same words. */
type SecurityEvent =
  | "wrong password"
  | "wrong second factor"
  | "wrong passkey"
  | "suspended account"
  | "wrong mailed code"
  | "too many tries"
  | "relay limit";

/** The refusals of the API that are worth a line. */
const EVENT_OF: Partial<Record<ApiErrorCode, SecurityEvent>> = {
  CREDENTIALS: "wrong password",
  SECOND_FACTOR: "wrong second factor",
  PASSKEY: "wrong passkey",
  SUSPENDED: "suspended account",
  TOO_MANY_TRIES: "too many tries",
};

export type SecurityLog = {
  readonly write: (event: SecurityEvent, address: AddressBytes) => void;
  /** Writes a line if the code is one of an attack. */
  readonly refused: (code: ApiErrorCode, address: AddressBytes) => void;
  readonly stop: () => Promise<void>;
};

/** A flood is one of requests, and must not become one of lines. */
const LINES_PER_MINUTE = 600;
/** Nor must a flood from one network hide what others do meanwhile. */
const LINES_PER_MINUTE_AND_NETWORK = 60;
const MINUTE = 60_000;

export type SecurityLogOptions = {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Pick<Log, "dayLogFailed">;
};

export function createSecurityLog({ dataDir, clock, log }: SecurityLogOptions): SecurityLog {
  const lines = createDayLog<{ readonly event: SecurityEvent; readonly address: string }>({
    directory: join(dataDir, "security-log"),
    fields: ({ event, address }) => ({ event, address }),
    clock,
    log,
  });
  let minute = Number.NaN;
  let written = 0;
  /** Lines of this minute by network; at most one network for each line. */
  const byNetwork = new Map<string, number>();

  function write(event: SecurityEvent, address: AddressBytes): void {
    const now = Math.floor(clock.monotonic() / MINUTE);
    if (now !== minute) {
      written = 0;
      byNetwork.clear();
    }
    minute = now;
    if (written >= LINES_PER_MINUTE) return;
    const network = shortNetworkOf(address);
    const before = byNetwork.get(network) ?? 0;
    if (before >= LINES_PER_MINUTE_AND_NETWORK) return;
    byNetwork.set(network, before + 1);
    written += 1;
    lines.write({ event, address: network });
  }

  return {
    write,
    refused(code, address) {
      const event = EVENT_OF[code];
      if (event !== undefined) write(event, address);
    },
    stop: lines.stop,
  };
}
