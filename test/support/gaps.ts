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
        // Browsers count it from 1970 or from the load of the page.
        window.sounds.push(at > 1e12 ? at : performance.timeOrigin + at);
      }
    }
  }, 10);
}

/** Runs in a page with the call probe: what was played so far is of no interest any more. */
export function forgetPlayed(): void {
  window.callProbe.frames.splice(0);
  window.sounds.splice(0);
}

const read = (page: ProbedPage): Promise<Playing> =>
  page.evaluate(() => ({ frames: [...window.callProbe.frames], sounds: [...window.sounds] }));

/** One that stands alone was left over from before. */
const TOGETHER = 3;
const WITHIN = 1_000;

/** The first of several moments in a row after `at`; null before there are any. */
function firstOfSeveral(times: readonly number[], at: number): number | null {
  const later = times.filter((time) => time > at);
  const first = later.findIndex((time, index) => {
    const last = later[index + TOGETHER - 1];
    return last !== undefined && last - time <= WITHIN;
  });
  return later[first] ?? null;
}

export interface Return {
  /** Unix ms. */
  readonly sound: number;
  readonly picture: number;
}

/** When sound and picture were back in this page, if nothing that arrived before `at` (Unix ms) was left to be played then. */
export async function whenBack(page: ProbedPage, at: number): Promise<Return> {
  const { frames, sounds } = await read(page);
  const [picture, sound] = [firstOfSeveral(frames, at), firstOfSeveral(sounds, at)];
  if (picture === null || sound === null)
    throw new Error(`not back: ${picture === null ? "picture" : "sound"}`);
  return { sound, picture };
}
