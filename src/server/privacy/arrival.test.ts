import { expect, test } from "vitest";
import { ARCHIVED_AT, archivedPerson, changed, packed } from "../../../test/support/archive.ts";
import type { PersonData } from "../../protocol/person-data.ts";
import { PORTABLE, readArchive } from "./arrival.ts";

const read = (data: unknown) => readArchive(packed(data), ARCHIVED_AT);

test("what is read of an archive is the account with practice and vault, and what its passkeys open is left", () => {
  const data = archivedPerson();
  const arrival = read(data);
  expect(Object.keys(arrival).toSorted()).toEqual([...PORTABLE].toSorted());
  expect(arrival.user).toMatchObject([{ id: data.accountId, email: data.tables.user?.[0]?.email }]);
  expect(arrival.vault).toEqual(data.tables.vault);
  expect(arrival.vault_wrap).toEqual(data.tables.vault_wrap?.filter(({ kind }) => kind !== 2));
  const untouched = { tables: { ...data.tables, vault: undefined, vault_wrap: undefined } };
  expect(read({ ...data, ...untouched })).toMatchObject({ vault: [], vault_wrap: [] });
});

const SEALED = Math.ceil(((16 * 1_024 + 28) * 4) / 3);
const LATER = ARCHIVED_AT + 1;

/** Of each: the table, what is wrong with its rows, and what stands in them instead. */
const WRONG: readonly [keyof PersonData["tables"], string, Readonly<Record<string, unknown>>][] = [
  ["user", "an address in capitals", { email: "Anna@Praxis.example" }],
  ["user", "an address with a space", { email: " anna@praxis.example" }],
  ["user", "an address with a header", { email: "anna@praxis.example\r\nBcc: all@praxis.example" }],
  ["user", "two addresses", { email: "anna@praxis.example, ben@praxis.example" }],
  ["user", "no address", { email: "anna" }],
  ["user", "a name with a header", { name: "Anna\r\nBcc: all@praxis.example" }],
  ["user", "a name that turns the direction around", { name: "Anna\u202e" }],
  ["user", "no name", { name: "" }],
  ["user", "a name without end", { name: "A".repeat(81) }],
  ["user", "a date that there is not", { createdAt: "2026-99-99T99:99Z" }],
  ["user", "a date to come", { updatedAt: new Date(LATER).toISOString() }],
  ["account", "another way to sign in", { providerId: "github" }],
  ["account", "another account's id", { accountId: "somebody-else" }],
  ["account", "a date far ahead", { createdAt: "9999-01-01T00:00:00Z" }],
  ["person", "another person's id", { user_id: "somebody-else" }],
  ["practice", "an id that is a path", { id: "a/b" }],
  ["practice", "a name with a header", { name: "Praxis\r\nBcc: all@praxis.example" }],
  ["practice", "a name that nobody sees", { name: " " }],
  ["practice", "letters that no code has", { code: "OILU0000" }],
  ["practice", "small letters in the code", { code: "abcdefgh" }],
  ["practice", "a longer code", { code: "0".repeat(9) }],
  ["practice", "markup as code", { code: "<script>" }],
  ["practice", "a moment far ahead", { created_at: 9e15 }],
  ["practice", "a moment before 1970", { created_at: -1 }],
  ["therapist", "a moment to come", { joined_at: LATER }],
  ["therapist", "another practice", { practice_id: "somebody-else" }],
  ["therapist", "another person's id", { user_id: "somebody-else" }],
  ["vault", "what is not base64url", { document: `!${"D".repeat(SEALED - 1)}` }],
  ["vault", "a size that padding does not give", { document: "D".repeat(SEALED + 4) }],
  ["vault", "five megabytes", { document: "D".repeat(5_000_000) }],
  ["vault", "nothing in it", { document: "" }],
  ["vault", "no version", { version: 0 }],
  ["vault", "a version that no database counts", { version: 2 ** 40 }],
  ["vault", "half a key's id", { key_id: "K".repeat(11) }],
  ["vault", "another key than its wraps", { key_id: "L".repeat(22) }],
  ["vault", "a moment far ahead", { written_at: 9e15 }],
  ["vault", "another person's id", { user_id: "somebody-else" }],
  ["vault_wrap", "two wraps for one way of opening", { kind: 1 }],
  ["vault_wrap", "a way of opening that there is not", { kind: 4 }],
  ["vault_wrap", "a passkey's id at the password's", { credential_id: "credential" }],
  ["vault_wrap", "a wrap without end", { wrap: "W".repeat(10_000) }],
  ["vault_wrap", "a moment to come", { created_at: LATER }],
  ["vault_wrap", "another person's id", { user_id: "somebody-else" }],
];

test.each(WRONG)("an archive is refused whose rows of %s have %s", (table, _, change) => {
  const data = archivedPerson();
  expect(() => read(data)).not.toThrow();
  expect(() => read(changed(data, { [table]: change }))).toThrow(
    expect.objectContaining({ code: "BAD_REQUEST" }),
  );
});

test("an archive is refused that has another account's rows, or some of them twice or never", () => {
  const data = archivedPerson();
  const { tables } = data;
  const twice = (table: keyof typeof tables) => ({
    [table]: [...(tables[table] ?? []), ...(tables[table] ?? [])],
  });
  const wrong = [
    { ...data, accountId: "somebody-else" },
    { ...data, accountId: null },
    { ...data, version: 2 },
    { ...data, tables: { ...tables, extra: [] } },
    ...PORTABLE.map((table) => ({ ...data, tables: { ...tables, ...twice(table) } })),
    ...(["user", "account", "person", "practice", "therapist", "vault"] as const).map((table) => ({
      ...data,
      tables: { ...tables, [table]: [] },
    })),
  ];
  for (const one of wrong) expect(() => read(one)).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
});
