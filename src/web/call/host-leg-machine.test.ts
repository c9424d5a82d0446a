import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AWAY_AFTER,
  DENIED_KEEP,
  ICE_GRACE,
  ICE_REPEAT,
  KNOCK_LOST,
  PATH_SILENCE,
  REENTRY,
  RESTART_GAP,
} from "../../protocol/limits.ts";
import { nextDeadline } from "./deadlines.ts";
import { type HostLegEffect, type HostLegEvent, startHostLeg, stepHostLeg } from "./host-leg-machine.ts";

const practice = { name: "Praxis", phone: "0732" };

function createLeg() {
  let now = 5_000;
  let machine = startHostLeg(now);
  let log: HostLegEffect[] = [];
  const restarts: number[] = [];
  const tell = (event: HostLegEvent): void => {
    const step = stepHostLeg(machine, event, now);
    machine = step.state;
    log.push(...step.effects);
    for (const effect of step.effects) if (effect.do === "restart") restarts.push(now);
  };
  return {
    tell,
    pass(ms: number) {
      const end = now + ms;
      for (let next = nextDeadline(machine.deadlines); next !== null && next <= end; ) {
        now = Math.max(now, next);
        tell({ type: "time" });
        next = nextDeadline(machine.deadlines);
      }
      now = end;
      tell({ type: "time" });
    },
    state: () => machine,
    /** The moments of all ICE restarts. */
    restarts: () => restarts,
    take() {
      const taken = log;
      log = [];
      return taken;
    },
  };
}

function live() {
  const leg = createLeg();
  leg.tell({ type: "arrive", practice });
  leg.tell({ type: "admit" });
  leg.tell({ type: "up" });
  leg.take();
  return leg;
}

describe("a guest at the door", () => {
  it("hears who invites and nothing else before it is admitted (A23)", () => {
    const leg = createLeg();
    leg.tell({ type: "arrive", practice });
    leg.tell({ type: "heard" });
    leg.tell({ type: "resume", wantsRestart: true });
    leg.tell({ type: "network" });
    leg.tell({ type: "up" });
    expect(leg.take()).toEqual([
      { do: "send", body: { type: "state", state: "waiting", practice: "Praxis", phone: "0732" } },
    ]);
    expect(leg.state().phase).toBe("waiting");
  });

  it("is told that it is admitted before the peer connection is made", () => {
    const leg = createLeg();
    leg.tell({ type: "arrive", practice });
    leg.take();
    leg.tell({ type: "admit" });
    expect(leg.take()).toEqual([
      { do: "send", body: { type: "state", state: "admitted" } },
      { do: "connect" },
    ]);
  });

  it("disappears from the list when it falls silent", () => {
    const leg = createLeg();
    leg.tell({ type: "arrive", practice });
    leg.pass(KNOCK_LOST - 1);
    leg.tell({ type: "heard" });
    leg.pass(KNOCK_LOST - 1);
    expect(leg.state().phase).toBe("waiting");
    leg.pass(1);
    expect(leg.state().phase).toBe("gone");
  });

  it("can be admitted after a refusal, for a while", () => {
    const leg = createLeg();
    leg.tell({ type: "arrive", practice });
    leg.tell({ type: "decline" });
    leg.tell({ type: "admit" });
    expect(leg.state().phase).toBe("connecting");
    const other = createLeg();
    other.tell({ type: "arrive", practice });
    other.tell({ type: "decline" });
    for (let passed = 0; passed < DENIED_KEEP; passed += 20_000) {
      other.pass(20_000);
      other.tell({ type: "heard" });
    }
    expect(other.state().phase).toBe("gone");
  });
});

describe("a guest in the call", () => {
  it("is away after some seconds of silence and live again without a new admission", () => {
    const leg = live();
    leg.tell({ type: "down", how: "quiet" });
    leg.pass(AWAY_AFTER - 1);
    expect(leg.state().phase).toBe("live");
    leg.pass(1);
    expect(leg.state().phase).toBe("away");
    leg.tell({ type: "up" });
    expect(leg.state().phase).toBe("live");
    expect(nextDeadline(leg.state().deadlines)).toBeNull();
  });

  it("gets an ICE restart after ICE_GRACE of doubt, then on the schedule", () => {
    const leg = live();
    leg.tell({ type: "down", how: "quiet" });
    leg.pass(ICE_GRACE - 1);
    expect(leg.take()).toEqual([]);
    leg.pass(1);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
    leg.pass(2_000);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
    leg.pass(3_000);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
  });

  it("gets one at once when nothing arrives any more, and is away soon after", () => {
    const leg = live();
    leg.tell({ type: "down", how: "silent" });
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
    leg.pass(AWAY_AFTER - PATH_SILENCE);
    expect(leg.state().phase).toBe("away");
  });

  it("gets a new connection once it has answered two restarts in vain, never while it cannot be reached", () => {
    const leg = live();
    leg.tell({ type: "down", how: "silent" });
    leg.pass(60_000);
    expect(leg.take()).not.toContainEqual({ do: "restart", isNew: true });
    leg.tell({ type: "heard" });
    leg.pass(20_000);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
    leg.tell({ type: "heard" });
    leg.pass(20_000);
    expect(leg.take()).toEqual([{ do: "restart", isNew: true }]);
    leg.pass(20_000);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
  });

  it("gets one restart when this device's network changes, and no other while the path is good", () => {
    const leg = live();
    leg.tell({ type: "network" });
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
    leg.tell({ type: "resume", wantsRestart: true });
    leg.pass(REENTRY);
    expect(leg.take()).toEqual([]);
    expect(leg.state().phase).toBe("live");
  });

  it("gets a restart a second after the last one when its own network changes just then", () => {
    const leg = live();
    leg.tell({ type: "network" });
    leg.take();
    leg.pass(RESTART_GAP - 1);
    leg.tell({ type: "network" });
    expect(leg.take()).toEqual([]);
    leg.pass(1);
    expect(leg.take()).toEqual([{ do: "restart", isNew: false }]);
  });

  it("keeps its seat for REENTRY and loses it then", () => {
    const leg = live();
    leg.tell({ type: "bye", returns: true });
    expect(leg.state().phase).toBe("away");
    leg.take();
    leg.pass(REENTRY);
    expect(leg.state().phase).toBe("gone");
    expect(leg.take().at(-1)).toEqual({ do: "close", seat: "delete", code: null });
  });

  it.each([
    ["remove", { type: "remove" }, "delete"],
    ["end", { type: "end" }, "delete"],
    ["send-back", { type: "send-back", practice }, "delete"],
    ["elsewhere", { type: "elsewhere" }, "keep"],
  ] as const)("%s says so before it closes", (_name, event, seat) => {
    const leg = live();
    leg.tell(event);
    const effects = leg.take();
    expect(effects[0]?.do).toBe("send");
    expect(effects[1]).toEqual({ do: "close", seat, code: null });
  });

  it("closes on a fatal code and deletes the seat", () => {
    const leg = live();
    leg.tell({ type: "fatal", code: "E_SAS_MISMATCH" });
    expect(leg.take()).toEqual([
      { do: "send", body: { type: "state", state: "removed" } },
      { do: "close", seat: "delete", code: "E_SAS_MISMATCH" },
    ]);
  });
});

const anyEvent: fc.Arbitrary<HostLegEvent> = fc.oneof(
  ...(["admit", "decline", "soon", "occupied", "heard", "up", "network", "time"] as const).map((type) =>
    fc.constant({ type }),
  ),
  fc.constantFrom("silent", "quiet", "failed").map((how): HostLegEvent => ({ type: "down", how })),
  fc.boolean().map((wantsRestart): HostLegEvent => ({ type: "resume", wantsRestart })),
);

describe("whatever happens", () => {
  it("never makes a connection for somebody who was not admitted, and never keeps a gone guest awake", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.nat(120_000)), { maxLength: 40 }), (steps) => {
        const leg = createLeg();
        leg.tell({ type: "arrive", practice });
        let wasAdmitted = false;
        for (const [event, ms] of steps) {
          if (event.type === "admit") wasAdmitted = true;
          leg.tell(event);
          leg.pass(ms);
          const media = leg.take().filter((effect) => effect.do === "connect" || effect.do === "restart");
          if (!wasAdmitted) expect(media).toEqual([]);
          if (leg.state().phase === "gone") expect(nextDeadline(leg.state().deadlines)).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it("restarts no path twice within RESTART_GAP, and without new signs only on the schedule", () => {
    const signs: fc.Arbitrary<HostLegEvent> = fc.oneof(
      ...(["heard", "network", "time"] as const).map((type) => fc.constant({ type })),
      fc.constantFrom("silent", "quiet", "failed").map((how): HostLegEvent => ({ type: "down", how })),
      fc.boolean().map((wantsRestart): HostLegEvent => ({ type: "resume", wantsRestart })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(signs, fc.nat(3_000)), { maxLength: 60 }), (steps) => {
        const leg = live();
        for (const [event, ms] of steps) {
          leg.tell(event);
          leg.pass(ms);
        }
        const times = leg.restarts();
        for (const [index, at] of times.entries())
          expect(at - (times[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(RESTART_GAP);
        leg.pass(60_000);
        const before = leg.restarts().length;
        leg.pass(60_000);
        expect(leg.restarts().length - before).toBeLessThanOrEqual(60_000 / ICE_REPEAT + 1);
      }),
      { numRuns: 300 },
    );
  });
});
