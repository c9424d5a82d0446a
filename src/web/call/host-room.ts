// One room of the therapist's page: its links, its guests, its call.
import { type Bytes, fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { checkSelf, type LegSecrets } from "../../e2ee/handshake.ts";
import { dayOf } from "../../e2ee/link.ts";
import type { ErrorCode, FatalCode } from "../../protocol/errors.ts";
import { DAY_MS, DAY_OVERLAP, KNOCKERS, LOGO_BURST, LOGO_RATE, REENTRY } from "../../protocol/limits.ts";
import type { WebConfig } from "../../protocol/web-config.ts";
import { createBucket } from "./bucket.ts";
import type { HostRoomInput, HostRoomView, PracticeFace, ToldConsent, TurnPool } from "./call-view.ts";
import { createCertificate } from "./certificate.ts";
import type { CallContext } from "./host-door.ts";
import { createHostLeg, type HostLeg } from "./host-leg.ts";
import { createHostLinks } from "./host-links.ts";
import { createHostServers } from "./leg-servers.ts";
import type { LocalMediaSource } from "./media.ts";
import { pictureParts } from "./picture.ts";
import { recallRoom, rememberRoom } from "./reentry-memory.ts";
import type { Route } from "./sig-delivery.ts";

export interface HostRoomEvents {
  readonly changed: () => void;
  readonly counted: (code: ErrorCode) => void;
  readonly verified: (idPk: string, at: number | null) => void;
  readonly consented: (told: ToldConsent) => void;
  readonly alarm: (name: string, code: FatalCode) => void;
  /** The last guest of a call is gone. */
  readonly callOver: () => void;
  /** A guest came back to the seat of a call that this page did not know of, after a reload. */
  readonly callOn: () => void;
  readonly lost: () => void;
}

export interface HostRoom {
  readonly id: string;
  readonly tags: () => readonly string[];
  /** Recomputes the tags that this room listens on. */
  updateTags(): Promise<void>;
  /** Who waits at a link that is gone is sent away; who is in the call stays. */
  setInput(input: HostRoomInput): Promise<void>;
  /** This page answers from now on; with `since` (Unix ms) as if it had said so then. */
  claim(since?: number): void;
  /** Says again who answers, after the socket was opened anew. */
  announce(): void;
  yield(): void;
  legs(): readonly HostLeg[];
  /** Admitted guests, present or away. */
  callLegs(): readonly HostLeg[];
  receive(tag: string, from: string, body: Bytes): Promise<void>;
  view(isElsewhere: boolean): HostRoomView;
  /** Writes down who may come back after a reload. */
  remember(): void;
  close(): void;
}

export interface HostRoomContext {
  readonly config: WebConfig;
  readonly media: LocalMediaSource;
  readonly turn: TurnPool | null;
  readonly now: () => number;
  readonly practice: () => PracticeFace;
  readonly send: (route: Route, body: Bytes) => boolean;
  readonly isRelayOpen: () => boolean;
  /** A guest does not answer. */
  readonly unanswered: () => void;
  /** A call of another room is on in this page. */
  readonly isCallElsewhere: () => boolean;
}

export async function createHostRoom(
  first: HostRoomInput,
  context: HostRoomContext,
  events: HostRoomEvents,
): Promise<HostRoom> {
  const { config, media, now, practice } = context;
  const kept = recallRoom(first.id, now());
  let room = first;
  /** Since when in this day the room is listened for; it stays so until the tags change anyway. */
  let listensOn: number | null = null;
  let legs: readonly HostLeg[] = [];
  let seats = new Set(kept?.admitted ?? []);
  let seatsUntil = kept ? kept.seenAt + REENTRY : 0;
  let callDay = kept?.day ?? dayOf(now());
  let callId = kept && kept.admitted.length > 0 ? fromBase64Url(kept.callId) : null;
  let call: Promise<CallContext> | null = null;
  let isCallUsed = false;
  let isClosed = false;
  const compared = new Set<string>();
  // Anybody with the link can knock again and again: what one knock makes this page send has to be bounded.
  const pictures = createBucket(LOGO_BURST, LOGO_RATE);
  const byHandshake = new Map<string, HostLeg>();

  const callLegs = (): readonly HostLeg[] => legs.filter((leg) => leg.isInCall());
  const hasSeats = (): boolean => callLegs().length > 0 || (seats.size > 0 && now() < seatsUntil);
  const isOpen = (): boolean => room.windows.some(({ from, until }) => from <= now() && now() < until);

  /**
   * Tags are joined for the day, not for the window: the relay must not see when a window begins or ends
   * (docs/protocol.md, "Windows, declining, coming back").
   */
  function listens(): boolean {
    const today = dayOf(now());
    if (listensOn === today) return true;
    const start = today * DAY_MS - DAY_OVERLAP;
    const end = (today + 1) * DAY_MS + DAY_OVERLAP;
    const isToday = room.windows.some(({ from, until }) => from < end && until > start);
    if (isToday || legs.length > 0 || hasSeats()) listensOn = today;
    return listensOn === today;
  }

  /** One certificate and one call id for a call; new ones once nobody can come back any more. */
  function callContext(): Promise<CallContext> {
    if (isCallUsed && !hasSeats() && legs.length === 0) {
      call = null;
      callId = null;
      isCallUsed = false;
    }
    if (call) return call;
    const made = createCertificate().then((certificate) => {
      callId ??= crypto.getRandomValues(new Uint8Array(16));
      return { callId, ...certificate };
    });
    made.catch(() => {
      if (call === made) call = null;
    });
    call = made;
    return made;
  }

  /** Who is in the call may come back to it, and nobody else: the seat of an earlier guest ends here. */
  function takeSeats(): void {
    const present = callLegs().map((leg) => leg.idPk);
    if (present.length === 0) return;
    if (now() >= seatsUntil || !present.some((idPk) => seats.has(idPk))) callDay = dayOf(now());
    seats = new Set(present);
  }

  function remember(): void {
    const inCall = callLegs().length > 0;
    if (inCall) seatsUntil = now() + REENTRY;
    const isEmpty = !hasSeats() && links.budget().unopened().length === 0;
    rememberRoom(
      room.id,
      isEmpty
        ? null
        : {
            callId: toBase64Url(callId ?? new Uint8Array(0)),
            day: callDay,
            admitted: hasSeats() ? [...seats] : [],
            seenAt: seatsUntil - REENTRY,
            unopened: links.budget().unopened(),
          },
    );
  }

  function forgetLeg(leg: HostLeg): void {
    legs = legs.filter((other) => other !== leg);
    for (const [name, known] of byHandshake) if (known === leg) byHandshake.delete(name);
  }

  function legGone(leg: HostLeg, seat: "keep" | "delete", code: FatalCode | null): void {
    const wasCall = callLegs().length > 0 || seats.has(leg.idPk);
    forgetLeg(leg);
    if (seat === "delete") seats.delete(leg.idPk);
    remember();
    if (code) events.alarm(leg.secrets.peer.name, code);
    if (wasCall && callLegs().length === 0) {
      // Who waited beside the call learns that the room is free again.
      for (const other of legs)
        if (other.phase() === "waiting") other.dispatch({ type: "arrive", practice: practice() });
      events.callOver();
    }
    events.changed();
  }

  function welcome(leg: HostLeg): void {
    const { logo } = practice();
    leg.dispatch({ type: "arrive", practice: practice() });
    if (logo && pictures.take(now())) void leg.leg.sendPicture(pictureParts(logo));
  }

  function opened(
    linkId: string,
    secrets: LegSecrets,
    route: Route,
    callContextOfAnswer: CallContext,
    name: string,
  ): void {
    // A handshake that was under way when the link was renewed leads nowhere.
    if (isClosed || links.isEnded(linkId)) return;
    const idPk = toBase64Url(secrets.peer.identity);
    const others = legs.map((leg) => leg.secrets.peer);
    if (checkSelf(secrets.peer, others)) {
      events.counted("E_SELF");
      return;
    }
    const hasSeat = seats.has(idPk) && hasSeats();
    if (!links.isOpen(linkId) && !hasSeat) return;
    // One call at a time: who comes back while somebody else is let in has to wait, and hears nothing of it.
    const isTaken = callLegs().some((other) => other.idPk !== idPk) || context.isCallElsewhere();
    const mayReEnter = hasSeat && !isTaken;
    isCallUsed = true;
    const old = legs.find((leg) => leg.idPk === idPk);
    const id = old?.id ?? toBase64Url(crypto.getRandomValues(new Uint8Array(8)));
    const pin = room.pins.find((known) => known.idPk === idPk);
    const leg = createHostLeg(
      {
        id,
        linkId,
        secrets,
        route,
        certificate: callContextOfAnswer.certificate,
        servers: createHostServers({ configured: config.iceServers, pool: context.turn, now }),
        media,
        sendRelay: context.send,
        unanswered: context.unanswered,
        isRelayOpen: context.isRelayOpen,
        now,
        knownSince: pin?.verifiedAt ?? null,
        isComparedNow: compared.has(idPk),
      },
      {
        gone: legGone,
        changed: events.changed,
        counted: events.counted,
        verified(who, at) {
          if (at === null) compared.delete(who);
          else compared.add(who);
          events.verified(who, at);
        },
        consented: events.consented,
      },
    );
    byHandshake.set(name, leg);
    // The old channel of the same device ends for good; its page offers to continue there by a press.
    if (old) {
      forgetLeg(old);
      old.leg.send({ type: "state", state: "ended", elsewhere: true });
      old.close();
    }
    const isFull = legs.filter((other) => !other.isInCall()).length >= KNOCKERS;
    legs = [...legs, leg];
    if (mayReEnter) {
      leg.dispatch({ type: "re-enter" });
      events.callOn();
    } else if (isFull) leg.dispatch({ type: "busy" });
    else welcome(leg);
    if (callLegs().length > 0) leg.dispatch({ type: "occupied" });
    remember();
  }

  const links = createHostLinks({
    relayUrl: config.relayUrl,
    unopened: kept?.unopened ?? [],
    now,
    send: context.send,
    isOpen,
    hasSeats,
    isLinkInCall: (linkId) => callLegs().some((leg) => leg.linkId === linkId),
    context: callContext,
    isInCall: () => callLegs().length > 0,
    hidesAddresses: () => room.hidesAddresses,
    opened,
    repeated: (name) => byHandshake.get(name)?.leg.resend(),
    counted: events.counted,
    lost() {
      for (const leg of legs) if (!leg.isInCall()) leg.dispatch({ type: "moved" });
      events.lost();
    },
    changed: events.changed,
  });
  await links.apply(first.links);

  return {
    id: room.id,
    tags: links.tags,
    updateTags: () => links.updateTags(listens(), hasSeats() ? callDay : null),
    async setInput(next) {
      room = next;
      const gone = await links.apply(next.links);
      for (const leg of legs) if (!leg.isInCall() && gone.includes(leg.linkId)) leg.dispatch({ type: "end" });
    },
    claim: links.claim,
    announce: links.announce,
    yield: links.yield,
    legs: () => legs,
    callLegs,
    async receive(tag, from, body) {
      if (body[0] === 2) {
        for (const leg of legs) if (leg.leg.matches(body)) await leg.leg.receive(body, { tag, to: from });
        return;
      }
      await links.receive(tag, from, body);
    },
    view: (isElsewhere) => ({
      id: room.id,
      answering: links.isAnswering(),
      elsewhere: isElsewhere,
      misuse: links.budget().isSuspicious(now()),
      waiting: legs.filter((leg) => !leg.isInCall()).map((leg) => leg.waiting()),
      peers: callLegs().map((leg) => leg.peer()),
    }),
    /** Admitting writes the seat down before the first frame goes out. */
    remember() {
      links.tidy();
      takeSeats();
      remember();
    },
    close() {
      isClosed = true;
      links.close();
      for (const leg of legs) leg.dispatch({ type: "end" });
      legs = [];
      seats = new Set();
      rememberRoom(room.id, null);
    },
  };
}
