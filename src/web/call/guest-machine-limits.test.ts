// What the other side, the relay or anybody with the link must not be able to make a guest's page do.
import { describe, expect, it } from "vitest";
import { ALIVE, ALIVE_LOST, H0_GAP, ICE_GRACE, RESUME_WAIT } from "../../protocol/limits.ts";
import type { StateBody } from "../../protocol/sealed.ts";
import { nextDeadline } from "./deadlines.ts";
import { stepGuest } from "./guest-machine.ts";
import { type GuestEffect, type GuestEvent, type GuestState, startGuestState } from "./guest-state.ts";

type Say = Exclude<StateBody["state"], "waiting" | "ended">;

function createGuest() {
  let now = 1_000_000;
  let machine: GuestState = startGuestState(now);
  let effects: GuestEffect["do"][] = [];
  const tell = (...events: GuestEvent[]): void => {
    for (const event of events) {
      const step = stepGuest(machine, event, now);
      machine = step.state;
      effects.push(...step.effects.map((effect) => effect.do));
    }
  };
  return {
    tell,
    hear: (name: Say): void => tell({ type: "state", body: { type: "state", state: name } }),
    pass(ms: number) {
      const end = now + ms;
      for (let at = nextDeadline(machine.deadlines); at !== null && at <= end; ) {
        now = Math.max(now, at);
        tell({ type: "time" });
        at = nextDeadline(machine.deadlines);
      }
      now = end;
    },
    state: () => machine,
    count: (name: GuestEffect["do"]) => effects.filter((effect) => effect === name).length,
    clear: () => {
      effects = [];
    },
  };
}

function waiting() {
  const guest = createGuest();
  guest.tell({ type: "knock" }, { type: "joined" }, { type: "opened" }, { type: "heard" });
  guest.tell({ type: "state", body: { type: "state", state: "waiting", practice: "Praxis", phone: "" } });
  guest.clear();
  return guest;
}

function live() {
  const guest = waiting();
  guest.hear("admitted");
  guest.tell({ type: "up" });
  guest.clear();
  return guest;
}

/** In the call, its path lost, and nobody answers `resume`. */
function reconnecting() {
  const guest = live();
  guest.tell({ type: "down", how: "quiet" });
  guest.pass(ICE_GRACE);
  guest.tell({ type: "joined" });
  guest.clear();
  return guest;
}

describe("a guest's page", () => {
  it("is never declined beside a connection that is open", () => {
    const guest = live();
    guest.hear("denied");
    expect(guest.state().phase).toBe("live");
    expect(guest.count("drop-channel")).toBe(0);
  });

  it("shows no call before it was admitted", () => {
    const guest = waiting();
    guest.tell({ type: "up" });
    expect(guest.state().phase).toBe("waiting");
  });

  it("does not knock by itself once it was declined, whatever becomes of the channel", () => {
    const ends: readonly ((guest: ReturnType<typeof waiting>) => void)[] = [
      (guest) => guest.tell({ type: "bye", returns: true }),
      (guest) => guest.tell({ type: "channel-dead" }),
      (guest) => guest.hear("moved"),
      (guest) => guest.pass(ALIVE_LOST + ALIVE + RESUME_WAIT),
    ];
    for (const end of ends) {
      const guest = waiting();
      guest.hear("denied");
      end(guest);
      guest.pass(600_000);
      expect(guest.state()).toMatchObject({ phase: "declined", shake: "none", hasChannel: false });
      expect(guest.count("send-k1")).toBe(0);
      guest.tell({ type: "knock-again" });
      guest.pass(0);
      expect(guest.count("send-k1")).toBe(1);
    }
  });

  it("gives up one silent channel for a hint of the host, not every new one", () => {
    const guest = reconnecting();
    guest.tell({ type: "host-hint" });
    expect(guest.state().shake).toBe("k1");
    guest.tell({ type: "opened" }, { type: "host-hint" }, { type: "heard" }, { type: "host-hint" });
    expect(guest.state()).toMatchObject({ shake: "none", hasChannel: true });
    expect(guest.count("drop-channel")).toBe(1);
  });

  it("asks a host that shows itself anew, and knocks within seconds if the channel is forgotten", () => {
    const guest = waiting();
    guest.hear("soon");
    guest.pass(H0_GAP);
    for (let i = 0; i < 10; i += 1) guest.tell({ type: "host-hint" });
    expect(guest.count("resume")).toBe(1);
    guest.tell({ type: "heard" }, { type: "resumed" });
    for (let i = 0; i < 10; i += 1) guest.tell({ type: "host-hint" });
    guest.pass(H0_GAP - 1);
    expect(guest.count("resume")).toBe(1);
    guest.pass(1);
    guest.tell({ type: "host-hint" });
    guest.pass(RESUME_WAIT);
    expect(guest.state()).toMatchObject({ phase: "waiting", shake: "k1", notice: null });
    guest.pass(5_000);
    expect(guest.state().notice).toBe("not-there");
    guest.tell({ type: "opened" });
    expect(guest.state().notice).toBeNull();
  });

  it("keeps a live call that the relay refuses", () => {
    const guest = live();
    guest.tell({ type: "rejected" });
    expect(guest.state().phase).toBe("live");
    const other = waiting();
    other.tell({ type: "rejected" });
    expect(other.state().ended?.reason).toBe("browser");
  });

  it("asks everybody once, however many frames found no route, and then knocks anew", () => {
    const guest = waiting();
    for (let i = 0; i < 40; i += 1) guest.tell({ type: "no-route" });
    expect(guest.count("resume")).toBe(1);
    guest.pass(RESUME_WAIT);
    expect(guest.count("resume")).toBe(3);
    expect(guest.state().shake).toBe("k1");
  });

  it("does not put a live call at risk for a route that is gone", () => {
    const guest = live();
    guest.tell({ type: "no-route" });
    guest.pass(RESUME_WAIT * 2);
    expect(guest.state().phase).toBe("live");
    expect(guest.count("resume")).toBe(0);
  });
});
