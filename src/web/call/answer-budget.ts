// How many knocks a room answers (docs/protocol.md, "Handshake", rule 10). Every unopened answer is a chance for
// somebody in the middle to try one more set of words; the budget keeps those chances below one in a million a day.
import {
  ANSWER_BURST,
  ANSWER_RATE,
  ANSWER_ROUTE_10MIN,
  ANSWER_ROUTE_GAP,
  ANSWERS_DAY,
  DAY_MS,
  UNOPENED_10MIN,
  UNOPENED_DAY,
  UNOPENED_WARN,
} from "../../protocol/limits.ts";

const TEN_MINUTES = 600_000;

export interface AnswerBudget {
  /**
   * Takes one new answer for a route: 0 if it may be given now, else the milliseconds to wait, or null: never.
   * `outstanding` answers may still turn out unopened and count as if they had.
   */
  take(route: string, outstanding: number, now: number): number | null;
  /** An answer stayed unopened, or was opened by a k3 that failed. */
  addUnopened(now: number): void;
  /** Many answers stayed unopened in the last ten minutes: somebody may be misusing the link. */
  isSuspicious(now: number): boolean;
  /** When answers stayed unopened in the last day, to be kept over a reload of the page. */
  unopened(): readonly number[];
}

export function createAnswerBudget(kept: readonly number[], start: number): AnswerBudget {
  let unopened = [...kept];
  let given: readonly number[] = [];
  let tokens = ANSWER_BURST;
  let refilledAt = start;
  let routes = new Map<string, readonly number[]>();

  const within = (times: readonly number[], span: number, now: number): number =>
    times.filter((at) => now - at < span).length;

  function forgetOld(now: number): void {
    unopened = unopened.filter((at) => now - at < DAY_MS);
    given = given.filter((at) => now - at < DAY_MS);
    routes = new Map([...routes].filter(([, times]) => times.some((at) => now - at < TEN_MINUTES)));
    const refill = Math.floor((now - refilledAt) / ANSWER_RATE);
    if (refill <= 0) return;
    tokens = Math.min(ANSWER_BURST, tokens + refill);
    refilledAt += refill * ANSWER_RATE;
  }

  return {
    take(route, outstanding, now) {
      forgetOld(now);
      if (given.length >= ANSWERS_DAY || unopened.length + outstanding >= UNOPENED_DAY) return null;
      if (within(unopened, TEN_MINUTES, now) + outstanding >= UNOPENED_10MIN) return null;
      const times = (routes.get(route) ?? []).filter((at) => now - at < TEN_MINUTES);
      if (times.length >= ANSWER_ROUTE_10MIN) return null;
      const last = times.at(-1);
      if (last !== undefined && now - last < ANSWER_ROUTE_GAP) return ANSWER_ROUTE_GAP - (now - last);
      if (tokens < 1) return ANSWER_RATE;
      tokens -= 1;
      given = [...given, now];
      routes.set(route, [...times, now]);
      return 0;
    },
    addUnopened(now) {
      unopened.push(now);
    },
    isSuspicious: (now) => within(unopened, TEN_MINUTES, now) >= UNOPENED_WARN,
    unopened: () => unopened,
  };
}
