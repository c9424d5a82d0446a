// What a connection is like at the moment, read from its statistics (W3C webrtc-stats).
import type { MediaPath, QualityLevel } from "../../protocol/sealed.ts";

export interface LinkSample {
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  /** Of these, the sound's. */
  readonly soundReceived: number;
  readonly soundLost: number;
  /** Seconds; null if unknown. */
  readonly roundTrip: number | null;
  readonly path: MediaPath;
  /** The own sending direction as the peer reports it: share of lost packets, 0 to 1; null: no report yet. */
  readonly sentLoss: number | null;
  /** bit/s that the browser believes the line takes; null where it does not say. */
  readonly available: number | null;
}

type Arrived = Pick<LinkSample, "received" | "lost" | "roundTrip">;

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

/** A picture that is held back gets no more reports; its last one would stand for ever. */
function isFresh(entry: Entry, entries: ReadonlyMap<string, Entry>): boolean {
  const sent = typeof entry["localId"] === "string" ? entries.get(entry["localId"]) : undefined;
  return sent?.["active"] !== false;
}

/** Reads one sample; `at` is the caller's clock in milliseconds. */
export function readSample(report: RTCStatsReport, at: number): LinkSample {
  const entries = new Map<string, Entry>();
  report.forEach((entry: Entry) => {
    entries.set(entry.id, entry);
  });
  let received = 0;
  let lost = 0;
  let soundReceived = 0;
  let soundLost = 0;
  let sentLoss: number | null = null;
  for (const entry of entries.values()) {
    const fraction = entry["fractionLost"];
    if (entry.type === "remote-inbound-rtp" && typeof fraction === "number" && isFresh(entry, entries))
      sentLoss = Math.max(sentLoss ?? 0, fraction);
    if (entry.type !== "inbound-rtp") continue;
    received += number(entry["packetsReceived"]);
    lost += number(entry["packetsLost"]);
    if (entry["kind"] !== "audio") continue;
    soundReceived += number(entry["packetsReceived"]);
    soundLost += number(entry["packetsLost"]);
  }
  const pair = selectedPair(entries);
  const roundTrip = pair?.["currentRoundTripTime"];
  const available = pair?.["availableOutgoingBitrate"];
  return {
    at,
    received,
    lost,
    soundReceived,
    soundLost,
    roundTrip: typeof roundTrip === "number" ? roundTrip : null,
    path: pathOf(entries, pair),
    sentLoss,
    available: typeof available === "number" && available > 0 ? available : null,
  };
}

/**
 * The quality of what arrived between two samples. Speech stays easy to follow up to about 5 % loss with Opus'
 * error correction, and breaks up beyond 15 %; a round trip above 0.6 s makes people talk over each other.
 */
export function rateLink(before: Arrived, after: Arrived, isExpected: boolean): QualityLevel {
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

/** Share of the sound's packets that did not arrive between two samples; null: none came. */
export function soundLoss(before: LinkSample, after: LinkSample): number | null {
  const received = after.soundReceived - before.soundReceived;
  const lost = Math.max(0, after.soundLost - before.soundLost);
  return received <= 0 ? null : lost / (received + lost);
}
