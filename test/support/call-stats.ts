// Questions about a call that only the browser can answer: frames, sound, picture, path, gaps.
import type { ProbeConnection } from "./call-probe.ts";
import { eventually } from "./eventually.ts";

/** The little that Playwright's and puppeteer's pages have in common. */
export interface ProbedPage {
  evaluate<R>(run: () => R | Promise<R>): Promise<R>;
}

export const statsOf = (page: ProbedPage): Promise<ProbeConnection[]> =>
  page.evaluate(() => window.callProbe.stats());

const sum = (all: readonly ProbeConnection[], key: "framesDecoded" | "audioEnergy" | "bytesReceived") =>
  all.reduce((total, one) => total + one[key], 0);

/** Waits until at least `more` further remote video frames are decoded; returns how many there were. */
export async function framesArrive(page: ProbedPage, more = 10, withinMs = 15_000): Promise<number> {
  const start = sum(await statsOf(page), "framesDecoded");
  return eventually(
    async () => {
      const now = sum(await statsOf(page), "framesDecoded");
      if (now < start + more) throw new Error(`${now - start} of ${more} frames decoded`);
      return now - start;
    },
    { withinMs },
  );
}

/** Fails if any remote frame is decoded within `ms`. */
export async function noFramesFor(page: ProbedPage, ms: number): Promise<void> {
  const before = sum(await statsOf(page), "framesDecoded");
  await new Promise((resolve) => setTimeout(resolve, ms));
  const after = sum(await statsOf(page), "framesDecoded");
  if (after > before) throw new Error(`${after - before} frames were decoded`);
}

/** Waits until the sound that arrives carries energy, which silence does not. */
export async function soundArrives(page: ProbedPage, withinMs = 15_000): Promise<number> {
  const start = sum(await statsOf(page), "audioEnergy");
  return eventually(
    async () => {
      const energy = sum(await statsOf(page), "audioEnergy") - start;
      if (energy > 1e-4) return energy;
      throw new Error(`audio energy ${energy}`);
    },
    { withinMs },
  );
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Share of pixels that are clearly not black, 0 to 1. */
  readonly bright: number;
  /** Number of clearly different colours in a coarse grid. */
  readonly colours: number;
}

/** What each remote <video> of the page shows at this moment. */
export const remotePictures = (page: ProbedPage): Promise<Picture[]> =>
  page.evaluate(() =>
    window.callProbe.remoteVideos().map((video) => {
      const canvas = document.createElement("canvas");
      canvas.width = 64;
      canvas.height = 48;
      const context = canvas.getContext("2d");
      if (context === null || video.videoWidth === 0) return { width: 0, height: 0, bright: 0, colours: 0 };
      context.drawImage(video, 0, 0, 64, 48);
      const { data } = context.getImageData(0, 0, 64, 48);
      let bright = 0;
      const colours = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.slice(at, at + 3);
        if (red + green + blue > 60) bright += 1;
        colours.add(((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5));
      }
      return {
        width: video.videoWidth,
        height: video.videoHeight,
        bright: bright / (64 * 48),
        colours: colours.size,
      };
    }),
  );

/** Waits until a remote picture is on the screen that is not black. */
export const pictureShows = (page: ProbedPage, withinMs = 15_000): Promise<Picture> =>
  eventually(
    async () => {
      const pictures = await remotePictures(page);
      const good = pictures.find((picture) => picture.bright > 0.2);
      if (good === undefined) throw new Error(`no picture: ${JSON.stringify(pictures)}`);
      return good;
    },
    { withinMs },
  );

/** The longest time without a presented remote frame between two moments (Unix ms), in ms. */
export async function longestGap(page: ProbedPage, from: number, to: number): Promise<number> {
  const frames = await page.evaluate(() => window.callProbe.frames);
  const inside = frames.filter((at) => at >= from && at <= to);
  let gap = 0;
  let last = from;
  for (const at of [...inside, to]) {
    gap = Math.max(gap, at - last);
    last = at;
  }
  return gap;
}

/** Times (Unix ms) of the remote frames that were presented. */
export const frameTimes = (page: ProbedPage): Promise<number[]> =>
  page.evaluate(() => window.callProbe.frames);

/** How many sockets to the relay the page holds open. */
export const openSockets = (page: ProbedPage): Promise<number> =>
  page.evaluate(() => window.callProbe.sockets.filter((socket) => socket.readyState < 2).length);
