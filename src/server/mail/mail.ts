// The queue of mails: written with whatever causes a mail, in the same transaction, and sent afterwards. A mail is
// claimed before each try, so that of several instances one sends it.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Tables } from "../storage/tables.ts";
import { ACCOUNT_TEXTS } from "./account-text.ts";
import { appointmentMail } from "./appointment-text.ts";
import {
  type AccountMailContent,
  type AppointmentMailContent,
  isAppointmentMail,
  type MailKind,
  type OutgoingMail,
} from "./mail-kinds.ts";
import {
  claimMail,
  deleteDone,
  findDue,
  finishMail,
  insertMail,
  type MailRow,
  putOff,
} from "./mail-store.ts";
import type { Message, Transport } from "./transport.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Waits after the first, second, … failed try; the last one repeats. Greylisting lasts minutes. */
const RETRY_AFTER = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;
/** Longer than a try can take with all its time-outs. */
const CLAIM = 5 * MINUTE;
const BATCH = 20;
/** A mail about an account that is three days old helps nobody. */
const GIVE_UP_AFTER = 3 * DAY;
/** How long a therapist sees what became of a mail. */
export const MAIL_HISTORY = 30 * DAY;

// For whoever cancels mails that wait.
export { forgetRecipient } from "./mail-store.ts";

export type MailerOptions = {
  readonly sql: Kysely<Tables>;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly log: Pick<Log, "mailFailed">;
  /** Address that mails come from. */
  readonly from: string;
  /** Origin of the pages. */
  readonly origin: string;
};

export type Mailer = {
  /** Puts a mail into the queue, within `transaction` if given; returns its id. It goes out soon afterwards. */
  readonly enqueue: (mail: OutgoingMail, transaction?: Kysely<Tables>) => Promise<string>;
  /** Tries everything that is due. Never rejects because of a mail. */
  readonly runDue: () => Promise<void>;
  /** Forgets mails that are done for longer than MAIL_HISTORY. */
  readonly tidy: () => Promise<void>;
  /** Waits for the try that is under way. */
  readonly stop: () => Promise<void>;
};

export function createMailer(options: MailerOptions): Mailer {
  const { sql, clock, transport, log } = options;
  const host = new URL(options.origin).hostname;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function messageOf(mail: MailRow, recipient: string): Message {
    const kind = mail.kind as MailKind;
    const content: unknown = JSON.parse(mail.content ?? "{}");
    const common = {
      id: `<${mail.id}@${host}>`,
      from: `TheraPsy Connect <${options.from}>`,
      to: recipient,
    };
    if (isAppointmentMail(kind)) {
      const place = { uid: `${mail.notice_id ?? mail.id}@${host}`, callAddress: `${options.origin}/call` };
      return { ...common, ...appointmentMail(kind, mail.language, content as AppointmentMailContent, place) };
    }
    const { subject, lines } = ACCOUNT_TEXTS[mail.language][kind];
    const text = `${lines(content as AccountMailContent[typeof kind] & never).join("\n\n")}\n`;
    return { ...common, subject, text };
  }

  /** After this moment another try makes no sense. */
  function deadlineOf(mail: MailRow): number {
    if (!isAppointmentMail(mail.kind as MailKind)) return mail.send_at + GIVE_UP_AFTER;
    const { at } = JSON.parse(mail.content ?? "{}") as AppointmentMailContent;
    return at;
  }

  async function trySending(id: string): Promise<void> {
    const now = clock.now();
    const mail = await claimMail(sql, id, now, now + CLAIM);
    if (mail === null) return;
    if (mail.recipient === null) return finishMail(sql, mail, { state: "cancelled", reason: null, now });
    if (mail.attempts > 1 && now >= deadlineOf(mail)) {
      return finishMail(sql, mail, { state: "failed", reason: mail.reason, now });
    }
    const result = await transport.send(messageOf(mail, mail.recipient));
    const after = clock.now();
    if (result.sent) return finishMail(sql, mail, { state: "sent", reason: null, now: after });
    log.mailFailed({ reason: result.reason, final: result.final });
    if (result.final) return finishMail(sql, mail, { state: "failed", reason: result.reason, now: after });
    const wait = RETRY_AFTER[Math.min(mail.attempts, RETRY_AFTER.length) - 1] ?? HOUR;
    await putOff(sql, id, { reason: result.reason, nextTryAt: after + wait });
  }

  async function runAll(): Promise<void> {
    for (;;) {
      const due = await findDue(sql, clock.now(), BATCH);
      for (const id of due) {
        if (stopped) return;
        await trySending(id);
      }
      if (due.length < BATCH) return;
    }
  }

  /** One run at a time; what comes in meanwhile is looked at once more. */
  function run(): Promise<void> {
    if (running !== null) {
      again = true;
      return running;
    }
    running = runAll()
      .catch(() => log.mailFailed({ reason: "database", final: false }))
      .finally(() => {
        running = null;
        if (again && !stopped) {
          again = false;
          void run();
        }
      });
    return running;
  }

  return {
    async enqueue(mail, transaction = sql) {
      const now = clock.now();
      const id = randomUUID();
      const sendAt = mail.sendAt ?? now;
      await insertMail(transaction, {
        id,
        user_id: mail.userId,
        notice_id: mail.noticeId ?? null,
        kind: mail.kind,
        recipient: mail.recipient,
        language: mail.language,
        content: JSON.stringify(mail.content),
        send_at: sendAt,
        state: "waiting",
        attempts: 0,
        next_try_at: sendAt,
        claimed_until: null,
        reason: null,
        created_at: now,
        done_at: null,
      });
      // Soon, not now: the caller's transaction has to be over, and its answer must not tell that a mail goes out.
      if (sendAt <= now && !stopped) setTimeout(() => void run(), 100).unref();
      return id;
    },
    runDue: run,
    tidy: () => deleteDone(sql, clock.now() - MAIL_HISTORY),
    async stop() {
      stopped = true;
      await running;
      transport.close();
    },
  };
}
