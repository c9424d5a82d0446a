import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createGuest,
  knocking,
  live,
  state,
  WAITING,
  waiting,
} from "../../../test/support/guest-by-clock.ts";
import {
  ALIVE,
  ALIVE_LOST,
  BUSY_RETRY,
  DENIED_WAIT,
  ICE_GRACE,
  K1_LIFE,
  NOTICE_AFTER,
  OPEN_BURST,
  OPEN_WAIT,
  PARK_AFTER,
  PATH_KEPT,
  REENTRY,
  RESUME_REPEAT,
  RESUME_SCHEDULE,
  RESUME_WAIT,
} from "../../protocol/limits.ts";
import type { GuestEvent } from "./guest-state.ts";

describe("knocking", () => {
  it("sends k1 after joining, on the schedule, and a fresh one after its life", () => {
    const guest = createGuest();
    guest.tell({ type: "knock" });
    expect(guest.taken("open-socket")).toHaveLength(1);
    expect(guest.taken("send-k1")).toHaveLength(0);
    const begun = guest.now();
    guest.tell({ type: "joined" });
    guest.pass(2 * K1_LIFE);
    const sent = guest.taken("send-k1").map(({ at, effect }) => ({
      at: at - begun,
      fresh: effect.do === "send-k1" && effect.fresh,
    }));
    expect(sent.slice(0, 7)).toEqual([
      { at: 0, fresh: true },
      { at: 2_000, fresh: false },
      { at: 5_000, fresh: false },
      { at: 10_000, fresh: false },
      { at: 20_000, fresh: false },
      { at: 50_000, fresh: false },
      { at: 80_000, fresh: true },
    ]);
  });

  it("says that nobody is there yet, and takes it back when somebody answers", () => {
    const guest = knocking();
    guest.pass(5_000);
    expect(guest.state().notice).toBe("not-there");
    guest.tell({ type: "opened" });
    expect(guest.state().notice).toBeNull();
  });

  it("tells of a false host after a while, and a valid answer still wins (A2, A18)", () => {
    const guest = knocking();
    guest.tell({ type: "false-answer" });
    guest.pass(NOTICE_AFTER - 1);
    expect(guest.state().notice).toBe("not-there");
    guest.pass(1);
    expect(guest.state().notice).toBe("false-host");
    expect(guest.state().phase).toBe("knocking");
    guest.tell({ type: "opened" });
    guest.tell({ type: "heard" });
    guest.tell({ type: "state", body: WAITING });
    expect(guest.state()).toMatchObject({ phase: "waiting", notice: null });
  });

  it("hurries after a hint of the host, but not more often than every five seconds", () => {
    const guest = knocking();
    guest.pass(12_000);
    const before = guest.taken("send-k1").length;
    guest.tell({ type: "host-hint" });
    guest.tell({ type: "time" });
    guest.tell({ type: "host-hint" });
    guest.tell({ type: "time" });
    expect(guest.taken("send-k1").length).toBeLessThanOrEqual(before + 1);
  });

  it("resends k3 at 3 and 6 seconds and gives up after OPEN_WAIT", () => {
    const guest = knocking();
    const opened = guest.now();
    guest.tell({ type: "opened" });
    guest.pass(OPEN_WAIT);
    expect(guest.taken("send-k3").map(({ at }) => at - opened)).toEqual([0, 3_000, 6_000]);
    expect(guest.state().shake).toBe("k1");
  });

  it("opens no more than OPEN_BURST answers without a press (rule 11)", () => {
    const guest = knocking();
    for (let count = 0; count < OPEN_BURST; count += 1) {
      guest.tell({ type: "opened" });
      expect(guest.state().shake).toBe("opening");
      guest.tell({ type: "channel-dead" });
    }
    guest.tell({ type: "opened" });
    expect(guest.state()).toMatchObject({ shake: "k1", notice: "paused" });
    guest.clear();
    guest.pass(K1_LIFE);
    expect(guest.taken("send-k1")).toHaveLength(0);
    guest.tell({ type: "knock-again" });
    guest.pass(0);
    expect(guest.taken("send-k1")).toHaveLength(1);
  });

  it("waits before it knocks again at a full room", () => {
    const guest = waiting();
    guest.tell(state("busy"));
    expect(guest.state()).toMatchObject({ phase: "knocking", notice: "busy" });
    guest.clear();
    guest.pass(BUSY_RETRY - 1);
    expect(guest.taken("send-k1")).toHaveLength(0);
    guest.pass(1);
    expect(guest.taken("send-k1")).toHaveLength(1);
  });
});

describe("waiting", () => {
  it("asks every twenty seconds whether the host is there", () => {
    const guest = waiting();
    guest.pass(ALIVE * 2);
    expect(guest.taken("send")).toHaveLength(2);
  });

  it("resumes and then knocks anew when the host has fallen silent", () => {
    const guest = waiting();
    guest.pass(ALIVE_LOST + ALIVE + RESUME_WAIT + 1_000);
    expect(guest.taken("resume").length).toBe(RESUME_SCHEDULE.length);
    expect(guest.state()).toMatchObject({ shake: "k1", phase: "waiting" });
  });

  it("shows that the therapist is coming and that another call is on", () => {
    const guest = waiting();
    guest.tell(state("soon"));
    expect(guest.state().notice).toBe("soon");
    guest.tell(state("occupied"));
    expect(guest.state().notice).toBe("occupied");
    guest.tell({ type: "state", body: WAITING });
    expect(guest.state().notice).toBeNull();
  });

  it("may knock again only some time after a refusal, and can still be admitted", () => {
    const guest = waiting();
    guest.tell(state("denied"));
    expect(guest.state()).toMatchObject({ phase: "declined", knockAgainAt: guest.now() + DENIED_WAIT });
    guest.tell({ type: "knock-again" });
    expect(guest.state().phase).toBe("declined");
    guest.tell(state("admitted"));
    expect(guest.state().phase).toBe("connecting");
  });

  it("moves to another page of the host with a fresh knock", () => {
    const guest = waiting();
    guest.clear();
    guest.tell(state("moved"));
    guest.pass(0);
    expect(guest.state().phase).toBe("waiting");
    expect(guest.taken("send-k1")).toEqual([{ at: guest.now(), effect: { do: "send-k1", fresh: true } }]);
  });
});

describe("the call", () => {
  it("hangs up on the relay ten seconds after connecting and stays live without it", () => {
    const guest = live();
    guest.pass(PARK_AFTER - 1);
    expect(guest.taken("close-socket")).toHaveLength(0);
    guest.pass(1);
    expect(guest.taken("close-socket")).toHaveLength(1);
    guest.tell({ type: "socket-closed" });
    guest.pass(3_600_000);
    expect(guest.state()).toMatchObject({ phase: "live", notice: null });
  });

  it("asks for a new path when the network changed, and hangs up on the relay again", () => {
    const guest = live();
    guest.pass(PARK_AFTER);
    guest.tell({ type: "socket-closed" });
    guest.clear();
    guest.tell({ type: "network" });
    expect(guest.state().phase).toBe("live");
    expect(guest.taken("open-socket")).toHaveLength(1);
    expect(guest.taken("resume")).toHaveLength(1);
    guest.tell({ type: "joined" });
    expect(guest.taken("resume")).toHaveLength(2);
    guest.pass(PARK_AFTER);
    expect(guest.taken("close-socket")).toHaveLength(1);
  });

  it("waits a moment before a quiet path counts as lost", () => {
    const guest = live();
    guest.tell({ type: "down", how: "quiet" });
    guest.pass(ICE_GRACE - 1);
    expect(guest.state().phase).toBe("live");
    guest.tell({ type: "up" });
    guest.pass(ICE_GRACE);
    expect(guest.state().phase).toBe("live");
  });

  it("says at once that a silent path is lost, and asks for another", () => {
    const guest = live();
    guest.clear();
    guest.tell({ type: "down", how: "silent" });
    guest.tell({ type: "time" });
    expect(guest.state().phase).toBe("reconnecting");
    expect(guest.taken("resume")).toHaveLength(1);
  });

  it("keeps a silent path for a while though nobody answers: the other side's line may only be gone", () => {
    const guest = live();
    guest.tell({ type: "down", how: "silent" });
    guest.clear();
    guest.pass(PATH_KEPT - 1_000);
    expect(guest.taken("drop-channel")).toHaveLength(0);
    guest.pass(RESUME_WAIT);
    expect(guest.taken("drop-channel")).toHaveLength(1);
    expect(guest.state()).toMatchObject({ phase: "reconnecting", shake: "k1" });
  });

  it("asks again as long as what the host tries brings no path", () => {
    const guest = live();
    guest.tell({ type: "down", how: "silent" });
    guest.clear();
    for (let asked = 0; asked < 4; asked += 1) {
      guest.tell({ type: "resumed" });
      guest.pass(RESUME_REPEAT);
    }
    expect(guest.taken("resume")).toHaveLength(4);
    expect(guest.taken("drop-channel")).toHaveLength(0);
  });

  it("asks at once after another change of network while it looks for a path", () => {
    const guest = live();
    guest.tell({ type: "down", how: "silent" });
    guest.tell({ type: "resumed" });
    guest.clear();
    guest.tell({ type: "network" });
    guest.tell({ type: "time" });
    expect(guest.taken("resume")).toHaveLength(1);
  });

  it("offers to join again when the device slept longer than the seat is kept", () => {
    const guest = live();
    guest.tell({ type: "down", how: "silent" });
    guest.sleep(2 * REENTRY);
    expect(guest.state().ended).toEqual({ reason: "timeout", code: null });
  });

  it("opens the relay again, resumes, and knocks anew when nobody answers", () => {
    const guest = live();
    guest.pass(PARK_AFTER);
    guest.clear();
    guest.tell({ type: "down", how: "failed" });
    expect(guest.state().phase).toBe("reconnecting");
    expect(guest.taken("open-socket")).toHaveLength(1);
    guest.pass(60_000);
    expect(guest.taken("resume")).toHaveLength(0);
    expect(guest.taken("drop-channel")).toHaveLength(0);
    guest.tell({ type: "joined" });
    guest.pass(RESUME_WAIT);
    expect(guest.taken("resume")).toHaveLength(RESUME_SCHEDULE.length);
    expect(guest.state()).toMatchObject({ phase: "reconnecting", shake: "k1" });
    guest.tell({ type: "opened" });
    guest.tell(state("admitted"));
    expect(guest.state().phase).toBe("reconnecting");
    guest.tell({ type: "up" });
    expect(guest.state().phase).toBe("live");
  });

  it("gives up after REENTRY and offers to join again", () => {
    const guest = live();
    guest.tell({ type: "down", how: "failed" });
    guest.pass(REENTRY);
    expect(guest.state().ended).toEqual({ reason: "timeout", code: null });
    guest.tell({ type: "knock" });
    expect(guest.state().phase).toBe("knocking");
  });

  it("is sent back to waiting with a fresh handshake", () => {
    const guest = live();
    guest.clear();
    guest.tell({ type: "state", body: WAITING });
    expect(guest.state()).toMatchObject({
      phase: "waiting",
      notice: "sent-back",
      shake: "k1",
      isAdmitted: false,
    });
    expect(guest.taken("drop-channel")).toHaveLength(1);
  });

  it.each([
    ["removed", state("removed"), "removed"],
    ["over", { type: "state", body: { type: "state", state: "ended", elsewhere: false } }, "over"],
    ["elsewhere", { type: "state", body: { type: "state", state: "ended", elsewhere: true } }, "elsewhere"],
    ["hung up by the host", { type: "bye", returns: false }, "over"],
  ] as const)("ends for good when it is %s", (_name, event, reason) => {
    const guest = live();
    guest.clear();
    guest.tell(event as GuestEvent);
    expect(guest.state().ended?.reason).toBe(reason);
    for (const name of ["forget", "stop-media", "drop-channel", "close-socket"] as const)
      expect(guest.taken(name)).toHaveLength(1);
    guest.clear();
    guest.pass(3_600_000);
    expect(guest.taken("send-k1")).toHaveLength(0);
  });

  it("ends at once on a fatal code and keeps it for the screen", () => {
    const guest = live();
    guest.tell({ type: "fatal", code: "E_BIND" });
    expect(guest.state().ended).toEqual({ reason: "security", code: "E_BIND" });
  });
});

const anyEvent: fc.Arbitrary<GuestEvent> = fc.oneof(
  ...(
    [
      "knock",
      "knock-again",
      "joined",
      "socket-closed",
      "host-hint",
      "false-answer",
      "opened",
      "heard",
    ] as const
  ).map((type) => fc.constant({ type })),
  ...(["resumed", "up", "channel-dead", "time", "network"] as const).map((type) => fc.constant({ type })),
  ...(["admitted", "denied", "busy", "moved", "soon", "occupied"] as const).map((name) =>
    fc.constant(state(name)),
  ),
  fc.constant<GuestEvent>({ type: "state", body: WAITING }),
  fc.constantFrom("silent", "quiet", "failed").map((how): GuestEvent => ({ type: "down", how })),
  fc.boolean().map((returns): GuestEvent => ({ type: "bye", returns })),
);

describe("whatever happens", () => {
  it("never shows a call without an admitted channel, and never sleeps while something is due", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.nat(90_000)), { maxLength: 60 }), (steps) => {
        const guest = createGuest();
        guest.tell({ type: "knock" });
        for (const [event, ms] of steps) {
          const before = guest.state();
          guest.tell(event);
          const after = guest.state();
          // Only the bound peer connection of an admitted channel makes a call live.
          if (after.phase === "live" && before.phase !== "live") expect(event.type).toBe("up");
          guest.pass(ms);
          const { phase, shake, hasChannel, isJoined, notice, deadlines } = guest.state();
          if (phase === "lobby" || phase === "ended") expect(hasChannel).toBe(false);
          if (shake === "k1") expect(hasChannel).toBe(false);
          // A knock that the relay could carry is always on its way, unless a press is asked for.
          if (shake === "k1" && isJoined && notice !== "paused") expect(deadlines.k1).toBeDefined();
          if (phase === "reconnecting") expect(deadlines.reentry).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });
});
