// What a connection is like at the moment, read from its statistics (W3C webrtc-stats).
import type { MediaPath, QualityLevel } from "../../protocol/sealed.ts";

export interface LinkSample {
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  /** Seconds; null if unknown. */
  readonly roundTrip: number | null;
  readonly path: MediaPath;
}

interface Entry {
  readonly type: string;
  readonly id: string;
  readonly [key: string]: unknown;
}

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Firefox marks the pair in use with `selected`; others name it in the transport's entry. */
function selectedPair(entries: ReadonlyMap<string, Entry>): Entry | null {
  let fallback: Entry | null = null;
  for (const entry of entries.values()) {
    if (entry.type === "transport" && typeof entry["selectedCandidatePairId"] === "string") {
      const pair = entries.get(entry["selectedCandidatePairId"]);
      if (pair) return pair;
    }
    if (entry.type !== "candidate-pair" || entry["state"] !== "succeeded") continue;
    if (entry["selected"] === true) return entry;
    if (entry["nominated"] === true) fallback = entry;
  }
  return fallback;
}

function pathOf(entries: ReadonlyMap<string, Entry>, pair: Entry | null): MediaPath {
  if (!pair) return "unknown";
  const ends = [pair["localCandidateId"], pair["remoteCandidateId"]].map((id) =>
    typeof id === "string" ? entries.get(id) : undefined,
  );
  return ends.some((end) => end?.["candidateType"] === "relay") ? "relayed" : "direct";
}

/** Reads one sample; `at` is the caller's clock in milliseconds. */
export function readSample(report: RTCStatsReport, at: number): LinkSample {
  const entries = new Map<string, Entry>();
  report.forEach((entry: Entry) => {
    entries.set(entry.id, entry);
  });
  let received = 0;
  let lost = 0;
  for (const entry of entries.values()) {
    if (entry.type !== "inbound-rtp") continue;
    received += number(entry["packetsReceived"]);
    lost += number(entry["packetsLost"]);
  }
  const pair = selectedPair(entries);
  const roundTrip = pair?.["currentRoundTripTime"];
  return {
    at,
    received,
    lost,
    roundTrip: typeof roundTrip === "number" ? roundTrip : null,
    path: pathOf(entries, pair),
  };
}

/**
 * The quality of what arrived between two samples. Speech stays easy to follow up to about 5 % loss with Opus'
 * error correction, and breaks up beyond 15 %; a round trip above 0.6 s makes people talk over each other.
 */
export function rateLink(before: LinkSample, after: LinkSample, isExpected: boolean): QualityLevel {
  const received = after.received - before.received;
  const lost = Math.max(0, after.lost - before.lost);
  // Nothing comes from somebody who takes part without camera and microphone; that says nothing of the line.
  if (received <= 0 && isExpected) return 1;
  const loss = received <= 0 ? 0 : lost / (received + lost);
  const roundTrip = after.roundTrip ?? 0;
  if (loss > 0.15 || roundTrip > 1) return 1;
  if (loss > 0.05 || roundTrip > 0.6) return 2;
  if (loss > 0.02 || roundTrip > 0.3) return 3;
  return 4;
}
