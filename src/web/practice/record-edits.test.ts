import { describe, expect, test } from "vitest";
import { DAY, NOW, start, writer } from "../../../test/support/record-histories.ts";
import { LINK_LIFE, ROUTINE_LIFE } from "./link-life.ts";
import * as edits from "./record-edits.ts";
import { linksOf, viewOf } from "./record-view.ts";
import { isLive, mergeRecords, type Records, TOMBSTONE_LIFE } from "./records.ts";

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
