import type { Kysely, Selectable } from "kysely";
import type { MailTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type MailRow = Selectable<MailTable>;

/** A mail that may be tried; `claimed_until` is set if an earlier try never came to an end. */
export type DueMail = Pick<MailRow, "id" | "claimed_until" | "reason">;

export async function insertMail(sql: Sql, row: MailRow): Promise<void> {
  await sql.insertInto("mail").values(row).execute();
}

/**
 * Mails that are due and that nobody works on, oldest first. While a therapist has restricted the processing of their
 * data (Art. 18 GDPR), mails in their name to clients wait, until the appointment is over: then they are ended, and the
 * client's address goes.
 */
export const findDue = (sql: Sql, now: number, limit: number): Promise<readonly DueMail[]> =>
  sql
    .selectFrom("mail")
    .select(["id", "claimed_until", "reason"])
    .where("state", "=", "waiting")
    .where("next_try_at", "<=", now)
    .where((where) => where.or([where("claimed_until", "is", null), where("claimed_until", "<=", now)]))
    .where((where) =>
      where.or([
        where("notice_id", "is", null),
        where("user_id", "not in", (restricted) =>
          restricted.selectFrom("person").select("user_id").where("restricted_at", "is not", null),
        ),
        where("notice_id", "in", (over) =>
          over.selectFrom("appointment_notice").select("id").where("at", "<=", now),
        ),
      ]),
    )
    .orderBy("next_try_at")
    .orderBy("id")
    .limit(limit)
    .execute();

/**
 * Takes a mail for oneself until `until`; null if somebody else was quicker. Of a try that came to no end it notes that
 * the mail may have arrived.
 */
export async function claimMail(
  sql: Sql,
  { id, claimed_until }: DueMail,
  until: number,
): Promise<MailRow | null> {
  const row = await sql
    .updateTable("mail")
    .set((set) => ({
      claimed_until: until,
      attempts: set("attempts", "+", 1),
      ...(claimed_until === null ? {} : { reason: "unclear" as const }),
    }))
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("claimed_until", claimed_until === null ? "is" : "=", claimed_until)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Notes why a try failed and when the next one is; nothing if the mail was called off meanwhile. */
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

export type Ending = {
  readonly state: Exclude<MailRow["state"], "waiting">;
  readonly reason: MailRow["reason"];
  readonly now: number;
};

/** Ends mails that wait: recipient and content go at once. */
const ended = ({ state, reason, now }: Ending) => ({
  state,
  reason,
  done_at: now,
  recipient: null,
  content: null,
  claimed_until: null,
});

/**
 * Ends a mail, and with the last one of a notice the address there. What was sent counts as sent even if it was
 * called off meanwhile.
 */
export async function finishMail(
  sql: Sql,
  mail: Pick<MailRow, "id" | "notice_id">,
  ending: Ending,
): Promise<void> {
  await sql.transaction().execute(async (trx) => {
    let update = trx.updateTable("mail").set(ended(ending)).where("id", "=", mail.id);
    if (ending.state !== "sent") update = update.where("state", "=", "waiting");
    await update.execute();
    if (mail.notice_id === null) return;
    // The rest would go to the same address.
    if (ending.reason === "address-refused") await endWaiting(trx, mail.notice_id, ending);
    else await forgetRecipient(trx, mail.notice_id);
  });
}

/** Ends what waits of a notice, but for one mail if told, and erases the address if none is left. */
export async function endWaiting(sql: Sql, noticeId: string, ending: Ending, except?: string): Promise<void> {
  let update = sql
    .updateTable("mail")
    .set(ended(ending))
    .where("notice_id", "=", noticeId)
    .where("state", "=", "waiting");
  if (except !== undefined) update = update.where("id", "!=", except);
  await update.execute();
  await forgetRecipient(sql, noticeId);
}

/** Erases the address of a notice whose last mail is done. */
async function forgetRecipient(sql: Sql, noticeId: string): Promise<void> {
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

/** How many mails of a kind this account has caused since a moment. */
export async function countMailsSince(
  sql: Sql,
  { userId, kind, since }: { readonly userId: string; readonly kind: string; readonly since: number },
): Promise<number> {
  const { count } = await sql
    .selectFrom("mail")
    .select((select) => select.fn.countAll<number | string | bigint>().as("count"))
    .where("user_id", "=", userId)
    .where("kind", "=", kind)
    .where("created_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
