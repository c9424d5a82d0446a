import { describe, expect, test } from "vitest";
import { IDLE, type Impairment, transit } from "./impairment.ts";

/** Arrivals of so many packets of 1000 bytes, one each ms; `random` is the same for all. */
function send(line: Impairment, packets: number, random = 0.5): (number | null)[] {
  let state = IDLE;
  return Array.from({ length: packets }, (_, now) => {
    const one = transit(line, state, { bytes: 1_000, now }, () => random);
    state = one.state;
    return one.at;
  });
}

describe("a line", () => {
  test("without impairments takes no time", () => expect(send({}, 3)).toEqual([0, 1, 2]));
  test("loses what chance says", () => {
    expect(send({ loss: 0.5 }, 2, 0.49)).toEqual([null, null]);
    expect(send({ loss: 0.5 }, 2, 0.5)).toEqual([0, 1]);
  });
  test("takes one packet after the other and throws away what would wait too long", () => {
    // 8000 bits at 2000 kbit/s are 4 ms; the third starts at 8 and would have waited 6.
    expect(send({ rate: 2_000, queue: 5 }, 4)).toEqual([4, 8, null, 12]);
  });
  test("keeps the order however late a packet is", () => {
    const line = { delay: 10, jitter: 100 };
    const late = transit(line, IDLE, { bytes: 1, now: 0 }, () => 0.9);
    const early = transit(line, late.state, { bytes: 1, now: 1 }, () => 0);
    expect([late.at, early.at]).toEqual([100, 100]);
  });
  test("holds some back without holding up the rest", () => {
    const line = { reorder: 0.1, heldBack: 30 };
    const held = transit(line, IDLE, { bytes: 1, now: 0 }, () => 0.05);
    expect([held.at, transit(line, held.state, { bytes: 1, now: 1 }, () => 0.5).at]).toEqual([30, 1]);
  });
});
