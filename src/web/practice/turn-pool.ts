// The TURN credentials of this page. They are fetched on a fixed clock from the load of the page on, and never because
// of a call: so the accounts server learns of no call from it (docs/protocol.md, "TURN credentials").
import { turnApi } from "../../protocol/api-turn.ts";
import { TURN_FETCH, TURN_LEFT, TURN_POOL } from "../../protocol/limits.ts";
import type { TurnCredential, TurnPool } from "../call/call-view.ts";
import type { ApiClient } from "./api-client.ts";

/** Batches that can be good at the same time. */
const BATCHES = 3;
/** How often the page looks whether it is time; after a fetch that got no answer, it is. */
const LOOK = 60_000;

interface TurnWorld {
  /** Unix ms, by the device's clock. */
  readonly now: () => number;
  readonly every: (work: () => void, milliseconds: number) => () => void;
}

export interface FetchedTurn extends TurnPool {
  stop(): void;
}

/**
 * Fetches now and every TURN_FETCH, and after no answer a minute later, whether there is a call or not. Kept in memory
 * alone.
 */
export function createTurnPool(api: ApiClient, world: TurnWorld = { now: Date.now, every }): FetchedTurn {
  let unused: readonly TurnCredential[] = [];
  let dueAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;

  async function look(): Promise<void> {
    const askedAt = world.now();
    // Timers come a little early or late; the clock stays that of the load.
    if (isAsking || askedAt < dueAt - LOOK / 2) return;
    isAsking = true;
    const answer = await api.call(turnApi.pool, {});
    isAsking = false;
    if (answer.ok || answer.code !== "OFFLINE") dueAt = askedAt + TURN_FETCH;
    if (!answer.ok) return;
    const { expiry, urls, credentials } = answer.value;
    const batch = urls.length === 0 ? [] : credentials.map((one) => ({ ...one, expiry, urls }));
    unused = [...batch, ...unused].slice(0, BATCHES * TURN_POOL);
  }
  const lookQuietly = (): void => void look().catch(() => {});
  lookQuietly();
  const stop = world.every(lookQuietly, LOOK);

  return {
    take(now) {
      // The newest last longest.
      const [next, ...rest] = unused.filter(({ expiry }) => expiry - now >= TURN_LEFT);
      unused = rest;
      return next ?? null;
    },
    stop() {
      stop();
      unused = [];
    },
  };
}

function every(work: () => void, milliseconds: number): () => void {
  const timer = setInterval(work, milliseconds);
  return () => clearInterval(timer);
}
