// A token bucket kept as one number: the moment from which it is full again (the generic cell rate algorithm).
/** `burst` at once, then one more every `every` milliseconds. */
export type Allowance = { readonly burst: number; readonly every: number };

/**
 * Takes `cost` from a bucket that is full at `fullAt`.
 * Returns the new `fullAt`, or, if there is not enough, minus the milliseconds until there is.
 */
export function take(allowance: Allowance, fullAt: number, cost: number, now: number): number {
  const next = Math.max(fullAt, now) + cost * allowance.every;
  const wait = next - now - allowance.burst * allowance.every;
  // Rounding of a sum of fractions must not refuse what exactly fits.
  return wait <= 1e-6 ? next : -wait;
}
