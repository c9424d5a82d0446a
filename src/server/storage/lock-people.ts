// Turns around the end of an account: whoever places a hold, restricts, asks for erasure, takes that back or erases writes
// to the row of the person first.
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Waits for whoever is at these accounts, and lets the next one wait until the transaction ends; returns those that are there. */
export async function lockPeople(
  sql: Kysely<Tables>,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql
    .updateTable("person")
    .set((set) => ({ created_at: set.ref("created_at") }))
    .where("user_id", "in", userIds)
    .returning("user_id")
    .execute();
  return rows.map(({ user_id }) => user_id);
}
