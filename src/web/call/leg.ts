// Everything between the host and one guest once the handshake is done: the sealed channel over whatever route
// there is, the peer connection, the binding of its certificates, chat and the state of the media.
import type { Bytes } from "../../e2ee/bytes.ts";
import { createLooseLane, createSigLane } from "../../e2ee/channel.ts";
import type { LegSecrets } from "../../e2ee/handshake.ts";
import type { ErrorCode, FatalCode } from "../../protocol/errors.ts";
import { ROUTE_DOUBT } from "../../protocol/limits.ts";
import type { IceHealth, LogoBody, MediaBody, SealedBody } from "../../protocol/sealed.ts";
import { type Chat, createChat } from "./chat.ts";
import { createLegIce, type LegIce } from "./leg-ice.ts";
import { createLegInbox } from "./leg-inbox.ts";
import type { LegServers } from "./leg-servers.ts";
import { type LinkWatch, watchLink } from "./link-watch.ts";
import type { LocalMediaSource } from "./media.ts";
import { createMediaBinding } from "./media-binding.ts";
import { mediaState } from "./media-state.ts";
import type { PathLoss } from "./path-watch.ts";
import { watchPath } from "./path-watch.ts";
import { createPeer, type Peer } from "./peer.ts";
import { createPictureHold } from "./picture-hold.ts";
import { createSigDelivery, type Route, type SigDeliveryInput } from "./sig-delivery.ts";

export interface LegInput extends Pick<SigDeliveryInput, "route" | "sendRelay" | "unanswered" | "now"> {
  readonly secrets: LegSecrets;
  readonly certificate: RTCCertificate;
  readonly servers: LegServers;
  readonly media: LocalMediaSource;
  readonly isRelayOpen: () => boolean;
}

export interface LegEvents {
  /** A body that concerns the state machine or the screen: state, resume, sas, bye, alive, logo. */
  readonly body: (body: SealedBody) => void;
  /** An authentic new frame arrived. */
  readonly heard: () => void;
  /** Bound and connected: picture and sound may be shown. */
  readonly up: () => void;
  readonly down: (how: PathLoss) => void;
  readonly fatal: (code: FatalCode) => void;
  readonly dead: () => void;
  readonly counted: (code: ErrorCode) => void;
  readonly changed: () => void;
}

export interface Leg {
  readonly secrets: LegSecrets;
  /** What the peer said of its media; null until it did. */
  readonly peerMedia: () => MediaBody | null;
  readonly isBound: () => boolean;
  readonly isChecking: () => boolean;
  readonly health: () => IceHealth;
  readonly chat: Chat;
  readonly link: LinkWatch;
  readonly ice: LegIce;
  streams(): { readonly main: MediaStream; readonly screen: MediaStream } | null;
  /** True if the frame names one of this leg's lanes. */
  matches(frame: Bytes): boolean;
  receive(frame: Bytes, from: Route | null): Promise<void>;
  send(body: SealedBody): void;
  /** Sends what `send` would, but to everybody on these tags: the peer's route is not known any more. */
  sendEverywhere(body: SealedBody, tags: readonly string[]): void;
  /** The host: sends the parts of its picture over the relay, once; what gets lost is not repeated. */
  sendPicture(parts: readonly LogoBody[]): Promise<void>;
  resend(): void;
  /** The host: makes a peer connection and offers. */
  connect(): void;
  restart(isNew: boolean): void;
  sendMediaState(): void;
  /**
   * Stops the media at once, waits until the last frames have arrived (two seconds at most), then closes. Resolves to
   * whether the peer has acknowledged all that it was sent.
   */
  finish(): Promise<boolean>;
  close(): void;
}

const FINISH_WAIT = 2_000;

export function createLeg(input: LegInput, events: LegEvents): Leg {
  const { secrets, media } = input;
  const sig = createSigLane(secrets.keys.sig);
  const ctl = createLooseLane(secrets.keys.ctl);
  const face = createLooseLane(secrets.keys.face);
  let peer: Peer | null = null;
  let peerMedia: MediaBody | null = null;
  let isAdmitted = false;
  // The guest's connection was made on admission and has not seen a description yet.
  let isFresh = false;
  let isUp = false;
  let isFinishing = false;
  let isClosed = false;
  /** Until then (Unix ms) what the data channel takes may never arrive. */
  let inDoubtUntil = 0;
  let neg = 0;

  const delivery = createSigDelivery({
    sig,
    route: input.route,
    sendRelay: input.sendRelay,
    unanswered: input.unanswered,
    sendData: (frame) => {
      const isSent = peer?.send(frame) ?? false;
      return isSent && isUp && input.now() >= inDoubtUntil;
    },
    isStranger: () => secrets.role === "host" && !isAdmitted,
    now: input.now,
    dead: events.dead,
    counted: events.counted,
  });
  const binding = createMediaBinding({ secrets, send: sendControl, late: events.changed });
  const chat = createChat({ send: sendControl, now: input.now, changed: events.changed });
  const { counted, changed } = events;
  const ice = createLegIce(input, { send, configure: () => peer?.configure(), counted, changed });
  const link = watchLink({
    stats: () => peer?.stats() ?? null,
    isExpected: () => !peerMedia || peerMedia.microphone || peerMedia.camera || peerMedia.screen,
    isShown: () => media.tracks.get().camera !== null || media.view.get().sharing,
    limit: (step) => peer?.limitPicture(step),
    protect: (isTwice) => peer?.protectSound(isTwice),
    now: input.now,
    changed: () => {
      events.changed();
      sendMediaState();
    },
  });

  /** Whether the own TURN credential still lasts is known here alone. */
  function complete(body: SealedBody): SealedBody {
    return body.type === "resume" ? { ...body, wantsTurn: ice.isShort() } : body;
  }

  function send(body: SealedBody): void {
    // Of these only the latest matters; without a route they would pile up.
    const isFleeting = body.type === "alive" || body.type === "media";
    if (isFleeting && !input.isRelayOpen() && !peer?.isChannelOpen()) return;
    delivery.send(complete(body), null);
  }

  function sendControl(body: SealedBody): void {
    ctl.send(body).then(
      (frame) => peer?.send(frame),
      () => events.counted("E_PROTO"),
    );
  }

  function sendMediaState(): void {
    send(mediaState(media.view.get(), link));
  }

  const picture = createPictureHold(input.now, (isHeld) => peer?.holdPicture(isHeld));
  const path = watchPath({
    stats: () => peer?.soundStats() ?? null,
    now: input.now,
    nudge: sendMediaState,
    looked: picture.looked,
    changed(isSilent) {
      picture.changed(isSilent);
      if (!isSilent) checkUp();
      else wentDown("silent");
    },
  });

  function doubtRoute(): void {
    inDoubtUntil = input.now() + ROUTE_DOUBT;
  }

  function checkUp(): void {
    const isConnected = peer?.health() === "connected" && peer.isChannelOpen();
    const now = binding.isBound() && isConnected && !path.isSilent();
    if (!now || isUp) return;
    isUp = true;
    link.start();
    path.start();
    events.up();
    sendMediaState();
  }

  function wentDown(how: PathLoss): void {
    isUp = false;
    events.down(how);
    events.changed();
  }

  function openPeer(): Peer {
    peer?.close();
    binding.reset();
    path.stop();
    isUp = false;
    const current = createPeer(
      {
        role: secrets.role,
        certificate: input.certificate,
        ice: ice.next,
        peerFingerprint: secrets.peer.fp,
        tracks: media.tracks.get(),
        nextNeg: () => {
          neg += 1;
          return neg;
        },
      },
      {
        description: send,
        candidates: send,
        gathered: ice.gathered,
        secured: (seen) => bind(current, seen),
        message: (frame) => {
          if (peer === current) void inbox.receive(frame, null);
        },
        health: (health) => {
          if (health === "connected") checkUp();
          else if (health !== "none") wentDown(health === "failed" ? "failed" : "quiet");
          events.changed();
        },
        channelClosed: () => {
          if (peer === current) wentDown("failed");
        },
        fatal: events.fatal,
        counted: events.counted,
      },
    );
    peer = current;
    return current;
  }

  /** The first message on every peer connection: what each side really holds and sees (rule 4). */
  function bind(on: Peer, seen: Bytes): void {
    if (peer !== on || isClosed) return;
    binding.secured(seen);
    checkUp();
  }

  /** What concerns the media is worthless before the host has admitted the guest, whoever sends it. */
  const ADMITTED_ONLY: readonly SealedBody["type"][] = ["sdp", "ice", "turn", "media", "bind", "sas", "chat"];

  async function handle(body: SealedBody, by: Peer | null): Promise<void> {
    if (body.type === "state" && body.state === "admitted" && !isFinishing) {
      isAdmitted = true;
      // Ready before the first offer comes, which is on its way; nothing is gathered until then.
      if (secrets.role === "guest" && !peer) {
        openPeer();
        isFresh = true;
      }
    }
    if (!isAdmitted && ADMITTED_ONLY.includes(body.type)) {
      events.counted("E_PROTO");
      return;
    }
    // What the control lane said belongs to the connection that carried it, above all `bind`.
    if (by !== null && by !== peer) return;
    switch (body.type) {
      case "ack":
        return;
      case "sdp":
        if (body.kind === "new-offer") {
          if (secrets.role === "host") {
            events.counted("E_PROTO");
            return;
          }
          if (!isFresh) openPeer();
          isFresh = false;
        }
        await peer?.receiveDescription(body);
        return;
      case "ice":
        await peer?.receiveCandidates(body);
        return;
      case "turn":
        ice.receive(body);
        return;
      case "bind":
        if (!binding.receive(body)) {
          events.fatal("E_BIND");
          return;
        }
        checkUp();
        events.changed();
        return;
      case "media":
        peerMedia = body;
        events.changed();
        return;
      case "chat":
        if (binding.isBound()) chat.receive(body);
        return;
      default:
        events.body(body);
    }
  }

  const inbox = createLegInbox<Peer | null>({
    sig,
    ctl,
    face,
    isClosed: () => isClosed,
    now: input.now,
    carrier: () => peer,
    handle,
    isNew(from) {
      if (from) {
        if (isUp) doubtRoute();
        delivery.learnRoute(from);
      }
      events.heard();
    },
    received(isAcknowledgeDue) {
      delivery.settle();
      if (isAcknowledgeDue) delivery.acknowledgeSoon();
    },
    counted: events.counted,
  });

  let told = "";
  const stopTracks = media.tracks.subscribe((tracks) => peer?.setTracks(tracks));
  const stopView = media.view.subscribe((view) => {
    const last = `${view.microphone} ${view.camera} ${view.sharing}`;
    if (last === told) return;
    told = last;
    if (peer) sendMediaState();
  });
  function close(): void {
    if (isClosed) return;
    isClosed = true;
    isFinishing = true;
    delivery.stop();
    binding.stop();
    path.stop();
    link.stop();
    ice.close();
    stopTracks();
    stopView();
    peer?.close();
  }

  return {
    secrets,
    peerMedia: () => peerMedia,
    isBound: binding.isBound,
    isChecking: binding.isChecking,
    health: () => peer?.health() ?? "none",
    chat,
    link,
    ice,
    streams: () => (binding.isBound() ? (peer?.streams() ?? null) : null),
    matches: inbox.matches,
    receive: inbox.receive,
    send,
    sendEverywhere(body, tags) {
      doubtRoute();
      delivery.send(complete(body), tags);
    },
    async sendPicture(parts) {
      for (const part of parts) {
        const frame = await face.send(part);
        if (!isFinishing) input.sendRelay(input.route, frame);
      }
    },
    resend: delivery.resend,
    connect() {
      if (isFinishing) return;
      isAdmitted = true;
      openPeer().offer();
    },
    restart(isNew) {
      if (isFinishing) return;
      doubtRoute();
      if (isNew || !peer || peer.isSpent()) openPeer().offer();
      else peer.restartIce();
    },
    sendMediaState,
    async finish() {
      // From here on nothing the peer says opens a connection or ends up on a screen.
      isFinishing = true;
      isAdmitted = false;
      stopTracks();
      stopView();
      link.stop();
      path.stop();
      peer?.setTracks({ audio: null, camera: null, screen: null });
      const until = Date.now() + FINISH_WAIT;
      // Frames on their way are sealed first: the queue of the lane is passed once.
      await delivery.acknowledgeNow();
      while (!isClosed && sig.unacknowledged() && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      close();
      return !sig.unacknowledged() && !sig.dead();
    },
    close,
  };
}
