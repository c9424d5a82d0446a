import { nextOccurrence } from "../../practice/appointments.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Room, RoomLink } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { deskText } from "./desk-text.ts";

const DAY = 24 * 3_600_000;
/** So long before its end a link asks to be renewed. */
export const LINK_WARN = 5 * DAY;

/** The link that is passed on; null if none leads here any more. */
export const offeredLink = (room: Room): RoomLink | null => room.links[0] ?? null;

/** The next time that an appointment of the room takes place; null: none. */
export function nextIn(practice: PracticeRooms, roomId: string, now: number): number | null {
  const starts = practice.data.value.appointments
    .filter((appointment) => appointment.roomId === roomId)
    .flatMap((appointment) => nextOccurrence(appointment, now)?.from ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

interface LinkValidityProps {
  readonly practice: PracticeRooms;
  readonly room: Room;
  readonly now: number;
}

/** Says that a link ends soon, or has ended, and renews it at a press. */
export function LinkValidity({ practice, room, now }: LinkValidityProps) {
  const words = deskText().rooms;
  const link = offeredLink(room);
  if (link === null || link.until - now > LINK_WARN) return null;
  const next = nextIn(practice, room.id, now);
  const isOver = link.until <= now;
  const date = formatDate(link.until);
  return (
    <Notice kind="warning">
      <p>
        {isOver ? words.expired(date) : words.validShort(date)}{" "}
        {!isOver && next !== null && next > link.until && words.expiresBefore(formatDate(next))}
      </p>
      <Button onClick={() => void practice.arm(room.id)}>
        {words.arm}
        <span class="visually-hidden"> ({room.label})</span>
      </Button>
      <p class="soft small">{words.armWhy}</p>
    </Notice>
  );
}
