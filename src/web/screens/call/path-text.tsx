import type { PeerView } from "../../call/call-view.ts";
import { text } from "../../ui/language.ts";
import { useRelayText } from "../relay-text.ts";

/** Which way the call takes, who learns whose address by it, and what it costs. */
export function PathText({ peer }: { readonly peer: PeerView }) {
  const words = useRelayText();
  const { hidesSelf, hidesPeer, isAvailable } = peer.relay;
  const isHidden = hidesSelf || hidesPeer;
  if (words === null || peer.path === "unknown" || (!isHidden && isAvailable))
    return <p>{text().truth.path[peer.path]}</p>;
  if (!isHidden)
    return (
      <>
        <p>{text().truth.path[peer.path]}</p>
        {peer.path === "direct" && <p class="soft">{words.unavailable}</p>}
      </>
    );
  return (
    <>
      <p>{words.path[hidesSelf && hidesPeer ? "both" : hidesSelf ? "self" : "peer"]}</p>
      <p class="soft">{words.path.cost}</p>
    </>
  );
}
