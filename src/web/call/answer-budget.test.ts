import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ANSWER_BURST,
  ANSWERS_DAY,
  DAY_MS,
  UNOPENED_10MIN,
  UNOPENED_DAY,
  UNOPENED_WARN,
} from "../../protocol/limits.ts";
import { createAnswerBudget } from "./answer-budget.ts";

const TEN_MINUTES = 600_000;

describe("the budget of answers", () => {
  it("gives a burst to different routes, then one a second", () => {
    const budget = createAnswerBudget([], 0);
    for (let route = 0; route < ANSWER_BURST; route += 1) expect(budget.take(`r${route}`, 0, 0)).toBe(0);
    expect(budget.take("late", 0, 0)).toBeGreaterThan(0);
    expect(budget.take("late", 0, 1_000)).toBe(0);
    expect(budget.take("later", 0, 1_000)).toBeGreaterThan(0);
  });

  it("gives one route an answer every two seconds and six in ten minutes", () => {
    const budget = createAnswerBudget([], 0);
    expect(budget.take("r", 0, 0)).toBe(0);
    expect(budget.take("r", 0, 500)).toBe(1_500);
    for (let count = 1; count < 6; count += 1) expect(budget.take("r", 0, count * 2_000)).toBe(0);
    expect(budget.take("r", 0, 20_000)).toBeNull();
    expect(budget.take("r", 0, TEN_MINUTES + 20_000)).toBe(0);
  });

  it("warns from ten unopened answers on and stops at thirty in ten minutes (A5)", () => {
    const budget = createAnswerBudget([], 0);
    for (let count = 1; count <= UNOPENED_10MIN; count += 1) {
      expect(budget.take(`r${count}`, 0, count * 1_000)).toBe(0);
      budget.addUnopened(count * 1_000);
      expect(budget.isSuspicious(count * 1_000)).toBe(count >= UNOPENED_WARN);
    }
    expect(budget.take("next", 0, 40_000)).toBeNull();
    expect(budget.take("next", 0, 40_000 + TEN_MINUTES)).toBe(0);
  });

  it("stops at two hundred unopened answers a day, also after a reload", () => {
    const kept = Array.from({ length: UNOPENED_DAY }, (_, index) => index * 1_000);
    const budget = createAnswerBudget(kept, 1_000_000);
    expect(budget.take("r", 0, 2_000_000)).toBeNull();
    expect(budget.unopened()).toHaveLength(UNOPENED_DAY);
    expect(budget.take("r", 0, DAY_MS + 1_000)).toBe(0);
  });

  it("stops at two thousand answers a day even if all of them are opened", () => {
    const budget = createAnswerBudget([], 0);
    for (let count = 0; count < ANSWERS_DAY; count += 1) {
      expect(budget.take(`r${count}`, 0, count * 1_000)).toBe(0);
    }
    expect(budget.take("late", 0, ANSWERS_DAY * 1_000)).toBeNull();
    expect(budget.take("next", 0, DAY_MS)).toBe(0);
  });

  it("never lets more than thirty stay unopened in any ten minutes, however knocks arrive", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(3_000)), { maxLength: 400 }), (knocks) => {
        const budget = createAnswerBudget([], 0);
        const times: number[] = [];
        const outstanding: number[] = [];
        let now = 0;
        for (const [route, ms] of knocks) {
          now += ms;
          // Every answer stays unopened and is counted half a minute later, as the door does.
          while (outstanding[0] !== undefined && outstanding[0] + 30_000 <= now) {
            outstanding.shift();
            budget.addUnopened(now);
            times.push(now);
          }
          if (budget.take(`r${route}`, outstanding.length, now) === 0) outstanding.push(now);
          expect(times.filter((at) => now - at < TEN_MINUTES).length).toBeLessThanOrEqual(UNOPENED_10MIN);
        }
      }),
      { numRuns: 200 },
    );
  });
});
