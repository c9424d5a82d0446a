import { describe, expect, test } from "vitest";
import { createBucket } from "./bucket.ts";

describe("a bucket", () => {
  test("gives its burst, then one for each interval", () => {
    const bucket = createBucket(2, 100);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([true, true, false]);
    expect([bucket.take(99), bucket.take(100), bucket.take(100)]).toEqual([false, true, false]);
  });

  test("never holds more than its burst", () => {
    const bucket = createBucket(2, 100);
    bucket.take(0, 2);
    expect(bucket.take(100_000, 3)).toBe(false);
    expect(bucket.take(100_000, 2)).toBe(true);
  });

  test("takes nothing when there is not enough", () => {
    const bucket = createBucket(10, 1);
    expect(bucket.take(0, 11)).toBe(false);
    expect(bucket.take(0, 10)).toBe(true);
  });

  test("goes on after the clock was set back", () => {
    const bucket = createBucket(1, 100);
    expect(bucket.take(1_000_000)).toBe(true);
    expect(bucket.take(0)).toBe(false);
    expect(bucket.take(100)).toBe(true);
  });
});
