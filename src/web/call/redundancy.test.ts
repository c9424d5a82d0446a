import { expect, it } from "vitest";
import { type HeardSample, NO_REDUNDANCY, nextRedundancy, type Redundancy } from "./redundancy.ts";

const STEP = 2_000;
const GOOD: HeardSample = { loss: 0, roundTrip: 0.05 };
const LOSSY: HeardSample = { loss: 0.1, roundTrip: 0.06 };

/** Samples two seconds apart, from a state at a time on. */
function after(
  samples: readonly HeardSample[],
  from: Redundancy = NO_REDUNDANCY,
  start = 0,
): { readonly state: Redundancy; readonly now: number } {
  let state = from;
  let now = start;
  for (const sample of samples) {
    now += STEP;
    state = nextRedundancy(state, sample, now);
  }
  return { state, now };
}

const times = (count: number, sample: HeardSample): HeardSample[] =>
  Array.from({ length: count }, () => sample);
const switchedOn = () => after([GOOD, ...times(4, LOSSY)]);

it("asks for a copy after some seconds of loss by chance, not at once", () => {
  expect(after([GOOD, ...times(3, LOSSY)]).state.isOn).toBe(false);
  expect(switchedOn().state.isOn).toBe(true);
});

it("does not ask for it where packets are late as well: the line is full", () => {
  expect(after([GOOD, ...times(20, { loss: 0.3, roundTrip: 0.3 })]).state.isOn).toBe(false);
});

it("asks on a long way, whose round trip is long from the start", () => {
  expect(after([{ loss: 0, roundTrip: 0.4 }, ...times(4, { loss: 0.1, roundTrip: 0.42 })]).state.isOn).toBe(
    true,
  );
});

it("does not ask while nothing at all comes", () => {
  expect(after(times(20, { loss: null, roundTrip: 0.05 })).state.isOn).toBe(false);
});

it("stops when hardly anything has been lost for half a minute", () => {
  const { state, now } = switchedOn();
  expect(after(times(15, GOOD), state, now).state.isOn).toBe(true);
  expect(after(times(25, GOOD), state, now).state.isOn).toBe(false);
});

it("stops at once when packets are late, or when it made the loss worse, and waits two minutes", () => {
  const { state, now } = switchedOn();
  for (const worse of [
    { loss: 0.1, roundTrip: 0.3 },
    { loss: 0.8, roundTrip: 0.06 },
  ]) {
    const stopped = after([worse], state, now);
    expect(stopped.state.isOn).toBe(false);
    expect(after(times(57, LOSSY), stopped.state, stopped.now).state.isOn).toBe(false);
    expect(after(times(64, LOSSY), stopped.state, stopped.now).state.isOn).toBe(true);
  }
});

it("bears that so few packets make the loss jump", () => {
  const { state, now } = switchedOn();
  expect(after([{ loss: 0.3, roundTrip: 0.06 }, LOSSY, LOSSY], state, now).state.isOn).toBe(true);
});

it("blames a loss that grows later on the line, not on the copy", () => {
  const { state, now } = switchedOn();
  const later = after(times(8, LOSSY), state, now);
  expect(after(times(4, { loss: 0.6, roundTrip: 0.06 }), later.state, later.now).state.isOn).toBe(true);
});
