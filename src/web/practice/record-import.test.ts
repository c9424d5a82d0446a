import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appointment,
  histories,
  NOW,
  seedsOf,
  start,
  writer,
} from "../../../test/support/record-histories.ts";
import * as edits from "./record-edits.ts";
import { takeIn } from "./record-import.ts";
import { viewOf } from "./record-view.ts";
import { isSame, mergeRecords, NO_RECORDS } from "./records.ts";

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
