// What travels inside sealed frames between host and guest (docs/protocol.md, "Sealed channel").
// The bytes of each body are written and read in src/e2ee/body.ts.

import type { ConsentBy, ConsentLanguage } from "./consent.ts";

export type Role = "host" | "guest";
export type Lane = "sig" | "ctl" | "face";
export type IceHealth = "none" | "connected" | "disconnected" | "failed";
export type MediaPath = "unknown" | "direct" | "relayed";
/** 0 unknown, 1 unusable, 2 weak, 3 fair, 4 good. */
export type QualityLevel = 0 | 1 | 2 | 3 | 4;

export type StateBody =
  | { readonly type: "state"; readonly state: "waiting"; readonly practice: string; readonly phone: string }
  | {
      readonly type: "state";
      readonly state: "admitted" | "denied" | "removed" | "busy" | "moved" | "soon" | "occupied";
    }
  | { readonly type: "state"; readonly state: "ended"; readonly elsewhere: boolean };

export type SdpBody = {
  readonly type: "sdp";
  readonly kind: "offer" | "answer" | "new-offer";
  readonly neg: number;
  readonly re: number;
  readonly sdp: string;
};

export type IceBody = {
  readonly type: "ice";
  readonly ufrag: string;
  readonly mid: string;
  /** Candidate lines; none means the end of candidates. */
  readonly candidates: readonly string[];
};

type ResumeBody = {
  readonly type: "resume";
  readonly ice: IceHealth;
  readonly wantsRestart: boolean;
  readonly wantsTurn: boolean;
};

export type MediaBody = {
  readonly type: "media";
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** The line is too weak for picture and sound: no picture is sent for now. */
  readonly held: boolean;
  readonly path: MediaPath;
  readonly quality: QualityLevel;
};

type BindBody = {
  readonly type: "bind";
  readonly role: Role;
  readonly local: Uint8Array<ArrayBuffer>;
  readonly remote: Uint8Array<ArrayBuffer>;
};

export type ChatBody =
  | { readonly type: "chat"; readonly kind: "text"; readonly id: number; readonly text: string }
  | { readonly type: "chat"; readonly kind: "received"; readonly id: number };

type LogoFormat = "png" | "webp";

/** The practice's picture, at most LOGO_MAX bytes and LOGO_SIDE pixels; never a format that can hold code. */
export type PracticeLogo = {
  readonly type: LogoFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

export type LogoBody = {
  readonly type: "logo";
  /** From 0; all parts of a picture have the same `parts` and `format`. */
  readonly part: number;
  readonly parts: number;
  readonly format: LogoFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** A version of a consent's wording: its date and 16 digits of its hash. It becomes a line of a receipt: no other text. */
export const CONSENT_VERSION_FORM = /^\d{4}-\d\d-\d\d\.[0-9a-f]{16}$/;

/** What a guest has agreed to, or has taken back. Peers from before it pass it over. */
export type ConsentBody = {
  readonly type: "consent";
  readonly by: ConsentBy;
  readonly language: ConsentLanguage;
  /** Unix ms by the guest's clock. */
  readonly givenAt: number;
  /** Null while it stands. */
  readonly withdrawnAt: number | null;
  /** Of the wording; one that this page does not know is kept as it is. */
  readonly version: string;
};

/** One credential of the TURN servers, for the guest alone. */
export type TurnBody = {
  readonly type: "turn";
  /** Until when it is good, Unix ms. */
  readonly expiry: number;
  readonly username: string;
  readonly credential: string;
  /** Each in the form of turn.ts, at most TURN_URLS of them. */
  readonly urls: readonly string[];
};

export type SealedBody =
  | { readonly type: "ack" }
  | StateBody
  | SdpBody
  | IceBody
  | ResumeBody
  | MediaBody
  | BindBody
  | { readonly type: "sas"; readonly match: boolean }
  | { readonly type: "bye"; readonly returns: boolean }
  | { readonly type: "alive"; readonly answer: boolean }
  | ChatBody
  | LogoBody
  | TurnBody
  | ConsentBody;

/** Numbers on the wire. 2, 9 to 11, 14 and 16 are reserved; from 128 on, those that a peer does not know are ignored. */
export const FRAME_TYPE = {
  ack: 0,
  state: 1,
  sdp: 3,
  ice: 4,
  resume: 5,
  media: 6,
  bind: 7,
  sas: 8,
  bye: 12,
  alive: 13,
  chat: 15,
  logo: 17,
  turn: 18,
  consent: 128,
} as const satisfies Record<SealedBody["type"], number>;

/** The lane on which each type is accepted; on the other one it is dropped and counted. */
export const LANE_OF = {
  ack: "sig",
  state: "sig",
  sdp: "sig",
  ice: "sig",
  resume: "sig",
  media: "sig",
  bind: "ctl",
  sas: "sig",
  bye: "sig",
  alive: "sig",
  chat: "ctl",
  logo: "face",
  turn: "sig",
  consent: "sig",
} as const satisfies Record<SealedBody["type"], Lane>;
