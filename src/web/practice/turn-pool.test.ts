import { describe, expect, it } from "vitest";
import { TURN_FETCH, TURN_LEFT, TURN_POOL, TURN_TTL } from "../../protocol/limits.ts";
import type { ApiClient } from "./api-client.ts";
import { createTurnPool } from "./turn-pool.ts";

const START = 1_795_392_000_000;
const MINUTE = 60_000;

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A page whose clock the test moves, and a server that answers as it says. */
async function open(answers: () => "ok" | "OFFLINE" | "SIGNED_OUT" = () => "ok") {
  let at = START;
  let made = 0;
  let tick = (): void => {};
  const fetchedAt: number[] = [];
  const api = {
    call: () => {
      fetchedAt.push((at - START) / MINUTE);
      const said = answers();
      if (said !== "ok") return Promise.resolve({ ok: false, code: said, retryAfter: null });
      const credentials = Array.from({ length: TURN_POOL }, () => {
        made += 1;
        return { username: `u${made}`, credential: `c${made}` };
      });
      return Promise.resolve({ ok: true, value: { expiry: at + TURN_TTL, urls: ["turn:x"], credentials } });
    },
  } as unknown as ApiClient;
  const pool = createTurnPool(api, {
    now: () => at,
    every(work, milliseconds) {
      expect(milliseconds).toBe(MINUTE);
      tick = work;
      return () => {
        tick = () => {};
      };
    },
  });
  await settled();
  return {
    pool,
    fetchedAt,
    now: () => at,
    /** Lets minutes pass; `each` happens in every one of them. */
    async pass(minutes: number, each: () => void = () => {}) {
      for (let i = 0; i < minutes; i += 1) {
        at += MINUTE;
        tick();
        each();
        await settled();
      }
    },
  };
}

describe("the pool of TURN credentials", () => {
  it("is fetched at load and every half hour, and calls change nothing about it", async () => {
    const quiet = await open();
    await quiet.pass(180);
    const busy = await open();
    let taken = 0;
    await busy.pass(180, () => {
      for (let i = 0; i < 5; i += 1) if (busy.pool.take(busy.now())) taken += 1;
    });
    expect(taken).toBe(6 * TURN_POOL);
    expect(quiet.fetchedAt).toEqual([0, 30, 60, 90, 120, 150, 180]);
    expect(busy.fetchedAt).toEqual(quiet.fetchedAt);
    quiet.pool.stop();
    await quiet.pass(60);
    expect(quiet.fetchedAt).toHaveLength(7);
    expect(quiet.pool.take(quiet.now())).toBeNull();
  });

  it("gives none twice, the one that lasts longest first, and none that is about to end", async () => {
    const page = await open();
    await page.pass(31);
    const names = new Set<string>();
    for (let one = page.pool.take(page.now()); one !== null; one = page.pool.take(page.now())) {
      expect(one.expiry - page.now()).toBeGreaterThanOrEqual(TURN_LEFT);
      if (names.size < TURN_POOL) expect(one.expiry).toBe(START + 30 * MINUTE + TURN_TTL);
      names.add(one.username);
    }
    expect(names.size).toBe(2 * TURN_POOL);
    const old = await open();
    expect(old.pool.take(START + TURN_TTL - TURN_LEFT + 1)).toBeNull();
  });

  it("is asked for again a minute after no answer, and in its time after a refusal", async () => {
    let answer: "ok" | "OFFLINE" | "SIGNED_OUT" = "OFFLINE";
    const page = await open(() => answer);
    await page.pass(2);
    expect(page.pool.take(page.now())).toBeNull();
    answer = "ok";
    await page.pass(3);
    expect(page.fetchedAt).toEqual([0, 1, 2, 3]);
    expect(page.pool.take(page.now())).not.toBeNull();
    answer = "SIGNED_OUT";
    await page.pass(60);
    expect(page.fetchedAt).toEqual([0, 1, 2, 3, 33, 63]);
    expect(TURN_FETCH).toBe(30 * MINUTE);
  });
});
