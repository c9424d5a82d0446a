// One leg as the screens see it.
import { digits, wordIndices } from "../../e2ee/words.ts";
import type { MediaPath } from "../../protocol/sealed.ts";
import type { PeerView, Verification } from "./call-view.ts";
import type { Leg } from "./leg.ts";

export interface Trust {
  /** Compared on (Unix ms) in an earlier call, from a pin. */
  readonly knownSince: number | null;
  readonly isComparedNow: boolean;
  readonly isPostponed: boolean;
}

function verificationOf(sas: Leg["secrets"]["sas"], trust: Trust): Verification {
  const base = { words: wordIndices(sas), digits: digits(sas), comparedAt: trust.knownSince };
  if (trust.isComparedNow) return { ...base, status: "compared" };
  if (trust.knownSince !== null) return { ...base, status: "known" };
  return { ...base, status: trust.isPostponed ? "later" : "new" };
}

/**
 * A relay that the other side uses can look like any address from here (RFC 8445, 5.1.1.1: its packets come from an
 * address that no candidate has named yet). So the two views are put together.
 */
export function bothPaths(own: MediaPath, peers: MediaPath): MediaPath {
  return own === "relayed" || peers === "relayed" ? "relayed" : own;
}

export function peerView(input: {
  readonly id: string;
  readonly name: string;
  readonly leg: Leg;
  readonly connection: PeerView["connection"];
  readonly trust: Trust;
  readonly liveSince: number | null;
}): PeerView {
  const { leg } = input;
  const media = leg.peerMedia();
  const streams = leg.streams();
  return {
    id: input.id,
    name: input.name,
    connection: leg.isChecking() ? "checking" : input.connection,
    stream: streams?.main ?? null,
    screen: media?.screen ? (streams?.screen ?? null) : null,
    microphone: media?.microphone ?? false,
    camera: media?.camera ?? false,
    path: bothPaths(leg.link.path(), media?.path ?? "unknown"),
    relay: leg.ice.view(),
    quality: leg.link.quality(),
    peerQuality: media?.quality ?? 0,
    held: { self: leg.link.isHeld(), peer: media?.held ?? false },
    verification: verificationOf(leg.secrets.sas, input.trust),
    chat: leg.chat.messages(),
    liveSince: input.liveSince,
  };
}
