// The lies, ready to use with LyingRelay.use.
import { pause } from "../support/eventually.ts";
import type { Delivered, Hooks, LyingRelay, Seat } from "./lying-relay.ts";

type Test = (body: Delivered) => boolean;
const always: Test = () => true;

/** Loses what the test says; a rate of 0.2 loses every fifth by chance. */
export const dropping = (rate: number, which: Test = always): Hooks => ({
  deliver: (body) => (which(body) && Math.random() < rate ? [] : [body]),
});

/** Delivers everything later. */
export const delaying = (ms: number, which: Test = always): Hooks => ({
  deliver: async (body) => {
    if (which(body)) await pause(ms);
    return [body];
  },
});

/** Holds bodies back until `size` have come or `ms` have passed, then delivers them in another order. */
export function reordering(relay: LyingRelay, size: number, ms: number): Hooks {
  const held = new Map<Seat, Delivered[]>();
  const flush = (seat: Seat) => {
    const bodies = held.get(seat) ?? [];
    held.delete(seat);
    for (const body of bodies.reverse()) relay.inject(body);
  };
  return {
    deliver: (body) => {
      const bodies = held.get(body.seat);
      if (bodies === undefined) {
        held.set(body.seat, [body]);
        setTimeout(() => flush(body.seat), ms);
      } else {
        bodies.push(body);
        if (bodies.length >= size) flush(body.seat);
      }
      return [];
    },
  };
}

/** Delivers each body this many times. */
export const replaying = (times: number, which: Test = always): Hooks => ({
  deliver: (body) => (which(body) ? Array.from({ length: times }, () => body) : [body]),
});

/** Delivers other bytes instead. */
export const rewriting = (change: (b: string, body: Delivered) => string | Promise<string>): Hooks => ({
  deliver: async (body) => [{ ...body, b: await change(body.b, body) }],
});

/** Lets a seat hear another only where the test says so. */
export const splitView = (relay: LyingRelay, hears: (listener: Seat, speaker: Seat) => boolean): Hooks => ({
  deliver: (body) => {
    const speaker = relay.seatOf(body.from);
    return speaker !== null && hears(body.seat, speaker) ? [body] : [];
  },
});

/** Tells about every body and changes nothing. */
export const reading = (tell: (body: Delivered) => void): Hooks => ({
  deliver: (body) => {
    tell(body);
    return [body];
  },
});
