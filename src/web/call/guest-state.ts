// What the guest's state machine remembers, is told and asks for.
import type { FatalCode } from "../../protocol/errors.ts";
import { OPEN_BURST } from "../../protocol/limits.ts";
import type { SealedBody, StateBody } from "../../protocol/sealed.ts";
import type { GuestView } from "./call-view.ts";
import type { Deadlines } from "./deadlines.ts";
import type { PathLoss } from "./path-watch.ts";

export type GuestDeadline =
  | "k1" // send k1
  | "k3" // send the stored k3 again
  | "open-wait" // no authentic frame after k3
  | "not-there" // tell that nobody answers yet
  | "false-host" // tell that somebody without the key answered
  | "connect-wait"
  | "grace" // how long a disconnected path may stay quiet
  | "reentry"
  | "patience" // a silent path may come back by itself until then
  | "alive"
  | "resume"
  | "park";

export interface GuestState {
  readonly phase: GuestView["phase"];
  readonly notice: GuestView["notice"];
  readonly knockAgainAt: number | null;
  readonly ended: GuestView["ended"];
  /** A handshake under way beside the phase: re-entry runs while the phase says "reconnecting". */
  readonly shake: "none" | "k1" | "opening";
  readonly k1SentAt: number | null;
  readonly k1MadeAt: number | null;
  readonly k1Count: number;
  readonly k3Count: number;
  /** Handshakes that may still be opened without a press (rule 11). */
  readonly opensLeft: number;
  readonly opensRefilledAt: number;
  readonly isJoined: boolean;
  readonly hasChannel: boolean;
  /** The present channel has been admitted. */
  readonly isAdmitted: boolean;
  readonly heardAt: number;
  readonly resumeCount: number;
  /** Live, and the host is to be asked for a new path as soon as the relay is there. */
  readonly wantsPath: boolean;
  readonly deadlines: Deadlines<GuestDeadline>;
}

export type GuestEvent =
  | { readonly type: "knock" }
  | { readonly type: "knock-again" }
  | { readonly type: "leave" }
  | { readonly type: "joined" }
  | { readonly type: "socket-closed" }
  | { readonly type: "rejected" }
  | { readonly type: "no-route" } // the relay does not know the host's route any more
  | { readonly type: "host-hint" } // h0
  | { readonly type: "false-answer" } // an invalid k2
  | { readonly type: "opened" } // a valid k2, k3 is on its way
  | { readonly type: "heard" } // an authentic frame on the present channel
  | { readonly type: "state"; readonly body: StateBody }
  | { readonly type: "resumed" } // the host answered `resume`
  | { readonly type: "bye"; readonly returns: boolean }
  | { readonly type: "up" } // bound, path connected, data channel open
  | { readonly type: "down"; readonly how: PathLoss }
  | { readonly type: "channel-dead" }
  | { readonly type: "network" } // this device's network changed, or it has slept
  | { readonly type: "fatal"; readonly code: FatalCode }
  | { readonly type: "time" };

export type GuestEffect =
  | { readonly do: "open-socket" | "close-socket" | "send-k3" | "drop-channel" | "stop-media" }
  /** What a reload of this tab needs is written down, or deleted. */
  | { readonly do: "keep" | "forget" }
  | { readonly do: "send-k1"; readonly fresh: boolean }
  | { readonly do: "send"; readonly body: SealedBody }
  | { readonly do: "resume" };

export interface GuestStep {
  readonly state: GuestState;
  readonly effects: readonly GuestEffect[];
}

export function startGuestState(now: number): GuestState {
  return {
    phase: "lobby",
    notice: null,
    knockAgainAt: null,
    ended: null,
    shake: "none",
    k1SentAt: null,
    k1MadeAt: null,
    k1Count: 0,
    k3Count: 0,
    opensLeft: OPEN_BURST,
    opensRefilledAt: now,
    isJoined: false,
    hasChannel: false,
    isAdmitted: false,
    heardAt: now,
    resumeCount: 0,
    wantsPath: false,
    deadlines: {},
  };
}
