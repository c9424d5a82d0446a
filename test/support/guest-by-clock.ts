// A guest's state machine with a clock of its own, for tests of what it decides and when.
import type { StateBody } from "../../src/protocol/sealed.ts";
import { nextDeadline } from "../../src/web/call/deadlines.ts";
import { stepGuest } from "../../src/web/call/guest-machine.ts";
import {
  type GuestEffect,
  type GuestEvent,
  type GuestState,
  startGuestState,
} from "../../src/web/call/guest-state.ts";

export const WAITING: StateBody = { type: "state", state: "waiting", practice: "Praxis", phone: "1" };
export const state = (
  name: "admitted" | "denied" | "removed" | "busy" | "moved" | "soon" | "occupied",
): GuestEvent => ({
  type: "state",
  body: { type: "state", state: name },
});

/** A guest with a clock of its own; time passes from deadline to deadline, as the alarm would wake it. */
export function createGuest() {
  let now = 1_000_000;
  let machine: GuestState = startGuestState(now);
  let log: { readonly at: number; readonly effect: GuestEffect }[] = [];
  const tell = (event: GuestEvent): void => {
    const step = stepGuest(machine, event, now);
    machine = step.state;
    log.push(...step.effects.map((effect) => ({ at: now, effect })));
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
    /** No alarm rings meanwhile. */
    sleep(ms: number) {
      now += ms;
      tell({ type: "time" });
    },
    state: () => machine,
    taken: (name: GuestEffect["do"]) => log.filter(({ effect }) => effect.do === name),
    clear: () => {
      log = [];
    },
    now: () => now,
  };
}

export function knocking() {
  const guest = createGuest();
  guest.tell({ type: "knock" });
  guest.tell({ type: "joined" });
  return guest;
}

export function waiting() {
  const guest = knocking();
  guest.tell({ type: "opened" });
  guest.tell({ type: "heard" });
  guest.tell({ type: "state", body: WAITING });
  return guest;
}

export function live() {
  const guest = waiting();
  guest.tell(state("admitted"));
  guest.tell({ type: "up" });
  return guest;
}
