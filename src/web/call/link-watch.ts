// Watches one peer connection's path and quality while it is up, and keeps its picture within what the line carries.
import type { MediaPath, QualityLevel } from "../../protocol/sealed.ts";
import { FULL_BUDGET, nextBudget, type PictureStep } from "./picture-budget.ts";
import { type LinkSample, rateLink, readSample, soundLoss } from "./quality.ts";
import { NO_REDUNDANCY, nextRedundancy } from "./redundancy.ts";

export interface LinkWatch {
  readonly path: () => MediaPath;
  readonly quality: () => QualityLevel;
  /** The own picture is held back, so that the sound gets through. */
  readonly isHeld: () => boolean;
  start(): void;
  stop(): void;
}

const INTERVAL = 1_000;
/** A second holds too few packets to rate what arrives. */
const RATED_OVER = 2_000;

export function watchLink(input: {
  readonly stats: () => Promise<RTCStatsReport> | null;
  /** Whether the peer sends sound or picture at the moment. */
  readonly isExpected: () => boolean;
  /** Whether this side shows a camera or a screen. */
  readonly isShown: () => boolean;
  readonly limit: (step: PictureStep) => void;
  /** Whether the peer is to send sound twice; told every second. */
  readonly protect: (isTwice: boolean) => void;
  readonly now: () => number;
  readonly changed: () => void;
}): LinkWatch {
  let path: MediaPath = "unknown";
  let quality: QualityLevel = 0;
  let budget = FULL_BUDGET;
  let redundancy = NO_REDUNDANCY;
  let before: LinkSample | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  const isHeld = (): boolean => budget.step === 3;

  function keepPicture(sample: LinkSample): void {
    const { step } = budget;
    budget = nextBudget(
      budget,
      {
        isShown: input.isShown(),
        loss: sample.sentLoss,
        roundTrip: sample.roundTrip,
        available: sample.available,
      },
      sample.at,
    );
    if (budget.step !== step) input.limit(budget.step);
  }

  function rate(sample: LinkSample): void {
    if (before && sample.at - before.at < RATED_OVER) return;
    if (before) {
      quality = rateLink(before, sample, input.isExpected());
      redundancy = nextRedundancy(
        redundancy,
        { loss: soundLoss(before, sample), roundTrip: sample.roundTrip },
        sample.at,
      );
    }
    before = sample;
  }

  async function look(): Promise<void> {
    const report = await input.stats();
    if (!report || timer === undefined) return;
    const told = [path, quality, isHeld()];
    const sample = readSample(report, input.now());
    keepPicture(sample);
    rate(sample);
    input.protect(redundancy.isOn);
    path = sample.path;
    if (told[0] !== path || told[1] !== quality || told[2] !== isHeld()) input.changed();
  }

  const lookQuietly = (): void => {
    // A connection closed while its statistics were read has none.
    look().catch(() => {});
  };

  return {
    path: () => path,
    quality: () => quality,
    isHeld,
    start() {
      clearInterval(timer);
      before = null;
      // Another path is another line.
      budget = FULL_BUDGET;
      redundancy = NO_REDUNDANCY;
      input.limit(budget.step);
      timer = setInterval(lookQuietly, INTERVAL);
      lookQuietly();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
