// A guest's call: carries out what guest-machine.ts decides, with real sockets, keys and peer connections.
import { type Bytes, toBase64Url } from "../../e2ee/bytes.ts";
import { dayOf, type LinkPayload } from "../../e2ee/link.ts";
import { H0_SPREAD } from "../../protocol/limits.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import type { WebConfig } from "../../protocol/web-config.ts";
import type { Consent, DeviceState, GuestSession, GuestView, PeerView } from "./call-view.ts";
import { createClock } from "./clock.ts";
import { createCounters } from "./counters.ts";
import { createAlarm, nextDeadline } from "./deadlines.ts";
import { createDeviceKeeper } from "./device-keeper.ts";
import { forgetTab, keepTab, markLeft, tabSeed, tabVerifiedAt } from "./entry-memory.ts";
import { createConsentKeeper } from "./guest-consent.ts";
import { type GuestKeys, makeGuestKeys } from "./guest-keys.ts";
import { createGuestKnock } from "./guest-knock.ts";
import { stepGuest } from "./guest-machine.ts";
import { type GuestEffect, type GuestEvent, type GuestState, startGuestState } from "./guest-state.ts";
import { createKnownPractice } from "./known-practice.ts";
import { createLeg, type Leg } from "./leg.ts";
import { createGuestServers } from "./leg-servers.ts";
import type { LocalMediaSource } from "./media.ts";
import { onNetworkChange } from "./network-events.ts";
import { createSource } from "./observable.ts";
import { peerView } from "./peer-view.ts";
import { createRelaySocket } from "./relay-socket.ts";
import type { Route } from "./sig-delivery.ts";

const HOST_ID = "host";
const DAY_CHECK = 60_000;

export function createGuestSession(input: {
  readonly payload: LinkPayload;
  readonly config: WebConfig;
  /** The web server's time minus this device's, in milliseconds. */
  readonly clockOffset: number;
  readonly media: LocalMediaSource;
}): GuestSession {
  const { payload, config, media } = input;
  const now = createClock(input.clockOffset);
  let machine = startGuestState(now());
  let displayName = "";
  let hidesAddress = false;
  let devices = { microphone: false, camera: false };
  let leg: Leg | null = null;
  let liveSince: number | null = null;
  let verifiedAt: number | null = tabVerifiedAt(payload);
  let isComparedNow = false;
  let isPostponed = false;
  let today = "";
  /** The tag of the day on which the call began: a parked guest is looked for there too. */
  let firstTag: string | null = null;
  // Messages are handled one at a time: two answers at once must not both be opened.
  let inbox: Promise<void> = Promise.resolve();

  const seed = tabSeed(payload);
  const counters = createCounters();
  const practice = createKnownPractice();
  const consent = createConsentKeeper();
  const prepared: Promise<GuestKeys> = makeGuestKeys({
    payload,
    relayUrl: config.relayUrl,
    seed,
    recall(kept) {
      verifiedAt = kept.verifiedAt;
      if (kept.practice) practice.recall(kept.practice);
      consent.recall(kept.consent);
      device.found();
    },
  });
  const device = createDeviceKeeper({
    payload,
    identity: async () => (await prepared).identity,
    known: () => ({ verifiedAt, practice: practice.note(), consent: consent.standing() }),
  });

  const socket = createRelaySocket(config.relayUrl, {
    joined() {
      dispatch({ type: "joined" });
      leg?.resend();
    },
    message: (tag, from, body) => {
      inbox = inbox.then(() => receive(tag, from, body)).catch(() => {});
    },
    refused: (code) => {
      if (code === "NO_ROUTE") dispatch({ type: "no-route" });
    },
    closed: () => dispatch({ type: "socket-closed" }),
    isUrgent: () => machine.phase === "reconnecting",
    rejected: () => dispatch({ type: "rejected" }),
  });
  const alarm = createAlarm(() => dispatch({ type: "time" }));

  function dispatch(event: GuestEvent): void {
    const at = now();
    const step = stepGuest(machine, event, at);
    machine = step.state;
    for (const effect of step.effects) carryOut(effect);
    alarm.set(nextDeadline(machine.deadlines), at);
    show();
  }

  const isShaking = (stage: GuestState["shake"]): boolean => machine.shake === stage;

  async function tagOf(day: number): Promise<string> {
    return toBase64Url(await (await prepared).keys.tag(day));
  }

  async function updateTags(): Promise<void> {
    today = await tagOf(dayOf(now()));
    socket.setTags(firstTag === null ? [today] : [today, firstTag]);
  }

  /** A browser that cannot make the keys is said to be the trouble, instead of knocking for ever. */
  function whenPrepared(job: () => Promise<void>, then: () => void = () => {}): void {
    job().then(then, () => prepared.catch(() => dispatch({ type: "rejected" })));
  }

  function carryOut(effect: GuestEffect): void {
    switch (effect.do) {
      case "open-socket":
        whenPrepared(updateTags, () => {
          if (machine.phase === "lobby" || machine.phase === "ended") return;
          socket.open();
          // Knocking again at once finds the socket of the call before still open.
          if (socket.isOpen() && !machine.isJoined) dispatch({ type: "joined" });
        });
        return;
      case "close-socket":
        // The last words of a leg still have to go out.
        void farewell.then(() => {
          if (machine.phase === "ended" || machine.phase === "live") socket.close();
        });
        return;
      case "send-k1":
        whenPrepared(() => handshake.sendK1(today, effect.fresh));
        return;
      case "send-k3":
        handshake.repeatK3();
        return;
      case "send":
        leg?.send(effect.body);
        return;
      case "resume":
        resume();
        return;
      case "drop-channel":
        dropLeg();
        return;
      case "keep":
        keep();
        return;
      case "forget":
        forgetTab();
        return;
      case "stop-media":
        media.stop();
        return;
    }
  }

  function keep(): void {
    const { microphone, camera } = media.view.get();
    const isWanted = (state: DeviceState): boolean => state === "on" || state === "silenced";
    devices = { microphone: isWanted(microphone), camera: isWanted(camera) };
    const given = consent.standing();
    const rejoin = given === null ? null : { name: displayName, ...devices, consent: given, hidesAddress };
    keepTab(payload, seed, rejoin, verifiedAt);
  }

  /** Who took part without a camera comes back without one. */
  async function restart(): Promise<void> {
    const given = consent.standing();
    if (given === null) return;
    await media.start(devices);
    knock(displayName, given);
  }

  let farewell: Promise<boolean> = Promise.resolve(true);
  function dropLeg(): void {
    if (leg) farewell = leg.finish();
    leg = null;
    handshake.forget();
    firstTag = null;
    liveSince = null;
  }

  function resume(): void {
    if (!leg) return;
    const ice = leg.health();
    // Whoever asks has heard nothing, or sits in another network, whatever the browser says of the path.
    const body: SealedBody = { type: "resume", ice, wantsRestart: true, wantsTurn: false };
    socket.prove();
    leg.sendEverywhere(body, firstTag === null || firstTag === today ? [today] : [today, firstTag]);
  }

  async function receive(tag: string, from: string, body: Bytes): Promise<void> {
    if (body[0] === 2) await leg?.receive(body, { tag, to: from });
    else await handshake.receive(tag, from, body);
  }

  const handshake = createGuestKnock({
    prepared,
    displayName: () => displayName,
    hidesAddress: () => hidesAddress,
    isAsking: () => isShaking("k1"),
    send: (tag, to, body) => socket.send(tag, to, body),
    hint: () => setTimeout(() => dispatch({ type: "host-hint" }), Math.random() * H0_SPREAD),
    refused(code) {
      counters.add(code);
      if (code !== "E_REPLAY") dispatch({ type: "false-answer" });
    },
    async opened(secrets, route) {
      leg = await openLeg(secrets, route);
      practice.newLeg();
      consent.newLeg();
      firstTag = route.tag;
      dispatch({ type: "opened" });
      // The machine refuses when too many handshakes were opened without a press (rule 11).
      if (!isShaking("opening")) dropLeg();
    },
  });

  async function openLeg(secrets: Leg["secrets"], route: Route): Promise<Leg> {
    const { certificate } = await prepared;
    const isThis = (): boolean => leg === created;
    const created: Leg = createLeg(
      {
        secrets,
        certificate,
        servers: createGuestServers({ configured: config.iceServers, now }),
        route,
        media,
        sendRelay: (to, frame) => socket.send(to.tag, to.to, frame),
        unanswered: socket.prove,
        isRelayOpen: socket.isOpen,
        now,
      },
      {
        body: (body) => isThis() && receiveBody(body),
        heard: () => isThis() && dispatch({ type: "heard" }),
        up: () => {
          liveSince ??= now();
          if (isThis()) dispatch({ type: "up" });
        },
        down: (how) => isThis() && dispatch({ type: "down", how }),
        fatal: (code) => isThis() && dispatch({ type: "fatal", code }),
        dead: () => isThis() && dispatch({ type: "channel-dead" }),
        counted: counters.add,
        changed: () => isThis() && show(),
      },
    );
    return created;
  }

  function receiveBody(body: SealedBody): void {
    switch (body.type) {
      case "state":
        // Whoever speaks here has the link's key and this leg's.
        consent.tell((one) => leg?.send(one));
        if (body.state === "waiting") {
          practice.told({ name: body.practice, phone: body.phone });
          void device.update();
        }
        dispatch({ type: "state", body });
        return;
      case "logo":
        void practice.receive(body).then((isNew) => isNew && show());
        return;
      case "resume":
        dispatch({ type: "resumed" });
        return;
      case "bye":
        dispatch({ type: "bye", returns: body.returns });
        return;
      case "alive":
        if (body.answer) dispatch({ type: "resumed" });
        return;
      case "sas":
        if (!body.match) mismatch(false);
        return;
      default:
        return;
    }
  }

  function mismatch(isOwn: boolean): void {
    if (isOwn) leg?.send({ type: "sas", match: false });
    setPin(null);
    dispatch({ type: "fatal", code: "E_SAS_MISMATCH" });
  }

  function setPin(at: number | null): void {
    verifiedAt = at;
    isComparedNow = at !== null;
    keep();
    void device.update();
  }

  function connection(): PeerView["connection"] {
    if (machine.phase === "live") return "live";
    return machine.phase === "reconnecting" ? "reconnecting" : "connecting";
  }

  function hostView(): PeerView | null {
    if (!leg || !["connecting", "live", "reconnecting"].includes(machine.phase)) return null;
    const trust = { knownSince: isComparedNow ? null : verifiedAt, isComparedNow, isPostponed };
    const name = practice.note()?.name ?? "";
    return peerView({ id: HOST_ID, name, leg, connection: connection(), trust, liveSince });
  }

  function currentView(): GuestView {
    const { phase, notice, knockAgainAt, ended } = machine;
    return { phase, notice, knockAgainAt, ended, practice: practice.view(), host: hostView() };
  }

  const view = createSource<GuestView>(currentView());
  function show(): void {
    view.set(currentView());
  }

  function showAddress(): void {
    hidesAddress = false;
    keep();
    if (!leg || leg.secrets.peer.caps.relayOnly) return;
    leg.ice.showAddress();
    leg.send({ type: "resume", ice: leg.health(), wantsRestart: true, wantsTurn: false });
  }

  function knock(name: string, given: Consent): void {
    displayName = name;
    consent.give(given);
    void device.update();
    isComparedNow = false;
    isPostponed = false;
    dispatch({ type: "knock" });
  }

  function takeBack(): void {
    if (!consent.withdraw(Date.now())) return;
    void device.update();
    const hasChannel = leg !== null;
    consent.tell((one) => leg?.send(one));
    if (machine.phase !== "lobby") dispatch({ type: "leave" });
    void consent.hearOf(hasChannel ? farewell : null);
  }

  onNetworkChange(() => {
    socket.renew();
    dispatch({ type: "network" });
  });
  // Deadlines may have passed while the page slept.
  document.addEventListener("visibilitychange", () => dispatch({ type: "time" }));
  addEventListener("pagehide", () => {
    markLeft();
    if (leg) leg.send({ type: "bye", returns: true });
  });
  setInterval(() => {
    if (machine.phase !== "lobby" && machine.phase !== "ended") whenPrepared(updateTags);
  }, DAY_CHECK);

  return {
    view,
    counters: counters.value,
    remembered: device.remembered,
    hideAddress(on) {
      hidesAddress = on;
    },
    showAddress,
    knock,
    knockAgain: () => dispatch({ type: "knock-again" }),
    leave: () => dispatch({ type: "leave" }),
    consent: consent.view,
    isWithdrawalHeard: consent.heard,
    // What this device remembers is known once the keys are there.
    withdraw: () => void prepared.then(takeBack, takeBack),
    restart: () => void restart(),
    verify(_peerId, match) {
      if (!leg) return;
      if (match === null) isPostponed = true;
      else if (match) {
        leg.send({ type: "sas", match: true });
        setPin(now());
      } else mismatch(true);
      show();
    },
    sendChat: (_peerId, text) => leg?.isBound() === true && leg.chat.send(text),
    remember: device.set,
  };
}
