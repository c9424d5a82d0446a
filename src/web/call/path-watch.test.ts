import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PATH_SILENCE } from "../../protocol/limits.ts";
import { hasArrived, type PathWatch, readArrivals, watchPath } from "./path-watch.ts";

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** A report as a browser gives it, which is a map from ids to entries. */
const report = (...entries: readonly Entry[]): RTCStatsReport =>
  new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport;

describe("what counts as having arrived", () => {
  const pair = (id: string, responsesReceived: number): Entry => ({
    id,
    type: "candidate-pair",
    responsesReceived,
  });

  test("media, data and STUN, each alone", () => {
    const before = readArrivals(report({ id: "a", type: "inbound-rtp", packetsReceived: 5 }, pair("p", 3)));
    const sound = readArrivals(report({ id: "a", type: "inbound-rtp", packetsReceived: 6 }, pair("p", 3)));
    const stun = readArrivals(report({ id: "a", type: "inbound-rtp", packetsReceived: 5 }, pair("p", 4)));
    expect(hasArrived(before, sound)).toBe(true);
    expect(hasArrived(before, stun)).toBe(true);
    expect(hasArrived(before, before)).toBe(false);
  });

  test("not what this side sends, and not the counts of another pair", () => {
    const before = readArrivals(report(pair("p", 3)));
    const sent = readArrivals(report(pair("p", 3), { id: "o", type: "outbound-rtp", packetsSent: 90 }));
    expect(hasArrived(before, sent)).toBe(false);
    expect(hasArrived(before, readArrivals(report(pair("q", 400))))).toBe(false);
  });
});

describe("the watch over a path", () => {
  let packets = 0;
  let isFlowing = true;
  let told: boolean[] = [];
  let nudges = 0;
  let watch: PathWatch;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    packets = 0;
    isFlowing = true;
    told = [];
    nudges = 0;
    watch = watchPath({
      async stats() {
        if (isFlowing) packets += 20;
        return report({ id: "a", type: "inbound-rtp", packetsReceived: packets });
      },
      now: Date.now,
      nudge: () => {
        nudges += 1;
      },
      changed: (isSilent) => told.push(isSilent),
      looked: () => {},
    });
    watch.start();
  });
  afterEach(() => {
    watch.stop();
    vi.useRealTimers();
  });

  test("tells of silence within three seconds, after one nudge, and of its end", async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
    isFlowing = false;
    await vi.advanceTimersByTimeAsync(PATH_SILENCE - 400);
    expect({ told, nudges }).toEqual({ told: [], nudges: 1 });
    await vi.advanceTimersByTimeAsync(1_400);
    expect(told).toEqual([true]);
    expect(watch.isSilent()).toBe(true);
    isFlowing = true;
    await vi.advanceTimersByTimeAsync(800);
    expect(told).toEqual([true, false]);
  });

  test("does not take its own lateness for silence", async () => {
    await vi.advanceTimersByTimeAsync(2_000);
    isFlowing = false;
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(800);
    expect(told).toEqual([]);
    isFlowing = true;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([]);
  });
});
