// What the program says while it runs. One function per event, each with its declared fields: content, names,
// whole addresses, tags and error texts (they quote input) cannot get in, because no function takes them.
import pino, { type DestinationStream } from "pino";
import type { ServerRole } from "./config.ts";

/** What the relay did within five minutes; sums over all sockets. */
export type RelayBucket = {
  readonly sockets: number;
  readonly opened: number;
  readonly received: number;
  readonly sent: number;
  readonly failed: number;
  /** By close code of our own. */
  readonly closed: Readonly<Record<string, number>>;
};

export type Log = {
  readonly started: (fields: { readonly role: ServerRole; readonly tls: boolean }) => void;
  readonly stopping: () => void;
  readonly stopped: () => void;
  readonly relay: (bucket: RelayBucket) => void;
  readonly certificateReloaded: () => void;
  /** `code` is a system or OpenSSL code, such as ENOENT. */
  readonly certificateRefused: (fields: { readonly code: string }) => void;
  readonly accessLogExpired: (fields: { readonly files: number }) => void;
  readonly accessLogFailed: (fields: { readonly code: string }) => void;
  /** `reason` is a closed word of the mail queue. */
  readonly mailFailed: (fields: { readonly reason: string; readonly final: boolean }) => void;
  /** `job` is one of ours; `code` is a system code. */
  readonly jobFailed: (fields: { readonly job: string; readonly code: string }) => void;
  readonly requestFailed: (fields: { readonly code: string }) => void;
};

/** The code of a system error; the name of any other. Never its message, which may quote what came in. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

export type LogOptions = {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Standard error unless given: standard output is for the person who started the program. */
  readonly destination?: DestinationStream;
};

export function createLog({ level, destination }: LogOptions): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
  return {
    started: ({ role, tls }) => logger.info({ event: "started", role, tls }),
    stopping: () => logger.info({ event: "stopping" }),
    stopped: () => logger.info({ event: "stopped" }),
    relay: ({ sockets, opened, received, sent, failed, closed }) =>
      logger.info({ event: "relay", sockets, opened, received, sent, failed, closed }),
    certificateReloaded: () => logger.info({ event: "certificate reloaded" }),
    certificateRefused: ({ code }) => logger.error({ event: "certificate refused, old one kept", code }),
    accessLogExpired: ({ files }) => logger.info({ event: "access log expired", files }),
    accessLogFailed: ({ code }) => logger.error({ event: "access log failed", code }),
    mailFailed: ({ reason, final }) => logger.warn({ event: "mail not sent", reason, final }),
    jobFailed: ({ job, code }) => logger.error({ event: "job failed", job, code }),
    requestFailed: ({ code }) => logger.error({ event: "request failed", code }),
  };
}
