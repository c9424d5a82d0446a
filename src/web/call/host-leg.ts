// One guest at the host's: a leg with its state machine, its alarm and its place in the view.
import { toBase64Url } from "../../e2ee/bytes.ts";
import type { LegSecrets } from "../../e2ee/handshake.ts";
import type { ErrorCode, FatalCode } from "../../protocol/errors.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import type { PeerView, ToldConsent, WaitingGuest } from "./call-view.ts";
import { createConsentInbox } from "./consent-inbox.ts";
import { createAlarm, nextDeadline } from "./deadlines.ts";
import { type HostLegEvent, type HostLegState, startHostLeg, stepHostLeg } from "./host-leg-machine.ts";
import { createLeg, type Leg, type LegInput } from "./leg.ts";
import { peerView, type Trust } from "./peer-view.ts";

export interface HostLeg {
  readonly id: string;
  /** The guest's device key, as text. */
  readonly idPk: string;
  readonly linkId: string;
  readonly secrets: LegSecrets;
  readonly leg: Leg;
  phase(): HostLegState["phase"];
  isInCall(): boolean;
  dispatch(event: HostLegEvent): void;
  verify(match: boolean | null): void;
  peer(): PeerView;
  waiting(): WaitingGuest;
  /** Closes without a word: the leg was replaced or its room is gone. */
  close(): void;
}

export interface HostLegEvents {
  readonly gone: (leg: HostLeg, seat: "keep" | "delete", code: FatalCode | null) => void;
  readonly changed: () => void;
  readonly counted: (code: ErrorCode) => void;
  /** The own press set a pin, or a mismatch deleted it. */
  readonly verified: (idPk: string, at: number | null) => void;
  /** The guest's consent or its withdrawal: once it was let in; a withdrawal at once. */
  readonly consented: (told: ToldConsent) => void;
}

export function createHostLeg(
  input: LegInput & {
    readonly id: string;
    readonly linkId: string;
    /** When this device was compared in an earlier call (Unix ms). */
    readonly knownSince: number | null;
    /** Compared in this page already, before a new handshake of the same device. */
    readonly isComparedNow: boolean;
  },
  events: HostLegEvents,
): HostLeg {
  const { secrets, now } = input;
  let machine = startHostLeg(now());
  let trust: Trust = {
    knownSince: input.knownSince,
    isComparedNow: input.isComparedNow,
    isPostponed: false,
  };
  const idPk = toBase64Url(secrets.peer.identity);
  const alarm = createAlarm(() => dispatch({ type: "time" }));
  const leg = createLeg(input, {
    body: receiveBody,
    heard: () => dispatch({ type: "heard" }),
    up: () => dispatch({ type: "up" }),
    down: (how) => dispatch({ type: "down", how }),
    fatal: (code) => dispatch({ type: "fatal", code }),
    dead: () => dispatch({ type: "bye", returns: true }),
    counted: events.counted,
    changed: events.changed,
  });

  const consent = createConsentInbox((told, isAdmitted) =>
    events.consented({ ...told, idPk, name: secrets.peer.name, isAdmitted }),
  );

  function dispatch(event: HostLegEvent): void {
    const at = now();
    const step = stepHostLeg(machine, event, at);
    machine = step.state;
    for (const effect of step.effects) {
      if (effect.do === "send") leg.send(effect.body);
      else if (effect.do === "connect") leg.connect();
      else if (effect.do === "restart") leg.restart(effect.isNew);
      else {
        void leg.finish();
        events.gone(self, effect.seat, effect.code);
      }
    }
    alarm.set(nextDeadline(machine.deadlines), at);
    consent.look(self.isInCall());
    events.changed();
  }

  function receiveBody(body: SealedBody): void {
    switch (body.type) {
      case "resume": {
        const ice = leg.health();
        if (body.wantsTurn) leg.ice.asked();
        leg.send({ type: "resume", ice, wantsRestart: false, wantsTurn: false });
        dispatch({ type: "resume", wantsRestart: body.wantsRestart || ice !== "connected" });
        return;
      }
      case "alive":
        if (!body.answer) leg.send({ type: "alive", answer: true });
        return;
      case "bye":
        dispatch({ type: "bye", returns: body.returns });
        return;
      case "sas":
        if (!body.match) mismatch();
        return;
      case "consent":
        consent.receive(body, self.isInCall());
        return;
      default:
        return;
    }
  }

  function mismatch(): void {
    trust = { knownSince: null, isComparedNow: false, isPostponed: false };
    events.verified(idPk, null);
    dispatch({ type: "fatal", code: "E_SAS_MISMATCH" });
  }

  function connection(): PeerView["connection"] {
    return machine.phase === "live" || machine.phase === "away" ? machine.phase : "connecting";
  }

  const self: HostLeg = {
    id: input.id,
    idPk,
    linkId: input.linkId,
    secrets,
    leg,
    phase: () => machine.phase,
    isInCall: () => ["connecting", "live", "away"].includes(machine.phase),
    dispatch,
    verify(match) {
      if (match === null) trust = { ...trust, isPostponed: true };
      else if (match) {
        trust = { ...trust, isComparedNow: true };
        leg.send({ type: "sas", match: true });
        events.verified(idPk, now());
      } else {
        leg.send({ type: "sas", match: false });
        mismatch();
      }
      events.changed();
    },
    peer: () =>
      peerView({
        id: input.id,
        name: secrets.peer.name,
        leg,
        connection: connection(),
        trust,
        liveSince: machine.liveSince,
      }),
    waiting: () => ({
      id: input.id,
      name: secrets.peer.name,
      phase: machine.phase === "declined" ? "declined" : "waiting",
      since: machine.since,
      device: trust.knownSince !== null || trust.isComparedNow ? "known" : "new",
      told: machine.told,
      linkId: input.linkId,
    }),
    close() {
      // What still arrives must not wake the machine: its seat is another leg's by now.
      machine = { ...machine, phase: "gone", deadlines: {} };
      alarm.set(null, 0);
      void leg.finish();
    },
  };
  return self;
}
