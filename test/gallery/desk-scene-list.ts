// The states of the desk that are looked at, and what is pressed and typed to get there.
import type { Text } from "../../src/web/text/de.ts";
import type { DeskText } from "../../src/web/text/desk-de.ts";
import type { Step } from "./account-scene-list.ts";

interface DeskScene {
  readonly name: string;
  readonly press?: (text: Text, desk: DeskText) => readonly Step[];
}

const inRooms =
  (...names: readonly ((desk: DeskText) => Step)[]): NonNullable<DeskScene["press"]> =>
  (_, desk) => [desk.nav.rooms, ...names.map((name) => name(desk))];
const inCalendar =
  (...names: readonly ((desk: DeskText) => Step)[]): NonNullable<DeskScene["press"]> =>
  (_, desk) => [desk.nav.calendar, ...names.map((name) => name(desk))];
const day = (desk: DeskText): Step => desk.calendar.views.day;
/** The appointment of the day view that has a note. */
const NOTED = "15:00";

export const DESK_SCENES: readonly DeskScene[] = [
  { name: "desk-empty" },
  { name: "desk-today" },
  { name: "desk-today-none" },
  { name: "desk-reminder" },
  { name: "desk-trouble" },
  { name: "desk-alarm" },
  { name: "desk-check", press: (_, desk) => [desk.today.check] },
  { name: "desk-rooms", press: inRooms() },
  { name: "desk-rooms-new", press: inRooms((desk) => desk.rooms.create) },
  { name: "desk-rooms-account", press: inRooms() },
  { name: "desk-rooms-edit", press: inRooms((desk) => desk.rooms.rename) },
  { name: "desk-share", press: inRooms((desk) => desk.rooms.share) },
  { name: "desk-consent", press: inRooms((desk) => desk.rooms.consent) },
  { name: "desk-renew", press: inRooms((desk) => desk.rooms.renew) },
  { name: "desk-end", press: inRooms((desk) => desk.rooms.end) },
  { name: "desk-week", press: inCalendar() },
  { name: "desk-week-empty", press: inCalendar((desk) => desk.calendar.after.week) },
  { name: "desk-day", press: inCalendar(day) },
  { name: "desk-new", press: inCalendar((desk) => desk.calendar.create) },
  {
    name: "desk-new-tried",
    press: inCalendar(
      (desk) => desk.calendar.create,
      (desk) => desk.calendar.form.save,
    ),
  },
  {
    name: "desk-new-clash",
    press: inCalendar(
      (desk) => desk.calendar.create,
      (desk) => [desk.calendar.form.time, "15:30"],
    ),
  },
  { name: "desk-entry", press: inCalendar(day, () => NOTED) },
  {
    name: "desk-entry-edit",
    press: inCalendar(
      day,
      () => NOTED,
      (desk) => desk.calendar.entry.editSeries,
    ),
  },
  {
    name: "desk-entry-skip",
    press: inCalendar(
      day,
      () => NOTED,
      (desk) => desk.calendar.entry.skip,
    ),
  },
  {
    name: "desk-entry-file",
    press: inCalendar(
      day,
      () => NOTED,
      (desk) => desk.calendar.entry.file,
    ),
  },
  { name: "desk-file", press: inCalendar((desk) => desk.calendar.file.open) },
  {
    name: "desk-mail",
    press: inCalendar(
      day,
      () => NOTED,
      (desk) => desk.calendar.entry.mail,
    ),
  },
  {
    name: "desk-mail-tried",
    press: inCalendar(
      day,
      () => NOTED,
      (desk) => desk.calendar.entry.mail,
      (desk) => [desk.calendar.mail.email, "kim@example.org"],
      (desk) => desk.calendar.mail.send,
    ),
  },
  { name: "desk-mails", press: inCalendar(day) },
  { name: "desk-mails-tell", press: inCalendar(day, (desk) => desk.calendar.mail.tell) },
  { name: "desk-settings", press: (_, desk) => [desk.nav.settings] },
  { name: "desk-logo", press: (_, desk) => [desk.nav.settings] },
  { name: "desk-export", press: (_, desk) => [desk.nav.settings, desk.settings.export] },
  { name: "desk-import", press: (_, desk) => [desk.nav.settings, desk.settings.import] },
  { name: "desk-help", press: (_, desk) => [desk.nav.help] },
  { name: "desk-call" },
  { name: "desk-call-over" },
  { name: "desk-call-more", press: (text) => [text.call.bar.more] },
];
