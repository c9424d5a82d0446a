// Everything that the database holds on one person, found by what the inventory says (Art. 15(1) GDPR).
import type { Kysely } from "kysely";
import { readAuthFlag } from "../storage/auth-values.ts";
import type { Tables } from "../storage/tables.ts";
import type { Column, Export } from "./entry.ts";
import { INVENTORY } from "./inventory.ts";

/** An account; or an address whose mailbox is the person's, as it stands in the tables (trimmed, lower case). */
export type Who =
  | { readonly by: "account"; readonly userId: string }
  | { readonly by: "address"; readonly address: string };

/** What both databases agree on: moments of the sign-in tables as ISO 8601 text, flags as true and false. */
type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;
export type TableRows = { readonly table: keyof Tables; readonly rows: readonly Row[] };

type Sql = Kysely<Tables>;
/** The same tables without their types, for names that are data. */
type AnySql = Kysely<Record<string, Record<string, unknown>>>;

type Readable = {
  readonly export: Export;
  readonly subjects: readonly { readonly by: "account" | "practice" | "address"; readonly column: string }[];
  readonly columns: Readonly<Record<string, Column>>;
};

/** Columns of the sign-in library that are 0 and 1 in SQLite and flags in PostgreSQL. */
export const FLAGS: ReadonlySet<string> = new Set([
  "user.emailVerified",
  "user.twoFactorEnabled",
  "twoFactor.verified",
  "passkey.backedUp",
]);

/** The tables of which a person gets rows, with the columns that are given out. */
export const EXPORTED: readonly { readonly table: keyof Tables; readonly columns: readonly string[] }[] = (
  Object.entries(INVENTORY) as [keyof Tables, Readable][]
)
  .filter(([, entry]) => entry.export !== "none" && entry.subjects.length > 0)
  .map(([table, { columns }]) => ({
    table,
    columns: Object.keys(columns).filter((name) => columns[name]?.secret !== true),
  }));

function plainValue(column: string, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (FLAGS.has(column)) return readAuthFlag(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new Error(`${column} holds what no export can carry`);
}

type Keys = Readonly<Record<Readable["subjects"][number]["by"], readonly string[]>>;

/** What the rows of the person are found by. The address of an account counts once its mailbox was confirmed. */
async function keysOf(sql: Sql, who: Who): Promise<Keys> {
  if (who.by === "address") return { account: [], practice: [], address: [who.address] };
  const { userId } = who;
  const user = await sql
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  const therapist = await sql
    .selectFrom("therapist")
    .select("practice_id")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return {
    account: [userId],
    practice: therapist === undefined ? [] : [therapist.practice_id],
    address: user !== undefined && readAuthFlag(user.emailVerified) ? [user.email] : [],
  };
}

/**
 * Every row of the person in the inventory's order, without secret columns; tables without rows are left out. Rows of
 * one table stand in a fixed order, so that two collections of the same data are equal. Sealed rows come as ciphertext.
 */
export async function collectPersonData(sql: Sql, who: Who): Promise<readonly TableRows[]> {
  const keys = await keysOf(sql, who);
  const any = sql as unknown as AnySql;
  const found: TableRows[] = [];
  for (const { table, columns } of EXPORTED) {
    const { subjects }: Readable = INVENTORY[table];
    const ways = subjects.filter(({ by }) => keys[by].length > 0);
    if (ways.length === 0) continue;
    const rows = await any
      .selectFrom(table)
      .select([...columns])
      .where((is) => is.or(ways.map(({ by, column }) => is(column, "in", keys[by]))))
      .execute();
    if (rows.length === 0) continue;
    const plain = rows.map(
      (row): Row =>
        Object.fromEntries(columns.map((name) => [name, plainValue(`${table}.${name}`, row[name])])),
    );
    found.push({ table, rows: inOrder(plain) });
  }
  return found;
}

const inOrder = (rows: readonly Row[]): readonly Row[] =>
  rows
    .map((row) => ({ row, key: JSON.stringify(row) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
