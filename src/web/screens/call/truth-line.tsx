import { ChevronDown, Lock } from "lucide";
import type { PeerView } from "../../call/call-view.ts";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";

/** Whether the keys of this peer were compared by people, now or earlier. */
export function isCompared(peer: PeerView): boolean {
  return peer.verification.status === "compared" || peer.verification.status === "known";
}

interface TruthLineProps {
  readonly peer: PeerView;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

/** What is true of this connection now, in three words; a press tells more. */
export function TruthLine({ peer, isOpen, onPress }: TruthLineProps) {
  const words = text().truth;
  // Before the first picture nothing is bound, and there is no line of which something could be true.
  const isBound =
    peer.liveSince !== null && peer.connection !== "connecting" && peer.connection !== "checking";
  const parts = isBound
    ? [
        words.encrypted,
        isCompared(peer) ? words.compared : words.notCompared,
        // A hidden address says that the way is relayed.
        ...(peer.path === "unknown"
          ? []
          : [peer.path === "relayed" && peer.relay.hidesSelf ? words.hidden : words[peer.path]]),
      ]
    : [text().call.connecting];
  return (
    <button type="button" class="truth" aria-expanded={isOpen} title={words.open} onClick={onPress}>
      <Icon node={Lock} size={18} />
      <span>{parts.join(" · ")}</span>
      <Icon node={ChevronDown} size={18} />
    </button>
  );
}
