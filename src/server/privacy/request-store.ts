import { randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { DAY_MS } from "../../protocol/limits.ts";
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

/** The order in which steps of one moment happened. */
const ORDER: readonly RequestEvent["what"][] = [
  "received",
  "identity-checked",
  "extended",
  "carried-out",
  "answered",
  "refused",
  "recipient-told",
  "reminded",
];

export async function listEvents(sql: Sql, requestId: string): Promise<readonly RequestEvent[]> {
  const events = await sql
    .selectFrom("request_event")
    .selectAll()
    .where("request_id", "=", requestId)
    .execute();
  return events.toSorted((a, b) => a.at - b.at || ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

/** How many requests wait for an answer to this address. */
export async function countOpenOf(sql: Sql, contact: string): Promise<number> {
  const rows = await sql
    .selectFrom("privacy_request")
    .select("id")
    .where("contact", "=", contact)
    .where("state", "=", "open")
    .execute();
  return rows.length;
}

/** What is open, the most urgent first. */
export const listOpen = (sql: Sql): Promise<readonly RequestRow[]> =>
  sql
    .selectFrom("privacy_request")
    .selectAll()
    .where("state", "=", "open")
    .orderBy("due_at")
    .orderBy("id")
    .execute();

/** What is answered or refused and still kept, the latest first. */
export const listClosed = (sql: Sql): Promise<readonly RequestRow[]> =>
  sql
    .selectFrom("privacy_request")
    .selectAll()
    .where("state", "!=", "open")
    .orderBy("closed_at", "desc")
    .orderBy("id")
    .execute();

/** Marks as reminded what came by the public page and nobody was told of; returns the ids. Of several, one gets them. */
export async function markArrived(sql: Sql, now: number): Promise<readonly string[]> {
  const rows = await sql
    .updateTable("privacy_request")
    .set({ reminded_at: now })
    .where("state", "=", "open")
    .where("channel", "=", "page")
    .where("reminded_at", "is", null)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Marks as reminded whatever is open and has passed one of the moments (so many days before it is due) since it was
 * marked last; returns their ids. Of several that ask at once, one gets them.
 */
export async function markReminded(
  sql: Sql,
  now: number,
  daysBefore: readonly number[],
): Promise<readonly string[]> {
  const rows = await sql
    .updateTable("privacy_request")
    .set({ reminded_at: now })
    .where("state", "=", "open")
    .where((is) =>
      is.or(
        daysBefore.map((days) =>
          is.and([
            is("due_at", "<=", now + days * DAY_MS),
            is.or([is("reminded_at", "is", null), is("reminded_at", "<", is("due_at", "-", days * DAY_MS))]),
          ]),
        ),
      ),
    )
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Who runs this instance and can sign in. */
export const listOperators = (sql: Sql) =>
  sql
    .selectFrom("person")
    .innerJoin("user", "user.id", "person.user_id")
    .select(["user.id", "user.email", "person.language"])
    .where("person.is_operator", "=", 1)
    .where("person.suspended_at", "is", null)
    .orderBy("user.id")
    .execute();
