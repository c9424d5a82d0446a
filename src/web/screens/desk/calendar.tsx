import { CalendarArrowDown, ChevronLeft, ChevronRight, Plus } from "lucide";
import { useState } from "preact/hooks";
import { addDays, dateOf, dayPeriod, type Entry, entriesIn, weekOf } from "../../practice/calendar.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/use-now.ts";
import { AppointmentForm, type FormStart } from "./appointment-form.tsx";
import { FileDialog } from "./calendar-file.tsx";
import { DayView } from "./day-view.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { longDay, shortDay } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";
import { EntryDialog } from "./entry-dialog.tsx";
import { MailList } from "./mail-list.tsx";
import { WeekView } from "./week-view.tsx";

const MINUTE = 60_000;

type Open =
  | { readonly what: "form"; readonly start: FormStart }
  | { readonly what: "entry"; readonly entry: Entry<Appointment> }
  | { readonly what: "file" };

/** What a day or a week shows of the appointments. */
export interface ViewProps {
  readonly practice: DeskProps["practice"];
  readonly dates: readonly string[];
  readonly entries: readonly Entry<Appointment>[];
  readonly today: string;
  readonly onEntry: (entry: Entry<Appointment>) => void;
  readonly onCreate: (date: string) => void;
}

interface CalendarProps extends Pick<DeskProps, "practice" | "mails"> {
  /** Opens the form for a new appointment at once. */
  readonly isCreating?: boolean;
}

/** Appointments by day and by week, and everything that is done with them. */
export function Calendar({ practice, mails, isCreating = false }: CalendarProps) {
  const words = deskText().calendar;
  const { rooms, appointments } = practice.data.value;
  const now = useNow(MINUTE);
  const today = dateOf(now);
  const [view, setView] = useState<"day" | "week">("week");
  const [date, setDate] = useState(today);
  const [open, setOpen] = useState<Open | null>(
    isCreating && rooms.length > 0 ? { what: "form", start: { kind: "new", date: today } } : null,
  );
  const dates = view === "day" ? [date] : weekOf(date);
  const [first = date] = dates;
  const last = dates.at(-1) ?? date;
  const period = { from: dayPeriod(first).from, until: dayPeriod(last).until };
  const entries = entriesIn(appointments, period);
  const create = (on: string): void => setOpen({ what: "form", start: { kind: "new", date: on } });
  const shared: ViewProps = {
    practice,
    dates,
    entries,
    today,
    onEntry: (entry) => setOpen({ what: "entry", entry }),
    onCreate: create,
  };
  const step = view === "day" ? 1 : 7;
  const close = (): void => setOpen(null);

  return (
    <>
      <div class="row between">
        <h1>{words.title}</h1>
        {rooms.length > 0 && (
          <Button kind="main" icon={Plus} onClick={() => create(dates.includes(today) ? today : first)}>
            {words.create}
          </Button>
        )}
      </div>
      {rooms.length === 0 && <p class="card">{words.noRooms}</p>}
      <div class="row between">
        <fieldset class="row tight plain">
          <legend class="visually-hidden">{words.views.label}</legend>
          {(["day", "week"] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="button toggle"
              aria-pressed={view === one}
              onClick={() => setView(one)}
            >
              <span>{words.views[one]}</span>
            </button>
          ))}
        </fieldset>
        <div class="row tight">
          <button
            type="button"
            class="icon-button"
            aria-label={words.before[view]}
            onClick={() => setDate(addDays(date, -step))}
          >
            <Icon node={ChevronLeft} />
          </button>
          <Button onClick={() => setDate(today)}>{words.today}</Button>
          <button
            type="button"
            class="icon-button"
            aria-label={words.after[view]}
            onClick={() => setDate(addDays(date, step))}
          >
            <Icon node={ChevronRight} />
          </button>
        </div>
      </div>
      <h2 aria-live="polite">
        {view === "day" ? longDay(date) : words.week(shortDay(first), shortDay(last))}
      </h2>
      {view === "day" ? <DayView {...shared} /> : <WeekView {...shared} />}
      <div class="row">
        <Button icon={CalendarArrowDown} onClick={() => setOpen({ what: "file" })}>
          {words.file.open}
        </Button>
      </div>
      {mails !== undefined && <MailList mails={mails} />}

      {open?.what === "form" && (
        <AppointmentForm practice={practice} start={open.start} now={now} onClose={close} />
      )}
      {open?.what === "entry" && (
        <EntryDialog
          practice={practice}
          {...(mails === undefined ? {} : { mails })}
          entry={open.entry}
          onForm={(start) => setOpen({ what: "form", start })}
          onClose={close}
        />
      )}
      {open?.what === "file" && (
        <FileDialog practice={practice} what={{ from: first, until: last }} onClose={close} />
      )}
    </>
  );
}
