// Sessions that hold still: each scene is one view, and pressing a button changes nothing but what the screen keeps.
import { CONSENT_VERSION } from "../../src/protocol/consent.ts";
import type {
  ChatMessage,
  Consent,
  GuestSession,
  GuestView,
  HostSession,
  HostView,
  LocalMedia,
  LocalMediaView,
  PeerView,
  WaitingGuest,
} from "../../src/web/call/call-view.ts";
import { createSource } from "../../src/web/call/observable.ts";
import { ownStream, personStream } from "./fake-pictures.ts";

const MINUTE = 60_000;
const nothing = (): void => {};
const done = async (): Promise<void> => {};

export const OFF: LocalMediaView = {
  microphone: "off",
  camera: "off",
  sharing: false,
  preview: null,
  screenPreview: null,
  microphones: [],
  cameras: [],
  speakers: [],
  standsIn: false,
  microphoneId: null,
  cameraId: null,
  speakerId: null,
};

export const devicesOn = (): LocalMediaView => ({
  ...OFF,
  microphone: "on",
  camera: "on",
  preview: ownStream(),
  microphones: [
    { id: "m1", label: "Eingebautes Mikrofon" },
    { id: "m2", label: "Headset" },
  ],
  cameras: [{ id: "c1", label: "FaceTime HD-Kamera (integriert, 05ac:8514)" }],
  speakers: [{ id: "s1", label: "Lautsprecher" }],
  microphoneId: "m1",
  cameraId: "c1",
});

export function fakeMedia(view: LocalMediaView): LocalMedia {
  const source = createSource(view);
  return {
    view: source,
    start: async () => {
      if (source.get().camera === "off") source.set(devicesOn());
    },
    setMicrophone: done,
    setCamera: done,
    chooseMicrophone: done,
    chooseCamera: done,
    chooseSpeaker: nothing,
    startScreen: async () => false,
    stopScreen: nothing,
    level: () => 0.42,
    stop: nothing,
  };
}

export const CHAT: readonly ChatMessage[] = [
  { key: "1", from: "peer", text: "Guten Tag, hören Sie mich gut?", at: 1_790_000_000_000, delivered: true },
  { key: "2", from: "self", text: "Ja, sehr gut. Danke.", at: 1_790_000_030_000, delivered: true },
  {
    key: "3",
    from: "self",
    text: "Hier ist die Adresse, von der ich sprach: Lindengasse 12, zweiter Stock",
    at: 1_790_000_060_000,
    delivered: false,
  },
];

export function peer(part: Partial<PeerView> = {}): PeerView {
  return {
    id: "p1",
    name: "Praxis Dr. Sommer",
    connection: "live",
    stream: personStream(),
    screen: null,
    microphone: true,
    camera: true,
    path: "direct",
    relay: { isAvailable: true, isMissing: false, hidesSelf: false, hidesPeer: false },
    quality: 4,
    peerQuality: 3,
    held: { self: false, peer: false },
    verification: { status: "compared", comparedAt: null, words: [3, 77, 140, 255], digits: "0413 276 915" },
    chat: [],
    liveSince: Date.now() - 23 * MINUTE,
    ...part,
  };
}

export const NEW_DEVICE: PeerView["verification"] = {
  status: "new",
  comparedAt: null,
  words: [3, 77, 140, 255],
  digits: "0413 276 915",
};

export const CONSENT: Consent = {
  version: CONSENT_VERSION,
  language: "de",
  by: "self",
  givenAt: 1_790_000_000_000,
  withdrawnAt: null,
};

export function guestSession(part: Partial<GuestView>, consent: Consent | null = CONSENT): GuestSession {
  const view: GuestView = {
    phase: "waiting",
    notice: null,
    practice: { name: "Praxis Dr. Sommer", phone: "0732 123456", logo: null },
    host: null,
    knockAgainAt: null,
    ended: null,
    ...part,
  };
  return {
    view: createSource(view),
    counters: createSource({}),
    hideAddress: nothing,
    showAddress: nothing,
    knock: nothing,
    knockAgain: nothing,
    leave: nothing,
    consent: createSource(consent),
    withdraw: nothing,
    isWithdrawalHeard: createSource<boolean | null>(null),
    restart: nothing,
    remember: done,
    remembered: createSource(false),
    verify: nothing,
    sendChat: () => true,
  };
}

export const WAITING: readonly WaitingGuest[] = [
  {
    id: "g1",
    name: "Anna Berger",
    phase: "waiting",
    since: Date.now() - 2 * MINUTE,
    device: "new",
    told: false,
    linkId: "l1",
  },
  {
    id: "g2",
    name: "M. K.",
    phase: "waiting",
    since: Date.now() - 20_000,
    device: "known",
    told: true,
    linkId: "l2",
  },
  {
    id: "g3",
    name: "Unbekannt",
    phase: "declined",
    since: Date.now() - 5 * MINUTE,
    device: "new",
    told: false,
    linkId: "l1",
  },
];

export function hostSession(part: Partial<HostView>): HostSession {
  return {
    view: createSource<HostView>({ relay: "open", rooms: new Map(), callRoom: null, alarm: null, ...part }),
    counters: createSource({}),
    setRooms: nothing,
    setPractice: nothing,
    claim: nothing,
    admit: nothing,
    decline: nothing,
    tellSoon: nothing,
    sendBack: nothing,
    remove: nothing,
    endForAll: nothing,
    dismissAlarm: nothing,
    close: nothing,
    verify: nothing,
    sendChat: () => true,
  };
}
