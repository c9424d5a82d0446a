// What is kept about a mail address, as its owner reads it: a reading of the inventory (Art. 15(1) GDPR).
import type { Kysely } from "kysely";
import type { Config } from "../platform/config.ts";
import type { Tables } from "../storage/tables.ts";
import { findSources } from "./address-data-store.ts";
import type { Column, Entry, Text } from "./entry.ts";
import { INVENTORY } from "./inventory.ts";
import { collectPersonData, EXPORTED } from "./person-data.ts";
import { GROUND_WORDS, keptWords, recipientsOnServer } from "./words.ts";

type Sql = Kysely<Tables>;
type Table = keyof Tables;
type Value = string | number | boolean | null;

/** One table in which something was found. */
type FoundPart = {
  readonly table: string;
  readonly purpose: Text;
  readonly grounds: readonly Text[];
  readonly recipients: readonly Text[];
  readonly until: Text;
  readonly rows: readonly FoundRow[];
};

type FoundRow = {
  /** The practice that gave the address to us (Art. 15(1)(g)); null: it came from the person. */
  readonly source: string | null;
  /** Each column with its purpose. `isTime`: Unix ms. */
  readonly cells: readonly {
    readonly name: string;
    readonly label: Text;
    readonly value: Value;
    readonly isTime: boolean;
  }[];
};

/** Where an address was written down by somebody else: the column that says by whom. */
const SOURCES: Readonly<Partial<Record<Table, string>>> = {
  appointment_notice: "user_id",
  mail: "user_id",
  invitation: "practice_id",
};

/** Rows that whoever reads the mailbox can have erased at once; an account is erased by whoever signs in to it. */
const ERASABLE: ReadonlySet<string> = new Set<Table>(["appointment_notice", "mail", "invitation"]);

export type AddressData = {
  readonly parts: readonly FoundPart[];
  /** An account has this address: there is more to see, and to do, after signing in. */
  readonly hasAccount: boolean;
  readonly isErasable: boolean;
  /** Purposes of all tables in which an address can be. */
  readonly searched: readonly Text[];
};

const isByAddress = (table: Table): boolean =>
  (INVENTORY[table].subjects as readonly { readonly by: string }[]).some(({ by }) => by === "address");

const SEARCHED: readonly Table[] = EXPORTED.map(({ table }) => table).filter(isByAddress);

const isMoment = (name: string): boolean => name === "at" || name.endsWith("_at");

export async function readAddressData(
  sql: Sql,
  address: string,
  { companies, periods }: Pick<Config, "companies" | "periods">,
): Promise<AddressData> {
  const found = await collectPersonData(sql, { by: "address", address });
  const sourceIdOf = (table: Table, row: Readonly<Record<string, Value>>): string | null => {
    const id = row[SOURCES[table] ?? ""];
    return typeof id === "string" ? id : null;
  };
  const ids = found.flatMap(({ table, rows }) => rows.map((row) => sourceIdOf(table, row)));
  const sources = await findSources(
    sql,
    ids.filter((id) => id !== null),
  );
  const parts = found.map(({ table, rows }): FoundPart => {
    const entry: Entry & { readonly columns: Readonly<Record<string, Column>> } = INVENTORY[table];
    return {
      table,
      purpose: entry.purpose,
      grounds: entry.grounds.map((ground) => GROUND_WORDS[ground]),
      recipients: recipientsOnServer(entry.recipients, companies),
      until: keptWords(entry, periods),
      rows: rows.map((row) => ({
        source: sources.get(sourceIdOf(table, row) ?? "") ?? null,
        cells: Object.entries(row).map(([name, value]) => ({
          name,
          label: entry.columns[name] ?? { de: name, en: name },
          value,
          isTime: typeof value === "number" && isMoment(name),
        })),
      })),
    };
  });
  return {
    parts,
    hasAccount: parts.some(({ table }) => table === "user"),
    isErasable: parts.some(({ table }) => ERASABLE.has(table)),
    searched: SEARCHED.map((table) => INVENTORY[table].purpose),
  };
}

/** The same as a file (Art. 20): tables and columns by the names that they have here, moments in Unix ms. */
export function addressFile(address: string, { parts, searched }: AddressData, now: number): string {
  const tables = Object.fromEntries(
    parts.map(({ table, purpose, grounds, recipients, until, rows }) => [
      table,
      {
        purpose,
        grounds,
        recipients,
        until,
        columns: Object.fromEntries((rows[0]?.cells ?? []).map(({ name, label }) => [name, label])),
        sources: rows.map(({ source }) => source),
        rows: rows.map(({ cells }) => Object.fromEntries(cells.map(({ name, value }) => [name, value]))),
      },
    ]),
  );
  const file = {
    format: "therapsy-connect/address-data/1",
    writtenAt: new Date(now).toISOString(),
    address,
    searched,
    tables,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
