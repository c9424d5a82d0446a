// A limit on how often something may happen: some at once, then one more every so many milliseconds.

export interface Bucket {
  /** Takes `amount` (one, if not said); false, and nothing taken, if that much is not there at `now` (Unix ms). */
  take(now: number, amount?: number): boolean;
}

export function createBucket(burst: number, every: number): Bucket {
  let left = burst;
  let at = Number.NEGATIVE_INFINITY;
  return {
    take(now, amount = 1) {
      // A clock that was set back must not stop the refilling.
      left = Math.min(burst, left + Math.max(0, now - at) / every);
      at = now;
      if (left < amount) return false;
      left -= amount;
      return true;
    },
  };
}
