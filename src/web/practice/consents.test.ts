import fc from "fast-check";
import { expect, test } from "vitest";
import { CONSENT_VERSION } from "../../protocol/consent.ts";
import { CONSENTS_OF_DEVICE, CONSENTS_OF_ROOM } from "../../protocol/limits.ts";
import type { ToldConsent } from "../call/call-view.ts";
import { consentStateOf } from "./consents.ts";
import { addRoom, type Change, editRoom, endRoom, takeConsent } from "./record-edits.ts";
import { takeIn } from "./record-import.ts";
import { consentsOf, viewOf } from "./record-view.ts";
import { isSame, mergeRecords, NO_RECORDS, type Records, type Writer } from "./records.ts";

const NOW = Date.UTC(2026, 10, 25, 10);
const HOUR = 3_600_000;
const writer = (now = NOW, id = "one"): Writer => ({ now, id, name: "Test" });
const told = (part: Partial<ToldConsent> = {}): ToldConsent => ({
  version: CONSENT_VERSION,
  language: "de",
  by: "self",
  givenAt: NOW - HOUR,
  withdrawnAt: null,
  idPk: "key",
  name: "Anna",
  isAdmitted: true,
  ...part,
});
const after = (...changes: readonly Change[]): Records =>
  changes.reduce(
    (records, change) => change(records, writer()),
    addRoom("r", "AB", "single")(NO_RECORDS, writer()),
  );
const kept = (records: Records) => viewOf(records, NOW).rooms[0]?.consents ?? [];
const stateOf = (records: Records) => {
  const [room] = viewOf(records, NOW).rooms;
  return room === undefined ? null : consentStateOf(room);
};

test("a consent is kept once while it stands, whichever device brings it", () => {
  const once = after(takeConsent("r", told()));
  expect(kept(once)).toMatchObject([
    { name: "Anna", idPk: "key", by: "self", language: "de", withdrawnAt: null },
  ]);
  expect(takeConsent("r", told({ idPk: "other", givenAt: NOW }))(once, writer())).toBe(once);
  // Other words, another person, somebody else who agrees: each is a consent of its own.
  for (const part of [
    { version: "2030-01-01.0123456789abcdef" },
    { name: "Ben" },
    { by: "custody" as const },
  ])
    expect(kept(takeConsent("r", told(part))(once, writer()))).toHaveLength(2);
});

test("a withdrawal ends what the device gave, and of somebody let in what was given under the name", () => {
  const given = after(takeConsent("r", told()));
  const at = NOW;
  const ended = takeConsent("r", told({ withdrawnAt: at }))(given, writer());
  expect(kept(ended)).toMatchObject([{ withdrawnAt: at }]);
  const elsewhere = told({ idPk: "other", withdrawnAt: at });
  expect(kept(takeConsent("r", elsewhere)(given, writer()))).toMatchObject([{ withdrawnAt: at }]);
  // Who only knocks and calls itself Anna takes nothing back that it did not give.
  expect(takeConsent("r", { ...elsewhere, isAdmitted: false })(given, writer())).toBe(given);
  expect(kept(takeConsent("r", told({ withdrawnAt: at, isAdmitted: false }))(given, writer()))).toMatchObject(
    [{ withdrawnAt: at }],
  );
  // Given and taken back in one breath: both are kept, and once.
  const both = after(
    takeConsent("r", told({ withdrawnAt: at })),
    takeConsent("r", told({ withdrawnAt: at })),
  );
  expect(kept(both)).toMatchObject([{ givenAt: NOW - HOUR, withdrawnAt: at }]);
  // Whoever agrees anew has a new consent beside the old one.
  expect(kept(takeConsent("r", told({ givenAt: NOW }))(ended, writer()))).toMatchObject([
    { withdrawnAt: at },
    { withdrawnAt: null },
  ]);
});

test("a clock that is ahead makes no consent of tomorrow, and a room takes no end of them", () => {
  expect(kept(after(takeConsent("r", told({ givenAt: NOW + HOUR }))))).toMatchObject([{ givenAt: NOW }]);
  const many = Array.from({ length: CONSENTS_OF_ROOM + 5 }, (_, index) =>
    told({ name: `N${index}`, idPk: `key ${index}` }),
  );
  expect(kept(after(...many.map((one) => takeConsent("r", one))))).toHaveLength(CONSENTS_OF_ROOM);
  expect(consentsOf(after(takeConsent("unknown", told())))).toEqual([]);
});

test("a version that names no wording is not kept: it would become lines of a receipt", () => {
  const base = after();
  for (const version of ["", "mine", `${CONSENT_VERSION}\nWiderrufen`, `${CONSENT_VERSION}\u202e`])
    expect(takeConsent("r", told({ version }))(base, writer())).toBe(base);
});

test("one guest that says ever new things fills no room, and keeps nobody's consent or withdrawal out", () => {
  const wording = (index: number): string => `2030-01-01.${index.toString(16).padStart(16, "0")}`;
  const flood = Array.from({ length: 3 * CONSENTS_OF_ROOM }, (_, index) =>
    takeConsent(
      "r",
      told({
        idPk: "bad",
        name: `N${index % 7}`,
        version: wording(index),
        givenAt: index,
        withdrawnAt: index % 5 === 0 ? index : null,
      }),
    ),
  );
  const flooded = after(...flood);
  expect(kept(flooded)).toHaveLength(CONSENTS_OF_DEVICE);
  // Nor does the vault grow by what is left of deleted records.
  expect(flooded.records.size).toBeLessThan(10);
  const given = takeConsent("r", told())(flooded, writer());
  expect(kept(given).filter(({ name }) => name === "Anna")).toMatchObject([{ withdrawnAt: null }]);
  const ended = takeConsent("r", told({ withdrawnAt: NOW }))(given, writer());
  expect(stateOf(ended)?.withdrawn.map(({ name }) => name)).toContain("Anna");
});

test("what a device says beyond the limit takes the place of its own oldest", () => {
  const wording = (index: number): string => `2030-01-0${index}.0123456789abcdef`;
  const changes = [1, 2, 3, 4, 5].map((index) =>
    takeConsent("r", told({ version: wording(index), givenAt: index })),
  );
  const full = after(takeConsent("r", told({ idPk: "other", name: "Ben", givenAt: 0 })), ...changes);
  expect(kept(full).map(({ version }) => version)).toEqual([CONSENT_VERSION, ...[2, 3, 4, 5].map(wording)]);
  // What was taken back gives way after a day, and not before: each deletion leaves a mark behind.
  const ended = takeConsent("r", told({ withdrawnAt: NOW }))(full, writer());
  const again = takeConsent("r", told({ givenAt: NOW + 2 }));
  expect(again(ended, writer(NOW + 2))).toBe(ended);
  const later = takeConsent("r", told({ givenAt: NOW + 25 * HOUR }))(ended, writer(NOW + 25 * HOUR));
  expect(kept(later).filter(({ idPk }) => idPk === "key")).toHaveLength(CONSENTS_OF_DEVICE);
  expect(stateOf(later)?.withdrawn).toEqual([]);
});

test("a full room still hears that somebody takes a consent back", () => {
  const many = Array.from({ length: CONSENTS_OF_ROOM }, (_, index) =>
    takeConsent("r", told({ name: `N${index}`, idPk: `key ${index}` })),
  );
  const full = after(...many);
  expect(takeConsent("r", told())(full, writer())).toBe(full);
  const ended = takeConsent("r", told({ withdrawnAt: NOW }))(full, writer());
  expect(stateOf(ended)?.withdrawn).toMatchObject([{ name: "Anna" }]);
});

test("a withdrawal counts from when it reached the practice, whatever the guest's clock says", () => {
  const paper = editRoom("r", { paperConsent: "2026-11-01" });
  for (const withdrawnAt of [1, NOW - 60 * 24 * HOUR, NOW + HOUR]) {
    const [both, late] = [
      after(paper, takeConsent("r", told()), takeConsent("r", told({ withdrawnAt }))),
      after(paper, takeConsent("r", told({ givenAt: 0, withdrawnAt }))),
    ];
    for (const records of [both, late]) {
      expect(kept(records)).toMatchObject([{ withdrawnAt: NOW }]);
      expect(stateOf(records)).toMatchObject({ isOnPaper: false, withdrawn: [{ name: "Anna" }] });
    }
  }
});

test("what was given before a withdrawal stands no more, also when another device brings it later", () => {
  const ended = after(takeConsent("r", told({ withdrawnAt: NOW })));
  const old = told({ idPk: "other", givenAt: NOW - 1 });
  const brought = takeConsent("r", old)(ended, writer());
  expect(stateOf(brought)).toMatchObject({ since: null, withdrawn: [{ name: "Anna" }] });
  expect(takeConsent("r", { ...old, idPk: "third" })(brought, writer())).toBe(brought);
  const anew = takeConsent("r", { ...old, givenAt: NOW + 5 })(brought, writer(NOW + 5));
  expect(stateOf(anew)).toMatchObject({ since: "2026-11-25", withdrawn: [] });
});

test("a consent goes with its room, also one that another device wrote meanwhile", () => {
  const base = after();
  const theirs = takeConsent("r", told())(base, writer(NOW, "two"));
  const merged = mergeRecords(endRoom("r")(base, writer()), theirs);
  const tidied = addRoom("s", "CD", "single")(merged, writer(NOW + 1));
  expect(consentsOf(tidied)).toEqual([]);
});

test("two devices agree in every order, and a withdrawal stays one", () => {
  const base = after(takeConsent("r", told()));
  const act = fc.constantFrom(
    takeConsent("r", told({ withdrawnAt: NOW - 5 })),
    takeConsent("r", told({ withdrawnAt: NOW - 9 })),
    takeConsent("r", told({ name: "Ben", idPk: "ben" })),
    editRoom("r", { paperConsent: "2026-11-01" }),
    editRoom("r", { paperConsent: null }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 5 }), fc.array(act, { maxLength: 5 }), (mine, yours) => {
      const play = (changes: readonly Change[], id: string) =>
        changes.reduce((records, change) => change(records, writer(NOW, id)), base);
      const [a, b] = [play(mine, "one"), play(yours, "two")];
      const merged = mergeRecords(a, b);
      expect(isSame(merged, mergeRecords(b, a))).toBe(true);
      const ends = (records: Records) =>
        kept(records).find(({ name }) => name === "Anna")?.withdrawnAt ?? null;
      const times = [ends(a), ends(b)].filter((at) => at !== null);
      expect(ends(merged)).toBe(times.length === 0 ? null : Math.min(...times));
    }),
  );
});

test("what a room says of itself: none, sealed, on paper, withdrawn, and a paper signed after that", () => {
  expect(stateOf(after())).toEqual({ since: null, isOnPaper: false, withdrawn: [] });
  const given = after(takeConsent("r", told()));
  expect(stateOf(given)).toMatchObject({ since: "2026-11-25", isOnPaper: false });
  const paper = editRoom("r", { paperConsent: "2026-10-01" })(given, writer());
  expect(stateOf(paper)).toMatchObject({ since: "2026-10-01", isOnPaper: true });
  const ended = takeConsent("r", told({ withdrawnAt: NOW }))(paper, writer());
  expect(stateOf(ended)).toMatchObject({ since: null, isOnPaper: false, withdrawn: [{ name: "Anna" }] });
  const signed = editRoom("r", { paperConsent: "2026-11-26" })(ended, writer());
  expect(stateOf(signed)).toMatchObject({ since: "2026-11-26", isOnPaper: true, withdrawn: [] });
  expect(stateOf(takeConsent("r", told({ givenAt: NOW }))(ended, writer()))?.withdrawn).toEqual([]);
});

test("consents and the note of paper come along with a room, once", () => {
  const from = after(takeConsent("r", told()), editRoom("r", { paperConsent: "2026-10-01" }));
  const data = viewOf(from, NOW);
  const there = takeIn(data)(NO_RECORDS, writer());
  expect(viewOf(there, NOW).rooms).toMatchObject([
    { paperConsent: "2026-10-01", consents: [{ name: "Anna" }] },
  ]);
  expect(takeIn(data)(there, writer())).toBe(there);
});
