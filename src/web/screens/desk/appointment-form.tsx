import { useRef, useState } from "preact/hooks";
import { DURATION_MAX, DURATION_MIN, type Schedule, zoneHere } from "../../practice/appointments.ts";
import { clashesOf } from "../../practice/calendar.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Appointment } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatDate, text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { timeSpan } from "./desk-dates.ts";
import { deskText } from "./desk-text.ts";
import { Choice, Field } from "./field.tsx";

const DURATION = 50;
const NOTE_MAX = 500;
const REMINDERS = [5, 10, 15, 30, 60] as const;

export type FormStart =
  | { readonly kind: "new"; readonly date: string }
  | { readonly kind: "edit"; readonly appointment: Appointment }
  /** One date of a series gets a time of its own. */
  | { readonly kind: "move"; readonly appointment: Appointment; readonly date: string };

interface Values {
  readonly roomId: string;
  readonly date: string;
  readonly time: string;
  readonly duration: string;
  readonly repeats: "once" | "weekly";
  readonly lastDate: string;
  readonly reminder: number | null;
  readonly note: string;
}

function valuesOf(start: FormStart, practice: PracticeRooms): Values {
  if (start.kind === "new") {
    const [room] = practice.data.value.rooms;
    const roomId = room?.id ?? "";
    const rest = { repeats: "once", lastDate: "", reminder: null, note: "" } as const;
    return { roomId, date: start.date, time: "", duration: `${DURATION}`, ...rest };
  }
  const { roomId, at, duration, repeats, lastDate, reminder, note } = start.appointment;
  const isMove = start.kind === "move";
  return {
    roomId,
    date: isMove ? start.date : at.slice(0, 10),
    time: at.slice(11, 16),
    duration: `${duration}`,
    repeats: isMove ? "once" : repeats,
    lastDate: isMove ? "" : (lastDate ?? ""),
    reminder,
    note,
  };
}

type Problem = "date" | "time" | "duration" | "lastDate";

function problemOf({ date, time, duration, repeats, lastDate }: Values): Problem | null {
  if (date === "") return "date";
  if (time === "") return "time";
  const minutes = Number(duration);
  if (!Number.isInteger(minutes) || minutes < DURATION_MIN || minutes > DURATION_MAX) return "duration";
  return repeats === "weekly" && lastDate !== "" && lastDate < date ? "lastDate" : null;
}

interface AppointmentFormProps {
  readonly practice: PracticeRooms;
  readonly start: FormStart;
  readonly now: number;
  readonly onClose: () => void;
}

/** A new appointment, or an old one changed. */
export function AppointmentForm({ practice, start, now, onClose }: AppointmentFormProps) {
  const words = deskText().calendar.form;
  const { rooms, appointments } = practice.data.value;
  const [values, setValues] = useState(() => valuesOf(start, practice));
  const [problem, setProblem] = useState<Problem | null>(null);
  const fields = {
    date: useRef<HTMLInputElement>(null),
    time: useRef<HTMLInputElement>(null),
    duration: useRef<HTMLInputElement>(null),
    lastDate: useRef<HTMLInputElement>(null),
  };
  const set = (part: Partial<Values>): void => setValues((before) => ({ ...before, ...part }));
  const timeZone = start.kind === "new" ? zoneHere() : start.appointment.timeZone;
  const schedule: Schedule = {
    at: `${values.date}T${values.time}`,
    timeZone,
    duration: Number(values.duration),
    repeats: values.repeats,
    lastDate: values.repeats === "weekly" && values.lastDate !== "" ? values.lastDate : null,
    skipped: start.kind === "edit" ? start.appointment.skipped : [],
  };
  const others =
    start.kind === "new"
      ? appointments
      : appointments.flatMap((one) => {
          if (one.id !== start.appointment.id) return [one];
          return start.kind === "edit" ? [] : [{ ...one, skipped: [...one.skipped, start.date] }];
        });
  const clashes = problemOf(values) === null ? clashesOf(schedule, others, now) : [];
  const labelOf = (roomId: string): string => rooms.find(({ id }) => id === roomId)?.label ?? "";

  async function save(): Promise<void> {
    const { roomId, reminder } = values;
    const next = { ...schedule, roomId, reminder, note: values.note.trim() };
    if (start.kind === "edit") await practice.editAppointment(start.appointment.id, next);
    else await practice.addAppointment(next);
    // First the new one: if the page is closed in between, nothing is lost.
    if (start.kind === "move") {
      const { id, skipped } = start.appointment;
      await practice.editAppointment(id, { skipped: [...skipped, start.date] });
    }
    onClose();
  }

  const titles = { new: words.createTitle, edit: words.editTitle, move: words.moveTitle };
  const isSeries = values.repeats === "weekly";
  return (
    <Dialog title={titles[start.kind]} closeLabel={text().close} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = problemOf(values);
          setProblem(found);
          if (found === null) void save();
          else fields[found].current?.focus();
        }}
      >
        {start.kind === "move" && <p>{words.moveText}</p>}
        {start.kind === "edit" && start.appointment.repeats === "weekly" && <p>{words.editSeriesText}</p>}
        <Field label={words.room}>
          {(ids) => (
            <select
              {...ids}
              value={values.roomId}
              onChange={(event) => set({ roomId: event.currentTarget.value })}
            >
              {rooms.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="fields">
          <Field
            label={isSeries ? words.dateSeries : words.date}
            error={problem === "date" ? words.dateMissing : null}
          >
            {(ids) => (
              <input
                {...ids}
                ref={fields.date}
                type="date"
                value={values.date}
                onInput={(event) => set({ date: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={words.time} error={problem === "time" ? words.timeMissing : null}>
            {(ids) => (
              <input
                {...ids}
                ref={fields.time}
                type="time"
                value={values.time}
                onInput={(event) => set({ time: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field
            label={words.duration}
            error={problem === "duration" ? words.durationWrong(DURATION_MIN, DURATION_MAX) : null}
          >
            {(ids) => (
              <input
                {...ids}
                ref={fields.duration}
                type="text"
                inputMode="numeric"
                value={values.duration}
                onInput={(event) => set({ duration: event.currentTarget.value.trim() })}
              />
            )}
          </Field>
        </div>
        {timeZone !== zoneHere() && <p class="soft small">{words.zone(timeZone)}</p>}
        {start.kind !== "move" && (
          <Choice
            label={words.repeats}
            value={values.repeats}
            options={[
              { value: "once", label: words.once },
              { value: "weekly", label: words.weekly },
            ]}
            onChange={(repeats) => set({ repeats })}
          />
        )}
        {isSeries && (
          <Field
            label={words.lastDate}
            hint={words.lastDateHint}
            error={problem === "lastDate" ? words.lastDateWrong : null}
          >
            {(ids) => (
              <input
                {...ids}
                ref={fields.lastDate}
                type="date"
                value={values.lastDate}
                onInput={(event) => set({ lastDate: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <div role="status" class="stack tight">
          {clashes.map(({ appointment, occurrence }) => (
            <Notice kind="warning" key={appointment.id}>
              <p>
                {words.clashes(
                  `${labelOf(appointment.roomId)}, ${formatDate(occurrence.from)}, ${timeSpan(occurrence)}`,
                )}
              </p>
            </Notice>
          ))}
        </div>
        <Field label={words.reminder} hint={words.reminderHint}>
          {(ids) => (
            <select
              {...ids}
              value={values.reminder === null ? "" : `${values.reminder}`}
              onChange={(event) => {
                const { value } = event.currentTarget;
                set({ reminder: value === "" ? null : Number(value) });
              }}
            >
              <option value="">{words.reminderNone}</option>
              {REMINDERS.map((minutes) => (
                <option key={minutes} value={`${minutes}`}>
                  {words.reminderBefore(minutes)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.note} hint={words.noteHint}>
          {(ids) => (
            <textarea
              {...ids}
              rows={2}
              maxLength={NOTE_MAX}
              value={values.note}
              onInput={(event) => set({ note: event.currentTarget.value })}
            />
          )}
        </Field>
        <p class="soft small">{words.opens}</p>
        <Button kind="main" type="submit">
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
