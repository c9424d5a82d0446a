// When sound and picture came back after a break, by what the browser played and showed.
import type { ProbedPage } from "./call-stats.ts";

interface Playing {
  readonly frames: readonly number[];
  readonly sounds: readonly number[];
}

declare global {
  interface Window {
    /** Moments (Unix ms) at which new sound of the peer was played, once `watchSound` runs. */
    sounds: number[];
  }
}

/** Runs in a page with the call probe: notes when sound that really came in is played, every 10 ms at best. */
export function watchSound(): void {
  window.sounds = [];
  let last = 0;
  setInterval(() => {
    for (const connection of window.callProbe.connections) {
      for (const receiver of connection.getReceivers()) {
        if (connection.connectionState === "closed" || receiver.track.kind !== "audio") continue;
        // The moment of the last packet whose sound was played (W3C webrtc-pc, 5.3.2): silence has none.
        const at = receiver.getSynchronizationSources()[0]?.timestamp ?? 0;
        if (at === last) continue;
        last = at;
        window.sounds.push(Date.now());
      }
    }
  }, 10);
}

const read = (page: ProbedPage): Promise<Playing> =>
  page.evaluate(() => ({ frames: [...window.callProbe.frames], sounds: [...window.sounds] }));

/** How long a pause has to be to count as a break (ms): a picture stands still for less now and then. */
const BREAK = 400;

/** The end of the first pause that begins at or lasts beyond `at`; null while it lasts or before it has begun. */
function endOfBreak(times: readonly number[], at: number): number | null {
  const later = times.findIndex((time, index) => time > at && time - (times[index - 1] ?? time) >= BREAK);
  return times[later] ?? null;
}

export interface Return {
  /** Unix ms. */
  readonly sound: number;
  readonly picture: number;
}

/** When sound and picture were back in this page after a break that lasted at `at` (Unix ms) or began then. */
export async function whenBack(page: ProbedPage, at: number): Promise<Return> {
  const { frames, sounds } = await read(page);
  const [picture, sound] = [endOfBreak(frames, at), endOfBreak(sounds, at)];
  if (picture === null || sound === null)
    throw new Error(`not back: ${picture === null ? "picture" : "sound"}`);
  return { sound, picture };
}
