// What is said when a weak line holds a picture back, and whose line that is.
import type { PeerView } from "../../call/call-view.ts";
import { text } from "../../ui/language.ts";

/** A direction whose other direction is weak, too (1 and 2 of QualityLevel), tells nothing about one side. */
const isWeak = (level: PeerView["quality"]): boolean => level === 1 || level === 2;

/** The peer shows a camera whose picture is not sent for now: what is on the screen would stand still. */
export const isPictureHeld = ({ held, camera }: PeerView): boolean => held.peer && camera;

/**
 * Two ends cannot tell the sender's line from the receiver's. Lines are narrower upwards than downwards: where only
 * one direction is weak, it is taken for the sender's line; where both are, it stays open.
 */
export function heldSentence(peer: PeerView, name: string): string | null {
  const words = text().call.held;
  const { self, peer: theirs } = peer.held;
  if (peer.connection !== "live") return null;
  if (self && theirs) return words.both;
  if (self) return isWeak(peer.quality) ? words.selfUnclear : words.self;
  if (theirs) return isWeak(peer.peerQuality) ? words.peerUnclear(name) : words.peer(name);
  return null;
}
