// How frames of the `sig` lane reach the peer: over which route, and again until they are acknowledged
// (docs/protocol.md, "Sealed channel").
import type { Bytes } from "../../e2ee/bytes.ts";
import type { SigLane } from "../../e2ee/channel.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import { ACK_DELAY, RESEND_REPEAT, RESEND_SCHEDULE } from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import { createBucket } from "./bucket.ts";
import { waitAfter } from "./deadlines.ts";

/** A member of a tag, or "*" for all of them. */
export interface Route {
  readonly tag: string;
  readonly to: string;
}

export interface SigDeliveryInput {
  readonly sig: SigLane;
  /** Where the handshake came from. */
  readonly route: Route;
  /** Sends over the relay; false without a socket. */
  readonly sendRelay: (route: Route, frame: Bytes) => boolean;
  /** Sends over the data channel; false where none is open. */
  readonly sendData: (frame: Bytes) => boolean;
  /** The peer is somebody whom nobody has let in yet. */
  readonly isStranger: () => boolean;
  /** A peer who was let in has acknowledged nothing for a second: the socket to the relay may be dead. */
  readonly unanswered: () => void;
  readonly now: () => number;
  readonly dead: () => void;
  readonly counted: (code: ErrorCode) => void;
}

export interface SigDelivery {
  /** Over the best route, or to everybody on these tags. */
  send(body: SealedBody, tags: readonly string[] | null): void;
  /** Everything not acknowledged, over every route; at most once in RESEND_GAP. */
  resend(): void;
  /** An authentic new frame came from there. */
  learnRoute(from: Route): void;
  acknowledgeSoon(): void;
  /** Waits until what is being sealed is sealed, then acknowledges over every route. */
  acknowledgeNow(): Promise<void>;
  /** To be called after each frame: nothing is repeated once all is acknowledged. */
  settle(): void;
  stop(): void;
}

// Whoever makes this side repeat itself (a copy of k3, a new route) must not multiply its traffic that way, and a
// stranger who acknowledges nothing must not get the page closed by the relay for sending too much.
const RESEND_GAP = 1_000;
const STRANGER_BURST = 10;
const STRANGER_RATE = 1_000;

export function createSigDelivery(input: SigDeliveryInput): SigDelivery {
  const { sig, now } = input;
  const allowance = createBucket(STRANGER_BURST, STRANGER_RATE);
  const repeats = createBucket(1, RESEND_GAP);
  let route = input.route;
  let isStopped = false;
  let resendCount = 0;
  let resendTimer: ReturnType<typeof setTimeout> | undefined;
  let ackTimer: ReturnType<typeof setTimeout> | undefined;

  function transmit(frame: Bytes, everyRoute: boolean): void {
    if (input.sendData(frame) && !everyRoute) return;
    if (!input.isStranger() || allowance.take(now())) input.sendRelay(route, frame);
  }

  function resendAll(): void {
    for (const frame of sig.resend(now())) transmit(frame, true);
  }

  function scheduleResend(): void {
    if (resendTimer !== undefined || isStopped || !sig.unacknowledged()) return;
    resendTimer = setTimeout(
      () => {
        resendTimer = undefined;
        if (isStopped || !sig.unacknowledged()) return;
        resendCount += 1;
        if (!input.isStranger()) input.unanswered();
        resendAll();
        scheduleResend();
      },
      waitAfter([0, ...RESEND_SCHEDULE], resendCount, RESEND_REPEAT),
    );
  }

  async function sealAndSend(body: SealedBody, tags: readonly string[] | null): Promise<void> {
    const frame = await sig.send(body, now());
    if (isStopped) return;
    if (!frame) {
      input.dead();
      return;
    }
    clearTimeout(ackTimer);
    ackTimer = undefined;
    if (tags) {
      input.sendData(frame);
      for (const tag of tags) input.sendRelay({ tag, to: "*" }, frame);
    } else transmit(frame, false);
    scheduleResend();
  }

  const acknowledge = async (everyRoute: boolean): Promise<void> => {
    const frames = await sig.acknowledge(now());
    if (!isStopped) for (const frame of frames) transmit(frame, everyRoute);
  };

  function acknowledgeSoon(): void {
    if (ackTimer !== undefined || isStopped) return;
    const delay = document.visibilityState === "hidden" ? 0 : ACK_DELAY;
    ackTimer = setTimeout(() => {
      ackTimer = undefined;
      void acknowledge(false);
    }, delay);
  }

  const resend = (): void => {
    if (!isStopped && repeats.take(now())) resendAll();
  };

  return {
    send(body, tags) {
      // A body that does not fit a frame is not sent.
      sealAndSend(body, tags).catch(() => input.counted("E_PROTO"));
    },
    resend,
    learnRoute(from) {
      if (route.to === from.to && route.tag === from.tag) return;
      route = from;
      resend();
      acknowledgeSoon();
    },
    acknowledgeSoon,
    acknowledgeNow: () => acknowledge(true),
    settle() {
      if (sig.unacknowledged()) return;
      resendCount = 0;
      clearTimeout(resendTimer);
      resendTimer = undefined;
    },
    stop() {
      isStopped = true;
      clearTimeout(resendTimer);
      clearTimeout(ackTimer);
    },
  };
}
