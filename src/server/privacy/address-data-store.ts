import type { Kysely } from "kysely";
import type { Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;

/**
 * Erases a mail address from everything that an account does not need: what waits for it ends and says so to whoever
 * wanted it sent, appointments lose the address, invitations go. Returns how many rows that were.
 */
export async function eraseAddress(sql: Sql, address: string, now: number): Promise<number> {
  const mails = await sql
    .updateTable("mail")
    .set({
      state: "cancelled",
      reason: "erased",
      done_at: now,
      recipient: null,
      content: null,
      claimed_until: null,
    })
    .where("state", "=", "waiting")
    .where((is) =>
      is.or([
        is("recipient", "=", address),
        is(
          "notice_id",
          "in",
          is.selectFrom("appointment_notice").select("id").where("recipient", "=", address),
        ),
      ]),
    )
    .executeTakeFirst();
  const notices = await sql
    .updateTable("appointment_notice")
    .set({ recipient: null })
    .where("recipient", "=", address)
    .executeTakeFirst();
  const invitations = await sql.deleteFrom("invitation").where("email", "=", address).executeTakeFirst();
  return Number(mails.numUpdatedRows + notices.numUpdatedRows + invitations.numDeletedRows);
}

/** Names of the practices of these therapists, and of these practices, by their ids. */
export async function findSources(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql
    .selectFrom("practice")
    .innerJoin("therapist", "therapist.practice_id", "practice.id")
    .select(["practice.id", "practice.name", "therapist.user_id"])
    .where((is) => is.or([is("practice.id", "in", ids), is("therapist.user_id", "in", ids)]))
    .execute();
  return new Map(
    rows.flatMap(({ id, name, user_id }) => [
      [id, name],
      [user_id, name],
    ]),
  );
}
