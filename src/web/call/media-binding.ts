// Whether one peer connection is bound to its handshake (docs/protocol.md, "Media binding", rules 3 to 5): this side
// has seen the certificate, and the peer has said the same of ours.
import type { Bytes } from "../../e2ee/bytes.ts";
import { equal } from "../../e2ee/bytes.ts";
import type { LegSecrets } from "../../e2ee/handshake.ts";
import { BIND_WAIT } from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";

type BindBody = Extract<SealedBody, { readonly type: "bind" }>;

export interface MediaBinding {
  /** Both rules hold: picture and sound may be shown. */
  readonly isBound: () => boolean;
  /** The peer's word has been missing for BIND_WAIT. */
  readonly isChecking: () => boolean;
  /** A new connection has to be bound anew. */
  reset(): void;
  /** This side has seen the peer's certificate: says so, and asks again after BIND_WAIT. */
  secured(seen: Bytes): void;
  /** Takes the peer's `bind`; false if it speaks of other certificates (`E_BIND`). */
  receive(body: BindBody): boolean;
  stop(): void;
}

export function createMediaBinding(input: {
  readonly secrets: LegSecrets;
  readonly send: (body: BindBody) => void;
  readonly late: () => void;
}): MediaBinding {
  const { secrets } = input;
  let isTold = false;
  let isSeen = false;
  let isChecking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    isBound: () => isTold && isSeen,
    isChecking: () => isChecking,
    reset() {
      isTold = false;
      isSeen = false;
      isChecking = false;
      clearTimeout(timer);
    },
    secured(seen) {
      isSeen = true;
      const body: BindBody = { type: "bind", role: secrets.role, local: secrets.own.fp, remote: seen };
      input.send(body);
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (isTold) return;
        isChecking = true;
        input.send(body);
        input.late();
      }, BIND_WAIT);
    },
    receive(body) {
      const isOpposite = body.role !== secrets.role;
      const isRight = equal(body.local, secrets.peer.fp) && equal(body.remote, secrets.own.fp);
      if (!isOpposite || !isRight) return false;
      isTold = true;
      isChecking = false;
      clearTimeout(timer);
      return true;
    },
    stop: () => clearTimeout(timer),
  };
}
