import { CircleAlert, Plus } from "lucide";
import { overlap } from "../../practice/appointments.ts";
import { dayPeriod, type Entry, lanesOf, minuteOf } from "../../practice/calendar.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Icon } from "../../ui/icon.tsx";
import type { ViewProps } from "./calendar.tsx";
import { longDay, shortDay, shortSpan } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";

const HOUR = 60;
const ROW = 15;
const ROWS_AN_HOUR = HOUR / ROW;
/** The hours that are shown at least. */
const USUAL = { from: 8, until: 18 } as const;
/** Above the first row of times: the row of days. */
const HEAD = 2;

interface Hours {
  readonly from: number;
  readonly until: number;
}

interface Placed {
  readonly entry: Entry<Appointment>;
  /** Minutes of the day, cut off at midnight. */
  readonly start: number;
  readonly end: number;
  /** Beside others at the same time; null: alone. */
  readonly lane: number | null;
}

/** What a day shows, and where: an appointment over midnight is in both days. */
function place(entries: readonly Entry<Appointment>[], date: string): readonly Placed[] {
  const day = dayPeriod(date);
  const own = entries.filter(({ occurrence }) => overlap(occurrence, day));
  const lanes = lanesOf(own.map(({ occurrence }) => occurrence));
  return own.map((entry, index) => {
    const { from, until } = entry.occurrence;
    return {
      entry,
      start: from < day.from ? 0 : minuteOf(from),
      end: until >= day.until ? 24 * HOUR : Math.max(minuteOf(until), 1),
      lane: lanes[index] ?? null,
    };
  });
}

const lanesIn = (placed: readonly Placed[]): number =>
  Math.max(1, ...placed.map(({ lane }) => (lane ?? 0) + 1));

function hoursOf(days: readonly (readonly Placed[])[]): Hours {
  const all = days.flat();
  return {
    from: Math.min(USUAL.from, ...all.map(({ start }) => Math.floor(start / HOUR))),
    until: Math.max(USUAL.until, ...all.map(({ end }) => Math.ceil(end / HOUR))),
  };
}

/** Lines of the list's own grid, which begins below the row of days. */
const lineOf = (minute: number, hours: Hours): number => (minute - hours.from * HOUR) / ROW + 1;

function Block({
  placed,
  hours,
  label,
  onEntry,
}: {
  readonly placed: Placed;
  readonly hours: Hours;
  readonly label: string;
  readonly onEntry: ViewProps["onEntry"];
}) {
  const words = deskText().calendar;
  const { entry, start, end, lane } = placed;
  const first = Math.floor(lineOf(start, hours));
  const last = Math.max(first + 1, Math.ceil(lineOf(end, hours)));
  return (
    <li
      class="week-block"
      style={{ "--row": `${first} / ${last}`, "--lane": lane === null ? "1 / -1" : `${lane + 1}` }}
    >
      <button
        type="button"
        class={`week-entry${entry.clashes ? " clash" : ""}`}
        onClick={() => onEntry(entry)}
      >
        <span class="week-time">
          {entry.clashes && <Icon node={CircleAlert} size={16} />}
          <span>{shortSpan(entry.occurrence)}</span>
        </span>
        <span class="strong">{label}</span>
        {entry.clashes && <span class="visually-hidden"> ({words.clash})</span>}
      </button>
    </li>
  );
}

/**
 * A week: a list on narrow screens, a grid of hours on wide ones; the order for readers is the same. Where things lie
 * in the grid is said in properties that only the wide layout reads (style/calendar.css).
 */
export function WeekView({ practice, dates, entries, today, onEntry, onCreate }: ViewProps) {
  const words = deskText().calendar;
  const { rooms } = practice.data.value;
  const labelOf = (roomId: string): string => rooms.find(({ id }) => id === roomId)?.label ?? "";
  const days = dates.map((date) => ({ date, placed: place(entries, date) }));
  const hours = hoursOf(days.map(({ placed }) => placed));
  const rows = (hours.until - hours.from) * ROWS_AN_HOUR;
  return (
    <div class="week" style={{ "--rows": `${rows}` }}>
      {Array.from({ length: hours.until - hours.from }, (_, index) => (
        <p
          key={index}
          class="week-hour"
          aria-hidden="true"
          style={{ "--row": `${HEAD + index * ROWS_AN_HOUR} / span ${ROWS_AN_HOUR}` }}
        >
          {`${hours.from + index}:00`}
        </p>
      ))}
      {days.map(({ date, placed }, index) => (
        <section
          key={date}
          class={`week-day${date === today ? " today" : ""}`}
          style={{ "--column": `${index + 2}` }}
          aria-label={longDay(date)}
        >
          <div class="week-head">
            <h3>
              {shortDay(date)}
              {date === today && <span class="week-today"> {words.isToday}</span>}
            </h3>
            {rooms.length > 0 && (
              <button
                type="button"
                class="icon-button"
                aria-label={words.createOn(longDay(date))}
                onClick={() => onCreate(date)}
              >
                <Icon node={Plus} size={20} />
              </button>
            )}
          </div>
          {placed.length === 0 && <p class="soft small week-none">{words.none}</p>}
          <ul class="week-list" style={{ "--lanes": `${lanesIn(placed)}` }}>
            {placed.map((one) => (
              <Block
                key={`${one.entry.appointment.id} ${one.entry.occurrence.date}`}
                placed={one}
                hours={hours}
                label={labelOf(one.entry.appointment.roomId)}
                onEntry={onEntry}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
