// The host's door of one room: which knocks are answered, by which page, and at what rate
// (docs/protocol.md, "Handshake" and "Several devices and tabs"). What comes out is a finished handshake.
import { type Bytes, equal, fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { type Claim, createClaim, newerClaim, openClaim, sealClaim } from "../../e2ee/claim.ts";
import { openEnvelope, sealEnvelope } from "../../e2ee/envelope.ts";
import {
  type H0,
  hashK1,
  type K1,
  type K3,
  type LegSecrets,
  PROTOCOL_VERSION,
} from "../../e2ee/handshake.ts";
import { acceptK3, answerK1, type HostAnswer } from "../../e2ee/handshake-host.ts";
import type { InviteKeys, RoomKeys } from "../../e2ee/link.ts";
import type { HandshakeCode } from "../../protocol/errors.ts";
import { ANSWER_QUEUE, CLAIM_SETTLE, CLOCK_TOLERANCE, EH_LIFE, H0_GAP } from "../../protocol/limits.ts";
import type { AnswerBudget } from "./answer-budget.ts";
import type { Route } from "./sig-delivery.ts";

/** What every answer of one call has in common. */
export interface CallContext {
  readonly callId: Bytes;
  readonly certificate: RTCCertificate;
  readonly fingerprint: Bytes;
}

export interface HostDoorInput {
  readonly room: RoomKeys;
  readonly invite: InviteKeys;
  readonly budget: AnswerBudget;
  readonly now: () => number;
  readonly send: (route: Route, body: Bytes) => boolean;
  /** The tags that are joined for this room now. */
  readonly tags: () => readonly string[];
  /** Outside a window and without a call the room does not answer. */
  readonly mayAnswer: () => boolean;
  readonly context: () => Promise<CallContext>;
  readonly isInCall: () => boolean;
  /** Calls of this room use a relay alone. */
  readonly hidesAddresses: () => boolean;
  /** A handshake is done; `name` tells copies of its k3. */
  readonly opened: (secrets: LegSecrets, route: Route, context: CallContext, name: string) => void;
  /** A copy of a k3 that was opened before. */
  readonly repeated: (name: string) => void;
  readonly counted: (code: HandshakeCode) => void;
  /** Another page of this therapist has taken the room. */
  readonly lost: () => void;
  readonly changed: () => void;
}

export interface HostDoor {
  /**
   * This page answers from now on; others stop. With `since` (Unix ms) as if it had claimed the room then: against a
   * page that took it later it loses.
   */
  claim(since?: number): void;
  /** Says again who answers, after the socket was opened anew. */
  announce(): void;
  yield(): void;
  isAnswering(): boolean;
  /** Answers that were given and neither opened nor expired yet. */
  outstanding(): number;
  receive(tag: string, from: string, body: Bytes): Promise<void>;
  /** Deletes the keys of answers that nobody opened in time. */
  tidy(): void;
  close(): void;
}

interface Given {
  readonly answer: HostAnswer;
  readonly context: CallContext;
  readonly at: number;
  saidAt: number;
}

/** Between two sendings of the same answer: anybody can repeat a k1, and each copy asks for one. */
const ANSWER_AGAIN_GAP = 1_000;
/** Between two claims that others provoke; old claims can be played back by anybody with the link. */
const CLAIM_GAP = 2 * H0_GAP;
/** Copies of a k3 come soon after it or never. */
const CONSUMED_KEPT = 64;

export function createHostDoor(input: HostDoorInput): HostDoor {
  const { room, invite, budget, now } = input;
  let own: Claim = createClaim(now());
  let settledAt = now() + CLAIM_SETTLE;
  let isAnswering = false;
  let announcedAt = 0;
  /** The newest time that any page of this therapist has claimed: a press must win over it, whatever the clocks. */
  let seenTime = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = 0;
  let replying: ReturnType<typeof setTimeout> | undefined;
  // One after the other: two copies of a knock at once must not get two answers, of which only one is counted.
  let turn: Promise<void> = Promise.resolve();
  const given = new Map<string, Given>();
  const consumed = new Set<string>();
  /** Knocks that have to wait, the newest of each route. */
  const waiting = new Map<string, { readonly tag: string; readonly k1: K1 }>();

  async function say(tag: string, to: string, message: Parameters<typeof sealEnvelope>[2]): Promise<void> {
    const bytes = fromBase64Url(tag);
    if (bytes) input.send({ tag, to }, await sealEnvelope(invite, bytes, message));
  }

  async function announce(): Promise<void> {
    if (!isAnswering) return;
    announcedAt = now();
    for (const tag of input.tags()) {
      const bytes = fromBase64Url(tag);
      if (!bytes) continue;
      const sealed = await sealClaim(room.kClaim, bytes, own);
      await say(tag, "*", { type: "h0", ...sealed });
    }
  }

  function expire(): void {
    for (const [name, entry] of given) {
      if (now() - entry.at < EH_LIFE) continue;
      given.delete(name);
      budget.addUnopened(now());
      input.changed();
    }
  }

  function inTurn(job: () => Promise<void>): Promise<void> {
    turn = turn.then(job).catch(() => {});
    return turn;
  }

  function later(delay: number): void {
    const at = now() + delay;
    // New knocks must not keep the earlier ones waiting.
    if (timer !== undefined && timerAt <= at) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timer = undefined;
      void inTurn(serveWaiting);
    }, delay);
  }

  async function serveWaiting(): Promise<void> {
    for (const [from, { tag, k1 }] of [...waiting]) {
      waiting.delete(from);
      await receiveK1(tag, from, k1);
    }
  }

  function postpone(tag: string, from: string, k1: K1, delay: number): void {
    waiting.delete(from);
    waiting.set(from, { tag, k1 });
    const oldest = waiting.keys().next().value;
    if (waiting.size > ANSWER_QUEUE && oldest !== undefined) waiting.delete(oldest);
    later(delay);
  }

  async function receiveK1(tag: string, from: string, k1: K1): Promise<void> {
    if (!isAnswering || !input.mayAnswer()) return;
    // An unknown version is not answered (rule 6), and must not use up an answer either.
    if (k1.version !== PROTOCOL_VERSION) return;
    if (now() < settledAt) {
      postpone(tag, from, k1, settledAt - now());
      return;
    }
    expire();
    const name = `${tag} ${toBase64Url(await hashK1(k1))}`;
    const known = given.get(name);
    if (known) {
      if (now() - known.saidAt < ANSWER_AGAIN_GAP) return;
      known.saidAt = now();
      await say(tag, from, known.answer.k2);
      return;
    }
    const wait = budget.take(from, given.size, now());
    if (wait === null) return;
    if (wait > 0) {
      postpone(tag, from, k1, wait);
      return;
    }
    const context = await input.context();
    const tagBytes = fromBase64Url(tag);
    if (!tagBytes) return;
    const answer = await answerK1({
      room,
      keys: invite,
      tag: tagBytes,
      k1,
      fingerprint: context.fingerprint,
      caps: { max: PROTOCOL_VERSION, relayOnly: input.hidesAddresses(), group: false },
      callId: context.callId,
    });
    if (!answer) return;
    given.set(name, { answer, context, at: now(), saidAt: now() });
    await say(tag, from, answer.k2);
  }

  async function receiveK3(tag: string, from: string, k3: K3): Promise<void> {
    const hk2 = toBase64Url(k3.hk2);
    if (consumed.has(hk2)) {
      input.repeated(hk2);
      return;
    }
    expire();
    for (const [name, { answer, context }] of given) {
      if (!equal(answer.hk2, k3.hk2)) continue;
      const result = await acceptK3(answer, k3);
      if (!result.opened) return;
      given.delete(name);
      consumed.add(hk2);
      const oldest = consumed.values().next().value;
      if (consumed.size > CONSUMED_KEPT && oldest !== undefined) consumed.delete(oldest);
      if ("leg" in result) input.opened(result.leg, { tag, to: from }, context, hk2);
      else {
        budget.addUnopened(now());
        input.counted(result.code);
      }
      input.changed();
      return;
    }
  }

  /** Answers another page's claim, soon rather than at once where claims follow each other. */
  function reply(): void {
    replying ??= setTimeout(
      () => {
        replying = undefined;
        if (input.isInCall() && own.time <= seenTime) own = createClaim(Math.max(now(), seenTime + 1));
        void announce();
      },
      Math.max(0, announcedAt + CLAIM_GAP - now()),
    );
  }

  async function receiveClaim(tagBytes: Bytes, h0: H0): Promise<void> {
    const other = await openClaim(room.kClaim, tagBytes, h0);
    if (!other || other.time > now() + CLOCK_TOLERANCE) return;
    seenTime = Math.max(seenTime, other.time);
    if (!isAnswering) return;
    if (!newerClaim(other, own)) {
      // An older page hears who answers; the own claim played back does not start an echo.
      if (newerClaim(own, other)) reply();
      return;
    }
    if (input.isInCall()) {
      reply();
      return;
    }
    isAnswering = false;
    input.lost();
  }

  return {
    claim(since) {
      own = createClaim(since ?? Math.max(now(), seenTime + 1));
      settledAt = now() + CLAIM_SETTLE;
      isAnswering = true;
      void announce();
      input.changed();
    },
    announce: () => void announce(),
    yield() {
      isAnswering = false;
    },
    isAnswering: () => isAnswering,
    outstanding: () => given.size,
    receive: (tag, from, body) =>
      inTurn(async () => {
        const tagBytes = fromBase64Url(tag);
        const message = tagBytes && (await openEnvelope(invite, tagBytes, body));
        if (!message) return;
        // Timers of a hidden page come late.
        if (timer !== undefined && now() >= timerAt) await serveWaiting();
        if (message.type === "k1") await receiveK1(tag, from, message);
        else if (message.type === "k3") await receiveK3(tag, from, message);
        else if (message.type === "h0") await receiveClaim(tagBytes, message);
      }),
    tidy: expire,
    close() {
      clearTimeout(timer);
      clearTimeout(replying);
      isAnswering = false;
    },
  };
}
