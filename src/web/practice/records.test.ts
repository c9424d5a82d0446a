import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromUtf8, utf8 } from "../../e2ee/bytes.ts";
import { LINK_LIFE, ROUTINE_LIFE } from "./link-life.ts";
import * as edits from "./record-edits.ts";
import { takeIn } from "./record-import.ts";
import { linksOf, viewOf } from "./record-view.ts";
import {
  edit,
  isLive,
  isSame,
  mergeRecords,
  NO_RECORDS,
  type Records,
  readRecords,
  TOMBSTONE_LIFE,
  type Writer,
  writeRecords,
} from "./records.ts";
import type { Appointment } from "./room-store.ts";

const NOW = 1_795_392_000_000;
const DAY = 24 * 3_600_000;
const writer = (id: string, now = NOW): Writer => ({ id, name: `device ${id}`, now });
const ROOMS = ["room-a", "room-b", "room-c"] as const;
const KEYS = ["x", "y"] as const;

const appointment = (roomId: string): Omit<Appointment, "id"> => ({
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

const start = ROOMS.reduce<Records>(
  (records, id) => edits.addRoom(id, id, "single")(records, writer("first")),
  NO_RECORDS,
);

/** Seeds of the links of a state that are current, by device's own knowledge. */
const seedsOf = (records: Records, states: readonly string[]): ReadonlySet<string> =>
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

const histories = steps.map(run);
const all = (list: readonly Records[]): Records => list.reduce(mergeRecords, NO_RECORDS);

describe("records of several devices", () => {
  test("merge to the same, whoever meets whom first and however often", () => {
    fc.assert(
      fc.property(histories, ({ devices: [a = start, b = start, c = start] }) => {
        const once = writeRecords(mergeRecords(mergeRecords(a, b), c));
        expect(writeRecords(mergeRecords(mergeRecords(c, b), a))).toEqual(once);
        expect(writeRecords(mergeRecords(a, mergeRecords(b, c)))).toEqual(once);
        expect(writeRecords(mergeRecords(mergeRecords(all([a, b, c]), b), a))).toEqual(once);
        expect(writeRecords(mergeRecords(a, a))).toEqual(writeRecords(a));
      }),
      { numRuns: 300 },
    );
  });

  test("lose no link that no device has ended", () => {
    fc.assert(
      fc.property(histories, ({ devices, made, ended }) => {
        const view = viewOf(all(devices), NOW + 100);
        const shown = new Set(view.rooms.flatMap(({ links }) => links.map(({ seed }) => seed.join())));
        for (const seed of made) if (!ended.has(seed)) expect(shown).toContain(seed);
      }),
      { numRuns: 300 },
    );
  });

  test("show no link that a device has called leaked, and no room that a device has ended", () => {
    fc.assert(
      fc.property(histories, ({ devices }) => {
        const merged = all(devices);
        const view = viewOf(merged, NOW + 100);
        const leaked = new Set(devices.flatMap((one) => [...seedsOf(one, ["leaked"])]));
        for (const { links } of view.rooms) {
          for (const { seed } of links) expect(leaked).not.toContain(seed.join());
        }
        const gone = devices.flatMap((one) =>
          ROOMS.filter((id) => !viewOf(one, NOW).rooms.some((found) => found.id === id)),
        );
        for (const id of gone) expect(view.rooms.some((found) => found.id === id)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("are the same after being written and read", () => {
    fc.assert(
      fc.property(histories, ({ devices }) => {
        for (const one of devices) expect(readRecords(writeRecords(one))).toEqual(one);
      }),
      { numRuns: 50 },
    );
  });

  test("keep edits of different fields of one room, made at the same moment", () => {
    const one = edits.editRoom("room-a", { label: "Neu" })(start, writer("1"));
    const two = edits.editRoom("room-a", { kind: "group" })(start, writer("2"));
    expect(viewOf(mergeRecords(one, two), NOW).rooms[0]).toMatchObject({ label: "Neu", kind: "group" });
  });

  test("keep both dates that two devices take out of one series", () => {
    const series = edits.addAppointment("t", appointment("room-a"))(start, writer("1"));
    const one = edits.editAppointment("t", { skipped: ["2026-12-01"] })(series, writer("1"));
    const two = edits.editAppointment("t", { skipped: ["2026-12-08"] })(series, writer("2"));
    const merged = mergeRecords(one, two);
    expect(viewOf(merged, NOW).appointments[0]?.skipped).toEqual(["2026-12-01", "2026-12-08"]);
    const back = edits.editAppointment("t", { skipped: ["2026-12-08"] })(merged, writer("1"));
    expect(viewOf(mergeRecords(back, two), NOW).appointments[0]?.skipped).toEqual(["2026-12-08"]);
  });
});

describe("links", () => {
  test("both stay after two renewals at once; the newest is offered", () => {
    const one = edits.renewLink("room-a", "routine")(start, writer("1", NOW + 1));
    const two = edits.renewLink("room-a", "leaked")(start, writer("2", NOW + 2));
    const [found] = viewOf(mergeRecords(one, two), NOW + 3).rooms.filter(({ id }) => id === "room-a");
    expect(found?.links.map(({ state, createdAt }) => [state, createdAt])).toEqual([
      ["current", NOW + 2],
      ["current", NOW + 1],
    ]);
  });

  test("end after a month unless armed, and a renewed one after two weeks", () => {
    const renewed = edits.renewLink("room-a", "routine")(start, writer("1", NOW + DAY));
    const linksAt = (records: Records, now: number) =>
      viewOf(records, now).rooms.find(({ id }) => id === "room-a")?.links ?? [];
    expect(linksAt(renewed, NOW + DAY).map(({ state, until }) => [state, until])).toEqual([
      ["current", NOW + DAY + LINK_LIFE],
      ["routine", NOW + DAY + ROUTINE_LIFE],
    ]);
    expect(linksAt(renewed, NOW + DAY + ROUTINE_LIFE)).toHaveLength(1);
    // The offered one stays visible, and says that it is over.
    const late = NOW + DAY + LINK_LIFE + 5;
    expect(linksAt(renewed, late)).toMatchObject([{ state: "current", until: NOW + DAY + LINK_LIFE }]);
    const armed = edits.armLink("room-a")(renewed, writer("2", late));
    expect(linksAt(armed, late)).toMatchObject([{ until: late + LINK_LIFE }]);
    expect(linksAt(mergeRecords(renewed, armed), late)).toMatchObject([{ until: late + LINK_LIFE }]);
  });

  test("that one device armed and another ended by routine end with the routine", () => {
    const armed = edits.armLink("room-a")(start, writer("1", NOW + 20 * DAY));
    const renewed = edits.renewLink("room-a", "routine")(start, writer("2", NOW + 20 * DAY));
    const [, old] =
      viewOf(mergeRecords(armed, renewed), NOW + 20 * DAY).rooms.find(({ id }) => id === "room-a")?.links ??
      [];
    expect(old?.until).toBe(NOW + LINK_LIFE);
  });

  test("never answer longer than a month, whatever a clock says", () => {
    const far = edits.armLink("room-a")(start, writer("1", NOW + 400 * DAY));
    expect(viewOf(far, NOW).rooms.find(({ id }) => id === "room-a")?.links[0]?.until).toBe(NOW + LINK_LIFE);
  });

  test("that leaked take the pins along", () => {
    const pinned = edits.setPin("room-a", "x", NOW)(start, writer("1"));
    const pinsOf = (records: Records) =>
      viewOf(records, NOW).rooms.find(({ id }) => id === "room-a")?.pins ?? [];
    expect(pinsOf(pinned)).toEqual([{ idPk: "x", verifiedAt: NOW }]);
    expect(pinsOf(edits.renewLink("room-a", "routine")(pinned, writer("1", NOW + 1)))).toHaveLength(1);
    const leaked = edits.renewLink("room-a", "leaked")(pinned, writer("1", NOW + 1));
    expect(pinsOf(leaked)).toEqual([]);
    // Compared once more, at a device whose clock is behind.
    const again = edits.setPin("room-a", "x", NOW - 5)(leaked, writer("2", NOW - 5));
    expect(pinsOf(mergeRecords(again, leaked))).toEqual([{ idPk: "x", verifiedAt: NOW + 2 }]);
  });

  test("are forgotten a year after they ended, with the deletions of that time", () => {
    const ended = edits.endRoom("room-b")(
      edits.renewLink("room-a", "leaked")(start, writer("1")),
      writer("1"),
    );
    expect(linksOf(ended, NOW)).toHaveLength(3);
    const later = edits.saveSettings({ name: "n" })(ended, writer("1", NOW + TOMBSTONE_LIFE + LINK_LIFE));
    expect(linksOf(later, NOW)).toHaveLength(2);
    const dead = [...later.records.values()].filter((record) => !isLive(record));
    // Only the link that was forgotten just now is still named.
    expect(dead).toHaveLength(1);
  });
});

describe("a document of a newer page", () => {
  const future = utf8(
    JSON.stringify({
      schema: 1,
      changedAt: 5,
      changedOn: "Tablet",
      records: [
        {
          id: "c1",
          type: "consent",
          fields: { text: [{ v: [1, null] }, 3, "d9"], room: ["room-a", 3, "d9"] },
        },
        {
          id: "room-a",
          type: "room",
          fields: {
            label: ["A", 1, "d9"],
            kind: ["clinic", 2, "d9"],
            createdAt: [1, 1, "d9"],
            colour: ["#fff", 2, "d9"],
          },
        },
      ],
    }),
  );

  test("passes through with records and fields that are unknown here", () => {
    const read = readRecords(future);
    if (typeof read === "string") throw new Error(read);
    expect(viewOf(read, NOW).rooms).toMatchObject([{ label: "A", kind: "single" }]);
    const edited = edits.editRoom("room-a", { label: "B" })(read, writer("1"));
    const json = JSON.parse(fromUtf8(writeRecords(mergeRecords(edited, start))));
    const byId = new Map<string, { fields: Record<string, unknown> }>(
      json.records.map((record: { id: string }) => [record.id, record]),
    );
    expect(byId.get("c1")?.fields).toEqual({ text: [{ v: [1, null] }, 3, "d9"], room: ["room-a", 3, "d9"] });
    expect(byId.get("room-a")?.fields).toMatchObject({
      label: ["B", 4, "1"],
      kind: ["clinic", 2, "d9"],
      colour: ["#fff", 2, "d9"],
    });
  });

  test("is not taken for one of this page when it says that it is not", () => {
    expect(readRecords(utf8('{"schema":2,"records":{}}'))).toBe("newer");
    for (const text of [
      "",
      "[]",
      "{}",
      '{"schema":1}',
      '{"schema":1,"records":[{"id":"a"}]}',
      '{"schema":0}',
    ])
      expect(readRecords(utf8(text))).toBe("unreadable");
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(typeof readRecords(utf8(text))).toBe("string");
      }),
    );
  });

  test("takes a name that means something to JavaScript for a name", () => {
    const odd = utf8('{"schema":1,"records":[{"id":"a","type":"room","fields":{"constructor":[1,1,"d"]}}]}');
    const read = readRecords(odd);
    if (typeof read === "string") throw new Error(read);
    const merged = mergeRecords(
      read,
      edit(read, writer("1"), (draft) => draft.put("a", "room", { toString: 2 })),
    );
    expect(fromUtf8(writeRecords(merged))).toContain('"toString":[2,2,"1"]');
    expect(fromUtf8(writeRecords(merged))).toContain('"constructor":[1,1,"d"]');
  });
});

describe("rooms that come in from elsewhere", () => {
  const elsewhere = edits.addAppointment("t", appointment("room-x"))(
    edits.setPin(
      "room-x",
      "x",
      7,
    )(edits.addRoom("room-x", "X", "couple")(NO_RECORDS, writer("9")), writer("9")),
    writer("9"),
  );
  const theirs = viewOf(edits.saveSettings({ name: "Praxis" })(elsewhere, writer("9")), NOW);

  test("come along whole, once, and what is written here stays", () => {
    const here = edits.saveSettings({ phone: "0732" })(start, writer("1"));
    const once = takeIn(theirs)(here, writer("1"));
    const view = viewOf(once, NOW);
    expect(view.rooms).toHaveLength(4);
    expect(view.rooms.find(({ id }) => id === "room-x")).toEqual(theirs.rooms[0]);
    expect(view.appointments).toEqual(theirs.appointments);
    expect(view.settings).toMatchObject({ name: "Praxis", phone: "0732" });
    expect(isSame(takeIn(theirs)(once, writer("1", NOW + 1)), once)).toBe(true);
    const renamed = edits.editRoom("room-x", { label: "Meins" })(once, writer("1"));
    const again = viewOf(takeIn(theirs)(renamed, writer("1")), NOW);
    expect(again.rooms.find(({ id }) => id === "room-x")?.label).toBe("Meins");
  });

  test("come back after having been ended here, and only once", () => {
    const ended = edits.endRoom("room-x")(takeIn(theirs)(start, writer("1")), writer("1", NOW + 1));
    expect(viewOf(ended, NOW + 1).rooms).toHaveLength(3);
    const back = takeIn(theirs)(ended, writer("1", NOW + 2));
    const view = viewOf(back, NOW + 2);
    expect(view.rooms).toHaveLength(4);
    expect(view.appointments).toHaveLength(1);
    const found = view.rooms.find(({ label }) => label === "X");
    expect(found?.links[0]?.seed).toEqual(theirs.rooms[0]?.links[0]?.seed);
    expect(found?.pins).toEqual([{ idPk: "x", verifiedAt: 7 }]);
    // It survives meeting a device that knows only the deletion.
    expect(viewOf(mergeRecords(back, ended), NOW + 2).rooms).toHaveLength(4);
    expect(isSame(takeIn(theirs)(back, writer("1", NOW + 3)), back)).toBe(true);
  });

  test("do not bring a leaked link back to life", () => {
    const leaked = edits.renewLink("room-x", "leaked")(
      takeIn(theirs)(start, writer("1")),
      writer("1", NOW + 1),
    );
    const again = takeIn(theirs)(leaked, writer("1", NOW + 2));
    const links = viewOf(again, NOW + 2).rooms.find(({ id }) => id === "room-x")?.links ?? [];
    expect(links).toHaveLength(1);
    expect(links[0]?.seed).not.toEqual(theirs.rooms[0]?.links[0]?.seed);
  });

  test("lose nothing, in any order with edits", () => {
    fc.assert(
      fc.property(histories, ({ devices: [a = start, b = start] }) => {
        const view = viewOf(b, NOW + 100);
        const merged = viewOf(takeIn(view)(a, writer("1", NOW + 100)), NOW + 100);
        const seeds = new Set(merged.rooms.flatMap(({ links }) => links.map(({ seed }) => seed.join())));
        const over = seedsOf(a, ["leaked", "routine"]);
        for (const { links } of view.rooms) {
          for (const { seed, state } of links) {
            if (state === "current" && !over.has(seed.join())) expect(seeds).toContain(seed.join());
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
