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
  /** Lines of the access log or the security log were not written. */
  readonly dayLogFailed: (fields: { readonly code: string }) => void;
  /** `rules`: how many ran to their end; `deleted`: rows and files. */
  readonly retentionRan: (fields: { readonly rules: number; readonly deleted: number }) => void;
  /** `rule` is one of ours; `code` is a system code. */
  readonly retentionFailed: (fields: { readonly rule: string; readonly code: string }) => void;
  /** What has to be deleted may not have been; `hours` since the rule last ran to its end, null: never. */
  readonly retentionOverdue: (fields: { readonly rule: string; readonly hours: number | null }) => void;
  /** Legal holds whose expected end is over: somebody has to decide. */
  readonly holdsOverdue: (fields: { readonly accounts: number }) => void;
  /** Files that look like sound, film or picture lay in the data folder, and were deleted. */
  readonly contentDeleted: (fields: { readonly files: number }) => void;
  /** Files lie in the data folder that the inventory does not know. */
  readonly filesUndeclared: (fields: { readonly files: number }) => void;
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
    dayLogFailed: ({ code }) => logger.error({ event: "access or security log failed", code }),
    retentionRan: ({ rules, deleted }) => logger.info({ event: "retention ran", rules, deleted }),
    retentionFailed: ({ rule, code }) => logger.error({ event: "retention failed", rule, code }),
    retentionOverdue: ({ rule, hours }) => logger.error({ event: "retention overdue", rule, hours }),
    holdsOverdue: ({ accounts }) => logger.warn({ event: "legal holds beyond their end", accounts }),
    contentDeleted: ({ files }) => logger.error({ event: "content found and deleted", files }),
    filesUndeclared: ({ files }) => logger.error({ event: "undeclared files in the data folder", files }),
    mailFailed: ({ reason, final }) => logger.warn({ event: "mail not sent", reason, final }),
    jobFailed: ({ job, code }) => logger.error({ event: "job failed", job, code }),
    requestFailed: ({ code }) => logger.error({ event: "request failed", code }),
  };
}
