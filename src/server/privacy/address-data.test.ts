// A mail address can be written down in several tables: what is shown, and what is erased, must not miss one.
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { insertRows, richAccount } from "../../../test/support/rich-account.ts";
import { readConfig } from "../platform/config.ts";
import { readAddressData } from "./address-data.ts";
import { eraseAddress } from "./address-data-store.ts";
import { INVENTORY } from "./inventory.ts";

type Subjects = readonly { readonly by: string; readonly column: string }[];

const NOW = Date.UTC(2027, 2, 1);
/** Tables with a column of addresses, by the inventory. */
const BY_ADDRESS = Object.entries(INVENTORY).filter(([, { subjects }]) =>
  (subjects as Subjects).some(({ by }) => by === "address"),
);
/** An account goes by its own end, and a request keeps its contact until the answer. */
const KEPT = ["user", "privacy_request"];

describeOnBothDatabases("an address", (ground) => {
  test("is erased from every table in which the inventory finds it, but for accounts and open requests", async () => {
    const database = await ground.open();
    const { sql } = database;
    const address = "client@b.example";
    const account = richAccount(database, { mark: "anna", now: NOW });
    const rows = Object.fromEntries(
      BY_ADDRESS.flatMap(([table, { subjects }]) => {
        const columns = (subjects as Subjects)
          .filter(({ by }) => by === "address")
          .map(({ column }) => column);
        const before = account.rows[table as keyof typeof account.rows] ?? [];
        const [first, ...rest] = before;
        const changed = { ...first, ...Object.fromEntries(columns.map((column) => [column, address])) };
        return first === undefined ? [] : [[table, [changed, ...rest]]];
      }),
    );
    // Every such table has a row in this test.
    expect(Object.keys(rows).toSorted()).toEqual(BY_ADDRESS.map(([table]) => table).toSorted());
    await insertRows(database, { ...account.rows, ...rows });
    const before = await readAddressData(sql, address, readConfig({}));
    expect(before.parts.map(({ table }) => table).toSorted()).toEqual(Object.keys(rows).toSorted());
    await sql.transaction().execute((trx) => eraseAddress(trx, address, NOW));
    const after = await readAddressData(sql, address, readConfig({}));
    expect(after.parts.map(({ table }) => table).toSorted()).toEqual(KEPT.toSorted());
    expect(after.isErasable).toBe(false);
  });
});
