// What a guest does when the host says where it stands (`state` in docs/protocol.md, "Bodies").
import { ALIVE, BUSY_RETRY, CONNECT_WAIT, DENIED_WAIT } from "../../protocol/limits.ts";
import type { StateBody } from "../../protocol/sealed.ts";
import type { GuestMoves } from "./guest-moves.ts";

export function hearHostState(moves: GuestMoves, body: StateBody, now: number): void {
  const { state, change, clear, deadline, act, beginShake, end } = moves;
  clear("k3", "open-wait", "false-host", "not-there", "resume");
  change({ shake: "none" });
  switch (body.state) {
    case "waiting":
      if (state().isAdmitted) {
        change({ phase: "waiting", notice: "sent-back" });
        clear("reentry");
        beginShake();
        return;
      }
      change({
        phase: "waiting",
        notice: state().notice === "sent-back" ? "sent-back" : null,
        knockAgainAt: null,
      });
      clear("reentry");
      deadline("alive", now + ALIVE);
      return;
    case "admitted":
      change({ isAdmitted: true, notice: null, knockAgainAt: null });
      act({ do: "keep" });
      if (state().phase !== "live" && state().phase !== "reconnecting") change({ phase: "connecting" });
      clear("alive");
      deadline("connect-wait", now + CONNECT_WAIT);
      return;
    case "denied":
      // The way from a call to "not now" is "waiting" or "removed", which close the media. A screen that says
      // "declined" beside a running camera must not exist.
      if (state().isAdmitted) return;
      change({ phase: "declined", notice: null, knockAgainAt: now + DENIED_WAIT });
      deadline("alive", now + ALIVE);
      act({ do: "forget" });
      return;
    case "busy":
      change({ phase: "knocking", notice: "busy" });
      beginShake();
      deadline("k1", now + BUSY_RETRY);
      return;
    case "moved":
      if (state().isAdmitted) return;
      if (state().phase !== "declined") change({ phase: "waiting" });
      beginShake();
      return;
    case "soon":
    case "occupied":
      change({ notice: body.state });
      return;
    case "removed":
      end("removed");
      return;
    case "ended":
      end(body.elsewhere ? "elsewhere" : "over");
      return;
  }
}
