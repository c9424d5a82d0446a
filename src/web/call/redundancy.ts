// Whether the peer is asked to send each piece of sound twice (RED, RFC 2198). Opus' own error correction mends one
// lost packet; with the copy two in a row are mended. It costs rate, so it helps where packets get lost by chance, and
// harms where they get lost because the line is full: then they are late, too.

/** What the receiving side knows of the last two seconds or so. */
export interface HeardSample {
  /** Share of the sound's packets that did not arrive, 0 to 1; null: none came. */
  readonly loss: number | null;
  /** Seconds; null if unknown. */
  readonly roundTrip: number | null;
}

export interface Redundancy {
  readonly isOn: boolean;
  /** Share of the sound that was lost, smoothed: two seconds hold only a hundred packets. */
  readonly loss: number;
  /** The shortest round trip of this path, s. */
  readonly shortest: number;
  /** Since when packets have been lost although nothing is late, and since when hardly any is (ms). */
  readonly lossySince: number | null;
  readonly quietSince: number | null;
  /** The loss at which it was switched on. */
  readonly lossBefore: number;
  readonly switchedAt: number;
  /** A try that made it worse is not repeated before (ms). */
  readonly notBefore: number;
}

export const NO_REDUNDANCY: Redundancy = {
  isOn: false,
  loss: 0,
  shortest: Number.POSITIVE_INFINITY,
  lossySince: null,
  quietSince: null,
  lossBefore: 0,
  switchedAt: Number.NEGATIVE_INFINITY,
  notBefore: Number.NEGATIVE_INFINITY,
};

const LOSSY = 0.03;
const QUIET = 0.01;
/** A full line makes packets wait (s). */
const LATE = 0.12;
/** Long enough for a round trip to be measured anew: browsers do so every two to five seconds. */
const ON_AFTER = 5_500;
const OFF_AFTER = 30_000;
/** Within this time after it was switched on, more loss is blamed on it. */
const TRIAL = 12_000;
const WORSE = 0.15;
/** Weight of the newest sample. */
const NEWEST = 0.3;
const PAUSE = 120_000;

/** The state after one more sample; `now` is the caller's clock in ms. */
export function nextRedundancy(before: Redundancy, heard: HeardSample, now: number): Redundancy {
  const { loss: newest, roundTrip } = heard;
  const loss = newest === null ? before.loss : before.loss * (1 - NEWEST) + newest * NEWEST;
  const shortest = Math.min(before.shortest, roundTrip ?? Number.POSITIVE_INFINITY);
  const isLate = roundTrip !== null && roundTrip > shortest + LATE;
  const state: Redundancy = {
    ...before,
    loss,
    shortest,
    lossySince: newest !== null && loss >= LOSSY && !isLate ? (before.lossySince ?? now) : null,
    quietSince: loss < QUIET ? (before.quietSince ?? now) : null,
  };
  const off = (notBefore: number): Redundancy => ({ ...state, isOn: false, lossySince: null, notBefore });
  if (state.isOn) {
    const isWorse = now - state.switchedAt < TRIAL && loss > state.lossBefore + WORSE;
    if (isLate || isWorse) return off(now + PAUSE);
    return state.quietSince !== null && now - state.quietSince >= OFF_AFTER ? off(now) : state;
  }
  const isDue = state.lossySince !== null && now - state.lossySince >= ON_AFTER && now >= state.notBefore;
  return isDue ? { ...state, isOn: true, lossBefore: loss, switchedAt: now, quietSince: null } : state;
}
