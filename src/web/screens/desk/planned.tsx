import type { ComponentChildren } from "preact";
import { windowOf } from "../../practice/appointments.ts";
import { dateOf, dayPeriod, type Entry, entriesIn } from "../../practice/calendar.ts";
import type { Appointment, Room } from "../../practice/room-store.ts";
import { formatTime } from "../../ui/language.ts";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";

const MINUTE = 60_000;

export interface PlannedRoom {
  readonly entry: Entry<Appointment>;
  readonly room: Room;
}

/** Appointments that touch today, with their rooms, by time. */
export function plannedToday(practice: DeskProps["practice"], now: number): readonly PlannedRoom[] {
  const { appointments, rooms } = practice.data.value;
  return entriesIn(appointments, dayPeriod(dateOf(now))).flatMap((entry) => {
    const room = rooms.find(({ id }) => id === entry.appointment.roomId);
    return room === undefined ? [] : [{ entry, room }];
  });
}

/** Kind, length and what the room does: one line under the label. */
export function plannedFacts({ entry, room }: PlannedRoom, now: number): readonly string[] {
  const words = deskText();
  const { appointment, occurrence } = entry;
  const opens = windowOf(occurrence).from;
  const doorFacts = (): readonly string[] => {
    if (now >= occurrence.until) return [];
    if (now >= opens) return [words.today.openNow];
    // A press has opened it before its time.
    const { openUntil } = room;
    if (openUntil !== null && openUntil > now) return [words.today.openUntil(formatTime(openUntil))];
    return [words.today.opensAt(formatTime(opens))];
  };
  return [
    words.rooms.kinds[room.kind],
    words.calendar.minutes(appointment.duration),
    ...doorFacts(),
    ...(appointment.note === "" ? [] : [appointment.note]),
  ];
}

/** What is on at this moment, in words; `isBusy`: somebody is in the room's call or waits. */
export function PlannedTags({
  entry,
  now,
  isBusy,
}: {
  readonly entry: Entry<Appointment>;
  readonly now: number;
  readonly isBusy: boolean;
}): ComponentChildren {
  const words = deskText();
  const { from, until } = entry.occurrence;
  const over = Math.floor((now - until) / MINUTE);
  return (
    <p class="row tags">
      {now >= from && now < until && <span class="tag">{words.today.running}</span>}
      {now >= until && !isBusy && <span class="soft small">{words.today.isOver}</span>}
      {now >= until && isBusy && <span class="tag accent">{words.today.runningOver(over)}</span>}
      {entry.clashes && <span class="tag accent">{words.calendar.clash}</span>}
    </p>
  );
}
