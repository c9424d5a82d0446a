import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import type { Database } from "../storage/database.ts";
import type { Entry, Text } from "./entry.ts";
import { INVENTORY } from "./inventory.ts";

/** Tables in which Kysely notes what ran: nothing about anybody. */
const OWN = new Set(["schema_migration", "schema_migration_lock"]);

/** What is in the database and not in the inventory, and the other way round. */
async function differences({ sql }: Database): Promise<readonly string[]> {
  const entries: Readonly<Record<string, { readonly columns: Readonly<Record<string, Text>> }>> = INVENTORY;
  const live = new Set<string>();
  for (const table of await sql.introspection.getTables()) {
    if (OWN.has(table.name)) continue;
    for (const column of table.columns) live.add(`${table.name}.${column.name}`);
  }
  const declared = Object.entries(entries).flatMap(([name, { columns }]) =>
    Object.keys(columns).map((column) => `${name}.${column}`),
  );
  return [
    ...[...live].filter((column) => !declared.includes(column)).map((column) => `undeclared: ${column}`),
    ...declared.filter((column) => !live.has(column)).map((column) => `not there: ${column}`),
  ];
}

describeOnBothDatabases("the inventory", (ground) => {
  test("has a purpose for every column of the live database, and no other", async () => {
    expect(await differences(await ground.open())).toEqual([]);
  });

  test("notices a column and a table that nobody declared", async () => {
    const database = await ground.open();
    await database.sql.schema.alterTable("person").addColumn("diagnosis", "text").execute();
    await database.sql.schema.createTable("recording").addColumn("id", "text").execute();
    expect(await differences(database)).toEqual(["undeclared: person.diagnosis", "undeclared: recording.id"]);
  });
});

test("every purpose says something, in both languages", () => {
  const entries: readonly (readonly [
    string,
    Entry & { readonly columns: Readonly<Record<string, Text>> },
  ])[] = Object.entries(INVENTORY);
  for (const [name, { purpose, columns }] of entries) {
    for (const text of [purpose.de, purpose.en]) expect(text.length, name).toBeGreaterThan(20);
    for (const [column, { de, en }] of Object.entries(columns))
      for (const text of [de, en]) expect(text.length, `${name}.${column}`).toBeGreaterThan(3);
  }
});
