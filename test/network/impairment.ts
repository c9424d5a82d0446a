// What a line does to one direction: a pure model of loss, rate, queue, delay, jitter and reordering.

export interface Impairment {
  /** Share of packets that are lost, 0 to 1. */
  readonly loss?: number;
  /** kbit/s that the line takes, with the IP header. Not given: as much as comes. */
  readonly rate?: number;
  /** How long a packet may wait for the rate, in ms, before it is thrown away (a router's buffer). */
  readonly queue?: number;
  /** ms that every packet takes. */
  readonly delay?: number;
  /** Up to so many ms more, evenly spread. Packets stay in order. */
  readonly jitter?: number;
  /** Share of packets that are held back by `heldBack` ms and so overtaken, 0 to 1. */
  readonly reorder?: number;
  readonly heldBack?: number;
}

export interface LineState {
  /** When the line is free for the next packet (ms). */
  readonly freeAt: number;
  /** When the last packet that was in order arrives (ms). */
  readonly lastAt: number;
}

export const IDLE: LineState = { freeAt: 0, lastAt: 0 };
const QUEUE = 200;
const HELD_BACK = 30;

/** When a packet arrives (ms, null: never), and the line after it. `random` gives numbers in [0, 1). */
export function transit(
  line: Impairment,
  state: LineState,
  packet: { readonly bytes: number; readonly now: number },
  random: () => number,
): { readonly at: number | null; readonly state: LineState } {
  const { bytes, now } = packet;
  if (random() < (line.loss ?? 0)) return { at: null, state };
  const start = Math.max(now, state.freeAt);
  if (line.rate !== undefined && start - now > (line.queue ?? QUEUE)) return { at: null, state };
  // kbit/s are bits per ms.
  const freeAt = line.rate === undefined ? start : start + (bytes * 8) / line.rate;
  const arrives = Math.max(freeAt + (line.delay ?? 0) + random() * (line.jitter ?? 0), state.lastAt);
  if (random() < (line.reorder ?? 0))
    return { at: arrives + (line.heldBack ?? HELD_BACK), state: { freeAt, lastAt: state.lastAt } };
  return { at: arrives, state: { freeAt, lastAt: arrives } };
}
