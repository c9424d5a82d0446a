// The moves that a guest's state machine is made of: each changes the state, sets deadlines and asks for effects.
import type { FatalCode } from "../../protocol/errors.ts";
import {
  K1_LIFE,
  K1_REPEAT,
  K1_SCHEDULE,
  PATH_KEPT,
  REENTRY,
  RESUME_SCHEDULE,
  RESUME_WAIT,
} from "../../protocol/limits.ts";
import type { EndReason } from "./call-view.ts";
import { waitAfter, withDeadline } from "./deadlines.ts";
import { type GuestDeadline, type GuestEffect, type GuestState, startGuestState } from "./guest-state.ts";

/** How long a knock may stay unanswered before the screen says that nobody is there yet. */
export const NOT_THERE_AFTER = 4_000;

export interface GuestMoves {
  /** The state as the moves so far have made it. */
  readonly state: () => GuestState;
  readonly effects: readonly GuestEffect[];
  change(part: Partial<GuestState>): void;
  deadline(name: GuestDeadline, at: number | null): void;
  clear(...names: readonly GuestDeadline[]): void;
  act(...list: readonly GuestEffect[]): void;
  /** A fresh knock; the channel, if there is one, ends. */
  beginShake(): void;
  sendK1(): void;
  /** Asks a silent host, up to three times, before the channel is given up. */
  beginResume(): void;
  resume(): void;
  end(reason: EndReason, code?: FatalCode | null): void;
  /** `isPatient`: the channel is kept for PATH_KEPT though nobody answers. */
  reconnect(isPatient?: boolean): void;
}

/** The moves from one state, at one moment (Unix ms). */
export function createGuestMoves(before: GuestState, now: number): GuestMoves {
  let state = before;
  const effects: GuestEffect[] = [];

  const change = (part: Partial<GuestState>): void => {
    state = { ...state, ...part };
  };
  const deadline = (name: GuestDeadline, at: number | null): void => {
    state = { ...state, deadlines: withDeadline(state.deadlines, name, at) };
  };
  const clear = (...names: readonly GuestDeadline[]): void => {
    for (const name of names) deadline(name, null);
  };
  const act = (...list: readonly GuestEffect[]): void => {
    effects.push(...list);
  };

  function beginShake(): void {
    // Who was declined asks again by a press only, also when the channel is gone.
    const isAsking = state.phase !== "declined";
    change({
      shake: isAsking ? "k1" : "none",
      k1Count: 0,
      k1MadeAt: null,
      hasChannel: false,
      isAdmitted: false,
      resumeCount: 0,
    });
    clear("k3", "open-wait", "alive", "resume", "connect-wait", "park", "grace", "patience");
    act({ do: "drop-channel" });
    if (!isAsking) return;
    act({ do: "open-socket" });
    deadline("k1", now);
    // What the host last said of its coming is void with the channel.
    if (state.notice === "soon" || state.notice === "occupied") change({ notice: null });
    if (state.phase === "waiting") deadline("not-there", now + NOT_THERE_AFTER);
  }

  function sendK1(): void {
    const fresh = state.k1MadeAt === null || now - state.k1MadeAt >= K1_LIFE;
    const count = state.k1Count + 1;
    change({ k1Count: count, k1SentAt: now, ...(fresh ? { k1MadeAt: now } : {}) });
    deadline("k1", now + waitAfter(K1_SCHEDULE, count - 1, K1_REPEAT));
    act({ do: "send-k1", fresh });
  }

  function beginResume(): void {
    change({ resumeCount: 0 });
    deadline("resume", now);
  }

  function resume(): void {
    const count = state.resumeCount;
    if (count >= RESUME_SCHEDULE.length) {
      if (state.deadlines.patience === undefined) beginShake();
      else beginResume();
      return;
    }
    act({ do: "resume" });
    change({ resumeCount: count + 1 });
    const at = RESUME_SCHEDULE[count] ?? 0;
    deadline("resume", now + waitAfter(RESUME_SCHEDULE, count, RESUME_WAIT - at));
  }

  function end(reason: EndReason, code: FatalCode | null = null): void {
    change({ ...startGuestState(now), phase: "ended", ended: { reason, code } });
    act({ do: "drop-channel" }, { do: "close-socket" }, { do: "forget" }, { do: "stop-media" });
  }

  function reconnect(isPatient = false): void {
    if (state.phase !== "live" && state.phase !== "connecting") return;
    change({ phase: "reconnecting", notice: null });
    clear("park", "grace", "connect-wait");
    deadline("reentry", now + REENTRY);
    if (isPatient) deadline("patience", now + PATH_KEPT);
    act({ do: "open-socket" });
    if (state.hasChannel) beginResume();
    else beginShake();
  }

  return {
    state: () => state,
    effects,
    change,
    deadline,
    clear,
    act,
    beginShake,
    sendK1,
    beginResume,
    resume,
    end,
    reconnect,
  };
}
