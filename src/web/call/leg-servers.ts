// The ICE servers of one leg: what the instance configures for everybody, and TURN credentials that nobody else has
// (docs/protocol.md, "TURN credentials").
import { TURN_LEFT } from "../../protocol/limits.ts";
import type { TurnBody } from "../../protocol/sealed.ts";
import type { TurnCredential, TurnPool } from "./call-view.ts";

export interface LegServers {
  /**
   * For a new connection or an ICE restart. `hand` is what the host has to send the guest before its offer: a
   * credential of the guest's own, if the one that it has does not last.
   */
  fresh(): { readonly servers: RTCIceServer[]; readonly hand: TurnBody | null };
  /** The guest keeps what it was handed; a host takes nothing, and answers false. */
  receive(body: TurnBody): boolean;
  /** What the guest says in `resume`: the credential it has does not last. */
  isShort(): boolean;
  /** The guest has said so. */
  asked(): void;
  /** Whether a TURN server was among the last `fresh` ones. */
  hasRelay(): boolean;
}

const serverOf = ({ urls, username, credential }: TurnCredential): RTCIceServer => ({
  urls: [...urls],
  username,
  credential,
});

const isRelay = ({ urls }: RTCIceServer): boolean => [urls].flat().some((url) => url.startsWith("turn"));

const lasts = (one: TurnCredential, now: number): boolean => one.expiry - now >= TURN_LEFT;

/** The host's: takes two of the pool, one for itself and one for the guest, and never hands one out twice. */
export function createHostServers(input: {
  readonly configured: readonly RTCIceServer[];
  readonly pool: TurnPool | null;
  readonly now: () => number;
}): LegServers {
  let own: TurnCredential | null = null;
  let given: TurnCredential | null = null;
  let givenAt = 0;
  let isAsked = false;
  let hasRelay = false;
  return {
    fresh() {
      const now = input.now();
      // Without another one, what is about to expire is still better than nothing.
      if (own === null || !lasts(own, now)) {
        const rest: TurnCredential | null = own !== null && own.expiry > now ? own : null;
        own = input.pool?.take(now) ?? rest;
      }
      // The two clocks differ: a guest is believed, but one that asks again and again does not empty the pool.
      const isDue = given === null || !lasts(given, now) || (isAsked && now - givenAt >= TURN_LEFT);
      const next = isDue ? (input.pool?.take(now) ?? null) : null;
      isAsked = false;
      if (next) {
        given = next;
        givenAt = now;
      }
      const servers = [...input.configured, ...(own ? [serverOf(own)] : [])];
      hasRelay = servers.some(isRelay);
      return { servers, hand: next && { type: "turn", ...next } };
    },
    receive: () => false,
    isShort: () => false,
    asked() {
      isAsked = true;
    },
    hasRelay: () => hasRelay,
  };
}

/** The guest's: what it was handed last. */
export function createGuestServers(input: {
  readonly configured: readonly RTCIceServer[];
  readonly now: () => number;
}): LegServers {
  let own: TurnCredential | null = null;
  const servers = (): RTCIceServer[] => [...input.configured, ...(own ? [serverOf(own)] : [])];
  return {
    fresh: () => ({ servers: servers(), hand: null }),
    receive(body) {
      own = body;
      return true;
    },
    isShort: () => own !== null && !lasts(own, input.now()),
    asked: () => {},
    hasRelay: () => servers().some(isRelay),
  };
}
