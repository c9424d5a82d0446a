import type { RelayView } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { useRelayText } from "./relay-text.ts";

interface NoRelayProps {
  readonly side: "host" | "guest";
  readonly relay: RelayView;
  /** A client gives up hiding the own address; absent where that does not help. */
  readonly onShowAddress?: (() => void) | undefined;
}

/** A relay is demanded and none answers (E_NO_RELAY): what happened, and what each side can do. */
export function NoRelay({ side, relay, onShowAddress }: NoRelayProps) {
  const words = useRelayText()?.missing;
  if (words === undefined) return null;
  // The room's flag holds for both; only the own one can be given up.
  const isOwn = side === "guest" && !relay.hidesPeer;
  return (
    <div class="cover-text">
      <p class="lead">{words.title}</p>
      <p>{side === "host" ? words.host : isOwn ? words.own : words.room}</p>
      {isOwn && onShowAddress !== undefined && <Button onClick={onShowAddress}>{words.show}</Button>}
    </div>
  );
}
