// TURN credentials that nobody keeps: coturn derives the same ones from the shared secret (its "TURN REST API",
// draft-uberti-behave-turn-rest-00, section 2.2).
import { createHmac, randomBytes } from "node:crypto";
import { turnApi } from "../../protocol/api-turn.ts";
import { DAY_MS, TURN_POOL, TURN_TTL } from "../../protocol/limits.ts";
import { type Allowance, take } from "../platform/allowance.ts";
import type { Api } from "../platform/api.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import { Problem } from "../platform/problem.ts";

const RANDOM_SIZE = 8;
const KEY_SIZE = 32;
const SECOND = 1_000;

/** Each page asks at its load and every half hour: enough for many devices and reloads, and an end to more. */
const TURN_ALLOWANCE: Allowance = { burst: 30, every: 120 * SECOND };

/**
 * One credential, good until `expiry` (Unix seconds). HMAC-SHA1 because coturn knows nothing else here; as a MAC under a
 * secret key it is not touched by the collisions of SHA-1 (RFC 6194, section 3.3).
 */
export function makeTurnCredential(secret: string, expiry: number, random = randomBytes(RANDOM_SIZE)) {
  const username = `${expiry}:${random.toString("hex")}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/**
 * Counts how often each account has asked, in memory alone and under a key of a day, as addresses are counted. Throws
 * TOO_MANY_TRIES.
 */
function createTurnLimit(allowance: Allowance, now: () => number): (userId: string) => void {
  const fullAt = new Map<string, number>();
  let key = randomBytes(KEY_SIZE);
  let renewAt = now() + DAY_MS;
  return (userId) => {
    const at = now();
    if (at >= renewAt) {
      key = randomBytes(KEY_SIZE);
      renewAt = at + DAY_MS;
      fullAt.clear();
    }
    const id = createHmac("sha256", key).update(userId).digest("base64url");
    const next = take(allowance, fullAt.get(id) ?? 0, 1, at);
    if (next < 0) throw new Problem("TOO_MANY_TRIES", { retryAfter: Math.ceil(-next / SECOND) });
    // Newest last: the map keeps the order of insertion, and whose allowance is full again is forgotten.
    fullAt.delete(id);
    fullAt.set(id, next);
    for (const [oldest, full] of fullAt) {
      if (full > at) break;
      fullAt.delete(oldest);
    }
  };
}

export type TurnOptions = {
  readonly clock: Clock;
  readonly turn: Config["turn"];
  readonly allowance?: Allowance;
};

export function turnRoutes({ clock, turn, allowance = TURN_ALLOWANCE }: TurnOptions): (api: Api) => void {
  const limit = createTurnLimit(allowance, clock.monotonic);
  return (api) => {
    api.handle(turnApi.pool, async ({ caller }) => {
      limit(caller.userId);
      const expiry = Math.floor((clock.now() + TURN_TTL) / SECOND);
      const credentials =
        turn === null ? [] : Array.from({ length: TURN_POOL }, () => makeTurnCredential(turn.secret, expiry));
      return { expiry: expiry * SECOND, urls: [...(turn?.urls ?? [])], credentials };
    });
  };
}
