import { describe, expect, test } from "vitest";
import { measureRate } from "./rate.ts";

/** A line of so many kbit/s with a way there and back of `round` ms, and its own clock. */
function line(kbits: number, round: number, breaksAt = Number.POSITIVE_INFINITY) {
  let now = 0;
  let moved = 0;
  return {
    now: () => now,
    moved: () => moved,
    transfer: async (bytes: number) => {
      if (bytes >= breaksAt) throw new Error("broken");
      moved += bytes;
      now += round + (bytes * 8) / kbits;
    },
  };
}

describe("a rate", () => {
  test.each([
    [64, 300],
    [500, 80],
    [2_000, 30],
    [2_000, 400],
    [10_000, 20],
  ])("of %i kbit/s is found at a round trip of %i ms", async (kbits, round) => {
    const one = line(kbits, round);
    expect(await measureRate(one.transfer, one.now)).toBeCloseTo(kbits, -Math.log10(kbits / 10));
  });
  test("never moves more than two megabytes, and little on a slow line", async () => {
    const fast = line(1_000_000, 5);
    await measureRate(fast.transfer, fast.now);
    expect(fast.moved()).toBeLessThanOrEqual(2 * 1_048_576 + 2);
    const slow = line(300, 50);
    await measureRate(slow.transfer, slow.now);
    expect(slow.moved()).toBeLessThan(100_000);
  });
  test("is that of the largest piece that went through", async () => {
    const one = line(5_000, 10, 200_000);
    expect(await measureRate(one.transfer, one.now)).toBeCloseTo(5_000, -1);
  });
  test("is not made up where nothing goes through", async () => {
    const one = line(5_000, 10, 30_000);
    await expect(measureRate(one.transfer, one.now)).rejects.toThrow("broken");
  });
});
