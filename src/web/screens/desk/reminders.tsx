import { useState } from "preact/hooks";
import { nextOccurrence } from "../../practice/appointments.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { Button } from "../../ui/button.tsx";
import { formatTime } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { useNow } from "../../ui/use-now.ts";
import { deskText } from "./desk-text.ts";

const MINUTE = 60_000;

/** An appointment whose reminder is due and that has not begun. */
interface DueReminder {
  readonly key: string;
  readonly label: string;
  readonly from: number;
}

function dueAt(practice: PracticeRooms, now: number): readonly DueReminder[] {
  const { appointments, rooms } = practice.data.value;
  return appointments
    .flatMap((appointment) => {
      if (appointment.reminder === null) return [];
      // One that is on at the moment is followed by another one that may be due.
      const from = nextOccurrence(appointment, now)?.from ?? 0;
      const room = rooms.find(({ id }) => id === appointment.roomId);
      const isDue = from > now && from - appointment.reminder * MINUTE <= now;
      return isDue && room !== undefined
        ? [{ key: `${appointment.id} ${from}`, label: room.label, from }]
        : [];
    })
    .toSorted((a, b) => a.from - b.from);
}

export interface Reminders {
  readonly due: readonly DueReminder[];
  dismiss(key: string): void;
}

/** Reminders of this page, without the system's notifications: those would show on a shared screen. */
export function useReminders(practice: PracticeRooms): Reminders {
  const now = useNow(MINUTE / 6);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  return {
    due: dueAt(practice, now).filter(({ key }) => !dismissed.includes(key)),
    dismiss: (key) => setDismissed((before) => [...before, key]),
  };
}

/** The reminders above whatever is shown. */
export function ReminderNotices({ reminders }: { readonly reminders: Reminders }) {
  const words = deskText().calendar.reminder;
  return (
    <div role="status" class="stack tight reminders">
      {reminders.due.map(({ key, label, from }) => (
        <Notice kind="info" key={key}>
          <p>{words.soon(formatTime(from), label)}</p>
          <Button onClick={() => reminders.dismiss(key)}>{words.dismiss}</Button>
        </Notice>
      ))}
    </div>
  );
}
