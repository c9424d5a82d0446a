import type { Kysely } from "kysely";
import type { Tables } from "../storage/tables.ts";
import type { RequestRow } from "./request-store.ts";

type Sql = Kysely<Tables>;

/** Notes since when processing is restricted, the first time; null lifts it. */
export async function setRestriction(sql: Sql, userId: string, at: number | null): Promise<void> {
  const update = sql.updateTable("person").set({ restricted_at: at }).where("user_id", "=", userId);
  await (at === null ? update : update.where("restricted_at", "is", null)).execute();
}

export const listRequestsOf = (sql: Sql, userId: string): Promise<RequestRow[]> =>
  sql
    .selectFrom("privacy_request")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("received_at", "desc")
    .execute();

/** The hold that lasts longest of those that are not lifted. */
export const findHold = (sql: Sql, userId: string) =>
  sql
    .selectFrom("legal_hold")
    .select(["reason", "ends_at"])
    .where("user_id", "=", userId)
    .where("lifted_at", "is", null)
    .orderBy("ends_at", "desc")
    .executeTakeFirst();

export const findAddress = (sql: Sql, userId: string) =>
  sql
    .selectFrom("user")
    .innerJoin("person", "person.user_id", "user.id")
    .select(["user.email", "person.language"])
    .where("user.id", "=", userId)
    .executeTakeFirstOrThrow();
