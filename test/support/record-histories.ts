// Histories of several devices that edit the same records and meet now and then, made up by fast-check.
import fc from "fast-check";
import * as edits from "../../src/web/practice/record-edits.ts";
import { linksOf } from "../../src/web/practice/record-view.ts";
import { mergeRecords, NO_RECORDS, type Records, type Writer } from "../../src/web/practice/records.ts";
import type { Appointment } from "../../src/web/practice/room-store.ts";

export const NOW = 1_795_392_000_000;
export const DAY = 24 * 3_600_000;
export const writer = (id: string, now = NOW): Writer => ({ id, name: `device ${id}`, now });
export const ROOMS = ["room-a", "room-b", "room-c"] as const;
const KEYS = ["x", "y"] as const;

export const appointment = (roomId: string): Omit<Appointment, "id"> => ({
  roomId,
  at: "2026-11-24T15:00",
  timeZone: "Europe/Vienna",
  duration: 50,
  repeats: "weekly",
  lastDate: null,
  skipped: [],
  reminder: null,
  note: "",
});

type Step =
  | { readonly do: "edit"; readonly at: number; readonly change: edits.Change; readonly ends: string | null }
  | { readonly do: "sync"; readonly from: number; readonly to: number };

const DEVICES = 3;
const device = fc.nat({ max: DEVICES - 1 });
const room = fc.constantFrom(...ROOMS);
const changes: fc.Arbitrary<{ change: edits.Change; ends: string | null }> = fc.oneof(
  fc.record({ room, label: fc.string({ maxLength: 5 }) }).map(({ room, label }) => ({
    change: edits.editRoom(room, { label }),
    ends: null,
  })),
  room.map((id) => ({ change: edits.editRoom(id, { kind: "couple" }), ends: null })),
  room.map((id) => ({ change: edits.renewLink(id, "routine"), ends: null })),
  room.map((id) => ({ change: edits.renewLink(id, "leaked"), ends: null })),
  room.map((id) => ({ change: edits.armLink(id), ends: null })),
  room.map((id) => ({ change: edits.endRoom(id), ends: id })),
  fc
    .record({ room, key: fc.constantFrom(...KEYS), at: fc.option(fc.nat({ max: 100 })) })
    .map(({ room, key, at }) => ({ change: edits.setPin(room, key, at), ends: null })),
  fc
    .record({ room, id: fc.constantFrom("t1", "t2") })
    .map(({ room, id }) => ({ change: edits.addAppointment(id, appointment(room)), ends: null })),
  fc
    .record({ id: fc.constantFrom("t1", "t2"), date: fc.constantFrom("2026-12-01", "2026-12-08") })
    .map(({ id, date }) => ({ change: edits.editAppointment(id, { skipped: [date] }), ends: null })),
  fc.constantFrom("t1", "t2").map((id) => ({ change: edits.endAppointment(id), ends: null })),
  fc.string({ maxLength: 5 }).map((name) => ({ change: edits.saveSettings({ name }), ends: null })),
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ at: device, made: changes }).map(({ at, made }): Step => ({ do: "edit", at, ...made })),
    fc.record({ from: device, to: device }).map((sync): Step => ({ do: "sync", ...sync })),
  ),
  { maxLength: 25 },
);

export const start = ROOMS.reduce<Records>(
  (records, id) => edits.addRoom(id, id, "single")(records, writer("first")),
  NO_RECORDS,
);

/** Seeds of the links of a state that are current, by device's own knowledge. */
export const seedsOf = (records: Records, states: readonly string[]): ReadonlySet<string> =>
  new Set(
    linksOf(records, NOW)
      .filter(({ state }) => states.includes(state))
      .map(({ seed }) => seed.join()),
  );

/**
 * Runs a history; returns what each device knows, every link that was ever current, by its room, and those that a
 * device has ended, alone or with their room.
 */
function run(history: readonly Step[]) {
  const devices: Records[] = Array.from({ length: DEVICES }, () => start);
  const made = new Map<string, string>();
  const ended = new Set<string>();
  const endedRooms = new Set<string>();
  const note = (records: Records): void => {
    for (const { seed, room: id } of linksOf(records, NOW)) made.set(seed.join(), id);
  };
  note(start);
  history.forEach((step, turn) => {
    if (step.do === "sync") {
      const [from, to] = [devices[step.from] ?? start, devices[step.to] ?? start];
      devices[step.to] = mergeRecords(to, from);
      return;
    }
    const before = devices[step.at] ?? start;
    const after = step.change(before, writer(String(step.at), NOW + turn));
    devices[step.at] = after;
    note(after);
    for (const seed of seedsOf(after, ["leaked", "routine"])) ended.add(seed);
    if (step.ends !== null) endedRooms.add(step.ends);
  });
  for (const [seed, id] of made) if (endedRooms.has(id)) ended.add(seed);
  return { devices, made: [...made.keys()], ended };
}

export const histories = steps.map(run);
