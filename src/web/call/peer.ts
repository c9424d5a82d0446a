// One peer connection: perfect negotiation, certificates held against the handshake, fixed places for the media.
import type { Bytes } from "../../e2ee/bytes.ts";
import { equal } from "../../e2ee/bytes.ts";
import { certificateFingerprint, checkDescription } from "../../e2ee/fingerprint.ts";
import { CallError, type ErrorCode, type FatalCode } from "../../protocol/errors.ts";
import { CANDIDATE_BATCH, SDP_MAX } from "../../protocol/limits.ts";
import type { IceBody, IceHealth, Role, SdpBody } from "../../protocol/sealed.ts";
import type { IceConfiguration } from "./leg-ice.ts";
import type { LocalTracks } from "./media.ts";
import type { PictureStep } from "./picture-budget.ts";
import { holdPicture } from "./picture-hold.ts";
import { askForSteadyAudio, dropUnlistedPayloads, iceUfrag } from "./sdp.ts";
import { limitCodecs, tuneSenders, waitForCopies } from "./transceivers.ts";

export interface PeerInput {
  readonly role: Role;
  readonly certificate: RTCCertificate;
  /** Asked for a new connection and for each ICE restart. */
  readonly ice: () => IceConfiguration;
  /** SHA-256 of the peer's certificate, from the handshake. */
  readonly peerFingerprint: Bytes;
  readonly tracks: LocalTracks;
  /** Counts this leg's descriptions over all of its peer connections. */
  readonly nextNeg: () => number;
}

export interface PeerEvents {
  readonly description: (body: SdpBody) => void;
  readonly candidates: (body: IceBody) => void;
  /** The first own candidate of a gathering, or its end without any. */
  readonly gathered: (isEmpty: boolean) => void;
  /** The data channel is open and the remote certificate is the expected one. `seen` goes into `bind`. */
  readonly secured: (seen: Bytes) => void;
  readonly message: (frame: Bytes) => void;
  readonly health: (health: IceHealth) => void;
  readonly channelClosed: () => void;
  readonly fatal: (code: FatalCode) => void;
  /** A description that could not be made or used. */
  readonly counted: (code: ErrorCode) => void;
}

export interface Peer {
  /** The host's first offer; afterwards the browser says when to negotiate. */
  offer(): void;
  receiveDescription(body: SdpBody): Promise<void>;
  receiveCandidates(body: IceBody): Promise<void>;
  restartIce(): void;
  /** Takes servers and policy anew; they count from the next ICE restart on. */
  configure(): void;
  setTracks(tracks: LocalTracks): void;
  /** Camera and screen are not sent while the path is broken. */
  holdPicture(isHeld: boolean): void;
  /** How much of the line the picture may take from now on. */
  limitPicture(step: PictureStep): void;
  /** Asks the peer to send sound twice, or no longer. To be called again: a negotiation that is under way goes first. */
  protectSound(isTwice: boolean): void;
  /** True if the frame went out, now or before. */
  send(frame: Bytes): boolean;
  isChannelOpen(): boolean;
  /** Its data channel has closed, and no ICE restart opens it again. */
  isSpent(): boolean;
  health(): IceHealth;
  stats(): Promise<RTCStatsReport>;
  /** What concerns the sound and the path that it takes: less to read, for those who read often. */
  soundStats(): Promise<RTCStatsReport>;
  /** Receiving tracks: camera and microphone together, the screen apart. */
  streams(): { readonly main: MediaStream; readonly screen: MediaStream } | null;
  close(): void;
}

/** Batches of candidates kept until the description that they belong to. */
const EARLY_KEPT = 32;

function healthOf(pc: RTCPeerConnection): IceHealth {
  switch (pc.iceConnectionState) {
    case "connected":
    case "completed":
      return pc.connectionState === "failed" ? "failed" : "connected";
    case "disconnected":
      return "disconnected";
    case "failed":
    case "closed":
      return "failed";
    default:
      return "none";
  }
}

export function createPeer(input: PeerInput, events: PeerEvents): Peer {
  const { role } = input;
  const isPolite = role === "guest";
  const configuration = (): RTCConfiguration => ({
    certificates: [input.certificate],
    bundlePolicy: "max-bundle",
    rtcpMuxPolicy: "require",
    ...input.ice(),
  });
  const pc = new RTCPeerConnection(configuration());
  const channel = pc.createDataChannel("ctl", { negotiated: true, id: 0, ordered: true });
  channel.binaryType = "arraybuffer";

  // Audio, camera, screen: always in this order, always there. Muting, switching and sharing then only replace
  // tracks and need no negotiation.
  let places: RTCRtpTransceiver[] = [];
  let step: PictureStep = 0;
  let isPathBroken = false;
  let isSoundTwice = false;
  let tracks = input.tracks;
  let makingOffer = false;
  let ignoreOffer = false;
  let lastOffer = 0;
  let isFirstOffer = true;
  let isClosed = false;
  let health: IceHealth = "none";
  let batch: string[] = [];
  let batchMid = "0";
  let hasSentCandidate = false;
  let sendBatch: ReturnType<typeof setTimeout> | undefined;
  let early: IceBody[] = [];
  // What is under way when a connection is closed never ends (W3C webrtc-pc, "close"): whoever waits is let go.
  let sayClosed: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    sayClosed = resolve;
  });
  // The channel is reliable (RFC 8831, 6.4): a frame handed over twice would only stand in the line twice.
  const handedOver = new WeakSet<Bytes>();
  let streams: { main: MediaStream; screen: MediaStream } | null = null;

  const isPictureHeld = (): boolean => isPathBroken || step === 3;

  const fail = (error: unknown): void => {
    // A connection that was closed shows no certificates any more; that is no attack.
    if (isClosed) return;
    const code = error instanceof CallError ? error.code : "E_PROTO";
    if (code === "E_FPRINT" || code === "E_CERT") events.fatal(code);
    else events.counted(code);
  };

  function fill(): void {
    const wanted = [tracks.audio, tracks.camera, tracks.screen];
    places.forEach((place, index) => {
      const track = wanted[index] ?? null;
      if (place.sender.track !== track) place.sender.replaceTrack(track).catch(() => {});
    });
  }

  function addPlaces(): void {
    const kinds = ["audio", "video", "video"] as const;
    const wanted = [tracks.audio, tracks.camera, tracks.screen];
    places = kinds.map((kind, index) =>
      pc.addTransceiver(wanted[index] ?? kind, { direction: "sendrecv", streams: [] }),
    );
    limitCodecs(places, isSoundTwice);
  }

  /** The answering side takes the places of the first offer. */
  function takePlaces(): void {
    if (places.length > 0) return;
    places = pc.getTransceivers().slice(0, 3);
    for (const place of places) place.direction = "sendrecv";
    limitCodecs(places, isSoundTwice);
    fill();
  }

  async function describe(re: number): Promise<void> {
    hasSentCandidate = false;
    await pc.setLocalDescription();
    const local = pc.localDescription;
    if (!local || isClosed) return;
    const sdp = askForSteadyAudio(dropUnlistedPayloads(local.sdp));
    if (sdp.length > SDP_MAX) throw new CallError("E_PROTO");
    const neg = input.nextNeg();
    if (local.type === "offer") lastOffer = neg;
    const kind = local.type === "answer" ? "answer" : isFirstOffer && role === "host" ? "new-offer" : "offer";
    isFirstOffer = false;
    events.description({ type: "sdp", kind, neg, re, sdp });
  }

  async function negotiate(): Promise<void> {
    if (isClosed || makingOffer) return;
    try {
      makingOffer = true;
      await describe(0);
      tuneSenders(places, step, isPictureHeld());
    } catch (error) {
      fail(error);
    } finally {
      makingOffer = false;
    }
  }

  /** Rule 3 of "Media binding": what DTLS really saw must be the certificate of the handshake. */
  async function checkCertificate(): Promise<Bytes> {
    const transport = pc.sctp?.transport;
    if (!transport || typeof transport.getRemoteCertificates !== "function") return input.peerFingerprint;
    const [der] = transport.getRemoteCertificates();
    if (!der) throw new CallError("E_CERT");
    const seen = await certificateFingerprint(new Uint8Array(der));
    if (!equal(seen, input.peerFingerprint)) throw new CallError("E_CERT");
    return seen;
  }

  function flushCandidates(isEnd: boolean): void {
    clearTimeout(sendBatch);
    sendBatch = undefined;
    const ufrag = iceUfrag(pc.localDescription?.sdp ?? "");
    if (batch.length > 0) events.candidates({ type: "ice", ufrag, mid: batchMid, candidates: batch });
    batch = [];
    if (isEnd) events.candidates({ type: "ice", ufrag, mid: batchMid, candidates: [] });
  }

  pc.onicecandidate = ({ candidate }) => {
    if (isClosed) return;
    if (!candidate || candidate.candidate === "") {
      if (!candidate) flushCandidates(true);
      return;
    }
    if (!hasSentCandidate) events.gathered(false);
    batchMid = candidate.sdpMid ?? "0";
    batch.push(candidate.candidate);
    // The first one at once: on most networks it is the one that connects.
    if (!hasSentCandidate) flushCandidates(false);
    else sendBatch ??= setTimeout(() => flushCandidates(false), CANDIDATE_BATCH);
    hasSentCandidate = true;
  };
  pc.onicegatheringstatechange = () => {
    if (!isClosed && pc.iceGatheringState === "complete" && !hasSentCandidate) events.gathered(true);
  };
  const healthChanged = (): void => {
    if (isClosed) return;
    const next = healthOf(pc);
    if (next === health) return;
    health = next;
    events.health(next);
  };
  pc.oniceconnectionstatechange = healthChanged;
  pc.onconnectionstatechange = healthChanged;
  pc.onnegotiationneeded = () => {
    // The host decides when the first offer goes; the guest never offers before it has answered.
    if (lastOffer > 0 || (role === "guest" && places.length > 0)) void negotiate();
  };
  channel.onopen = () => {
    checkCertificate().then(events.secured, fail);
  };
  channel.onmessage = (event) => {
    if (event.data instanceof ArrayBuffer) events.message(new Uint8Array(event.data));
  };
  channel.onclose = () => {
    if (!isClosed) events.channelClosed();
  };

  async function addCandidates(body: IceBody): Promise<void> {
    for (const candidate of body.candidates) {
      const init = { candidate, sdpMid: body.mid, ...(body.ufrag ? { usernameFragment: body.ufrag } : {}) };
      await pc.addIceCandidate(init).catch(() => {});
    }
  }

  async function useDescription(body: SdpBody): Promise<void> {
    try {
      checkDescription(body.sdp, input.peerFingerprint);
      const isOffer = body.kind !== "answer";
      if (!isOffer && (body.re !== lastOffer || pc.signalingState !== "have-local-offer")) return;
      const collides = isOffer && (makingOffer || pc.signalingState !== "stable");
      ignoreOffer = !isPolite && collides;
      if (ignoreOffer) return;
      await pc.setRemoteDescription({ type: isOffer ? "offer" : "answer", sdp: body.sdp });
      if (isOffer) {
        takePlaces();
        await describe(body.neg);
        tuneSenders(places, step, isPictureHeld());
      }
      const waiting = early;
      early = [];
      for (const ice of waiting) await addCandidates(ice);
    } catch (error) {
      fail(error);
    }
  }

  async function useCandidates(body: IceBody): Promise<void> {
    if (ignoreOffer) return;
    if (pc.remoteDescription) await addCandidates(body);
    else if (early.length < EARLY_KEPT) early.push(body);
  }

  return {
    offer() {
      addPlaces();
      void negotiate();
    },
    receiveDescription: (body) => Promise.race([closed, useDescription(body)]),
    receiveCandidates: (body) => Promise.race([closed, useCandidates(body)]),
    restartIce() {
      if (isClosed) return;
      pc.setConfiguration(configuration());
      pc.restartIce();
    },
    configure() {
      if (!isClosed) pc.setConfiguration(configuration());
    },
    setTracks(next) {
      tracks = next;
      fill();
    },
    holdPicture(isHeld) {
      isPathBroken = isHeld;
      if (!isClosed) holdPicture(places, isPictureHeld());
    },
    limitPicture(next) {
      step = next;
      tuneSenders(places, step, isPictureHeld());
    },
    protectSound(isTwice) {
      if (isClosed || isTwice === isSoundTwice || pc.signalingState !== "stable" || makingOffer) return;
      isSoundTwice = isTwice;
      limitCodecs(places, isSoundTwice);
      if (places[0]) waitForCopies(places[0].receiver, isSoundTwice);
      void negotiate();
    },
    send(frame) {
      if (isClosed || channel.readyState !== "open") return false;
      if (handedOver.has(frame)) return true;
      try {
        channel.send(frame);
        handedOver.add(frame);
        return true;
      } catch {
        return false;
      }
    },
    isChannelOpen: () => channel.readyState === "open",
    isSpent: () => channel.readyState === "closing" || channel.readyState === "closed",
    health: () => health,
    stats: () => pc.getStats(),
    soundStats: () => places[0]?.receiver.getStats() ?? pc.getStats(),
    streams() {
      const [audio, camera, screen] = places;
      if (!audio || !camera || !screen) return null;
      streams ??= {
        main: new MediaStream([audio.receiver.track, camera.receiver.track]),
        screen: new MediaStream([screen.receiver.track]),
      };
      return streams;
    },
    close() {
      isClosed = true;
      sayClosed();
      clearTimeout(sendBatch);
      channel.close();
      pc.close();
    },
  };
}
