// A guest's handshake on the wire: the knock that is under way, the answer to it, and what is kept to be repeated.
import { type Bytes, equal, fromBase64Url } from "../../e2ee/bytes.ts";
import { openEnvelope, sealEnvelope } from "../../e2ee/envelope.ts";
import { type K2, type K3, type LegSecrets, PROTOCOL_VERSION } from "../../e2ee/handshake.ts";
import { acceptK2, type GuestStart, startGuest } from "../../e2ee/handshake-guest.ts";
import { CallError, type ErrorCode } from "../../protocol/errors.ts";
import type { GuestKeys } from "./guest-keys.ts";
import type { Route } from "./sig-delivery.ts";

export interface GuestKnock {
  /** Sends `k1`, a new one or the same again, to everybody on this tag. */
  sendK1(tag: string, isFresh: boolean): Promise<void>;
  /** Sends the stored `k3` again. */
  repeatK3(): void;
  /** Opens an envelope of the room and takes what is for a guest. */
  receive(tag: string, from: string, body: Bytes): Promise<void>;
  forget(): void;
}

export function createGuestKnock(input: {
  readonly prepared: Promise<GuestKeys>;
  readonly displayName: () => string;
  /** This side uses a relay alone. */
  readonly hidesAddress: () => boolean;
  /** A `k1` is out and nothing has been opened since. */
  readonly isAsking: () => boolean;
  readonly send: (tag: string, to: string, body: Bytes) => void;
  /** `h0`: a page of the host has come. */
  readonly hint: () => void;
  /** An answer that was not valid; a replayed one proves nothing about who sent it. */
  readonly refused: (code: ErrorCode) => void;
  readonly opened: (secrets: LegSecrets, route: Route) => Promise<void>;
}): GuestKnock {
  const { prepared } = input;
  let start: GuestStart | null = null;
  let storedK3: { readonly tag: string; readonly to: string; readonly body: Bytes } | null = null;

  async function receiveK2(tag: string, from: string, k2: K2, tagBytes: Bytes): Promise<void> {
    const current = start;
    if (!current || !input.isAsking() || !equal(k2.hk1, current.hk1)) return;
    const { keys } = await prepared;
    let accepted: Awaited<ReturnType<typeof acceptK2>>;
    try {
      accepted = await acceptK2(current, { tag: tagBytes, k2, displayName: input.displayName() });
    } catch (error) {
      input.refused(error instanceof CallError ? error.code : "E_PROTO");
      return;
    }
    if (!input.isAsking() || start !== current) return;
    storedK3 = { tag, to: from, body: await sealEnvelope(keys, tagBytes, accepted.k3 satisfies K3) };
    start = null;
    await input.opened(accepted.leg, { tag, to: from });
  }

  return {
    async sendK1(tag, isFresh) {
      const { keys, identity, fingerprint } = await prepared;
      if (isFresh || !start) {
        const caps = { max: PROTOCOL_VERSION, relayOnly: input.hidesAddress(), group: false };
        start = await startGuest({ keys, identity, fingerprint, caps });
      }
      if (!input.isAsking()) return;
      const tagBytes = fromBase64Url(tag);
      if (tagBytes) input.send(tag, "*", await sealEnvelope(keys, tagBytes, start.k1));
    },
    repeatK3() {
      if (storedK3) input.send(storedK3.tag, storedK3.to, storedK3.body);
    },
    async receive(tag, from, body) {
      const { keys } = await prepared;
      const tagBytes = fromBase64Url(tag);
      const message = tagBytes && (await openEnvelope(keys, tagBytes, body));
      if (!message) return;
      if (message.type === "h0") input.hint();
      if (message.type === "k2") await receiveK2(tag, from, message, tagBytes);
    },
    forget() {
      start = null;
      storedK3 = null;
    },
  };
}
