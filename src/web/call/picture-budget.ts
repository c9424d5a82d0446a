// How much of the line the picture may take: sound comes first, so a weak line costs the picture its size and rate,
// and at last the picture. Down within seconds, up again slowly, and slower after each try that failed.

/** 0 full, 1 smaller, 2 smallest, 3 held back: no picture is sent. */
export type PictureStep = 0 | 1 | 2 | 3;

/** What the sending side knows of its own direction at one moment. */
export interface SendSample {
  /** The person shows a camera or a screen. */
  readonly isShown: boolean;
  /** Share of packets that did not arrive at the peer, 0 to 1; null: the browser has no report yet. */
  readonly loss: number | null;
  /** Seconds; null if unknown. */
  readonly roundTrip: number | null;
  /** bit/s that the browser believes the line takes; null where it does not say (Firefox). */
  readonly available: number | null;
}

export interface PictureBudget {
  readonly step: PictureStep;
  /** Smoothed. */
  readonly loss: number;
  /** Since when the line has been hopeless, too narrow for this step, or good (ms); null: it is not. */
  readonly hopelessSince: number | null;
  readonly tightSince: number | null;
  readonly goodSince: number | null;
  readonly changedAt: number;
  readonly raisedAt: number;
  /** How long the line must be good before the next step up (ms). */
  readonly wait: number;
  readonly wasShown: boolean;
}

const HOPELESS_LOSS = 0.15;
const HOPELESS_RATE = 120_000;
const HOPELESS_ROUND_TRIP = 1.5;
const TIGHT_LOSS = 0.1;
const TIGHT_ROUND_TRIP = 0.8;
const GOOD_LOSS = 0.06;
/** bit/s below which a step is too much, and above which the step before it is tried; sound is included. */
const TIGHT_RATE = [250_000, 180_000, 0, 0] as const;
const GOOD_RATE = [0, 450_000, 220_000, 0] as const;

const HOLD_AFTER = 3_000;
/** A try to bring the picture back that fails is given up sooner. */
const GIVE_UP_AFTER = 2_000;
const TRIAL = 15_000;
const LOWER_AFTER = 2_000;
const WAIT_MIN = 10_000;
export const WAIT_MAX = 120_000;
/** A step that stood so long has proved itself. */
const PROVED_AFTER = 60_000;
/** Weight of the newest report: a second holds so few packets that the share of lost ones jumps. */
const NEWEST = 0.3;

export const FULL_BUDGET: PictureBudget = {
  step: 0,
  loss: 0,
  hopelessSince: null,
  tightSince: null,
  goodSince: null,
  changedAt: Number.NEGATIVE_INFINITY,
  raisedAt: Number.NEGATIVE_INFINITY,
  wait: WAIT_MIN,
  wasShown: false,
};

const isAtLeast = (since: number | null, ms: number, now: number): boolean =>
  since !== null && now - since >= ms;

function lowered(state: PictureBudget, step: PictureStep, now: number): PictureBudget {
  const isFailedTry = now - state.raisedAt < PROVED_AFTER;
  return {
    ...state,
    step,
    changedAt: now,
    tightSince: null,
    goodSince: null,
    wait: isFailedTry ? Math.min(WAIT_MAX, state.wait * 2) : WAIT_MIN,
  };
}

const BELOW = [1, 2, 2, 3] as const;
const ABOVE = [0, 0, 1, 2] as const;

/**
 * The budget after one more sample; samples come about once a second, `now` is the caller's clock in ms.
 * A picture that is held back sends nothing the rate could be estimated from: then loss and delay of the sound decide.
 */
export function nextBudget(before: PictureBudget, sample: SendSample, now: number): PictureBudget {
  const loss = sample.loss === null ? before.loss : before.loss * (1 - NEWEST) + sample.loss * NEWEST;
  if (!sample.isShown)
    return { ...before, loss, hopelessSince: null, tightSince: null, goodSince: null, wasShown: false };
  const { step } = before;
  const available = step === 3 || sample.available === null ? Number.POSITIVE_INFINITY : sample.available;
  const roundTrip = sample.roundTrip ?? 0;
  const isHopeless = loss > HOPELESS_LOSS || available < HOPELESS_RATE || roundTrip > HOPELESS_ROUND_TRIP;
  const isTight =
    isHopeless || loss > TIGHT_LOSS || available < TIGHT_RATE[step] || roundTrip > TIGHT_ROUND_TRIP;
  const isGood = !isTight && loss < GOOD_LOSS && available >= GOOD_RATE[step];
  const state: PictureBudget = {
    ...before,
    loss,
    hopelessSince: isHopeless ? (before.hopelessSince ?? now) : null,
    tightSince: isTight ? (before.tightSince ?? now) : null,
    goodSince: isGood ? (before.goodSince ?? now) : null,
    wasShown: true,
  };
  // A person who presses the camera on wants a picture, whatever was decided before.
  if (step === 3 && !before.wasShown)
    return { ...state, step: 2, changedAt: now, raisedAt: now, hopelessSince: null, goodSince: null };
  const patience = now - state.raisedAt < TRIAL ? GIVE_UP_AFTER : HOLD_AFTER;
  if (step < 3 && isAtLeast(state.hopelessSince, patience, now)) return lowered(state, 3, now);
  if (step < 2 && isAtLeast(state.tightSince, LOWER_AFTER, now)) return lowered(state, BELOW[step], now);
  if (step > 0 && isAtLeast(state.goodSince, state.wait, now))
    return { ...state, step: ABOVE[step], changedAt: now, raisedAt: now, goodSince: null };
  return state;
}
