// The host's side of one guest as a pure state machine (docs/protocol.md, "State machines").
// A guest appears here once a valid k3 has opened; what comes before is host-room.ts.
import type { FatalCode } from "../../protocol/errors.ts";
import {
  AWAY_AFTER,
  DENIED_KEEP,
  ICE_GRACE,
  ICE_REPEAT,
  ICE_SCHEDULE,
  KNOCK_LOST,
  REENTRY,
} from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import { type Deadlines, dueDeadline, waitAfter, withDeadline } from "./deadlines.ts";

type Deadline =
  | "lost" // a knocking guest fell silent
  | "declined" // how long a declined guest may still be admitted
  | "away" // the path is quiet: say so
  | "reentry" // the seat is kept until then
  | "restart"; // next ICE restart

/** From this restart on a new peer connection is tried instead of another ICE restart of the old one. */
const RESTARTS_BEFORE_NEW_CONNECTION = 2;

export interface HostLegState {
  readonly phase: "waiting" | "declined" | "connecting" | "live" | "away" | "gone";
  readonly told: boolean;
  readonly since: number;
  readonly liveSince: number | null;
  readonly restarts: number;
  readonly restartedAt: number | null;
  readonly deadlines: Deadlines<Deadline>;
}

/** Who is inviting; goes sealed to those who wait. */
interface PracticeCard {
  readonly name: string;
  readonly phone: string;
}

export type HostLegEvent =
  | { readonly type: "arrive" | "send-back"; readonly practice: PracticeCard }
  | { readonly type: "re-enter" }
  | {
      readonly type:
        | "admit"
        | "decline"
        | "soon"
        | "occupied"
        | "remove"
        | "end"
        | "elsewhere"
        | "busy"
        | "moved";
    }
  | { readonly type: "heard" }
  | { readonly type: "up" }
  | { readonly type: "down"; readonly isFinal: boolean }
  | { readonly type: "network" } // this device's network changed
  | { readonly type: "resume"; readonly wantsRestart: boolean }
  | { readonly type: "bye"; readonly returns: boolean }
  | { readonly type: "fatal"; readonly code: FatalCode }
  | { readonly type: "time" };

export type HostLegEffect =
  | { readonly do: "send"; readonly body: SealedBody }
  | { readonly do: "connect" } // make the peer connection and offer
  | { readonly do: "restart"; readonly isNew: boolean }
  /** The leg is over: finish sending, then close everything. `seat` says whether it may re-enter. */
  | { readonly do: "close"; readonly seat: "keep" | "delete"; readonly code: FatalCode | null };

export interface HostLegStep {
  readonly state: HostLegState;
  readonly effects: readonly HostLegEffect[];
}

export function startHostLeg(now: number): HostLegState {
  return {
    phase: "waiting",
    told: false,
    since: now,
    liveSince: null,
    restarts: 0,
    restartedAt: null,
    deadlines: {},
  };
}

/** The next state of one guest's leg and what to do about it. */
export function stepHostLeg(before: HostLegState, event: HostLegEvent, now: number): HostLegStep {
  let state = before;
  const effects: HostLegEffect[] = [];
  const change = (part: Partial<HostLegState>): void => {
    state = { ...state, ...part };
  };
  const deadline = (name: Deadline, at: number | null): void => {
    state = { ...state, deadlines: withDeadline(state.deadlines, name, at) };
  };
  const say = (body: SealedBody): void => {
    effects.push({ do: "send", body });
  };

  function sayWaiting(practice: PracticeCard): void {
    say({ type: "state", state: "waiting", practice: practice.name, phone: practice.phone });
  }

  function close(seat: "keep" | "delete", code: FatalCode | null = null): void {
    change({ phase: "gone", deadlines: {} });
    effects.push({ do: "close", seat, code });
  }

  function connect(): void {
    change({ phase: "connecting", restarts: 0, deadlines: {} });
    say({ type: "state", state: "admitted" });
    effects.push({ do: "connect" });
    deadline("restart", now + (ICE_SCHEDULE[3] ?? ICE_REPEAT));
    deadline("reentry", now + REENTRY);
  }

  const isInCall = (): boolean =>
    state.phase === "connecting" || state.phase === "live" || state.phase === "away";

  function restart(): void {
    if (!isInCall()) return;
    const count = state.restarts;
    effects.push({ do: "restart", isNew: count >= RESTARTS_BEFORE_NEW_CONNECTION });
    change({ restarts: count + 1, restartedAt: now });
    deadline("restart", now + waitAfter(ICE_SCHEDULE, count, ICE_REPEAT));
  }

  function wentDown(isFinal: boolean): void {
    if (!isInCall()) return;
    if (isFinal && state.phase === "live") change({ phase: "away" });
    if (state.deadlines.away === undefined && state.phase === "live") deadline("away", now + AWAY_AFTER);
    if (state.deadlines.reentry === undefined) deadline("reentry", now + REENTRY);
    if (state.deadlines.restart === undefined) deadline("restart", isFinal ? now : now + ICE_GRACE);
  }

  function handle(): void {
    switch (event.type) {
      case "arrive":
        sayWaiting(event.practice);
        deadline("lost", now + KNOCK_LOST);
        return;
      case "re-enter":
        connect();
        return;
      case "admit":
        if (state.phase === "waiting" || state.phase === "declined") connect();
        return;
      case "decline":
        if (state.phase !== "waiting") return;
        change({ phase: "declined" });
        deadline("declined", now + DENIED_KEEP);
        say({ type: "state", state: "denied" });
        return;
      case "soon":
        if (state.phase !== "waiting") return;
        change({ told: true });
        say({ type: "state", state: "soon" });
        return;
      case "send-back":
        if (!isInCall()) return;
        sayWaiting(event.practice);
        close("delete");
        return;
      case "remove":
        say({ type: "state", state: "removed" });
        close("delete");
        return;
      case "end":
        say({ type: "state", state: "ended", elsewhere: false });
        close("delete");
        return;
      case "elsewhere":
        say({ type: "state", state: "ended", elsewhere: true });
        close("keep");
        return;
      case "busy":
      case "moved":
        say({ type: "state", state: event.type });
        close("keep");
        return;
      case "occupied":
        if (state.phase === "waiting") say({ type: "state", state: "occupied" });
        return;
      case "heard":
        if (state.phase === "waiting" || state.phase === "declined") deadline("lost", now + KNOCK_LOST);
        return;
      case "up":
        if (!isInCall()) return;
        change({ phase: "live", liveSince: state.liveSince ?? now, restarts: 0, deadlines: {} });
        return;
      case "down":
        wentDown(event.isFinal);
        return;
      case "network":
        restart();
        return;
      case "resume": {
        const isRecent = state.restartedAt !== null && now - state.restartedAt < ICE_GRACE;
        if (event.wantsRestart && !isRecent) restart();
        return;
      }
      case "bye":
        if (!event.returns) close("delete");
        else if (isInCall()) wentDown(true);
        else close("keep");
        return;
      case "fatal":
        say({ type: "state", state: "removed" });
        close("delete", event.code);
        return;
      case "time":
        return;
    }
  }

  function time(name: Deadline): void {
    deadline(name, null);
    switch (name) {
      case "lost":
      case "declined":
        close("keep");
        return;
      case "away":
        if (state.phase === "live") change({ phase: "away" });
        return;
      case "reentry":
        if (state.phase !== "live") close("delete");
        return;
      case "restart":
        restart();
        return;
    }
  }

  if (state.phase !== "gone") handle();
  for (let due = dueDeadline(state.deadlines, now); due; due = dueDeadline(state.deadlines, now)) time(due);
  return { state, effects };
}
