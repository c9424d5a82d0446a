// What the relay bears from whom (docs/protocol.md, "Relay protocol"). Injected, so that a bench or a flood test
// can raise a limit and say so. Times are milliseconds, sizes are bytes.
import { BODY_MAX_ALL, BODY_MAX_ONE, MESSAGE_MAX, PING, TAGS_MAX } from "../../protocol/limits.ts";
import type { Allowance } from "../platform/allowance.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export type RelayLimits = {
  readonly sockets: number;
  readonly socketsPerAddress: number;
  readonly openings: Allowance;
  readonly joinWait: number;
  readonly tagsPerSocket: number;
  readonly joins: Allowance;
  readonly membersPerTag: number;
  readonly membersPerTagAndAddress: number;
  /** A socket that has been silent for so long (no message, no pong) may be displaced from a tag by its own address. */
  readonly silent: number;
  readonly bodyToAll: number;
  readonly bodyToOne: number;
  readonly messageSize: number;
  readonly messages: Allowance;
  readonly bytes: Allowance;
  readonly toAll: Allowance;
  /** So many refusals for speed, each within `strikeMemory` of the one before, close the socket. */
  readonly strikes: number;
  readonly strikeMemory: number;
  readonly unsent: number;
  readonly ping: number;
  readonly pongWait: number;
  /** How long a closing socket may take to read what is left before it is cut. */
  readonly closeWait: number;
};

export const RELAY_LIMITS: RelayLimits = Object.freeze({
  sockets: 20_000,
  socketsPerAddress: 400,
  openings: { burst: 120, every: MINUTE / 120 },
  joinWait: 10 * SECOND,
  tagsPerSocket: TAGS_MAX,
  joins: { burst: 128, every: MINUTE / 30 },
  membersPerTag: 32,
  membersPerTagAndAddress: 16,
  silent: 30 * SECOND,
  bodyToAll: BODY_MAX_ALL,
  bodyToOne: BODY_MAX_ONE,
  messageSize: MESSAGE_MAX,
  messages: { burst: 60, every: SECOND / 20 },
  bytes: { burst: 256 * 1_024, every: SECOND / (256 * 1_024) },
  toAll: { burst: 12, every: MINUTE / 12 },
  strikes: 20,
  strikeMemory: 10 * SECOND,
  unsent: 256 * 1_024,
  ping: PING,
  pongWait: 60 * SECOND,
  closeWait: 2 * SECOND,
});
