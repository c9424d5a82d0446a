import type { ComponentChild } from "preact";
import type { GuestView } from "../../src/web/call/call-view.ts";
import { After } from "../../src/web/screens/after.tsx";
import { CallScreen } from "../../src/web/screens/call/call-screen.tsx";
import { ConsentCare } from "../../src/web/screens/consent-care.tsx";
import { GuestApp } from "../../src/web/screens/guest-app.tsx";
import { Lobby } from "../../src/web/screens/lobby.tsx";
import { Problem, type ProblemKind } from "../../src/web/screens/problem.tsx";
import { RememberedRooms } from "../../src/web/screens/remembered-rooms.tsx";
import { accountScenes } from "./account-scenes.tsx";
import { CHECK_DRAW } from "./check-scenes.tsx";
import { DESK, deskWithAccount } from "./desk-scenes.tsx";
import { CHAT, CONSENT, devicesOn, fakeMedia, guestSession, NEW_DEVICE, OFF, peer } from "./fake-call.ts";
import { logoAddress, screenStream } from "./fake-pictures.ts";

const nothing = (): void => {};

function lobby(view = OFF): ComponentChild {
  return (
    <GuestApp
      media={fakeMedia(view)}
      loadCall={() => new Promise(nothing)}
      remembered={false}
      agreed={null}
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
      agreed={null}
      rejoin={{
        name: "Anna Berger",
        camera: false,
        microphone: false,
        consent: CONSENT,
        hidesAddress: false,
      }}
      onLanguage={nothing}
    />
  );
}

const call = (part: Parameters<typeof peer>[0] = {}, media = devicesOn()): ComponentChild =>
  guest({ phase: "live", host: peer(part) }, media);

const after = (ended: NonNullable<GuestView["ended"]>, consent = CONSENT): ComponentChild => (
  <After
    ended={ended}
    phone="0732 123456"
    care={<ConsentCare consent={consent} name="Anna Berger" isConnected={false} onWithdraw={nothing} />}
    hasWithdrawn={consent.withdrawnAt !== null}
    isHeard={false}
    onAgain={nothing}
    onLobby={nothing}
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

const HIDDEN = { isAvailable: true, isMissing: false, hidesSelf: true, hidesPeer: true };
/** A relay is demanded, by this person or by the room, and none answers. */
const withoutRelay = (hidesPeer: boolean) =>
  peer({
    connection: "connecting",
    stream: null,
    path: "unknown",
    liveSince: null,
    relay: { isAvailable: false, isMissing: true, hidesSelf: true, hidesPeer },
  });
const WITHOUT_CAMERA = { ...OFF, camera: "denied", microphone: "on" } as const;

export const DRAW: Readonly<Record<string, () => ComponentChild>> = {
  lobby: () => lobby(),
  "lobby-tried": () => lobby(),
  "lobby-consent": () => lobby(),
  "lobby-custody": () => lobby(),
  "lobby-agreed": () => (
    <Lobby
      media={fakeMedia(OFF)}
      remembered
      hasFailed={false}
      consent={CONSENT}
      onRemember={nothing}
      hidesAddress
      onHideAddress={nothing}
      onKnock={nothing}
      isWithdrawalHeard={null}
      onWithdraw={nothing}
      onLanguage={nothing}
    />
  ),
  "lobby-address": () => lobby(),
  "waiting-consent": () => guest({}),
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
  "waiting-no-relay": () => guest({ phase: "connecting", host: withoutRelay(false) }),
  "waiting-no-relay-room": () => guest({ phase: "connecting", host: withoutRelay(true) }),
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
  "call-hidden": () => call({ path: "relayed", relay: HIDDEN }),
  "call-no-relay": () => guest({ phase: "reconnecting", host: withoutRelay(false) }),
  "call-weak": () => call({ quality: 2, verification: { ...NEW_DEVICE, status: "later" } }),
  "call-chat": () => call({ chat: CHAT }),
  "call-more": () => call(),
  "call-held-peer": () => call({ held: { self: false, peer: true } }),
  "call-held-self": () => call({ held: { self: true, peer: false } }),
  "call-camera-off": () =>
    call({ camera: false, microphone: false }, { ...devicesOn(), microphone: "muted" }),
  "call-reconnecting": () => guest({ phase: "reconnecting", host: peer({ connection: "reconnecting" }) }),
  "call-checking": () => call({ connection: "checking", stream: null, path: "unknown" }),
  "call-screen": () => call({ screen: screenStream() }),
  "call-sharing": () => call({}, { ...devicesOn(), sharing: true }),
  "call-lost": () => call({}, { ...devicesOn(), microphone: "lost" }),
  "call-silenced": () => call({}, { ...devicesOn(), microphone: "silenced" }),
  "call-stands-in": () => call({}, { ...devicesOn(), standsIn: true }),
  "after-over": () => after({ reason: "over", code: null }),
  "after-removed": () => after({ reason: "removed", code: null }),
  "after-elsewhere": () => after({ reason: "elsewhere", code: null }),
  "after-withdrawn": () =>
    after({ reason: "left", code: null }, { ...CONSENT, withdrawnAt: CONSENT.givenAt + 600_000 }),
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
  ...CHECK_DRAW,
  ...DESK,
  ...accountScenes(deskWithAccount),
};
