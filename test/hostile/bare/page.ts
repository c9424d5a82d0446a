// A page without screens: the call code of the product, steered by a test. Attack tests use it where the question
// is what the call does, not what a person sees.
import { fromBase64Url } from "../../../src/e2ee/bytes.ts";
import { parseLinkFragment } from "../../../src/e2ee/link.ts";
import { CONSENT_VERSION } from "../../../src/protocol/consent.ts";
import type { WebConfig } from "../../../src/protocol/web-config.ts";
import type {
  Consent,
  GuestSession,
  HostSession,
  Observable,
  PeerView,
  ToldConsent,
  TurnCredential,
} from "../../../src/web/call/call-view.ts";
import { createGuestSession } from "../../../src/web/call/guest-session.ts";
import { createHostSession } from "../../../src/web/call/host-session.ts";
import { createLocalMedia } from "../../../src/web/call/media.ts";

const ROOM = "room";

interface BarePeer {
  readonly id: string;
  readonly name: string;
  readonly connection: PeerView["connection"];
  readonly hasStream: boolean;
  readonly path: PeerView["path"];
  readonly way: PeerView["relay"];
  readonly held: PeerView["held"];
  readonly digits: string;
  readonly status: string;
  readonly chat: readonly string[];
}

export interface BareHostView {
  readonly relay: string;
  readonly answering: boolean;
  readonly misuse: boolean;
  readonly waiting: readonly { readonly id: string; readonly name: string }[];
  readonly peers: readonly BarePeer[];
  readonly alarm: string | null;
  readonly counters: Readonly<Record<string, number>>;
}

export interface BareGuestView {
  readonly phase: string;
  readonly notice: string | null;
  readonly ended: { readonly reason: string; readonly code: string | null } | null;
  readonly host: BarePeer | null;
  /** The practice's name and whether its picture is there. */
  readonly practice: { readonly name: string; readonly hasPicture: boolean } | null;
  readonly counters: Readonly<Record<string, number>>;
}

export interface BareMicrophone {
  readonly state: string;
  readonly id: string | null;
  readonly standsIn: boolean;
}

interface StartInput {
  readonly relayUrl: string;
  readonly media: boolean;
  readonly iceServers: WebConfig["iceServers"];
  /** The host: TURN credentials of its account, used in this order. */
  readonly turn?: readonly TurnCredential[];
  /** The host: its room hides addresses. The guest: it hides its own. */
  readonly hides?: boolean;
}

interface Bare {
  startHost(input: StartInput & { seed: string }): Promise<void>;
  startGuest(input: StartInput & { fragment: string }): Promise<void>;
  host(): BareHostView;
  guest(): BareGuestView;
  /** The host: a picture of noise, of two frames' size, goes to whoever waits from now on. Its bytes. */
  setPicture(): Promise<number>;
  setPractice(name: string, phone: string): void;
  knock(name: string): void;
  withdraw(): void;
  /** What this page was told as host. */
  consents(): readonly ToldConsent[];
  leave(): void;
  admit(name: string): boolean;
  chat(text: string): boolean;
  verify(match: boolean): void;
  shareScreen(): Promise<boolean>;
  /** What the own screen would say of the microphone, and which one it is. */
  microphone(): BareMicrophone;
  chooseMicrophone(id: string): Promise<void>;
  /** Whether the other side says that its microphone is on. */
  hearsPeer(): boolean;
  stopScreen(): void;
  /** Whether the peer's screen is shown here. */
  seesScreen(): boolean;
  /** The host: the guest in the call goes back to waiting. */
  sendBack(): void;
}

declare global {
  interface Window {
    bare: Bare;
  }
}

let hostSession: HostSession | null = null;
let guestSession: GuestSession | null = null;
const media = createLocalMedia();

function need<T>(value: T | null): T {
  if (value === null) throw new Error("not started");
  return value;
}

/** The practice keeps pins in its vault; here they last as long as the tab. */
const pins = (): readonly { readonly idPk: string; readonly verifiedAt: number }[] =>
  JSON.parse(sessionStorage.getItem("pins") ?? "[]");

function keepPin(idPk: string, verifiedAt: number | null): void {
  const others = pins().filter((pin) => pin.idPk !== idPk);
  const next = verifiedAt === null ? others : [...others, { idPk, verifiedAt }];
  sessionStorage.setItem("pins", JSON.stringify(next));
}

const config = ({ relayUrl, iceServers }: StartInput) => ({
  relayUrl,
  iceServers,
  accounts: false,
  agreements: { terms: "", avv: "" },
});

function readPeer(peer: PeerView): BarePeer {
  return {
    id: peer.id,
    name: peer.name,
    connection: peer.connection,
    hasStream: peer.stream !== null,
    path: peer.path,
    way: peer.relay,
    held: peer.held,
    digits: peer.verification.digits,
    status: peer.verification.status,
    chat: peer.chat.filter((message) => message.from === "peer").map((message) => message.text),
  };
}

/** Shows what the session hands over, as the call screen does. */
function showStream(peers: () => readonly PeerView[], view: Observable<unknown>): void {
  const video = document.createElement("video");
  video.autoplay = true;
  document.body.append(video);
  const show = () => {
    const stream = peers()[0]?.stream ?? null;
    if (video.srcObject !== stream) video.srcObject = stream;
  };
  view.subscribe(show);
}

const roomOf = (session: HostSession) => session.view.get().rooms.get(ROOM);
const currentPeer = (): PeerView | null =>
  (hostSession === null ? guestSession?.view.get().host : roomOf(hostSession)?.peers[0]) ?? null;

const CONSENT: Consent = {
  version: CONSENT_VERSION,
  language: "de",
  by: "self",
  givenAt: 1_790_000_000_000,
  withdrawnAt: null,
};
const consents: ToldConsent[] = [];

window.bare = {
  async startHost(input) {
    if (input.media) await media.start({ microphone: true, camera: true });
    const unused = [...(input.turn ?? [])];
    const session = createHostSession({
      config: config(input),
      clockOffset: 0,
      media,
      turn: input.turn === undefined ? null : { take: () => unused.shift() ?? null },
      onVerified: (_, idPk, verifiedAt) => keepPin(idPk, verifiedAt),
      onConsented: (_, told) => {
        consents.push(told);
      },
    });
    hostSession = session;
    showStream(() => roomOf(session)?.peers ?? [], session.view);
    session.setPractice({ name: "Praxis", phone: "", logo: null });
    const bytes = need(fromBase64Url(input.seed));
    const until = Date.now() + 3_600_000;
    session.setRooms([
      {
        id: ROOM,
        links: [{ id: "link", seed: bytes, until }],
        windows: [{ from: 0, until }],
        pins: pins(),
        hidesAddresses: input.hides ?? false,
      },
    ]);
  },
  async startGuest(input) {
    if (input.media) await media.start({ microphone: true, camera: true });
    const session = createGuestSession({
      payload: parseLinkFragment(input.fragment),
      config: config(input),
      clockOffset: 0,
      media,
    });
    session.hideAddress(input.hides ?? false);
    guestSession = session;
    showStream(() => {
      const { host } = session.view.get();
      return host === null ? [] : [host];
    }, session.view);
  },
  host() {
    const session = need(hostSession);
    const view = session.view.get();
    const room = roomOf(session);
    return {
      relay: view.relay,
      answering: room?.answering ?? false,
      misuse: room?.misuse ?? false,
      waiting: room?.waiting.map(({ id, name }) => ({ id, name })) ?? [],
      peers: room?.peers.map(readPeer) ?? [],
      alarm: view.alarm?.code ?? null,
      counters: { ...session.counters.get() },
    };
  },
  guest() {
    const session = need(guestSession);
    const { phase, notice, ended, host, practice } = session.view.get();
    return {
      phase,
      notice,
      ended,
      host: host && readPeer(host),
      practice: practice && { name: practice.name, hasPicture: practice.logo !== null },
      counters: { ...session.counters.get() },
    };
  },
  async setPicture() {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [90, 80];
    const pen = need(canvas.getContext("2d"));
    const noise = pen.createImageData(canvas.width, canvas.height);
    crypto.getRandomValues(noise.data);
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    pen.putImageData(noise, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    const bytes = new Uint8Array(await need(blob).arrayBuffer());
    need(hostSession).setPractice({ name: "Praxis", phone: "", logo: { type: "png", bytes } });
    return bytes.length;
  },
  setPractice: (name, phone) => need(hostSession).setPractice({ name, phone, logo: null }),
  knock: (name) => need(guestSession).knock(name, CONSENT),
  withdraw: () => need(guestSession).withdraw(),
  consents: () => consents,
  leave: () => need(guestSession).leave(),
  admit(name) {
    const session = need(hostSession);
    const guest = roomOf(session)?.waiting.find((one) => one.name === name);
    if (guest === undefined) return false;
    session.admit(ROOM, guest.id);
    return true;
  },
  chat(text) {
    const peer = currentPeer();
    return (
      peer !== null && need<GuestSession | HostSession>(hostSession ?? guestSession).sendChat(peer.id, text)
    );
  },
  verify(match) {
    const peer = currentPeer();
    if (peer !== null) need<GuestSession | HostSession>(hostSession ?? guestSession).verify(peer.id, match);
  },
  shareScreen: () => media.startScreen(),
  microphone() {
    const { microphone, microphoneId, standsIn } = media.view.get();
    return { state: microphone, id: microphoneId, standsIn };
  },
  chooseMicrophone: (id) => media.chooseMicrophone(id),
  hearsPeer: () => currentPeer()?.microphone === true,
  stopScreen: () => media.stopScreen(),
  seesScreen: () => currentPeer()?.screen?.getVideoTracks()[0]?.readyState === "live",
  sendBack() {
    const peer = currentPeer();
    if (peer !== null) need(hostSession).sendBack(peer.id);
  },
};
