import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import type { GuestView, HostRoomView, HostView } from "../../src/web/call/call-view.ts";
import type { PracticeRooms } from "../../src/web/practice/practice-rooms.ts";
import type { Room } from "../../src/web/practice/room-store.ts";
import { After } from "../../src/web/screens/after.tsx";
import { CallScreen } from "../../src/web/screens/call/call-screen.tsx";
import { type AccountSlot, DeskApp } from "../../src/web/screens/desk/desk-app.tsx";
import { GuestApp } from "../../src/web/screens/guest-app.tsx";
import { Problem, type ProblemKind } from "../../src/web/screens/problem.tsx";
import { RememberedRooms } from "../../src/web/screens/remembered-rooms.tsx";
import { accountScenes } from "./account-scenes.tsx";
import {
  CHAT,
  devicesOn,
  fakeMedia,
  guestSession,
  hostSession,
  NEW_DEVICE,
  OFF,
  peer,
  WAITING,
} from "./fake-call.ts";
import { logoAddress, screenStream } from "./fake-pictures.ts";

const HOUR = 3_600_000;
const nothing = (): void => {};

function lobby(view = OFF): ComponentChild {
  return (
    <GuestApp
      media={fakeMedia(view)}
      loadCall={() => new Promise(nothing)}
      remembered={false}
      rejoin={null}
      onLanguage={nothing}
    />
  );
}

/** The client's page after the knock, in one state. */
function guest(part: Partial<GuestView>, media = devicesOn()): ComponentChild {
  const session = guestSession(part);
  return (
    <GuestApp
      media={fakeMedia(media)}
      loadCall={async () => ({ session, CallScreen })}
      remembered={false}
      rejoin={{ name: "Anna Berger", camera: false, microphone: false }}
      onLanguage={nothing}
    />
  );
}

const call = (part: Parameters<typeof peer>[0] = {}, media = devicesOn()): ComponentChild =>
  guest({ phase: "live", host: peer(part) }, media);

const after = (ended: NonNullable<GuestView["ended"]>): ComponentChild => (
  <After
    ended={ended}
    phone="0732 123456"
    consent={{ name: "Anna Berger", at: 1_790_000_000_000 }}
    onAgain={nothing}
    onLanguage={nothing}
  />
);

const PRACTICE = { name: "Praxis Dr. Sommer", phone: "0732 123456" };

const remembered = (count: number): ComponentChild => (
  <RememberedRooms
    rooms={[
      { id: "a", usedAt: 1_790_000_000_000, practice: PRACTICE },
      { id: "b", usedAt: 1_789_000_000_000, practice: null },
      {
        id: "c",
        usedAt: 1_787_000_000_000,
        practice: { name: "Psychotherapeutische Gemeinschaftspraxis am Botanischen Garten", phone: "" },
      },
    ].slice(0, count)}
    onOpen={nothing}
    onForget={async () => {}}
    onLanguage={nothing}
  />
);

const problem = (kind: ProblemKind): ComponentChild => <Problem kind={kind} onLanguage={nothing} />;

function room(id: string, label: string, part: Partial<Room> = {}): Room {
  const createdAt = 1_785_000_000_000;
  const seed = new Uint8Array(32).fill(7);
  return { id, label, createdAt, seed, linkRenewedAt: null, openUntil: null, pins: [], ...part };
}

const ROOMS: readonly Room[] = [
  room("r1", "MaMu99", {
    openUntil: Date.now() + HOUR,
    pins: [{ idPk: "x", verifiedAt: 1_789_000_000_000 }],
  }),
  room("r2", "Paar B.", { openUntil: Date.now() + 2 * HOUR }),
  room("r3", "LeHo04", { linkRenewedAt: 1_788_000_000_000 }),
];

const roomView = (id: string, part: Partial<HostRoomView> = {}): [string, HostRoomView] => [
  id,
  { id, answering: true, elsewhere: false, misuse: false, waiting: [], peers: [], ...part },
];

function desk(rooms: readonly Room[], part: Partial<HostView> = {}, account?: AccountSlot): ComponentChild {
  const done = async (): Promise<void> => {};
  const practice: PracticeRooms = {
    data: signal({ rooms, settings: { name: "Praxis Dr. Sommer", phone: "0732 123456", savedAt: null } }),
    create: async () => "new",
    rename: done,
    open: done,
    close: done,
    renew: done,
    end: done,
    pin: done,
    saveSettings: done,
    merge: async () => 0,
  };
  return (
    <DeskApp
      session={hostSession({ rooms: new Map(rooms.map(({ id }) => roomView(id))), ...part })}
      media={fakeMedia(part.callRoom === undefined ? OFF : devicesOn())}
      practice={practice}
      {...(account === undefined ? {} : { account })}
      onLanguage={nothing}
    />
  );
}

const IN_CALL: Partial<HostView> = {
  callRoom: "r1",
  rooms: new Map([
    roomView("r1", { peers: [peer({ name: "Anna Berger", verification: NEW_DEVICE })] }),
    roomView("r2", { waiting: WAITING.slice(1, 2) }),
  ]),
};

const WITHOUT_CAMERA = { ...OFF, camera: "denied", microphone: "on" } as const;

export const DRAW: Readonly<Record<string, () => ComponentChild>> = {
  lobby: () => lobby(),
  "lobby-tried": () => lobby(),
  "lobby-checked": () => lobby(devicesOn()),
  "lobby-denied": () => lobby({ ...OFF, camera: "denied", microphone: "denied" }),
  "lobby-missing": () => lobby({ ...devicesOn(), camera: "missing", preview: null }),
  waiting: () => guest({}),
  "waiting-logo": () => guest({ practice: { ...PRACTICE, logo: logoAddress() } }),
  "waiting-knocking": () => guest({ phase: "knocking", practice: null }),
  "waiting-not-there": () => guest({ phase: "knocking", notice: "not-there", practice: null }),
  "waiting-soon": () => guest({ notice: "soon" }),
  "waiting-sent-back": () => guest({ notice: "sent-back" }),
  "waiting-false-host": () => guest({ phase: "knocking", notice: "false-host", practice: null }),
  "waiting-offline": () => guest({ phase: "knocking", notice: "offline" }),
  "waiting-busy": () => guest({ phase: "knocking", notice: "busy" }),
  "waiting-paused": () => guest({ phase: "knocking", notice: "paused" }),
  "waiting-declined": () => guest({ phase: "declined", knockAgainAt: Date.now() + 25_000 }),
  "waiting-connecting": () => guest({ phase: "connecting" }, WITHOUT_CAMERA),
  call: () => call(),
  "call-offer": () => call({ verification: NEW_DEVICE }),
  "call-words": () => call({ verification: NEW_DEVICE }),
  "call-digits": () => call({ verification: NEW_DEVICE }),
  "call-mismatch": () => call({ verification: NEW_DEVICE }),
  "call-truth": () =>
    call({
      path: "relayed",
      verification: { ...NEW_DEVICE, status: "known", comparedAt: 1_789_000_000_000 },
    }),
  "call-weak": () => call({ quality: 2, verification: { ...NEW_DEVICE, status: "later" } }),
  "call-chat": () => call({ chat: CHAT }),
  "call-more": () => call(),
  "call-camera-off": () =>
    call({ camera: false, microphone: false }, { ...devicesOn(), microphone: "muted" }),
  "call-reconnecting": () => guest({ phase: "reconnecting", host: peer({ connection: "reconnecting" }) }),
  "call-checking": () => call({ connection: "checking", stream: null, path: "unknown" }),
  "call-screen": () => call({ screen: screenStream() }),
  "call-sharing": () => call({}, { ...devicesOn(), sharing: true }),
  "call-lost": () => call({}, { ...devicesOn(), microphone: "lost" }),
  "after-over": () => after({ reason: "over", code: null }),
  "after-removed": () => after({ reason: "removed", code: null }),
  "after-elsewhere": () => after({ reason: "elsewhere", code: null }),
  "after-timeout": () => after({ reason: "timeout", code: null }),
  "after-browser": () => after({ reason: "browser", code: null }),
  "after-security": () => after({ reason: "security", code: "E_SAS_MISMATCH" }),
  "problem-format": () => problem("format"),
  "problem-version": () => problem("version"),
  "problem-missing": () => problem("missing"),
  "remembered-none": () => remembered(0),
  "remembered-one": () => remembered(1),
  "remembered-rooms": () => remembered(3),
  "remembered-forget": () => remembered(2),
  "problem-browser": () => problem("browser"),
  "problem-insecure": () => problem("insecure"),
  "problem-server": () => problem("server"),
  "desk-empty": () => desk([]),
  "desk-today": () => desk(ROOMS, { rooms: new Map([roomView("r1", { waiting: WAITING.slice(0, 1) })]) }),
  "desk-trouble": () =>
    desk(ROOMS, {
      relay: "lost",
      rooms: new Map([
        roomView("r1", { waiting: WAITING }),
        roomView("r2", { answering: false, elsewhere: true }),
        roomView("r3", { misuse: true }),
      ]),
    }),
  "desk-alarm": () => desk(ROOMS, { alarm: { roomId: "r1", name: "Anna Berger", code: "E_FPRINT" } }),
  "desk-check": () => desk(ROOMS),
  "desk-rooms": () => desk(ROOMS),
  "desk-share": () => desk(ROOMS),
  "desk-end": () => desk(ROOMS),
  "desk-settings": () => desk(ROOMS),
  "desk-export": () => desk(ROOMS),
  "desk-import": () => desk(ROOMS),
  "desk-help": () => desk(ROOMS),
  "desk-call": () => desk(ROOMS, IN_CALL),
  "desk-call-more": () => desk(ROOMS, IN_CALL),
  ...accountScenes((slot) => desk(ROOMS, {}, slot)),
};
