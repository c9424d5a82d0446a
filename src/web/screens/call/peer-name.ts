import type { PeerView } from "../../call/call-view.ts";
import { text } from "../../ui/language.ts";

/** What to call the other person, seen from this side. */
export function nameOf(peer: PeerView, side: "host" | "guest"): string {
  if (peer.name !== "") return peer.name;
  const words = text().call.peerNameless;
  return side === "guest" ? words.host : words.guest;
}
