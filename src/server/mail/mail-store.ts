import type { Kysely, Selectable } from "kysely";
import type { MailTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type MailRow = Selectable<MailTable>;

export async function insertMail(sql: Sql, row: MailRow): Promise<void> {
  await sql.insertInto("mail").values(row).execute();
}

/** Ids of mails that are due, oldest first. */
export async function findDue(sql: Sql, now: number, limit: number): Promise<readonly string[]> {
  const rows = await sql
    .selectFrom("mail")
    .select("id")
    .where("state", "=", "waiting")
    .where("next_try_at", "<=", now)
    .where((where) => where.or([where("claimed_until", "is", null), where("claimed_until", "<=", now)]))
    .orderBy("next_try_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes one mail for oneself until `until`; null if somebody else was quicker. */
export async function claimMail(sql: Sql, id: string, now: number, until: number): Promise<MailRow | null> {
  const row = await sql
    .updateTable("mail")
    .set((set) => ({ claimed_until: until, attempts: set("attempts", "+", 1) }))
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("next_try_at", "<=", now)
    .where((where) => where.or([where("claimed_until", "is", null), where("claimed_until", "<=", now)]))
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Notes why a try failed and when the next one is. */
export async function putOff(
  sql: Sql,
  id: string,
  { reason, nextTryAt }: { readonly reason: MailRow["reason"]; readonly nextTryAt: number },
): Promise<void> {
  await sql
    .updateTable("mail")
    .set({ reason, next_try_at: nextTryAt, claimed_until: null })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

/** Ends a mail: recipient and content go at once, and with the last mail of a notice the address there. */
export async function finishMail(
  sql: Sql,
  mail: Pick<MailRow, "id" | "notice_id">,
  {
    state,
    reason,
    now,
  }: { readonly state: MailRow["state"]; readonly reason: MailRow["reason"]; readonly now: number },
): Promise<void> {
  await sql.transaction().execute(async (trx) => {
    await trx
      .updateTable("mail")
      .set({ state, reason, done_at: now, recipient: null, content: null, claimed_until: null })
      .where("id", "=", mail.id)
      .execute();
    if (mail.notice_id !== null) await forgetRecipient(trx, mail.notice_id);
  });
}

/** Erases the address of a notice whose last mail is done. */
export async function forgetRecipient(sql: Sql, noticeId: string): Promise<void> {
  await sql
    .updateTable("appointment_notice")
    .set({ recipient: null })
    .where("id", "=", noticeId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("mail")
            .select("mail.id")
            .where("mail.notice_id", "=", noticeId)
            .where("mail.state", "=", "waiting"),
        ),
      ),
    )
    .execute();
}

/** Deletes what was done before a moment, and notices that have no mail left. */
export async function deleteDone(sql: Sql, before: number): Promise<void> {
  await sql.deleteFrom("mail").where("state", "!=", "waiting").where("done_at", "<", before).execute();
  await sql
    .deleteFrom("appointment_notice")
    .where("created_at", "<", before)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom("mail").select("mail.id").whereRef("mail.notice_id", "=", "appointment_notice.id"),
        ),
      ),
    )
    .execute();
}
