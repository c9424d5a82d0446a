import type { Kysely } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import {
  type AddedRow,
  type FilledPerson,
  fillEveryTable,
  newPerson,
  type TableName,
} from "../../../test/support/full-rows.ts";
import { personTables } from "../../protocol/person-data.ts";
import { INVENTORY } from "./inventory.ts";
import { collectPersonData, EXPORTED, FLAGS, type TableRows } from "./person-data.ts";

const columnsOf = (table: TableName): readonly string[] =>
  EXPORTED.find((one) => one.table === table)?.columns ?? [];

/** What has to come out of a row that was written: its columns but the secret ones. */
const given = ({ table, row }: AddedRow): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columnsOf(table).map((name) => [
      name,
      FLAGS.has(`${table}.${name}`) ? row[name] === 1 || row[name] === true : row[name],
    ]),
  );

const isExported = ({ table }: AddedRow): boolean => EXPORTED.some((one) => one.table === table);

const rowsIn = (data: readonly TableRows[], table: TableName) =>
  data.find((one) => one.table === table)?.rows ?? [];

/** Rows of theirs that others wrote: found by the address alone. */
async function addByOthers(
  sql: Kysely<Record<string, Record<string, unknown>>>,
  other: readonly AddedRow[],
  person: FilledPerson,
): Promise<AddedRow[]> {
  const added: AddedRow[] = [];
  for (const { table, row } of other) {
    const { subjects }: (typeof INVENTORY)[TableName] = INVENTORY[table];
    const address = subjects.find(({ by }) => by === "address");
    if (address === undefined || table === "user") continue;
    const copy: Record<string, unknown> = {
      ...row,
      id: `${String(row["id"])}-2`,
      [address.column]: person.address,
    };
    if ("token_hash" in copy) copy["token_hash"] = `${String(row["token_hash"])}-2`;
    await sql.insertInto(table).values(copy).execute();
    added.push({ table, row: copy });
  }
  return added;
}

describeOnBothDatabases("what is collected about a person", (ground) => {
  test("is every row of theirs in every table, none of a neighbour or colleague, and no secret", async () => {
    const database = await ground.open();
    const any = database.sql as unknown as Kysely<Record<string, Record<string, unknown>>>;
    const anna = newPerson("anna");
    const ben = newPerson("ben");
    const colleague = newPerson("carla", anna);
    const hers = await fillEveryTable(database, anna);
    const his = await fillEveryTable(database, ben);
    const theirs = await fillEveryTable(database, colleague, { skip: ["practice"] });
    const byAddress = await addByOthers(any, his, anna);
    expect(byAddress.map(({ table }) => table)).toEqual(
      expect.arrayContaining(["invitation", "appointment_notice", "mail", "privacy_request"]),
    );

    const data = await collectPersonData(database.sql, { by: "account", userId: anna.userId });
    for (const added of [...hers, ...byAddress].filter(isExported))
      expect(rowsIn(data, added.table), added.table).toContainEqual(given(added));
    const expected = [...hers, ...byAddress].filter(isExported).length;
    // What a breach means for the practice concerns everybody in it.
    const ofPractice = theirs.filter(({ table }) => table === "breach_practice").length;
    expect(data.flatMap(({ rows }) => rows)).toHaveLength(expected + ofPractice);

    const text = JSON.stringify(data);
    for (const { secretMark } of [anna, ben, colleague]) expect(text).not.toContain(secretMark);
    for (const { table, rows } of data)
      for (const row of rows) expect(Object.keys(row)).toEqual(columnsOf(table));
    for (const strangers of [ben, colleague]) expect(text).not.toContain(strangers.address);
    expect(await collectPersonData(database.sql, { by: "account", userId: anna.userId })).toEqual(data);
  });

  test("by an address alone is what bears that address, and nothing else", async () => {
    const database = await ground.open();
    const any = database.sql as unknown as Kysely<Record<string, Record<string, unknown>>>;
    const his = await fillEveryTable(database, newPerson("ben"));
    const client = newPerson("client");
    const added = await addByOthers(any, his, client);
    const data = await collectPersonData(database.sql, { by: "address", address: client.address });
    expect(data.map(({ table }) => table)).toEqual(added.map(({ table }) => table));
    for (const one of added) expect(rowsIn(data, one.table)).toEqual([given(one)]);
    expect(await collectPersonData(database.sql, { by: "address", address: "nobody@a.example" })).toEqual([]);
  });

  test("does not follow an address that the account has not confirmed", async () => {
    const database = await ground.open();
    const any = database.sql as unknown as Kysely<Record<string, Record<string, unknown>>>;
    const his = await fillEveryTable(database, newPerson("ben"));
    const anna = newPerson("anna");
    await fillEveryTable(database, anna);
    await addByOthers(any, his, anna);
    await any
      .updateTable("user")
      .set({ emailVerified: database.kind === "sqlite" ? 0 : false })
      .where("id", "=", anna.userId)
      .execute();
    const data = await collectPersonData(database.sql, { by: "account", userId: anna.userId });
    expect(rowsIn(data, "appointment_notice")).toHaveLength(1);
    expect(rowsIn(data, "user")).toMatchObject([{ emailVerified: false }]);
  });

  test("knows every column that is a flag in one database and a number in the other", async () => {
    const database = await ground.open();
    const live = await database.sql.introspection.getTables();
    const columns = live.flatMap((table) =>
      table.columns.map(({ name, dataType }) => ({ name: `${table.name}.${name}`, dataType })),
    );
    // SQLite has no such type: there the names have to be columns at all.
    const flags = columns.filter(({ name, dataType }) =>
      database.kind === "sqlite" ? FLAGS.has(name) : dataType === "bool",
    );
    expect(new Set(flags.map(({ name }) => name))).toEqual(FLAGS);
  });
});

test("secret columns are those that would open something, and no table gives one out", () => {
  const secrets = Object.entries(INVENTORY).flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([name, column]) => ("secret" in column ? [`${table}.${name}`] : [])),
  );
  expect(secrets).toEqual(
    expect.arrayContaining([
      "account.password",
      "session.token",
      "twoFactor.secret",
      "mail_token.token_hash",
    ]),
  );
  const given = EXPORTED.flatMap(({ table, columns }) => columns.map((name) => `${table}.${name}`));
  expect(given.filter((name) => secrets.includes(name))).toEqual([]);
});

test("the published schema has each table and column that is given out, and no other", () => {
  const shape = Object.entries(personTables.def.shape).flatMap(([table, { def }]) =>
    Object.keys(def.innerType.def.element.def.shape).map((column) => `${table}.${column}`),
  );
  const given = EXPORTED.flatMap(({ table, columns }) => columns.map((name) => `${table}.${name}`));
  expect(shape.toSorted()).toEqual(given.toSorted());
});
