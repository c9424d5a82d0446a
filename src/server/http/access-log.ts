// The access log: one line a request. Kept to find faults and attacks (GDPR Art. 6(1)(f)), and for nothing else.
import { join } from "node:path";
import { type AddressBytes, shortNetworkOf } from "../platform/address.ts";
import type { Clock } from "../platform/clock.ts";
import { createDayLog, type DayLog } from "../platform/day-log.ts";
import type { Log } from "../platform/log.ts";

/** All that a line can hold beside its time. The privacy notice lists the same fields. */
export type AccessLogEntry = {
  readonly method: string;
  /** The route that answered, as declared in the program: nothing that a visitor typed, no query, no fragment. */
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
  readonly durationMs: number;
  readonly address: AddressBytes;
};

export type AccessLog = DayLog<AccessLogEntry>;

export type AccessLogOptions = {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Pick<Log, "dayLogFailed">;
};

export const createAccessLog = ({ dataDir, clock, log }: AccessLogOptions): AccessLog =>
  createDayLog<AccessLogEntry>({
    directory: join(dataDir, "access-log"),
    fields: ({ method, path, status, bytes, durationMs, address }) => ({
      method,
      path,
      status,
      bytes,
      durationMs: Math.round(durationMs),
      address: shortNetworkOf(address),
    }),
    clock,
    log,
  });
