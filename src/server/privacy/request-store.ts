import { randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import type { PrivacyRequestTable, RequestEventTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type RequestRow = Selectable<PrivacyRequestTable>;
export type RequestEvent = Selectable<RequestEventTable>;

export async function insertRequest(sql: Sql, row: RequestRow): Promise<void> {
  await sql.insertInto("privacy_request").values(row).execute();
}

export const findRequest = (sql: Sql, id: string): Promise<RequestRow | undefined> =>
  sql.selectFrom("privacy_request").selectAll().where("id", "=", id).executeTakeFirst();

/** Writes to a request that is open, and not extended if asked so; false if there is none. */
export async function changeOpen(
  sql: Sql,
  id: string,
  change: Partial<Omit<RequestRow, "id">>,
  { onlyUnextended = false }: { readonly onlyUnextended?: boolean } = {},
): Promise<boolean> {
  let update = sql
    .updateTable("privacy_request")
    .set(change)
    .where("id", "=", id)
    .where("state", "=", "open");
  if (onlyUnextended) update = update.where("extended_at", "is", null);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertEvent(sql: Sql, event: Omit<RequestEvent, "id">): Promise<void> {
  await sql
    .insertInto("request_event")
    .values({ id: randomUUID(), ...event })
    .execute();
}

export const listEvents = (sql: Sql, requestId: string): Promise<readonly RequestEvent[]> =>
  sql
    .selectFrom("request_event")
    .selectAll()
    .where("request_id", "=", requestId)
    .orderBy("at")
    .orderBy("id")
    .execute();
