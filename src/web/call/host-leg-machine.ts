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
  PATH_SILENCE,
  REENTRY,
  RESTART_GAP,
} from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import { type Deadlines, dueDeadline, waitAfter, withDeadline } from "./deadlines.ts";
import type { PathLoss } from "./path-watch.ts";

type Deadline =
  | "lost" // a knocking guest fell silent
  | "declined" // how long a declined guest may still be admitted
  | "away" // the path is quiet: say so
  | "reentry" // the seat is kept until then
  | "restart"; // next ICE restart

/**
 * After so many restarts that the guest heard of in vain a new peer connection is tried. One that nobody can hear of
 * would only take away the old path, which may come back by itself.
 */
const VAIN_BEFORE_NEW_CONNECTION = 2;

export interface HostLegState {
  readonly phase: "waiting" | "declined" | "connecting" | "live" | "away" | "gone";
  readonly told: boolean;
  readonly since: number;
  readonly liveSince: number | null;
  readonly restarts: number;
  readonly restartedAt: number | null;
  /** Restarts since whose beginning the guest was heard, and which brought no path. */
  readonly vain: number;
  readonly isHeard: boolean;
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
  | { readonly type: "down"; readonly how: PathLoss }
  | { readonly type: "network" } // this device's network changed, or it has slept
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
    vain: 0,
    isHeard: false,
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
    change({ phase: "connecting", restarts: 0, vain: 0, isHeard: false, deadlines: {} });
    say({ type: "state", state: "admitted" });
    effects.push({ do: "connect" });
    deadline("restart", now + (ICE_SCHEDULE[3] ?? ICE_REPEAT));
    deadline("reentry", now + REENTRY);
  }

  /** Sets a deadline, or moves it forward. */
  const sooner = (name: Deadline, at: number): void =>
    deadline(name, Math.min(at, state.deadlines[name] ?? at));

  /** No sound and no picture arrive at the moment: the deadline of the seat runs. */
  const isBroken = (): boolean => state.deadlines.reentry !== undefined;

  const isInCall = (): boolean =>
    state.phase === "connecting" || state.phase === "live" || state.phase === "away";

  /** Whatever asks for a restart comes through here: two of them are never closer than RESTART_GAP. */
  function restart(): void {
    if (!isInCall()) return;
    const earliest = state.restartedAt === null ? now : state.restartedAt + RESTART_GAP;
    if (now < earliest) {
      sooner("restart", earliest);
      return;
    }
    const vain = state.vain + (state.isHeard && isBroken() ? 1 : 0);
    const isNew = vain >= VAIN_BEFORE_NEW_CONNECTION;
    effects.push({ do: "restart", isNew });
    const count = state.restarts;
    change({
      restarts: isBroken() ? count + 1 : count,
      restartedAt: now,
      vain: isNew ? 0 : vain,
      isHeard: false,
    });
    // A path that is still good needs no second one: should it break, its silence says so.
    deadline("restart", isBroken() ? now + waitAfter(ICE_SCHEDULE, count, ICE_REPEAT) : null);
  }

  function wentDown(how: PathLoss): void {
    if (!isInCall()) return;
    if (how === "failed" && state.phase === "live") change({ phase: "away" });
    const quietFor = how === "silent" ? PATH_SILENCE : 0;
    if (state.phase === "live") sooner("away", now + AWAY_AFTER - quietFor);
    if (state.deadlines.reentry === undefined) deadline("reentry", now + REENTRY);
    if (how === "quiet") {
      if (state.deadlines.restart === undefined) deadline("restart", now + ICE_GRACE);
      return;
    }
    // Further signs of the same break do not hurry what is under way.
    if (state.restarts === 0 || state.deadlines.restart === undefined) sooner("restart", now);
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
        if (!state.isHeard) change({ isHeard: true });
        if (state.phase === "waiting" || state.phase === "declined") deadline("lost", now + KNOCK_LOST);
        return;
      case "up":
        if (!isInCall()) return;
        change({ phase: "live", liveSince: state.liveSince ?? now, restarts: 0, vain: 0, deadlines: {} });
        return;
      case "down":
        wentDown(event.how);
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
        else if (isInCall()) wentDown("failed");
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
