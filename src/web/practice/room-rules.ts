import { OPEN_NOW } from "../../protocol/limits.ts";
import type { Room } from "./room-store.ts";

export const LABEL_MAX = 60;

/** Until when "Jetzt öffnen" opens a room: two hours from now. */
export const openNow = (now: number): number => now + OPEN_NOW;

/** Whether a press has opened the room; windows of appointments are in windows.ts. */
export const isOpen = (room: Pick<Room, "openUntil">, now: number): boolean =>
  room.openUntil !== null && room.openUntil > now;
