// Rows in every table for people whose data must be told apart, made from the live schema: a new table or column is
// filled without anybody remembering to.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import type { Database } from "../../src/server/storage/database.ts";
import type { Tables } from "../../src/server/storage/tables.ts";

export interface FilledPerson {
  readonly name: string;
  readonly userId: string;
  readonly practiceId: string;
  readonly address: string;
  /** Stands in every text of the person's rows. */
  readonly mark: string;
  /** Stands in every secret column of the person's rows. */
  readonly secretMark: string;
}

export type TableName = keyof Tables;

/** Names for which rows can be made; `practiceOf`: whoever shares a practice with somebody. */
export function newPerson(name: string, practiceOf?: FilledPerson): FilledPerson {
  const id = randomUUID();
  return {
    name,
    userId: `user-${id}`,
    practiceId: practiceOf?.practiceId ?? `practice-${id}`,
    address: `${name}.${id}@praxis.example`,
    mark: `mark-${id}`,
    secretMark: `secret-${id}`,
  };
}

type Link = (person: FilledPerson) => string;
/** Columns that have to name another row, and those by which a person is found. */
const LINKS: Readonly<Record<string, Link>> = {
  "user.id": ({ userId }) => userId,
  "user.email": ({ address }) => address,
  "practice.id": ({ practiceId }) => practiceId,
  "appointment_notice.id": ({ mark }) => `notice-${mark}`,
  "mail.notice_id": ({ mark }) => `notice-${mark}`,
  "privacy_request.id": ({ mark }) => `request-${mark}`,
  "request_event.request_id": ({ mark }) => `request-${mark}`,
  "breach.id": ({ mark }) => `breach-${mark}`,
  "breach_practice.breach_id": ({ mark }) => `breach-${mark}`,
};
const BY_NAME: Readonly<Record<string, Link>> = {
  userId: ({ userId }) => userId,
  user_id: ({ userId }) => userId,
  invited_by: ({ userId }) => userId,
  practice_id: ({ practiceId }) => practiceId,
};

let count = 0;

function valueFor(type: string, column: string, person: FilledPerson, isSecret: boolean): unknown {
  count += 1;
  if (isSecret) return `${person.secretMark}-${count}`;
  if (/^(bool|boolean)$/i.test(type)) return true;
  if (/timestamp|date/i.test(type)) return new Date(1_800_000_000_000 + count * 1_000).toISOString();
  if (/int/i.test(type)) return /Verified$|Enabled$|^verified$|^backedUp$|^is_/.test(column) ? 1 : count;
  return `${person.mark}-${column}-${count}`;
}

export interface AddedRow {
  readonly table: TableName;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Writes one row into every table for that person, `skip` left out. Returns what was written, secrets included. */
export async function fillEveryTable(
  { sql }: Database,
  person: FilledPerson,
  { skip = [] }: { readonly skip?: readonly TableName[] } = {},
): Promise<readonly AddedRow[]> {
  const any = sql as unknown as Kysely<Record<string, Record<string, unknown>>>;
  const live = await sql.introspection.getTables();
  const added: AddedRow[] = [];
  for (const table of Object.keys(INVENTORY) as TableName[]) {
    if (skip.includes(table)) continue;
    const { columns, subjects }: (typeof INVENTORY)[TableName] = INVENTORY[table];
    const secrets = new Set(
      Object.entries(columns).flatMap(([name, column]) => ("secret" in column ? [name] : [])),
    );
    const row: Record<string, unknown> = {};
    for (const { name, dataType } of live.find((one) => one.name === table)?.columns ?? []) {
      const byAddress = subjects.some((one) => one.by === "address" && one.column === name);
      const link =
        LINKS[`${table}.${name}`] ??
        BY_NAME[name] ??
        (byAddress ? ({ address }: FilledPerson) => address : null);
      row[name] = link?.(person) ?? valueFor(dataType, name, person, secrets.has(name));
    }
    await any.insertInto(table).values(row).execute();
    added.push({ table, row });
  }
  return added;
}
