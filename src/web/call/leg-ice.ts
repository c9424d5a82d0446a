// What one leg's connections are configured with: servers, and whether only a relay may be used. Tells when a relay is
// demanded and none answers.
import type { LegSecrets } from "../../e2ee/handshake.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { SealedBody, TurnBody } from "../../protocol/sealed.ts";
import type { RelayView } from "./call-view.ts";
import type { LegServers } from "./leg-servers.ts";

export type IceConfiguration = Required<Pick<RTCConfiguration, "iceServers" | "iceTransportPolicy">>;

export interface LegIce {
  /** For a new connection or an ICE restart; the host hands the guest its own credential first, if one is due. */
  next(): IceConfiguration;
  /** The guest was handed a credential; from a guest it is E_PROTO. */
  receive(body: TurnBody): void;
  /** What the browser found since `next`: something, or after looking everywhere nothing. */
  gathered(isEmpty: boolean): void;
  /** The person gives up hiding the own address in this call. */
  showAddress(): void;
  /** What the guest says in `resume`: its credential does not last. */
  isShort(): boolean;
  /** The guest has said so: the next restart brings another one, if it is time. */
  asked(): void;
  view(): RelayView;
  close(): void;
}

/** After so long without a relay's answer a person is told (milliseconds); browsers look on for longer. */
const RELAY_WAIT = 10_000;

/**
 * Who uses a relay alone hides the own address, whatever the other side does. The host's flag asks it of both, the
 * guest's of the guest (docs/protocol.md, "Handshake").
 */
function hidingOf({ role, own, peer }: Pick<LegSecrets, "role" | "own" | "peer">) {
  const [host, guest] = role === "host" ? [own, peer] : [peer, own];
  const both = { host: host.caps.relayOnly, guest: host.caps.relayOnly || guest.caps.relayOnly };
  return role === "host" ? { self: both.host, peer: both.guest } : { self: both.guest, peer: both.host };
}

export function createLegIce(
  input: { readonly servers: LegServers; readonly secrets: Pick<LegSecrets, "role" | "own" | "peer"> },
  events: {
    readonly send: (body: SealedBody) => void;
    /** The connection takes `next` anew. */
    readonly configure: () => void;
    readonly counted: (code: ErrorCode) => void;
    readonly changed: () => void;
  },
): LegIce {
  const { servers } = input;
  const hiding = hidingOf(input.secrets);
  let hidesSelf = hiding.self;
  let isMissing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function setMissing(next: boolean): void {
    clearTimeout(timer);
    timer = undefined;
    if (next === isMissing) return;
    isMissing = next;
    if (next) events.counted("E_NO_RELAY");
    events.changed();
  }

  return {
    next() {
      const { servers: iceServers, hand } = servers.fresh();
      if (hand) events.send(hand);
      // A restart does not begin the wait anew: while there is no path, one follows the other before it is over.
      if (hidesSelf) timer ??= setTimeout(() => setMissing(true), RELAY_WAIT);
      return { iceServers, iceTransportPolicy: hidesSelf ? "relay" : "all" };
    },
    receive(body) {
      if (servers.receive(body)) events.configure();
      else events.counted("E_PROTO");
    },
    gathered: (isEmpty) => setMissing(isEmpty && hidesSelf),
    showAddress() {
      hidesSelf = false;
      setMissing(false);
      events.configure();
    },
    isShort: servers.isShort,
    asked: servers.asked,
    view: () => ({
      isAvailable: servers.hasRelay(),
      isMissing,
      hidesSelf,
      hidesPeer: hiding.peer,
    }),
    close: () => clearTimeout(timer),
  };
}
