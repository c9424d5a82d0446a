import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import type { PracticeLogo } from "../../src/protocol/sealed.ts";
import type { HostRoomView, HostView } from "../../src/web/call/call-view.ts";
import { zoneHere } from "../../src/web/practice/appointments.ts";
import { addDays, dateOf, weekOf } from "../../src/web/practice/calendar.ts";
import type { MailDesk, MailThread } from "../../src/web/practice/mails.ts";
import type { PracticeRooms } from "../../src/web/practice/practice-rooms.ts";
import type { Appointment, Room, RoomLink } from "../../src/web/practice/room-store.ts";
import { type AccountSlot, DeskApp } from "../../src/web/screens/desk/desk-app.tsx";
import { CONSENT, devicesOn, fakeMedia, hostSession, NEW_DEVICE, OFF, peer, WAITING } from "./fake-call.ts";
import { logoAddress } from "./fake-pictures.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const nothing = (): void => {};
const done = async (): Promise<void> => {};

function link(id: string, days: number, part: Partial<RoomLink> = {}): RoomLink {
  const seed = new Uint8Array(32).fill(7);
  const until = Date.now() + days * DAY;
  return { id, seed, createdAt: until - 30 * DAY, state: "current", until, ...part };
}

function room(id: string, label: string, part: Partial<Room> = {}): Room {
  const createdAt = 1_785_000_000_000;
  return {
    id,
    label,
    kind: "single",
    createdAt,
    links: [link("l1", 21)],
    openUntil: null,
    pins: [],
    consents: [],
    paperConsent: null,
    hidesAddresses: false,
    ...part,
  };
}

const ROOMS: readonly Room[] = [
  room("r1", "MaMu99", {
    pins: [{ idPk: "x", verifiedAt: 1_789_000_000_000 }],
    consents: [
      { ...CONSENT, id: "c1", idPk: "x", name: "Mara Muster" },
      { ...CONSENT, id: "c2", idPk: "y", name: "M. Muster", by: "custody", givenAt: 1_789_000_000_000 },
    ],
  }),
  room("r2", "Paar B.", {
    kind: "couple",
    openUntil: Date.now() + 2 * HOUR,
    links: [link("l3", 3), link("l2", 9, { state: "routine" })],
  }),
  room("r3", "LeHo04", { links: [link("l4", -2)] }),
  room("r4", "Gruppe Dienstag", {
    kind: "group",
    consents: [{ ...CONSENT, id: "c3", idPk: "z", name: "Lea Holm", withdrawnAt: 1_790_100_000_000 }],
  }),
];

const TODAY = dateOf(Date.now());

function appointment(id: string, at: string, part: Partial<Appointment> = {}): Appointment {
  return {
    id,
    roomId: "r1",
    at,
    timeZone: zoneHere(),
    duration: 50,
    repeats: "weekly",
    lastDate: null,
    skipped: [],
    reminder: null,
    note: "",
    ...part,
  };
}

const WEEK = weekOf(TODAY).slice(0, 5);
const APPOINTMENTS: readonly Appointment[] = [
  appointment("a0", `${TODAY}T11:00`, { roomId: "r3", repeats: "once" }),
  appointment("a1", `${addDays(TODAY, -14)}T14:00`, { reminder: 15 }),
  appointment("a2", `${addDays(TODAY, -7)}T15:00`, {
    roomId: "r2",
    duration: 80,
    lastDate: addDays(TODAY, 70),
    reminder: 10,
    note: "Fragebogen von letzter Woche mitnehmen",
  }),
  appointment("a3", `${TODAY}T15:45`, { roomId: "r3", repeats: "once" }),
  appointment("a4", `${TODAY}T18:30`, { roomId: "r4", repeats: "once", duration: 90 }),
  ...WEEK.filter((date) => date !== TODAY).flatMap((date, index) => [
    appointment(`b${index}`, `${date}T09:00`, { repeats: "once", roomId: index % 2 === 0 ? "r1" : "r3" }),
    appointment(`c${index}`, `${date}T${13 + index}:30`, { repeats: "once", roomId: "r2", duration: 80 }),
  ]),
];

const roomView = (id: string, part: Partial<HostRoomView> = {}): [string, HostRoomView] => [
  id,
  { id, answering: true, elsewhere: false, misuse: false, waiting: [], peers: [], ...part },
];

function threads(): readonly MailThread[] {
  const now = Date.now();
  return [
    {
      id: "m1",
      recipient: "anna.berger@example.org",
      at: now + 2 * DAY,
      steps: [
        { kind: "appointment", sendAt: now - HOUR, state: "sent", reason: null },
        { kind: "reminder", sendAt: now + DAY, state: "waiting", reason: null },
      ],
    },
    {
      id: "m2",
      recipient: "mk@example.org",
      at: now + 3 * DAY,
      steps: [{ kind: "appointment", sendAt: now - MINUTE, state: "waiting", reason: "server-down" }],
    },
    {
      id: "m3",
      recipient: null,
      at: now - DAY,
      steps: [{ kind: "appointment", sendAt: now - 3 * DAY, state: "failed", reason: "address-refused" }],
    },
  ];
}

const MAILS: MailDesk = {
  send: async () => ({ ok: true }),
  list: async () => ({ ok: true, threads: threads() }),
  cancel: async () => ({ ok: true }),
};

interface Desk {
  readonly rooms?: readonly Room[];
  readonly appointments?: readonly Appointment[];
  readonly view?: Partial<HostView>;
  readonly account?: AccountSlot;
  readonly mails?: MailDesk;
  readonly logo?: PracticeLogo;
}

/** As kept after a file was chosen. */
const drawnLogo = (): PracticeLogo => ({
  type: "png",
  bytes: Uint8Array.from(atob(logoAddress().split(",")[1] ?? ""), (char) => char.charCodeAt(0)),
});

function desk({
  rooms = ROOMS,
  appointments = APPOINTMENTS,
  view = {},
  account,
  mails,
  logo,
}: Desk = {}): ComponentChild {
  const practice: PracticeRooms = {
    data: signal({
      rooms,
      appointments,
      settings: {
        name: "Praxis Dr. Sommer",
        phone: "0732 123456",
        savedAt: null,
        logo: logo ?? null,
        hidesAddresses: false,
      },
    }),
    create: async () => "new",
    edit: done,
    open: done,
    close: done,
    renew: done,
    arm: done,
    end: done,
    pin: done,
    takeConsent: done,
    addAppointment: async () => "new",
    editAppointment: done,
    endAppointment: done,
    saveSettings: done,
    merge: async () => 0,
  };
  return (
    <DeskApp
      session={hostSession({ rooms: new Map(rooms.map(({ id }) => roomView(id))), ...view })}
      media={fakeMedia(view.callRoom === undefined ? OFF : devicesOn())}
      practice={practice}
      {...(account === undefined ? {} : { account })}
      {...(mails === undefined ? {} : { mails })}
      onLanguage={nothing}
    />
  );
}

/** The desk of somebody who is signed in. */
export const deskWithAccount = (account: AccountSlot): ComponentChild => desk({ account, mails: MAILS });

function inCall(minutes: number): Partial<HostView> {
  const liveSince = Date.now() - minutes * MINUTE;
  return {
    callRoom: "r1",
    rooms: new Map([
      roomView("r1", { peers: [peer({ name: "Anna Berger", verification: NEW_DEVICE, liveSince })] }),
      roomView("r2", { waiting: WAITING.slice(1, 2) }),
    ]),
  };
}

/** One appointment with a beginning so many minutes from now. */
const around = (minutes: number, part: Partial<Appointment> = {}): Appointment => {
  const start = Date.now() + minutes * MINUTE;
  const wall = new Date(start - new Date(start).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
  return appointment("n", wall, { repeats: "once", ...part });
};

const waitingIn = (id: string, waiting: HostRoomView["waiting"]): Partial<HostView> => ({
  rooms: new Map([...ROOMS.map((one) => roomView(one.id)), roomView(id, { waiting })]),
});

export const DESK: Readonly<Record<string, () => ComponentChild>> = {
  "desk-empty": () => desk({ rooms: [], appointments: [] }),
  "desk-today": () => desk({ view: waitingIn("r1", WAITING.slice(0, 1)) }),
  "desk-today-none": () => desk({ appointments: [] }),
  "desk-reminder": () => desk({ appointments: [around(8, { reminder: 15 })] }),
  "desk-trouble": () =>
    desk({
      view: {
        relay: "lost",
        rooms: new Map([
          roomView("r1", { waiting: WAITING }),
          roomView("r2", { answering: false, elsewhere: true }),
          roomView("r3", { misuse: true }),
        ]),
      },
    }),
  "desk-alarm": () => desk({ view: { alarm: { roomId: "r1", name: "Anna Berger", code: "E_FPRINT" } } }),
  "desk-check": () => desk(),
  "desk-rooms": () => desk(),
  "desk-rooms-new": () => desk(),
  "desk-rooms-account": () => desk({ mails: MAILS }),
  "desk-rooms-edit": () => desk(),
  "desk-share": () => desk(),
  "desk-consent": () => desk(),
  "desk-renew": () => desk(),
  "desk-end": () => desk(),
  "desk-week": () => desk(),
  "desk-week-empty": () => desk({ appointments: APPOINTMENTS.filter(({ repeats }) => repeats === "once") }),
  "desk-day": () => desk(),
  "desk-new": () => desk(),
  "desk-new-tried": () => desk(),
  "desk-new-clash": () => desk(),
  "desk-entry": () => desk({ mails: MAILS }),
  "desk-entry-edit": () => desk(),
  "desk-entry-skip": () => desk({ mails: MAILS }),
  "desk-entry-file": () => desk(),
  "desk-file": () => desk(),
  "desk-mail": () => desk({ mails: MAILS }),
  "desk-mail-tried": () => desk({ mails: MAILS }),
  "desk-mails": () => desk({ mails: MAILS }),
  "desk-mails-tell": () => desk({ mails: MAILS }),
  "desk-settings": () => desk(),
  "desk-logo": () => desk({ logo: drawnLogo() }),
  "desk-export": () => desk(),
  "desk-import": () => desk(),
  "desk-help": () => desk(),
  "desk-call": () => desk({ appointments: [], view: inCall(23) }),
  "desk-call-over": () =>
    desk({
      appointments: [around(-55), around(10, { roomId: "r2", reminder: 15, id: "m" })],
      view: inCall(54),
    }),
  "desk-call-more": () => desk({ appointments: [], view: inCall(23) }),
};
