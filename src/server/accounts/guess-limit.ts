// Limits against guessing: per account in the database, so that they hold across instances; per address in memory
// alone, under a key from which the address cannot be told. A try counts before it is judged, so that many at once
// are not free.
import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { DAY_MS } from "../../protocol/limits.ts";
import type { AddressBytes } from "../platform/address.ts";
import { createAddressKeys } from "../platform/address-keys.ts";
import { type Allowance, take } from "../platform/allowance.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import { clearTries, findTries, replaceTries, type TryCount } from "./try-store.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export type GuessLimits = {
  /** Requests of one address, within this process. */
  readonly address: Allowance;
  /** What strangers at one address send to mailboxes and to the operator, within this process. */
  readonly outgoing: Allowance;
  /** Wrong tries for one account before waiting begins. */
  readonly free: number;
  /** First wait; each further wrong try doubles it, up to `longest`. */
  readonly firstWait: number;
  readonly longest: number;
  /** Mails that one address of a mailbox gets within a day because somebody asked for them. */
  readonly mailsPerDay: number;
};

export const GUESS_LIMITS: GuessLimits = {
  address: { burst: 60, every: 5 * SECOND },
  outgoing: { burst: 10, every: 10 * MINUTE },
  free: 5,
  firstWait: 30 * SECOND,
  longest: 15 * MINUTE,
  mailsPerDay: 6,
};

/** More addresses than this are not told apart: the oldest counts go. */
const ADDRESSES_MAX = 100_000;

/** More changes of one count at once than this are refused. */
const RACES_MAX = 20;

/** The count with one more try in it; null while the subject has to wait. */
export function nextTry(before: TryCount, now: number, limits: GuessLimits): TryCount | null {
  if (before.blocked_until !== null && before.blocked_until > now) return null;
  const count = before.count + 1;
  const wait =
    count < limits.free ? 0 : Math.min(limits.longest, limits.firstWait * 2 ** (count - limits.free));
  return { ...before, count, blocked_until: wait === 0 ? null : now + wait };
}

export type GuessLimit = {
  /** Takes a request of this address from its allowance. Throws TOO_MANY_TRIES. */
  readonly address: (address: AddressBytes) => void;
  /** Takes something that a stranger of this address sends to somebody else from its allowance. Throws TOO_MANY_TRIES. */
  readonly outgoing: (address: AddressBytes) => void;
  /**
   * Counts a try at what `subject` names (an account's password, a second factor) and runs it. If it succeeds the
   * count is forgotten. Throws TOO_MANY_TRIES while the subject waits, whether the try were right or not.
   */
  readonly guard: <T>(subject: string, attempt: () => Promise<T>) => Promise<T>;
  /**
   * Counts a mail to a mailbox. Throws TOO_MANY_TRIES, whether there is an account or not. With many providers
   * `anna+anything@` is `anna@`: all of them count as one.
   */
  readonly mail: (email: string) => Promise<void>;
  /** Counts `what` for the day that began with the first. Throws TOO_MANY_TRIES after `most`. */
  readonly today: (what: string, most: number) => Promise<void>;
  /** Whether `what` is used for the first time within a day; true for one of several that ask at once. */
  readonly once: (what: string) => Promise<boolean>;
  readonly forget: (subject: string) => Promise<void>;
};

export type GuessLimitOptions = {
  readonly sql: Kysely<Tables>;
  readonly clock: Clock;
  /** Key under which accounts are counted. */
  readonly key: string;
  readonly limits: GuessLimits;
};

const tooMany = (wait: number): Problem =>
  new Problem("TOO_MANY_TRIES", { retryAfter: Math.max(1, Math.ceil(wait / SECOND)) });

/** Takes one from the allowance of an address, or throws TOO_MANY_TRIES. */
function createAddressLimit(allowance: Allowance, clock: Clock): (address: AddressBytes) => void {
  const addressKeys = createAddressKeys();
  const fullAt = new Map<string, number>();
  return (address) => {
    const now = clock.monotonic();
    const id = addressKeys.keyOf(address, now);
    const next = take(allowance, fullAt.get(id) ?? 0, 1, now);
    if (next < 0) throw tooMany(-next);
    // Newest last: the map keeps the order of insertion.
    fullAt.delete(id);
    fullAt.set(id, next);
    for (const [oldest, full] of fullAt) {
      if (full > now && fullAt.size <= ADDRESSES_MAX) break;
      fullAt.delete(oldest);
    }
  };
}

const withoutTag = (email: string): string => email.replace(/\+[^@]*@/, "@");

export function createGuessLimit({ sql, clock, key, limits }: GuessLimitOptions): GuessLimit {
  const keyOf = (kind: string, subject: string) =>
    createHmac("sha256", key).update(`${kind}\0${subject}`).digest("base64url");

  /** Counts one try for the key, or throws TOO_MANY_TRIES. */
  async function count(id: string, next: (before: TryCount, now: number) => TryCount | null): Promise<void> {
    for (let tries = 0; tries < RACES_MAX; tries += 1) {
      const now = clock.now();
      const stored = await findTries(sql, id);
      const isOver = stored === undefined || stored.window_start <= now - DAY_MS;
      const before = isOver ? { count: 0, window_start: now, blocked_until: null } : stored;
      const after = next(before, now);
      if (after === null) throw tooMany((before.blocked_until ?? before.window_start + DAY_MS) - now);
      if (await replaceTries(sql, id, stored, after)) return;
    }
    // So many at once are no person.
    throw tooMany(SECOND);
  }

  const countUpTo = (id: string, most: number): Promise<void> =>
    count(id, (before) => (before.count >= most ? null : { ...before, count: before.count + 1 }));

  return {
    address: createAddressLimit(limits.address, clock),
    outgoing: createAddressLimit(limits.outgoing, clock),
    async guard(subject, attempt) {
      const id = keyOf("try", subject);
      await count(id, (before, now) => nextTry(before, now, limits));
      const result = await attempt();
      await clearTries(sql, id);
      return result;
    },
    mail: (email) => countUpTo(keyOf("mail", withoutTag(email)), limits.mailsPerDay),
    today: (what, most) => countUpTo(keyOf("today", what), most),
    async once(what) {
      try {
        await countUpTo(keyOf("once", what), 1);
        return true;
      } catch (error) {
        if (error instanceof Problem) return false;
        throw error;
      }
    },
    forget: (subject) => clearTries(sql, keyOf("try", subject)),
  };
}
