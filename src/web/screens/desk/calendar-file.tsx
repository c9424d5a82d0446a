import { useState } from "preact/hooks";
import { dayPeriod, type Entry, entriesIn } from "../../practice/calendar.ts";
import type { SeriesEntry, SingleEntry } from "../../practice/ics.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { deskText } from "./desk-text.ts";
import { Field } from "./field.tsx";

const TITLE_MAX = 120;

type What =
  | { readonly entry: Entry<Appointment> }
  /** Dates, both included. */
  | { readonly from: string; readonly until: string };

const singleOf = ({ appointment, occurrence }: Entry<Appointment>, title: string): SingleEntry => ({
  uid: `${appointment.id}-${occurrence.date}`,
  title,
  reminder: appointment.reminder,
  occurrence,
});

/** The whole series behind one of its times, or the one appointment. */
function entryOf(entry: Entry<Appointment>, title: string): SingleEntry | SeriesEntry {
  const { appointment } = entry;
  if (appointment.repeats === "once") return singleOf(entry, title);
  return { uid: appointment.id, title, reminder: appointment.reminder, schedule: appointment };
}

interface FileDialogProps {
  readonly practice: PracticeRooms;
  readonly what: What;
  readonly onClose: () => void;
}

/** A calendar file of one appointment or of a time, under a title that gives nobody away. */
export function FileDialog({ practice, what, onClose }: FileDialogProps) {
  const words = deskText().calendar.file;
  const isPeriod = "from" in what;
  const [title, setTitle] = useState(words.nameDefault);
  const [from, setFrom] = useState(isPeriod ? what.from : "");
  const [until, setUntil] = useState(isPeriod ? what.until : "");
  const isWrong = isPeriod && (from === "" || until === "" || until < from);
  const isUntitled = title.trim() === "";
  const found =
    isPeriod && !isWrong
      ? entriesIn(practice.data.value.appointments, {
          from: dayPeriod(from).from,
          until: dayPeriod(until).until,
        })
      : [];

  async function save(): Promise<void> {
    const clean = title.trim();
    const entries = isPeriod ? found.map((entry) => singleOf(entry, clean)) : [entryOf(what.entry, clean)];
    // Only whoever wants a file loads what writes it.
    const { calendarFile } = await import("../../practice/ics.ts");
    saveFile(words.fileName, calendarFile(entries, Date.now()), "text/calendar;charset=utf-8");
    onClose();
  }
  return (
    <Dialog title={words.title} closeLabel={text().close} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong && !isUntitled && (found.length > 0 || !isPeriod)) void save();
        }}
      >
        <p>{words.text}</p>
        <Field label={words.name} error={isUntitled ? words.nameMissing : null}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              autocomplete="off"
              maxLength={TITLE_MAX}
              value={title}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          )}
        </Field>
        {isPeriod ? (
          <>
            <div class="fields">
              <Field label={words.from}>
                {(ids) => (
                  <input
                    {...ids}
                    type="date"
                    value={from}
                    onInput={(event) => setFrom(event.currentTarget.value)}
                  />
                )}
              </Field>
              <Field label={words.until} error={isWrong ? words.periodWrong : null}>
                {(ids) => (
                  <input
                    {...ids}
                    type="date"
                    value={until}
                    onInput={(event) => setUntil(event.currentTarget.value)}
                  />
                )}
              </Field>
            </div>
            <p role="status">{isWrong ? "" : words.count(found.length)}</p>
          </>
        ) : (
          what.entry.appointment.repeats === "weekly" && <p>{words.series}</p>
        )}
        <p class="soft small">{words.again}</p>
        <Button kind="main" type="submit" disabled={isPeriod && found.length === 0}>
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
