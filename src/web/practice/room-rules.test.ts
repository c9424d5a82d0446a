import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPEN_NOW } from "../../protocol/limits.ts";
import { createRoom, isOpen, mergePractice, openNow, renewLink } from "./room-rules.ts";
import { EMPTY_SETTINGS, type PracticeData, type Room } from "./room-store.ts";

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((value) => new Uint8Array(value));
const room: fc.Arbitrary<Room> = fc.record({
  id: fc.constantFrom("a", "b", "c", "d"),
  label: fc.string({ maxLength: 10 }),
  createdAt: fc.nat(),
  seed: bytes,
  linkRenewedAt: fc.option(fc.nat()),
  openUntil: fc.option(fc.nat()),
  pins: fc.array(fc.record({ idPk: fc.constantFrom("x", "y"), verifiedAt: fc.nat() }), { maxLength: 3 }),
});
const practice: fc.Arbitrary<PracticeData> = fc.record({
  rooms: fc.uniqueArray(room, { selector: ({ id }) => id }),
  settings: fc.record({ name: fc.string(), phone: fc.string(), savedAt: fc.option(fc.nat()) }),
});

describe("merging a file into the rooms that are here", () => {
  test("loses no room of either side and doubles none", () => {
    fc.assert(
      fc.property(practice, practice, (mine, theirs) => {
        const ids = mergePractice(mine, theirs).rooms.map(({ id }) => id);
        expect(new Set(ids)).toEqual(new Set([...mine.rooms, ...theirs.rooms].map(({ id }) => id)));
        expect(ids.length).toBe(new Set(ids).size);
      }),
    );
  });

  test("keeps the newer link of a room, and what is written here", () => {
    fc.assert(
      fc.property(practice, practice, (mine, theirs) => {
        for (const merged of mergePractice(mine, theirs).rooms) {
          const own = mine.rooms.find(({ id }) => id === merged.id);
          const other = theirs.rooms.find(({ id }) => id === merged.id);
          if (own === undefined || other === undefined) continue;
          const isNewer = (other.linkRenewedAt ?? 0) > (own.linkRenewedAt ?? 0);
          expect(merged.seed).toEqual(isNewer ? other.seed : own.seed);
          expect(merged.label).toBe(own.label);
          expect(merged.openUntil).toBe(own.openUntil);
        }
      }),
    );
  });

  test("opens no room that was closed here", () => {
    const theirs = { rooms: [{ ...createRoom("B", 1), openUntil: 99 }], settings: EMPTY_SETTINGS };
    const merged = mergePractice({ rooms: [], settings: EMPTY_SETTINGS }, theirs);
    expect(merged.rooms[0]?.openUntil).toBeNull();
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(practice, practice, (mine, theirs) => {
        const once = mergePractice(mine, theirs);
        expect(mergePractice(once, theirs)).toEqual(once);
      }),
    );
  });
});

test("open now means two hours", () => {
  const opened = { ...createRoom("A", 0), ...openNow(1_000) };
  expect(isOpen(opened, 1_000 + OPEN_NOW - 1)).toBe(true);
  expect(isOpen(opened, 1_000 + OPEN_NOW)).toBe(false);
});

test("a renewed link has another seed and knows no device", () => {
  const before: Room = { ...createRoom("A", 0), pins: [{ idPk: "x", verifiedAt: 1 }] };
  const after = { ...before, ...renewLink(5) };
  expect(after.seed).not.toEqual(before.seed);
  expect(after.pins).toEqual([]);
  expect(after.linkRenewedAt).toBe(5);
});
