// The guest's side of a call as a pure state machine (docs/protocol.md, "State machines").
// (state, event, now) gives the next state and the effects that guest-session.ts carries out.
import {
  ALIVE,
  ALIVE_LOST,
  H0_GAP,
  ICE_GRACE,
  K3_RESEND,
  NOTICE_AFTER,
  OPEN_BURST,
  OPEN_REFILL,
  OPEN_WAIT,
  PARK_AFTER,
  RESUME_REPEAT,
} from "../../protocol/limits.ts";
import { dueDeadline } from "./deadlines.ts";
import { hearHostState } from "./guest-host-state.ts";
import { createGuestMoves, NOT_THERE_AFTER } from "./guest-moves.ts";
import {
  type GuestDeadline,
  type GuestEvent,
  type GuestState,
  type GuestStep,
  startGuestState,
} from "./guest-state.ts";

/** The next state of a guest and what to do about it. */
export function stepGuest(before: GuestState, event: GuestEvent, now: number): GuestStep {
  const moves = createGuestMoves(before, now);
  const { state, change, deadline, clear, act, beginShake, sendK1, beginResume, resume, end, reconnect } =
    moves;
  const isOver = (): boolean => state().phase === "ended" || state().phase === "lobby";

  function time(name: GuestDeadline): void {
    clear(name);
    switch (name) {
      case "k1":
        if (state().shake !== "k1") return;
        if (state().isJoined) sendK1();
        else if (state().notice === "busy") change({ notice: null });
        return;
      case "k3": {
        act({ do: "send-k3" });
        const [first, second] = K3_RESEND;
        if (state().k3Count === 0) deadline("k3", now + second - first);
        change({ k3Count: state().k3Count + 1 });
        return;
      }
      case "open-wait":
        if (state().shake === "opening") beginShake();
        return;
      case "not-there":
        if (state().shake === "k1" && state().notice === null) change({ notice: "not-there" });
        return;
      case "false-host":
        if (state().shake === "k1") change({ notice: "false-host" });
        return;
      case "connect-wait":
        if (state().phase === "connecting") reconnect();
        return;
      case "grace":
        reconnect();
        return;
      case "reentry":
        if (state().phase === "reconnecting") end("timeout");
        return;
      case "patience":
        return;
      case "alive":
        if (!state().hasChannel) return;
        if (now - state().heardAt >= ALIVE_LOST) beginResume();
        else {
          act({ do: "send", body: { type: "alive", answer: false } });
          deadline("alive", now + ALIVE);
        }
        return;
      case "resume":
        if (state().hasChannel && state().isJoined) resume();
        return;
      case "park":
        if (state().phase !== "live") return;
        change({ isJoined: false });
        act({ do: "close-socket" });
        return;
    }
  }

  function handle(): void {
    switch (event.type) {
      case "knock":
        if (state().phase !== "lobby" && state().phase !== "ended") return;
        change({ ...startGuestState(now), phase: "knocking", isJoined: state().isJoined });
        deadline("not-there", now + NOT_THERE_AFTER);
        act({ do: "keep" });
        beginShake();
        return;
      case "knock-again":
        if (state().phase === "declined" && now < (state().knockAgainAt ?? 0)) return;
        if (state().phase !== "declined" && state().notice !== "paused" && state().notice !== "busy") return;
        change({ phase: "knocking", notice: null, knockAgainAt: null, opensLeft: OPEN_BURST });
        act({ do: "keep" });
        beginShake();
        return;
      case "leave":
        if (state().phase === "ended") return;
        if (state().hasChannel) act({ do: "send", body: { type: "bye", returns: false } });
        end("left");
        return;
      case "joined":
        change({ isJoined: true });
        if (state().notice === "offline") change({ notice: null });
        if (state().shake === "k1" && state().notice !== "busy" && state().notice !== "paused")
          deadline("k1", now);
        else if (state().shake === "opening") act({ do: "send-k3" });
        else if (state().phase === "live") {
          if (state().wantsPath) act({ do: "resume" });
          change({ wantsPath: false });
          deadline("park", now + PARK_AFTER);
        } else if (state().hasChannel) beginResume();
        return;
      case "socket-closed":
        change({ isJoined: false });
        if (!isOver() && state().phase !== "live") change({ notice: state().notice ?? "offline" });
        return;
      case "rejected":
        // The relay cannot end what does not need it; a way back through it will be refused in its time.
        if (state().phase === "live") change({ isJoined: false });
        else end("browser");
        return;
      case "no-route":
        // The host's socket is new. One round of questions at a time: each refused frame would ask again.
        if (state().phase === "live" || !state().hasChannel || state().shake !== "none" || !state().isJoined)
          return;
        if (state().deadlines.resume === undefined) beginResume();
        return;
      case "host-hint":
        // A host page that was loaded anew has lost the channel's keys and will not answer `resume`.
        // Anybody with the link can say h0, so it may cost a silent channel only once.
        if (
          state().phase === "reconnecting" &&
          state().shake === "none" &&
          state().deadlines.resume !== undefined &&
          state().resumeCount > 0
        ) {
          beginShake();
          return;
        }
        // One who waits asks first: the host may only have changed its socket.
        if (state().phase === "waiting" && state().shake === "none" && state().isJoined) {
          const isAsking = state().deadlines.resume !== undefined;
          if (!isAsking && now - state().heardAt >= H0_GAP) beginResume();
          return;
        }
        if (state().shake !== "k1" || state().notice === "paused") return;
        if (now - (state().k1SentAt ?? 0) < H0_GAP && state().k1Count > 0) return;
        deadline("k1", now);
        return;
      case "false-answer":
        if (state().shake !== "k1") return;
        if (state().deadlines["false-host"] === undefined) deadline("false-host", now + NOTICE_AFTER);
        return;
      case "opened": {
        if (state().shake !== "k1") return;
        const refills = Math.floor((now - state().opensRefilledAt) / OPEN_REFILL);
        const left = Math.min(OPEN_BURST, state().opensLeft + refills) - 1;
        if (left < 0) {
          change({ shake: "k1", notice: "paused" });
          clear("k1");
          return;
        }
        const hushed =
          state().notice === "false-host" || state().notice === "not-there" ? null : state().notice;
        change({
          shake: "opening",
          hasChannel: true,
          isAdmitted: false,
          heardAt: now,
          k3Count: 0,
          notice: hushed,
        });
        change({ opensLeft: left, opensRefilledAt: refills > 0 ? now : state().opensRefilledAt });
        clear("k1", "false-host", "not-there");
        deadline("k3", now + K3_RESEND[0]);
        deadline("open-wait", now + OPEN_WAIT);
        act({ do: "send-k3" });
        return;
      }
      case "heard":
        if (!state().hasChannel) return;
        change({ heardAt: now });
        if (state().shake === "opening") {
          change({ shake: "none" });
          clear("k3", "open-wait");
        }
        return;
      case "state":
        if (state().hasChannel) hearHostState(moves, event.body, now);
        return;
      case "resumed":
        clear("resume");
        // The host restarts the path; should it fall silent again, the question is repeated.
        if (state().phase === "reconnecting") {
          change({ resumeCount: 0 });
          deadline("resume", now + RESUME_REPEAT);
        }
        if (state().phase === "waiting" || state().phase === "declined") deadline("alive", now + ALIVE);
        return;
      case "bye":
        if (!event.returns) {
          if (!isOver()) end("over");
          return;
        }
        if (state().phase === "waiting" || state().phase === "declined") {
          beginShake();
          return;
        }
        change({ hasChannel: false });
        reconnect();
        return;
      case "up":
        if (isOver() || !state().hasChannel || !state().isAdmitted) return;
        change({ phase: "live", notice: null, wantsPath: false });
        clear("reentry", "patience", "resume", "grace", "connect-wait", "alive");
        deadline("park", now + PARK_AFTER);
        return;
      case "down":
        if (state().phase !== "live" && state().phase !== "connecting") return;
        if (event.how !== "quiet") reconnect(event.how === "silent");
        else if (state().deadlines.grace === undefined) deadline("grace", now + ICE_GRACE);
        return;
      case "channel-dead":
        if (isOver()) return;
        change({ hasChannel: false });
        if (state().phase === "live" || state().phase === "connecting") reconnect();
        else beginShake();
        return;
      case "network":
        if (!state().hasChannel || !state().isAdmitted) return;
        // The path may look well for seconds more; the host is asked for a new one on every way that is open.
        act({ do: "open-socket" });
        if (state().phase === "reconnecting" && state().isJoined) beginResume();
        if (state().phase !== "live") return;
        act({ do: "resume" });
        change({ wantsPath: !state().isJoined });
        return;
      case "fatal":
        // The other side must not sit before a connection that will never be.
        if (state().hasChannel) act({ do: "send", body: { type: "bye", returns: false } });
        end("security", event.code);
        return;
      case "time":
        return;
    }
  }

  handle();
  for (let due = dueDeadline(state().deadlines, now); due; due = dueDeadline(state().deadlines, now))
    time(due);
  return { state: state(), effects: moves.effects };
}
