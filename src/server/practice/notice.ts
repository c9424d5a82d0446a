// Mails about an appointment that the server sends when the therapist asks for them. The address of the client is
// kept for nothing else and erased with the last mail.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Mailer } from "../mail/mail.ts";
import type { Language } from "../mail/mail-kinds.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import {
  cancelNoticesOf,
  countNoticesSince,
  findNotice,
  hasCancellation,
  insertNotice,
} from "./notice-store.ts";
import { findPractice, lockTherapist } from "./practice-store.ts";

export type NoticeLimits = {
  /** Appointments with mails that one therapist may add within 24 hours. */
  readonly perDay: number;
  /** How far ahead an appointment may lie, in ms. */
  readonly ahead: number;
};

export const NOTICE_LIMITS: NoticeLimits = { perDay: 100, ahead: 400 * DAY_MS };

export type NoticeRequest = {
  readonly userId: string;
  readonly practiceId: string;
  readonly email: string;
  readonly language: Language;
  readonly at: number;
  readonly timeZone: string;
  readonly duration: number;
  readonly remindAt: number | null;
};

type Parts = {
  readonly sql: Kysely<Tables>;
  readonly mailer: Pick<Mailer, "enqueue" | "callOff">;
  readonly limits: NoticeLimits;
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

async function practiceName(sql: Kysely<Tables>, practiceId: string): Promise<string> {
  const practice = await findPractice(sql, practiceId);
  if (practice === undefined) throw new Problem("NOT_FOUND");
  return practice.name;
}

/**
 * Puts announcement and reminder into the queue; returns the id of the notice. Throws BAD_REQUEST for times that make
 * no sense, TOO_MANY_TRIES above the limit.
 */
export async function announce({ sql, mailer, limits }: Parts, request: NoticeRequest, now: number) {
  const { userId, at, remindAt } = request;
  const isInTime = at > now && at < now + limits.ahead;
  const isBefore = remindAt === null || (remindAt > now && remindAt < at);
  if (!isInTime || !isBefore || !isTimeZone(request.timeZone)) throw new Problem("BAD_REQUEST");
  return sql.transaction().execute(async (trx) => {
    await lockTherapist(trx, userId);
    if ((await countNoticesSince(trx, userId, now - DAY_MS)) >= limits.perDay)
      throw new Problem("TOO_MANY_TRIES", { retryAfter: 3_600 });
    const id = randomUUID();
    await insertNotice(trx, {
      id,
      user_id: userId,
      recipient: request.email,
      language: request.language,
      at,
      time_zone: request.timeZone,
      duration: request.duration,
      created_at: now,
    });
    const common = {
      userId,
      recipient: request.email,
      language: request.language,
      noticeId: id,
      content: {
        practiceName: await practiceName(trx, request.practiceId),
        at,
        timeZone: request.timeZone,
        duration: request.duration,
      },
    };
    await mailer.enqueue({ kind: "appointment", ...common }, trx);
    if (remindAt !== null) await mailer.enqueue({ kind: "reminder", ...common, sendAt: remindAt }, trx);
    return id;
  });
}

/**
 * Stops what has not gone out; with `tell`, one more mail says that the appointment does not take place. Throws
 * NOT_FOUND, with `tell` also when the address is erased already.
 */
export async function callOff(
  { sql, mailer }: Parts,
  request: {
    readonly userId: string;
    readonly practiceId: string;
    readonly id: string;
    readonly tell: boolean;
  },
  now: number,
): Promise<void> {
  const { userId, tell } = request;
  await sql.transaction().execute(async (trx) => {
    await lockTherapist(trx, userId);
    const notice = await findNotice(trx, userId, request.id);
    if (notice === undefined) throw new Problem("NOT_FOUND");
    if (!tell) return mailer.callOff(notice.id, trx);
    // Asked twice, told once.
    if (await hasCancellation(trx, notice.id)) return;
    if (notice.recipient === null || notice.at <= now) throw new Problem("NOT_FOUND");
    const told = await mailer.enqueue(
      {
        kind: "cancelled",
        userId,
        recipient: notice.recipient,
        language: notice.language,
        noticeId: notice.id,
        content: {
          practiceName: await practiceName(trx, request.practiceId),
          at: notice.at,
          timeZone: notice.time_zone,
          duration: notice.duration,
        },
      },
      trx,
    );
    await mailer.callOff(notice.id, trx, told);
  });
}

/** Ends every mail about appointments that waits for this therapist, and forgets its recipient. */
export const endNoticesOf = (sql: Kysely<Tables>, userId: string, now: number): Promise<void> =>
  cancelNoticesOf(sql, userId, now);
