import { createSeed } from "../../e2ee/link.ts";
import { OPEN_NOW } from "../../protocol/limits.ts";
import type { Pin, PracticeData, Room, RoomEdit } from "./room-store.ts";

export const LABEL_MAX = 60;

/** A closed room with a link of its own. */
export function createRoom(label: string, now: number): Room {
  return {
    id: crypto.randomUUID(),
    label,
    createdAt: now,
    seed: createSeed(),
    linkRenewedAt: null,
    openUntil: null,
    pins: [],
  };
}

/** "Jetzt öffnen": two hours from now. */
export const openNow = (now: number): RoomEdit => ({ openUntil: now + OPEN_NOW });

export const closeNow = (): RoomEdit => ({ openUntil: null });

/** A new link; the old one is worth nothing from then on, and devices compared under it are strangers again. */
export const renewLink = (now: number): RoomEdit => ({ seed: createSeed(), linkRenewedAt: now, pins: [] });

export const isOpen = (room: Room, now: number): boolean => room.openUntil !== null && room.openUntil > now;

function mergePins(a: readonly Pin[], b: readonly Pin[]): readonly Pin[] {
  const newest = new Map<string, Pin>();
  for (const pin of [...a, ...b]) {
    const other = newest.get(pin.idPk);
    if (other === undefined || other.verifiedAt < pin.verifiedAt) newest.set(pin.idPk, pin);
  }
  return [...newest.values()].toSorted((x, y) => x.verifiedAt - y.verifiedAt);
}

function mergeRoom(mine: Room, theirs: Room): Room {
  const isTheirsNewer = (theirs.linkRenewedAt ?? 0) > (mine.linkRenewedAt ?? 0);
  const isSame = theirs.linkRenewedAt === mine.linkRenewedAt;
  const link = isTheirsNewer ? theirs : mine;
  return {
    ...mine,
    seed: link.seed,
    linkRenewedAt: link.linkRenewedAt,
    // A pin belongs to the link under which it was made.
    pins: isSame ? mergePins(mine.pins, theirs.pins) : link.pins,
  };
}

/**
 * What is here and what a file brings, together. No room is lost; of two links of one room the newer counts; what
 * is written here already (labels, settings) stays. Imported rooms are closed.
 */
export function mergePractice(mine: PracticeData, theirs: PracticeData): PracticeData {
  const incoming = new Map(
    theirs.rooms.map((room) => [room.id, { ...room, pins: mergePins([], room.pins) }]),
  );
  const kept = mine.rooms.map((room) => {
    const other = incoming.get(room.id);
    incoming.delete(room.id);
    return other === undefined ? room : mergeRoom(room, other);
  });
  const added = [...incoming.values()].map((room) => ({ ...room, openUntil: null }));
  return {
    rooms: [...kept, ...added].toSorted((a, b) => a.createdAt - b.createdAt),
    settings: {
      name: mine.settings.name || theirs.settings.name,
      phone: mine.settings.phone || theirs.settings.phone,
      savedAt: mine.settings.savedAt,
    },
  };
}
