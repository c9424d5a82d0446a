// Watches one peer connection's path and quality while it is up.
import type { MediaPath, QualityLevel } from "../../protocol/sealed.ts";
import { type LinkSample, rateLink, readSample } from "./quality.ts";

export interface LinkWatch {
  readonly path: () => MediaPath;
  readonly quality: () => QualityLevel;
  start(): void;
  stop(): void;
}

const INTERVAL = 2_000;

export function watchLink(input: {
  readonly stats: () => Promise<RTCStatsReport> | null;
  /** Whether the peer sends sound or picture at the moment. */
  readonly isExpected: () => boolean;
  readonly now: () => number;
  readonly changed: () => void;
}): LinkWatch {
  let path: MediaPath = "unknown";
  let quality: QualityLevel = 0;
  let before: LinkSample | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    const report = await input.stats();
    if (!report || timer === undefined) return;
    const sample = readSample(report, input.now());
    const nextQuality = before ? rateLink(before, sample, input.isExpected()) : quality;
    before = sample;
    if (sample.path === path && nextQuality === quality) return;
    path = sample.path;
    quality = nextQuality;
    input.changed();
  }

  const lookQuietly = (): void => {
    // A connection closed while its statistics were read has none.
    look().catch(() => {});
  };

  return {
    path: () => path,
    quality: () => quality,
    start() {
      clearInterval(timer);
      before = null;
      timer = setInterval(lookQuietly, INTERVAL);
      lookQuietly();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
