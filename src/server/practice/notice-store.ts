import type { Kysely, Selectable } from "kysely";
import type { AppointmentNoticeTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type Notice = Selectable<AppointmentNoticeTable>;

export async function insertNotice(sql: Sql, notice: Notice): Promise<void> {
  await sql.insertInto("appointment_notice").values(notice).execute();
}

export const findNotice = (sql: Sql, userId: string, id: string): Promise<Notice | undefined> =>
  sql
    .selectFrom("appointment_notice")
    .selectAll()
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();

export async function countNoticesSince(sql: Sql, userId: string, since: number): Promise<number> {
  const { count } = await sql
    .selectFrom("appointment_notice")
    .select((select) => select.fn.countAll<number | string | bigint>().as("count"))
    .where("user_id", "=", userId)
    .where("created_at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether the client is told already, or about to be, that the appointment does not take place. */
export async function hasCancellation(sql: Sql, noticeId: string): Promise<boolean> {
  const found = await sql
    .selectFrom("mail")
    .select("id")
    .where("notice_id", "=", noticeId)
    .where("kind", "=", "cancelled")
    .where("state", "in", ["waiting", "sent"])
    .executeTakeFirst();
  return found !== undefined;
}

/** Mails of this therapist that wait, and those that were done after a moment; newest first. */
export const listAppointmentMails = (sql: Sql, userId: string, since: number) =>
  sql
    .selectFrom("mail")
    .innerJoin("appointment_notice", "appointment_notice.id", "mail.notice_id")
    .select([
      "appointment_notice.id",
      "mail.kind",
      "appointment_notice.recipient",
      "appointment_notice.at",
      "mail.send_at",
      "mail.state",
      "mail.reason",
    ])
    .where("appointment_notice.user_id", "=", userId)
    .where((where) => where.or([where("mail.state", "=", "waiting"), where("mail.done_at", ">", since)]))
    .orderBy("appointment_notice.created_at", "desc")
    .orderBy("mail.send_at")
    .orderBy("mail.id")
    .execute();

/** Ends what waits of all notices of a therapist, and forgets their recipients. */
export async function cancelNoticesOf(sql: Sql, userId: string, now: number): Promise<void> {
  await sql
    .updateTable("mail")
    .set({ state: "cancelled", reason: null, done_at: now, recipient: null, content: null })
    .where("user_id", "=", userId)
    .where("notice_id", "is not", null)
    .where("state", "=", "waiting")
    .execute();
  await sql
    .updateTable("appointment_notice")
    .set({ recipient: null })
    .where("user_id", "=", userId)
    .execute();
}
