// Time is a collaborator, so that tests can move it.

export type Clock = {
  /** Unix time in milliseconds; may jump when the machine's clock is set. */
  readonly now: () => number;
  /** Milliseconds since some fixed moment; never jumps. For durations and limits. */
  readonly monotonic: () => number;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
