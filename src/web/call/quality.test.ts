import { describe, expect, it } from "vitest";
import { rateLink, readSample, soundLoss } from "./quality.ts";

const report = (entries: readonly Record<string, unknown>[]): RTCStatsReport =>
  new Map(entries.map((entry) => [String(entry["id"]), entry])) as unknown as RTCStatsReport;

const sample = (received: number, lost: number, roundTrip: number | null = 0.05) =>
  ({ at: 0, received, lost, roundTrip, path: "direct" }) as const;

describe("statistics", () => {
  it("tells a relayed path from a direct one by the pair in use", () => {
    const pair = { id: "p", type: "candidate-pair", state: "succeeded", currentRoundTripTime: 0.2 };
    const ends = { localCandidateId: "l", remoteCandidateId: "r" };
    const transport = { id: "t", type: "transport", selectedCandidatePairId: "p" };
    const host = { id: "l", type: "local-candidate", candidateType: "host" };
    const relay = { id: "r", type: "remote-candidate", candidateType: "relay" };
    const direct = { id: "r", type: "remote-candidate", candidateType: "srflx" };
    expect(readSample(report([transport, { ...pair, ...ends }, host, relay]), 1).path).toBe("relayed");
    expect(readSample(report([transport, { ...pair, ...ends }, host, direct]), 1).path).toBe("direct");
    // Firefox names no pair in the transport's entry.
    const marked = { ...pair, ...ends, selected: true };
    expect(readSample(report([marked, host, relay]), 1)).toMatchObject({ path: "relayed", roundTrip: 0.2 });
    expect(readSample(report([]), 1).path).toBe("unknown");
  });

  it("does so however the own relay is reached, and takes no relay of a pair that is not in use", () => {
    const pair = { type: "candidate-pair", state: "succeeded", remoteCandidateId: "r" };
    const remote = { id: "r", type: "remote-candidate", candidateType: "prflx", protocol: "udp" };
    const transport = { id: "t", type: "transport", selectedCandidatePairId: "in-use" };
    for (const relayProtocol of ["udp", "tcp", "tls"]) {
      // Between relay and peer it is UDP in any case (RFC 8656, 3.1).
      const relay = {
        id: "l",
        type: "local-candidate",
        candidateType: "relay",
        protocol: "udp",
        relayProtocol,
      };
      const used = { ...pair, id: "in-use", localCandidateId: "l" };
      expect(readSample(report([transport, used, relay, remote]), 1).path).toBe("relayed");
      const host = { id: "h", type: "local-candidate", candidateType: "host", protocol: "udp" };
      const direct = { ...pair, id: "in-use", localCandidateId: "h" };
      const other = { ...pair, id: "other", localCandidateId: "l" };
      expect(readSample(report([transport, other, direct, relay, host, remote]), 1).path).toBe("direct");
    }
  });

  it("adds up what was received and lost", () => {
    const audio = { id: "a", type: "inbound-rtp", kind: "audio", packetsReceived: 90, packetsLost: 10 };
    const video = { id: "v", type: "inbound-rtp", kind: "video", packetsReceived: 10, packetsLost: 0 };
    const both = readSample(report([audio, video]), 1);
    expect(both).toMatchObject({ received: 100, lost: 10 });
    const before = readSample(report([]), 0);
    expect(soundLoss(before, both)).toBe(0.1);
    expect(soundLoss(both, both)).toBe(null);
  });
});

describe("quality", () => {
  it.each([
    [sample(200, 0), 4],
    [sample(200, 6), 3],
    [sample(200, 15), 2],
    [sample(200, 60), 1],
    [sample(200, 0, 0.4), 3],
    [sample(200, 0, 0.7), 2],
    [sample(200, 0, 1.5), 1],
    [sample(0, 0), 1],
  ] as const)("rates %o as %i", (after, level) => {
    expect(rateLink(sample(0, 0), after, true)).toBe(level);
  });

  it("does not call a line unusable on which nobody sends", () => {
    expect(rateLink(sample(50, 0), sample(50, 0), false)).toBe(4);
    expect(rateLink(sample(50, 0), sample(50, 0, 0.7), false)).toBe(2);
  });
});
