import { CalendarPlus } from "lucide";
import { Button } from "../../ui/button.tsx";
import { formatTime } from "../../ui/language.ts";
import type { ViewProps } from "./calendar.tsx";
import { longDay } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";

/** One day as a list, with the notes. */
export function DayView({ practice, dates, entries, onEntry, onCreate }: ViewProps) {
  const words = deskText();
  const { rooms } = practice.data.value;
  const [date = ""] = dates;
  return (
    <section class="card day" aria-label={longDay(date)}>
      {entries.length === 0 && <p class="soft">{words.calendar.none}</p>}
      <ul class="list">
        {entries.map((entry) => {
          const { appointment, occurrence, clashes } = entry;
          const room = rooms.find(({ id }) => id === appointment.roomId);
          return (
            <li class="day-item" key={`${appointment.id} ${occurrence.date}`}>
              <button type="button" class="day-entry" onClick={() => onEntry(entry)}>
                <span class="room-time">{formatTime(occurrence.from)}</span>
                <span class="day-what">
                  <span class="strong">{room?.label}</span>
                  <span class="soft small">
                    {[
                      ...(room === undefined ? [] : [words.rooms.kinds[room.kind]]),
                      words.calendar.minutes(appointment.duration),
                      ...(appointment.repeats === "weekly" ? [words.calendar.weekly] : []),
                    ].join(" · ")}
                  </span>
                  {appointment.note !== "" && <span class="small note">{appointment.note}</span>}
                  {clashes && <span class="tag accent">{words.calendar.clash}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {rooms.length > 0 && (
        <Button kind="plain" icon={CalendarPlus} onClick={() => onCreate(date)}>
          {words.calendar.createOn(longDay(date))}
        </Button>
      )}
    </section>
  );
}
