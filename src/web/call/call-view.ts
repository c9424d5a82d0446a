// What the screens see of a call: plain data, replaced as a whole on every change.
import type { ConsentBy, ConsentLanguage } from "../../protocol/consent.ts";
import type { ErrorCode, FatalCode } from "../../protocol/errors.ts";
import type { MediaPath, PracticeLogo, QualityLevel, TurnBody } from "../../protocol/sealed.ts";

export interface ChatMessage {
  readonly key: string;
  readonly from: "self" | "peer";
  readonly text: string;
  readonly at: number;
  /** Own messages only: the other device has confirmed it. */
  readonly delivered: boolean;
}

/**
 * How far the keys of this peer are known.
 * `new`: never compared, the words may be offered. `later`: the person postponed it in this call.
 * `compared`: compared in this call. `known`: pinned, compared on `comparedAt` in an earlier call.
 */
export interface Verification {
  readonly status: "new" | "later" | "compared" | "known";
  readonly comparedAt: number | null;
  /** Indices into the word list of src/e2ee/words.ts. */
  readonly words: readonly [number, number, number, number];
  /** The same 32 bits as ten digits, grouped 4-3-3. */
  readonly digits: string;
}

/** A credential of the instance's TURN servers, good until `expiry` (Unix ms). */
export type TurnCredential = Omit<TurnBody, "type">;

/** TURN credentials of the therapist's account that nobody has used yet. */
export interface TurnPool {
  /** One that still lasts, and that will not be given again; null: there is none. */
  take(now: number): TurnCredential | null;
}

/** What a call knows of its relay (a TURN server), and who hides behind it. */
export interface RelayView {
  /** This side has a relay to use where no direct way exists. */
  readonly isAvailable: boolean;
  /** Only a relay may be used, and none has answered (E_NO_RELAY). */
  readonly isMissing: boolean;
  /** The other side does not learn the network address of this one. */
  readonly hidesSelf: boolean;
  /** This side does not learn the network address of the other one. */
  readonly hidesPeer: boolean;
}

/** The other person in a call, as this side sees them. */
export interface PeerView {
  readonly id: string;
  /** The guest's name, or the practice's name; may be empty. */
  readonly name: string;
  /** `checking`: connected, but the certificates are not yet bound to the handshake; no picture is shown. */
  readonly connection: "connecting" | "checking" | "live" | "reconnecting" | "away";
  /** Camera and microphone of the peer; null until the certificates are verified. */
  readonly stream: MediaStream | null;
  /** The peer's shared screen, while it is shared. */
  readonly screen: MediaStream | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  /** Relayed if either side says so: only the one that uses a relay is sure to see it. */
  readonly path: MediaPath;
  readonly relay: RelayView;
  /** Quality of what arrives here, and of what arrives at the peer. */
  readonly quality: QualityLevel;
  readonly peerQuality: QualityLevel;
  /** Whose picture is held back by a weak line, so that the sound gets through. */
  readonly held: { readonly self: boolean; readonly peer: boolean };
  readonly verification: Verification;
  readonly chat: readonly ChatMessage[];
  readonly liveSince: number | null;
}

/** What a person agreed to in the lobby: which wording, who, when. */
export interface Consent {
  readonly version: string;
  readonly language: ConsentLanguage;
  readonly by: ConsentBy;
  /** Unix ms, by the clock of the person's device. */
  readonly givenAt: number;
  /** Null while it stands. */
  readonly withdrawnAt: number | null;
}

/** A consent as the therapist's page hears of it. */
export interface ToldConsent extends Consent {
  /** The device that told it, and proved by its key that it did. */
  readonly idPk: string;
  /** As the person called itself at the knock. */
  readonly name: string;
  /** The therapist had let this person in. A withdrawal is told by whoever waits, too. */
  readonly isAdmitted: boolean;
}

export type EndReason =
  | "over" // the therapist ended the call for all
  | "left" // this person left
  | "removed" // the therapist ended it for this guest
  | "elsewhere" // continued on another device or in another tab
  | "timeout" // no way back within the re-entry time
  | "security" // a fatal code, see `code`
  | "browser"; // the relay refuses this page (origin or version), or the browser cannot make the keys

/** Who is inviting, as the guest knows it: told while waiting, or remembered from an earlier visit. */
export interface PracticeView {
  readonly name: string;
  readonly phone: string;
  /** Address of the picture in this page's memory; null: none has come. */
  readonly logo: string | null;
}

export interface GuestView {
  readonly phase:
    | "lobby"
    | "knocking"
    | "waiting"
    | "declined"
    | "connecting"
    | "live"
    | "reconnecting"
    | "ended";
  /**
   * Something to tell while knocking or waiting.
   * `not-there`: nobody answers yet. `false-host`: somebody without the link's key answered.
   * `offline`: the relay cannot be reached; tried again by itself. `busy`: the practice has too many knocks.
   * `paused`: the tries are used up, a press goes on. `soon`: "ich bin gleich da". `sent-back`: back to waiting.
   * `occupied`: a call with somebody else is on in this room; the knock has arrived and is kept.
   */
  readonly notice:
    | "not-there"
    | "false-host"
    | "offline"
    | "busy"
    | "paused"
    | "soon"
    | "sent-back"
    | "occupied"
    | null;
  readonly practice: PracticeView | null;
  readonly host: PeerView | null;
  /** In `declined`: from when knocking again is possible (Unix ms). */
  readonly knockAgainAt: number | null;
  readonly ended: { readonly reason: EndReason; readonly code: FatalCode | null } | null;
}

export interface WaitingGuest {
  readonly id: string;
  readonly name: string;
  readonly phase: "waiting" | "declined";
  readonly since: number;
  /** `new`: this device was never compared in this room. */
  readonly device: "new" | "known";
  readonly told: boolean; // was told "ich bin gleich da"
  /** The link that this guest came by. */
  readonly linkId: string;
}

export interface HostRoomView {
  readonly id: string;
  /** This page answers knocks of this room now. */
  readonly answering: boolean;
  /** Another device or tab answers; a press takes over ("continue here"). */
  readonly elsewhere: boolean;
  /** Many knocks were never completed: somebody may be misusing the link. */
  readonly misuse: boolean;
  readonly waiting: readonly WaitingGuest[];
  /** People admitted to this room's call. */
  readonly peers: readonly PeerView[];
}

export interface HostView {
  readonly relay: "connecting" | "open" | "lost" | "refused";
  readonly rooms: ReadonlyMap<string, HostRoomView>;
  /** The room whose call is on, if any. */
  readonly callRoom: string | null;
  /** The last peer that ended by a fatal code; the screen says so until dismissed. */
  readonly alarm: { readonly roomId: string; readonly name: string; readonly code: FatalCode } | null;
}

export interface LocalMediaView {
  /** `off`: not asked yet or released. `denied` etc.: why there is no device. */
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  readonly sharing: boolean;
  /** Own camera picture for the mirror view, without sound. */
  readonly preview: MediaStream | null;
  readonly screenPreview: MediaStream | null;
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  /** Empty where the browser cannot choose. */
  readonly speakers: readonly DeviceChoice[];
  /** Another microphone stands in for the chosen one, which is gone and taken again when it comes back. */
  readonly standsIn: boolean;
  readonly microphoneId: string | null;
  readonly cameraId: string | null;
  readonly speakerId: string | null;
}

/** `on`, `muted` and `silenced` have a device, the last one gives nothing: the system holds it. Others say why not. */
export type DeviceState =
  | "off"
  | "asking"
  | "on"
  | "muted"
  | "silenced"
  | "denied"
  | "missing"
  | "in-use"
  | "failed"
  | "lost";

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

/** A value that changes: read it, or be told. */
export interface Observable<T> {
  readonly get: () => T;
  /** Calls back after each change; returns the function that stops it. */
  readonly subscribe: (listener: (value: T) => void) => () => void;
}

export interface LocalMedia {
  readonly view: Observable<LocalMediaView>;
  /** Asks for devices; never throws, the view says what came of it. */
  start(want: { readonly microphone: boolean; readonly camera: boolean }): Promise<void>;
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  chooseMicrophone(id: string): Promise<void>;
  chooseCamera(id: string): Promise<void>;
  chooseSpeaker(id: string): void;
  /** Asks for a screen; false if the person declined or the browser cannot. */
  startScreen(): Promise<boolean>;
  stopScreen(): void;
  /** Loudness of the own microphone now, 0 to 1. */
  level(): number;
  stop(): void;
}

/** How often something was refused since the page was loaded, by code. */
export type Counters = Readonly<Partial<Record<ErrorCode, number>>>;

/** What a person does to one peer in a call; the same on both sides. */
export interface PeerActions {
  /** `true`: all four words match. `false`: no match, which ends this leg. `null`: later. */
  verify(peerId: string, match: boolean | null): void;
  /** Sends a line over the data channel; false if it is empty, too long or no call is live. */
  sendChat(peerId: string, text: string): boolean;
}

export interface GuestSession extends PeerActions {
  readonly view: Observable<GuestView>;
  readonly counters: Observable<Counters>;
  /** From the next knock on this side uses a relay alone, so that the practice does not learn its address. */
  hideAddress(on: boolean): void;
  /** Gives that up, also in the call that is on: where no relay answers. What the room demands stays. */
  showAddress(): void;
  /** Nobody knocks without having agreed. */
  knock(name: string, consent: Consent): void;
  knockAgain(): void;
  /** What was agreed to or taken back in this page, or is remembered by this device. */
  readonly consent: Observable<Consent | null>;
  /** Takes the consent back: the therapist is told if there is a channel, then this side leaves. */
  withdraw(): void;
  /** Whether the therapist's page has acknowledged that; null: not yet, or nothing was taken back. */
  readonly isWithdrawalHeard: Observable<boolean | null>;
  /** Hangs up or stops waiting; nothing happens by itself afterwards. */
  leave(): void;
  /** After `ended` with `over`, `left` or `timeout`: knocks with the same name, if the consent stands. */
  restart(): void;
  /** "Dieses Gerät merken": keep link, device key and pins in this browser, or forget them. */
  remember(on: boolean): Promise<void>;
  readonly remembered: Observable<boolean>;
}

export interface HostLinkInput {
  readonly id: string;
  /** 32 bytes from which the link follows; never another for the same id. */
  readonly seed: Uint8Array<ArrayBuffer>;
  /** First knocks by this link are answered until then (Unix ms), and in a window of the room. */
  readonly until: number;
}

export interface HostRoomInput {
  readonly id: string;
  /** Every link that still leads here, the one that is offered first. */
  readonly links: readonly HostLinkInput[];
  /** When first knocks are answered (Unix ms). The end of a window ends nothing. */
  readonly windows: readonly { readonly from: number; readonly until: number }[];
  readonly pins: readonly { readonly idPk: string; readonly verifiedAt: number }[];
  /** Both sides use a relay alone: neither learns the other's network address. */
  readonly hidesAddresses: boolean;
}

/** What guests are sent while they wait. */
export interface PracticeFace {
  readonly name: string;
  readonly phone: string;
  readonly logo: PracticeLogo | null;
}

export interface HostSession extends PeerActions {
  readonly view: Observable<HostView>;
  readonly counters: Observable<Counters>;
  /** Replaces the set of rooms; rooms that disappear are ended. Called at load and after each edit. */
  setRooms(rooms: readonly HostRoomInput[]): void;
  setPractice(practice: PracticeFace): void;
  /** "Jetzt öffnen" and "hier weitermachen": this page answers the room from now on. */
  claim(roomId: string): void;
  admit(roomId: string, guestId: string): void;
  decline(roomId: string, guestId: string): void;
  tellSoon(roomId: string, guestId: string): void;
  sendBack(peerId: string): void;
  /** Ends the call with one peer (`removed`). */
  remove(peerId: string): void;
  endForAll(): void;
  dismissAlarm(): void;
  close(): void;
}
