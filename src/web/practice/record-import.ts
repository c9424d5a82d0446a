// Rooms that come in from another store or a file, whose records are not known: only what they say.
import { toBase64Url } from "../../e2ee/bytes.ts";
import {
  type Change,
  changing,
  newId,
  putAppointment,
  putConsent,
  putLink,
  putSettings,
} from "./record-edits.ts";
import { consentsOf, linksOf, pinsOf, viewOf } from "./record-view.ts";
import type { Edit, Records } from "./records.ts";
import type { PracticeData, Room } from "./room-store.ts";

/**
 * The room here that an incoming one is: the same record, or one that a link of it leads to, whatever its state. The
 * second finds a room that was ended here, brought back under a new id, and now comes once more.
 */
function knownRoom(draft: Edit, before: Records, room: Room, now: number): string | null {
  if (draft.get(room.id)?.type === "room") return room.id;
  const seeds = new Set(room.links.map(({ seed }) => toBase64Url(seed)));
  const link = linksOf(before, now).find(({ seed }) => seeds.has(toBase64Url(seed)));
  return link !== undefined && draft.get(link.room)?.type === "room" ? link.room : null;
}

/** An id that nothing here has or had: a deletion would swallow what comes in under its own. */
const freeId = (draft: Edit, id: string): string =>
  draft.get(id) !== null || draft.isDeleted(id) ? newId() : id;

function takeLinks(draft: Edit, before: Records, id: string, room: Room, now: number): void {
  const own = linksOf(before, now).filter((link) => link.room === id);
  for (const link of room.links) {
    const seed = toBase64Url(link.seed);
    const same = own.find((one) => toBase64Url(one.seed) === seed);
    // How far a link of this room has ended, is known here; a file is older.
    if (same === undefined) putLink(draft, id, { ...link, id: freeId(draft, link.id) });
  }
}

function takePins(draft: Edit, before: Records, id: string, room: Room): void {
  const own = new Set(pinsOf(before).flatMap((pin) => (pin.room === id ? [pin.idPk] : [])));
  for (const { idPk, verifiedAt } of room.pins) {
    if (own.has(idPk)) continue;
    own.add(idPk);
    draft.put(newId(), "pin", { room: id, idPk, verifiedAt });
  }
}

/** What the room here knows of a consent stays; a file is older. */
function takeConsents(draft: Edit, before: Records, id: string, room: Room): void {
  const keyOf = ({ idPk, givenAt }: Room["consents"][number]): string => `${idPk} ${givenAt}`;
  const own = new Set(consentsOf(before).flatMap((one) => (one.room === id ? [keyOf(one)] : [])));
  for (const consent of room.consents) {
    if (own.has(keyOf(consent))) continue;
    own.add(keyOf(consent));
    putConsent(draft, id, { ...consent, id: freeId(draft, consent.id) });
  }
}

/** Takes in what is new. Doing it twice changes nothing the second time. */
export const takeIn = (theirs: PracticeData): Change =>
  changing((draft, before, now) => {
    const ids = new Map<string, string>();
    for (const room of theirs.rooms) {
      const known = knownRoom(draft, before, room, now);
      const id = known ?? freeId(draft, room.id);
      ids.set(room.id, id);
      const { label, kind, createdAt, paperConsent, hidesAddresses } = room;
      if (known === null) draft.put(id, "room", { label, kind, createdAt, hidesAddresses });
      const isNoted = (draft.get(id)?.fields.get("paperConsent")?.value ?? null) !== null;
      if (paperConsent !== null && !isNoted) draft.put(id, "room", { paperConsent });
      takeLinks(draft, before, id, room, now);
      takePins(draft, before, id, room);
      takeConsents(draft, before, id, room);
    }
    const own = viewOf(before, now);
    for (const { id, ...appointment } of theirs.appointments) {
      const roomId = ids.get(appointment.roomId);
      if (roomId === undefined) continue;
      const isBack = roomId !== appointment.roomId;
      const isThere = own.appointments.some(
        (one) => one.id === id || (one.roomId === roomId && one.at === appointment.at),
      );
      // What was deleted here stays deleted, unless its whole room comes back.
      if (isThere || (draft.isDeleted(id) && !isBack)) continue;
      putAppointment(draft, freeId(draft, id), { ...appointment, roomId });
    }
    const { settings } = own;
    const { name, phone, logo, hidesAddresses } = theirs.settings;
    putSettings(draft, {
      ...(settings.name === "" && name !== "" ? { name } : {}),
      // What hides is kept, wherever it was said.
      ...(hidesAddresses ? { hidesAddresses } : {}),
      ...(settings.phone === "" && phone !== "" ? { phone } : {}),
      ...(settings.logo === null && logo !== null ? { logo } : {}),
    });
  });

/** How many rooms of the one are not in the other. */
export const countNew = (before: Records, after: Records, now: number): number =>
  viewOf(after, now).rooms.length - viewOf(before, now).rooms.length;
