// Accounts: who may sign in, and who is signed in.
import type { FastifyRequest } from "fastify";
import type { Mailer } from "../mail/mail.ts";
import type { Api, Caller } from "../platform/api.ts";
import type { Clock } from "../platform/clock.ts";
import type { PeerAddress } from "../platform/peer-address.ts";
import type { Secret } from "../platform/secret.ts";
import type { Database } from "../storage/database.ts";
import { createAuth } from "./auth.ts";
import { createFindCaller } from "./caller.ts";
import { createGuessLimit, GUESS_LIMITS, type GuessLimit, type GuessLimits } from "./guess-limit.ts";
import { askToLeave } from "./leaving.ts";
import { provePassword } from "./password.ts";
import { registerAccountRoutes } from "./routes.ts";

export type AccountsOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly secret: Secret;
  readonly origin: string;
  readonly mailer: Pick<Mailer, "enqueue">;
  readonly peerAddress: PeerAddress;
  readonly agreements: { readonly terms: string; readonly avv: string };
  /** Days from the wish to be erased to the erasure. */
  readonly accountDays: number;
  /** Of the operator's seat, for dates in mails. */
  readonly timeZone: string;
  /** Raised by tests that try often, which say so. */
  readonly guessLimits?: GuessLimits;
};

export type Accounts = {
  readonly findCaller: (request: FastifyRequest) => Promise<Caller | null>;
  readonly register: (api: Api) => void;
  /** What slows down strangers, for pages that mail or check something for them. */
  readonly limit: Pick<GuessLimit, "address" | "outgoing" | "mail" | "once" | "today">;
  /** Throws CREDENTIALS, TOO_MANY_TRIES. */
  readonly provePassword: (userId: string, current: string) => Promise<void>;
  /** Asks for the erasure of an account; see `askToLeave`. */
  readonly leave: (request: { readonly userId: string; readonly current: string }) => Promise<number>;
};

export function createAccounts(options: AccountsOptions): Accounts {
  const { database, clock, secret, origin } = options;
  const auth = createAuth({ database, origin, secret: secret.keyFor("sessions") });
  const guess = createGuessLimit({
    sql: database.sql,
    clock,
    key: secret.keyFor("tries"),
    limits: options.guessLimits ?? GUESS_LIMITS,
  });
  const parts = { ...options, auth, guess, withdrawalKey: secret.keyFor("news") };
  const findCaller = createFindCaller(parts);
  return {
    findCaller,
    limit: guess,
    register: (api) => registerAccountRoutes({ ...parts, findCaller }, api),
    async provePassword(userId, current) {
      await provePassword(parts, userId, current);
    },
    leave: (request) => askToLeave(parts, request),
  };
}
