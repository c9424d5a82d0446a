// How fast a line is, from pieces that double until one takes long enough to be told from the way there and back.
import { PIECE_MAX } from "../../protocol/line.ts";

const PIECE_FIRST = 32_768;
/** ms. On a line of 2,000 kbit/s a piece of 256 KiB takes a second. */
const LONG_ENOUGH = 800;
/** ms. The first piece takes so long at 26 kbit/s, which no call could use. */
const PIECE_WAIT = 10_000;

/** Moves so many bytes one way; rejects when it cannot, or when the signal ends it. */
export type Transfer = (bytes: number, signal: AbortSignal) => Promise<void>;

/**
 * kbit/s of TCP payload. Moves between 96 KiB and 2 MiB: little where a line is slow. Rejects with what the transfer
 * rejected with, unless a smaller piece went through.
 */
export async function measureRate(transfer: Transfer, now: () => number): Promise<number> {
  const timed = async (bytes: number): Promise<number> => {
    const start = now();
    await transfer(bytes, AbortSignal.timeout(PIECE_WAIT));
    return now() - start;
  };
  // The first opens the connection, the second shows how long the way there and back takes.
  await timed(1);
  const round = await timed(1);
  let rate: number | null = null;
  for (let bytes = PIECE_FIRST; bytes <= PIECE_MAX; bytes *= 2) {
    try {
      const took = await timed(bytes);
      // Never less than a quarter: a round trip that was slow by chance must not make a line fast.
      rate = (bytes * 8) / Math.max(took - round, took / 4, 1);
      if (took >= LONG_ENOUGH) break;
    } catch (error) {
      if (rate === null) throw error;
      break;
    }
  }
  return rate ?? 0;
}
