import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appointment,
  histories,
  NOW,
  ROOMS,
  seedsOf,
  start,
  writer,
} from "../../../test/support/record-histories.ts";
import { fromUtf8, utf8 } from "../../e2ee/bytes.ts";
import * as edits from "./record-edits.ts";
import { viewOf } from "./record-view.ts";
import { edit, mergeRecords, NO_RECORDS, type Records, readRecords, writeRecords } from "./records.ts";

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
