// The two lanes of a leg: `sig` is acknowledged and survives a lossy, reordering, replaying relay;
// `ctl` rides on the data channel, which is already ordered (docs/protocol.md, "Sealed channel").
import { CallError, type SoftCode } from "../protocol/errors.ts";
import { ACK_RESEND_AGE, FRAMES_MAX, WINDOW } from "../protocol/limits.ts";
import type { SealedBody } from "../protocol/sealed.ts";
import type { Bytes } from "./bytes.ts";
import { belongsTo, type OpenedFrame, openFrame, packContent, sealFrame } from "./frame.ts";
import type { LaneKeys } from "./key-schedule.ts";

interface SigReceipt {
  /** `new`: authentic and not seen before, also if it has to wait for earlier ones. */
  readonly outcome: "new" | "duplicate" | "rejected";
  readonly code: SoftCode | null;
  /** What can be delivered now, in the order of sending; acknowledgements are not among them. */
  readonly bodies: readonly SealedBody[];
  readonly acknowledgeDue: boolean;
}

export interface SigLane {
  /** The sealed frame, stored until acknowledged; null when the channel is dead. Throws E_PROTO for bad bodies. */
  send(body: SealedBody, now: number): Promise<Bytes | null>;
  /** Never throws. */
  receive(frame: Bytes, now: number): Promise<SigReceipt>;
  /** What to send when an acknowledgement is due: stored frames older than 1 s, then an `ack`. */
  acknowledge(now: number): Promise<readonly Bytes[]>;
  /** All stored frames in order of seq; counts them as sent now (Unix ms). */
  resend(now: number): readonly Bytes[];
  /** True while a frame other than `ack` waits for its acknowledgement. */
  unacknowledged(): boolean;
  /** Whether a frame claims to be of this lane. */
  matches(frame: Bytes): boolean;
  /** True after the window or the counter is exhausted: only a new handshake helps. */
  dead(): boolean;
}

/** Numbered but not acknowledged: what is lost is lost. For `ctl` and `face`. */
export interface LooseLane {
  /** Throws CallError E_PROTO for a body that may not be sent here. */
  send(body: SealedBody): Promise<Bytes>;
  /** Never throws. */
  receive(frame: Bytes): Promise<{ readonly body: SealedBody | null; readonly code: SoftCode | null }>;
  matches(frame: Bytes): boolean;
}

interface StoredFrame {
  readonly frame: Bytes;
  readonly isAck: boolean;
  readonly ack: number;
  sentAt: number;
}

/** Runs jobs one after the other, whatever becomes of the one before. */
function createQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const run = last.then(job);
    last = run.catch(() => undefined);
    return run;
  };
}

const REJECTED = { outcome: "rejected", bodies: [], acknowledgeDue: false } as const;

export function createSigLane(keys: LaneKeys): SigLane {
  const inOrder = createQueue();
  const stored = new Map<number, StoredFrame>();
  const early = new Map<number, OpenedFrame>();
  let nextSeq = 0;
  let expected = 0;
  let acknowledged = 0;
  let isDead = false;

  async function sealAndStore(body: SealedBody, now: number): Promise<Bytes | null> {
    const content = packContent(keys, expected, body);
    if (isDead || nextSeq >= FRAMES_MAX || stored.size >= WINDOW) {
      isDead = true;
      return null;
    }
    const seq = nextSeq;
    nextSeq += 1;
    const ack = expected;
    const frame = await sealFrame(keys, seq, content);
    stored.set(seq, { frame, isAck: body.type === "ack", ack, sentAt: now });
    return frame;
  }

  function takeAck(ack: number): boolean {
    if (ack > nextSeq) {
      return false;
    }
    for (; acknowledged < ack; acknowledged += 1) {
      stored.delete(acknowledged);
    }
    return true;
  }

  function deliver(): SigReceipt {
    const bodies: SealedBody[] = [];
    let acknowledgeDue = false;
    let dropped = false;
    for (let frame = early.get(expected); frame !== undefined; frame = early.get(expected)) {
      early.delete(expected);
      expected += 1;
      acknowledgeDue ||= !frame.isAck;
      dropped ||= frame.dropped;
      if (frame.body !== null && !frame.isAck) {
        bodies.push(frame.body);
      }
    }
    return { outcome: "new", code: dropped ? "E_PROTO" : null, bodies, acknowledgeDue };
  }

  async function receive(frame: Bytes): Promise<SigReceipt> {
    const opened = await openFrame(keys, frame);
    if (opened === null) {
      return { ...REJECTED, code: "E_DECRYPT" };
    }
    if (opened.ack !== null && !takeAck(opened.ack)) {
      return { ...REJECTED, code: "E_PROTO" };
    }
    if (opened.seq < expected || early.has(opened.seq)) {
      return { outcome: "duplicate", code: "E_REPLAY", bodies: [], acknowledgeDue: !opened.isAck };
    }
    // A peer stores at most WINDOW frames, so an honest one is never further ahead.
    if (opened.seq >= expected + WINDOW) {
      return { ...REJECTED, code: "E_PROTO" };
    }
    early.set(opened.seq, opened);
    return deliver();
  }

  async function acknowledge(now: number): Promise<readonly Bytes[]> {
    if (isDead) {
      return [];
    }
    const newest = stored.get(nextSeq - 1);
    const repeats = newest?.isAck === true && newest.ack === expected ? newest : null;
    const frames: Bytes[] = [];
    for (const entry of stored.values()) {
      if (entry === repeats || now - entry.sentAt > ACK_RESEND_AGE) {
        entry.sentAt = now;
        frames.push(entry.frame);
      }
    }
    const fresh = repeats === null ? await sealAndStore({ type: "ack" }, now) : null;
    return fresh === null ? frames : [...frames, fresh];
  }

  return {
    send: (body, now) => inOrder(() => sealAndStore(body, now)),
    receive: (frame) => inOrder(() => receive(frame)),
    acknowledge: (now) => inOrder(() => acknowledge(now)),
    resend(now) {
      return [...stored.values()].map((entry) => {
        entry.sentAt = now;
        return entry.frame;
      });
    },
    unacknowledged: () => [...stored.values()].some((entry) => !entry.isAck),
    matches: (frame) => belongsTo(keys, frame),
    dead: () => isDead,
  };
}

export function createLooseLane(keys: LaneKeys): LooseLane {
  const inOrder = createQueue();
  let nextSeq = 0;
  let lastSeq = -1;

  async function send(body: SealedBody): Promise<Bytes> {
    const content = packContent(keys, 0, body);
    if (nextSeq >= FRAMES_MAX) {
      throw new CallError("E_PROTO");
    }
    const seq = nextSeq;
    nextSeq += 1;
    return sealFrame(keys, seq, content);
  }

  async function receive(frame: Bytes): ReturnType<LooseLane["receive"]> {
    const opened = await openFrame(keys, frame);
    if (opened === null) {
      return { body: null, code: "E_DECRYPT" };
    }
    if (opened.seq <= lastSeq) {
      return { body: null, code: "E_REPLAY" };
    }
    lastSeq = opened.seq;
    return { body: opened.body, code: opened.dropped || opened.ack !== 0 ? "E_PROTO" : null };
  }

  return {
    send: (body) => inOrder(() => send(body)),
    receive: (frame) => inOrder(() => receive(frame)),
    matches: (frame) => belongsTo(keys, frame),
  };
}
