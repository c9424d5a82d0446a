import { CLOCK_TOLERANCE } from "../../protocol/limits.ts";

/**
 * The clock that tags are computed with: the device's own, corrected by the web server's `Date` only when it is
 * far off. Never the relay's time (docs/protocol.md, "Secrets and the link").
 */
export function createClock(offset: number): () => number {
  const correction = Math.abs(offset) > CLOCK_TOLERANCE ? offset : 0;
  return () => Date.now() + correction;
}
