import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FULL_BUDGET, nextBudget, type PictureBudget, type SendSample, WAIT_MAX } from "./picture-budget.ts";

const GOOD: SendSample = { isShown: true, loss: 0, roundTrip: 0.05, available: 2_000_000 };
const FIREFOX: SendSample = { ...GOOD, available: null };

/** One sample a second from `from` on; every state on the way. */
function run(samples: readonly SendSample[], start: PictureBudget = FULL_BUDGET, from = 0): PictureBudget[] {
  let state = start;
  return samples.map((sample, second) => {
    state = nextBudget(state, sample, from + second * 1_000);
    return state;
  });
}
const seconds = (count: number, sample: SendSample): SendSample[] =>
  Array.from({ length: count }, () => sample);
const last = (states: readonly PictureBudget[]): PictureBudget => states.at(-1) ?? FULL_BUDGET;

const anySample = fc.record({
  isShown: fc.constant(true),
  loss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  roundTrip: fc.option(fc.double({ min: 0, max: 3, noNaN: true })),
  available: fc.option(fc.integer({ min: 0, max: 3_000_000 })),
});
const stretches = fc
  .array(fc.tuple(anySample, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.flatMap(([sample, count]) => seconds(count, sample)));

describe("the picture's budget", () => {
  test("a good line changes nothing", () => {
    expect(run(seconds(100, GOOD)).every(({ step }) => step === 0)).toBe(true);
  });

  test("a narrow line costs size first, and the picture only below what sound needs", () => {
    expect(last(run(seconds(60, { ...GOOD, available: 200_000 }))).step).toBe(1);
    expect(last(run(seconds(60, { ...GOOD, available: 150_000 }))).step).toBe(2);
    const steps = run(seconds(8, { ...GOOD, available: 90_000 })).map(({ step }) => step);
    expect([steps[0], steps[2], steps[4]]).toEqual([0, 1, 3]);
  });

  test("loss above 15 percent holds the picture back within eight seconds, with and without an estimate", () => {
    for (const sample of [GOOD, FIREFOX])
      expect(last(run(seconds(9, { ...sample, loss: 0.3 }))).step).toBe(3);
  });

  test("a second of loss does not", () => {
    const samples = [{ ...GOOD, loss: 0.5 }, ...seconds(20, GOOD)];
    expect(run(samples).some(({ step }) => step > 1)).toBe(false);
  });

  test("a camera that is switched off and on again sends, and is held back again if nothing helps", () => {
    const bad = { ...FIREFOX, loss: 0.3 };
    const held = last(run(seconds(10, bad)));
    const off = last(run([{ ...bad, isShown: false }], held, 10_000));
    const on = run(seconds(6, bad), off, 11_000).map(({ step }) => step);
    expect(on[0]).toBe(2);
    expect(on.at(-1)).toBe(3);
  });

  test("it always comes back on a good line, whatever was before", () => {
    fc.assert(
      fc.property(stretches, (samples) => {
        const state = last(run(samples));
        const after = run(seconds(20 + (3 * WAIT_MAX) / 1_000, GOOD), state, samples.length * 1_000);
        expect(last(after).step).toBe(0);
      }),
    );
  });

  test("it is held back at most four times in any minute, and changes at most sixteen times", () => {
    fc.assert(
      fc.property(stretches, (samples) => {
        const steps = run(samples).map(({ step }) => step);
        for (let start = 0; start < steps.length; start += 10) {
          const minute = steps.slice(start, start + 60);
          const changes = minute.filter((step, at) => at > 0 && step !== minute[at - 1]);
          expect(changes.filter((step) => step === 3).length).toBeLessThanOrEqual(4);
          expect(changes.length).toBeLessThanOrEqual(16);
        }
      }),
    );
  });

  test("on a line that carries sound alone the tries grow rare", () => {
    const line = (state: PictureBudget): SendSample => ({
      ...GOOD,
      available: state.step === 3 ? null : 100_000,
    });
    let state = FULL_BUDGET;
    const held: number[] = [];
    for (let now = 0; now < 600_000; now += 1_000) {
      const next = nextBudget(state, line(state), now);
      if (next.step === 3 && state.step < 3) held.push(now);
      state = next;
    }
    expect(held.length).toBeLessThanOrEqual(8);
    expect((held.at(-1) ?? 0) - (held.at(-2) ?? 0)).toBeGreaterThanOrEqual(WAIT_MAX);
  });
});
