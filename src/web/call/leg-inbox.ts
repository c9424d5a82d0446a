// What arrives for one leg: opened by its lane, then handled one after the other in the order of its numbers.
import type { Bytes } from "../../e2ee/bytes.ts";
import type { LooseLane, SigLane } from "../../e2ee/channel.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import type { Route } from "./sig-delivery.ts";

export interface LegInbox {
  /** True if the frame names one of this leg's lanes. */
  matches(frame: Bytes): boolean;
  /** `from` is null for what the data channel brought. */
  receive(frame: Bytes, from: Route | null): Promise<void>;
}

export function createLegInbox<Carrier>(input: {
  readonly sig: SigLane;
  readonly ctl: LooseLane;
  readonly face: LooseLane;
  readonly isClosed: () => boolean;
  readonly now: () => number;
  /** The connection that carries the control lane at the moment. */
  readonly carrier: () => Carrier;
  readonly handle: (body: SealedBody, by: Carrier | null) => Promise<void>;
  /** An authentic frame that had not come before. */
  readonly isNew: (from: Route | null) => void;
  readonly received: (isAcknowledgeDue: boolean) => void;
  readonly counted: (code: ErrorCode) => void;
}): LegInbox {
  const { sig, ctl, face } = input;
  let queue: Promise<void> = Promise.resolve();

  /** Descriptions are slow; what follows them must still wait its turn. */
  function inTurn(bodies: readonly SealedBody[], by: Carrier | null = null): void {
    for (const body of bodies) {
      queue = queue.then(() => (input.isClosed() ? undefined : input.handle(body, by))).catch(() => {});
    }
  }

  return {
    matches: (frame) => [sig, ctl, face].some((lane) => lane.matches(frame)),
    async receive(frame, from) {
      if (input.isClosed()) return;
      const isControl = ctl.matches(frame);
      if (isControl || face.matches(frame)) {
        // The control lane exists on the data channel alone.
        if (isControl && from) return;
        const by = isControl ? input.carrier() : null;
        const { body, code } = await (isControl ? ctl : face).receive(frame);
        if (code) input.counted(code);
        if (body) inTurn([body], by);
        return;
      }
      const receipt = await sig.receive(frame, input.now());
      if (receipt.code) input.counted(receipt.code);
      if (input.isClosed() || receipt.outcome === "rejected") return;
      if (receipt.outcome === "new") input.isNew(from);
      input.received(receipt.acknowledgeDue);
      inTurn(receipt.bodies);
    },
  };
}
