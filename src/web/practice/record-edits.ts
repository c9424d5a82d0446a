// What a person does with rooms, appointments and settings, as changes of records.
import { randomBytes, toBase64Url } from "../../e2ee/bytes.ts";
import { createSeed } from "../../e2ee/link.ts";
import { CONSENTS_OF_DEVICE, CONSENTS_OF_ROOM, DAY_MS } from "../../protocol/limits.ts";
import { CONSENT_VERSION_FORM } from "../../protocol/sealed.ts";
import type { ToldConsent } from "../call/call-view.ts";
import { isStanding } from "./consents.ts";
import { LINK_LIFE, ROUTINE_LIFE } from "./link-life.ts";
import {
  consentsOf,
  countingLinks,
  linksOf,
  pinsOf,
  readAppointment,
  SETTINGS_ID,
  SKIP,
} from "./record-view.ts";
import { type Edit, edit, type Records, TOMBSTONE_LIFE, type Writer } from "./records.ts";
import type {
  Appointment,
  KeptConsent,
  PracticeSettings,
  RenewReason,
  RoomEdit,
  RoomKind,
  RoomLink,
} from "./room-store.ts";

const ID_SIZE = 16;

export const newId = (): string => toBase64Url(randomBytes(ID_SIZE));

export type Change = (before: Records, writer: Writer) => Records;

export const putLink = (draft: Edit, room: string, { id, seed, createdAt, state, until }: RoomLink): void => {
  const ends = state === "current" ? null : until;
  draft.put(id, "link", { room, seed: toBase64Url(seed), createdAt, state, until, ends });
};

const freshLink = (now: number): RoomLink => ({
  id: newId(),
  seed: createSeed(),
  createdAt: now,
  state: "current",
  until: now + LINK_LIFE,
});

const isRoom = (draft: Edit, id: string): boolean => draft.get(id)?.type === "room";

/**
 * Removes what belongs to rooms that are gone, which another device may have added meanwhile, and links that ended a
 * year ago. Links that ended lately stay: an old file that comes in must find that they have ended.
 */
function tidy(draft: Edit, before: Records, now: number): void {
  for (const type of ["link", "pin", "consent", "appointment"]) {
    for (const record of draft.all(type)) {
      const room = record.fields.get("room")?.value;
      if (typeof room === "string" && draft.isDeleted(room)) draft.remove(record.id);
    }
  }
  for (const { id, state, until } of linksOf(before, now)) {
    if (state !== "current" && until + TOMBSTONE_LIFE < now) draft.remove(id);
  }
}

/** A change as a function of the records; whatever it does, it leaves them tidy. */
export const changing =
  (change: (draft: Edit, before: Records, now: number) => void): Change =>
  (before, writer) =>
    edit(before, writer, (draft) => {
      change(draft, before, writer.now);
      tidy(draft, before, writer.now);
    });

export const addRoom = (id: string, label: string, kind: RoomKind): Change =>
  changing((draft, _, now) => {
    draft.put(id, "room", { label, kind, createdAt: now });
    putLink(draft, id, freshLink(now));
  });

export const editRoom = (id: string, part: RoomEdit): Change =>
  changing((draft) => {
    if (isRoom(draft, id)) draft.put(id, "room", part);
  });

/** `tidy` takes along what belongs to it. */
export const endRoom = (id: string): Change =>
  changing((draft) => {
    if (isRoom(draft, id)) draft.remove(id);
  });

export const renewLink = (room: string, why: RenewReason): Change =>
  changing((draft, before, now) => {
    if (!isRoom(draft, room)) return;
    const old = linksOf(before, now).filter((link) => link.room === room && link.state !== "leaked");
    for (const link of old) {
      // What a renewal by routine left is on its way out already; a leak ends everything that was passed on.
      if (why === "leaked") draft.put(link.id, "link", { state: "leaked", ends: Math.min(now, link.until) });
      else if (link.state === "current")
        draft.put(link.id, "link", { state: "routine", ends: Math.min(now + ROUTINE_LIFE, link.until) });
    }
    // Clocks of devices differ: the new link is the newest, whatever they say.
    const newest = Math.max(now, ...old.map(({ createdAt }) => createdAt + 1));
    putLink(draft, room, { ...freshLink(now), createdAt: newest });
    if (why === "routine") return;
    for (const pin of pinsOf(before)) {
      if (pin.room === room && pin.removedAt < pin.verifiedAt)
        removePin(draft, pin.record, pin.verifiedAt, now);
    }
  });

export const armLink = (room: string): Change =>
  changing((draft, before, now) => {
    const links = linksOf(before, now).filter((link) => link.room === room);
    const [offered] = countingLinks(links, now);
    if (offered?.state === "current") draft.put(offered.id, "link", { until: now + LINK_LIFE });
  });

function removePin(draft: Edit, record: string, verifiedAt: number, now: number): void {
  draft.put(record, "pin", { removedAt: Math.max(now, verifiedAt) });
}

export const setPin = (room: string, idPk: string, verifiedAt: number | null): Change =>
  changing((draft, before, now) => {
    if (!isRoom(draft, room)) return;
    const same = pinsOf(before).filter((pin) => pin.room === room && pin.idPk === idPk);
    if (verifiedAt === null) {
      for (const pin of same) removePin(draft, pin.record, pin.verifiedAt, now);
      return;
    }
    const removedAt = Math.max(0, ...same.map((pin) => pin.removedAt));
    const at = Math.max(verifiedAt, removedAt + 1);
    draft.put(same[0]?.record ?? newId(), "pin", { room, idPk, verifiedAt: at });
  });

export function putConsent(draft: Edit, room: string, { id, ...consent }: KeptConsent): void {
  draft.put(id, "consent", { room, ...consent });
}

/**
 * Where a device's next consent goes: into a record of its own up to the limit, then in the place of its oldest, so
 * that nobody fills a room's list. A record that was taken back cannot be written over (a withdrawal outlives every
 * merge), only deleted, and each deletion leaves something behind: at most as many a day as a device has records.
 */
function placeFor(draft: Edit, ofDevice: readonly KeptConsent[], name: string, now: number): string | null {
  if (ofDevice.length < CONSENTS_OF_DEVICE) return newId();
  const standing = ofDevice.filter((one) => one.withdrawnAt === null);
  const own = standing.find((one) => one.name === name);
  if (own !== undefined) return own.id;
  const past = ofDevice.find(({ withdrawnAt }) => withdrawnAt !== null && withdrawnAt <= now - DAY_MS);
  if (past === undefined) return standing[0]?.id ?? null;
  draft.remove(past.id);
  return newId();
}

/**
 * A consent that stands already, in the same wording, by the same person under the same name, is proved once. A
 * withdrawal ends what the same device gave, and, told by somebody who was let in, what was given under the same name:
 * without "remember this device" each visit comes from a device of its own. It counts from the moment at which it
 * reached the practice (Art. 7(3) GDPR), whatever the guest's clock says, and finds room in every list.
 */
export const takeConsent = (room: string, told: ToldConsent): Change =>
  changing((draft, before, now) => {
    if (!isRoom(draft, room) || !CONSENT_VERSION_FORM.test(told.version)) return;
    const { isAdmitted, ...consent } = told;
    // The guest's clock may be ahead; nothing was agreed to later than now.
    const givenAt = Math.min(consent.givenAt, now);
    const withdrawnAt = consent.withdrawnAt === null ? null : now;
    const all = consentsOf(before).filter((one) => one.room === room);
    const standing = all.filter((one) => one.withdrawnAt === null);
    if (withdrawnAt !== null) {
      const meant = standing.filter(
        ({ idPk, name }) => idPk === consent.idPk || (isAdmitted && name === consent.name),
      );
      for (const { id } of meant) draft.put(id, "consent", { withdrawnAt });
      if (meant.length > 0 || !isAdmitted) return;
    }
    const isAnew = isStanding(all, { name: consent.name, givenAt, withdrawnAt: null });
    const isKept = (one: KeptConsent): boolean =>
      one.name === consent.name &&
      one.version === consent.version &&
      one.by === consent.by &&
      (withdrawnAt !== null
        ? one.givenAt === givenAt
        : one.withdrawnAt === null && (isStanding(all, one) || !isAnew));
    if (all.some(isKept)) return;
    if (withdrawnAt === null && standing.length >= CONSENTS_OF_ROOM) return;
    const ofDevice = all.filter(({ idPk }) => idPk === consent.idPk);
    const id = placeFor(draft, ofDevice, consent.name, now);
    if (id !== null) putConsent(draft, room, { ...consent, id, givenAt, withdrawnAt });
  });

function appointmentFields(part: Partial<Omit<Appointment, "id">>): Record<string, unknown> {
  const { roomId, skipped: _, ...rest } = part;
  return { ...rest, ...(roomId === undefined ? {} : { room: roomId }) };
}

function skipFields(before: readonly string[], after: readonly string[]): Record<string, boolean> {
  const gone = before.filter((date) => !after.includes(date));
  return Object.fromEntries([
    ...gone.map((date) => [`${SKIP}${date}`, false] as const),
    ...after.map((date) => [`${SKIP}${date}`, true] as const),
  ]);
}

export function putAppointment(draft: Edit, id: string, appointment: Omit<Appointment, "id">): void {
  const skips = skipFields([], appointment.skipped);
  draft.put(id, "appointment", { ...appointmentFields(appointment), ...skips });
}

export const addAppointment = (id: string, appointment: Omit<Appointment, "id">): Change =>
  changing((draft) => {
    if (isRoom(draft, appointment.roomId)) putAppointment(draft, id, appointment);
  });

export const editAppointment = (id: string, part: Partial<Omit<Appointment, "id">>): Change =>
  changing((draft) => {
    const record = draft.get(id);
    if (record?.type !== "appointment") return;
    const skips =
      part.skipped === undefined ? {} : skipFields(readAppointment(record)?.skipped ?? [], part.skipped);
    draft.put(id, "appointment", { ...appointmentFields(part), ...skips });
  });

export const endAppointment = (id: string): Change =>
  changing((draft) => {
    if (draft.get(id)?.type === "appointment") draft.remove(id);
  });

export function putSettings(draft: Edit, part: Partial<PracticeSettings>): void {
  const { logo, ...rest } = part;
  const picture =
    logo === undefined
      ? {}
      : { logo: logo === null ? null : { type: logo.type, bytes: toBase64Url(logo.bytes) } };
  draft.put(SETTINGS_ID, "settings", { ...rest, ...picture });
}

export const saveSettings = (part: Partial<PracticeSettings>): Change =>
  changing((draft) => putSettings(draft, part));
