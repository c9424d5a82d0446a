// The queue of mails: written with whatever causes a mail, in the same transaction, and sent afterwards. A mail is
// claimed before each try, so that of several instances one sends it. What can and cannot be promised about sending
// once is in docs/decisions/0023-a-mail-is-tried-again-only-while-that-helps.md.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { TextSeal } from "../platform/sealed-text.ts";
import type { Tables } from "../storage/tables.ts";
import type { MailKind, OutgoingMail } from "./mail-kinds.ts";
import {
  claimMail,
  countMailsSince,
  type DueMail,
  type Ending,
  endWaiting,
  findDue,
  finishMail,
  insertMail,
  type MailRow,
  putOff,
} from "./mail-store.ts";
import type { Message } from "./message.ts";
import { deadlineOf, type Letterhead, messageOf } from "./render.ts";
import { SMTP_TIMES } from "./smtp.ts";
import type { Transport } from "./transport.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Waits after the first, second, … failed try; the last one repeats. Greylisting lasts minutes. */
const RETRY_AFTER = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;
const RETRY_UNCLEAR = 15 * MINUTE;
/** Longer than any try: a claim that has run out is one of an instance that is gone. */
const CLAIM = SMTP_TIMES.whole + 3 * MINUTE;
/** Mails under way at a time: one recipient's slow server does not hold up the others. */
const LANES = 4;
/** While a mail is under way, others become due. */
const TICK = 10_000;
/** How long an orderly end waits for the answer to a mail that is handed over. */
const STOP_WAIT = 10_000;
/** How long a therapist sees what became of a mail. */
export const MAIL_HISTORY = 30 * DAY;

/** A sealed text opens in this mail alone, as this kind, to this recipient: whoever can write to the table cannot turn it. */
const placeOf = (id: string, kind: string, recipient: string): string => [id, kind, recipient].join("\n");

export type MailerOptions = Letterhead & {
  readonly sql: Kysely<Tables>;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly log: Pick<Log, "mailFailed">;
  /** While a mail waits, its link would else stand in the database for whoever reads it. */
  readonly seal: TextSeal;
};

type Sql = Kysely<Tables>;

export type Mailer = {
  /** Puts a mail into the queue, within `transaction` if given; returns its id. It goes out soon afterwards. */
  readonly enqueue: (mail: OutgoingMail, transaction?: Sql) => Promise<string>;
  /** Ends what waits of a notice, but for the mail `except`; with the last mail the address goes. */
  readonly callOff: (noticeId: string, transaction: Sql, except?: string) => Promise<void>;
  /** How many mails of this kind an account has caused since a moment, which lies within MAIL_HISTORY. */
  readonly countSince: (
    asked: { readonly userId: string; readonly kind: MailKind; readonly since: number },
    transaction: Sql,
  ) => Promise<number>;
  /** Tries everything that is due, and returns when that is over. Never rejects. */
  readonly runDue: () => Promise<void>;
  /** Ends tries that have not handed a mail over and waits a little for the others. */
  readonly stop: () => Promise<void>;
};

/** Writes a mail into the queue for whichever process sends them; returns its id. */
export async function writeMail(
  { sql, clock, seal }: Pick<MailerOptions, "sql" | "clock" | "seal">,
  mail: OutgoingMail,
): Promise<string> {
  const now = clock.now();
  const id = randomUUID();
  const sendAt = mail.sendAt ?? now;
  await insertMail(sql, {
    id,
    user_id: mail.userId,
    notice_id: mail.noticeId ?? null,
    kind: mail.kind,
    recipient: mail.recipient,
    language: mail.language,
    content: seal.seal(JSON.stringify(mail.content), placeOf(id, mail.kind, mail.recipient)),
    send_at: sendAt,
    state: "waiting",
    attempts: 0,
    next_try_at: sendAt,
    claimed_until: null,
    reason: null,
    created_at: now,
    done_at: null,
  });
  return id;
}

export function createMailer(options: MailerOptions): Mailer {
  const { sql, clock, transport, log, seal } = options;
  const stopping = new AbortController();
  const active = new Set<Promise<void>>();
  /** Sent, and not yet noted in the database. */
  const unnoted = new Map<string, { readonly mail: MailRow; readonly ending: Ending }>();
  /** The server takes nothing at present. */
  let isClosed = false;
  let taking: Promise<void> = Promise.resolve();

  function failed(reason: string, final = false): void {
    log.mailFailed({ reason, final });
  }

  /** A mail whose sending is noted nowhere but here would go out again. */
  async function noteSent(): Promise<void> {
    for (const [id, { mail, ending }] of unnoted) {
      await finishMail(sql, mail, ending);
      unnoted.delete(id);
    }
  }

  /** What is left to send; null if the mail was ended instead. */
  async function prepare(due: DueMail, mail: MailRow, now: number): Promise<Message | null> {
    const end = async (ending: Omit<Ending, "now">) => {
      await finishMail(sql, mail, { ...ending, now });
      return null;
    };
    if (mail.recipient === null) return end({ state: "cancelled", reason: null });
    let message: Message;
    let deadline: number;
    try {
      const content = seal.open(mail.content ?? "", placeOf(mail.id, mail.kind, mail.recipient));
      message = messageOf({ ...mail, content }, mail.recipient, options);
      deadline = deadlineOf({ ...mail, content });
    } catch {
      failed("unreadable", true);
      return end({ state: "failed", reason: "refused" });
    }
    // For the second time an instance was gone before it could say what became of the mail.
    if (due.claimed_until !== null && due.reason === "unclear")
      return end({ state: "failed", reason: "unclear" });
    if (now >= deadline) return end({ state: "failed", reason: mail.reason ?? "later" });
    return message;
  }

  async function send(due: DueMail, mail: MailRow): Promise<void> {
    const message = await prepare(due, mail, clock.now());
    if (message === null) return;
    const result = await transport.send(message, stopping.signal);
    const now = clock.now();
    if (result.sent) {
      unnoted.set(mail.id, { mail, ending: { state: "sent", reason: null, now } });
      return noteSent();
    }
    const mayHaveArrived = mail.reason === "unclear";
    // Twice nobody could say whether it arrived: a third copy would not be better.
    const final = result.final || (result.reason === "unclear" && mayHaveArrived);
    failed(result.reason, final);
    // A refusal that is not about this mail would meet the others as well.
    if (result.reason === "server-down" || (result.reason === "refused" && !final)) isClosed = true;
    if (final) return finishMail(sql, mail, { state: "failed", reason: result.reason, now });
    const step = RETRY_AFTER[Math.min(mail.attempts, RETRY_AFTER.length) - 1] ?? HOUR;
    await putOff(sql, mail.id, {
      reason: mayHaveArrived ? "unclear" : result.reason,
      nextTryAt: now + (result.reason === "unclear" ? RETRY_UNCLEAR : step),
    });
  }

  /** Takes what is due as far as there is room. */
  async function take(): Promise<void> {
    await noteSent();
    while (!stopping.signal.aborted && !isClosed && active.size < LANES) {
      const now = clock.now();
      const due = await findDue(sql, now, LANES - active.size);
      if (due.length === 0) return;
      for (const one of due) {
        const mail = await claimMail(sql, one, now + CLAIM);
        if (mail === null) continue;
        const work = send(one, mail)
          .catch(() => failed("database"))
          .finally(() => active.delete(work));
        active.add(work);
      }
    }
  }

  /** One taking at a time, so that no mail is taken twice. */
  function fill(): Promise<void> {
    taking = taking.then(take).catch(() => failed("database"));
    return taking;
  }

  async function run(): Promise<void> {
    if (stopping.signal.aborted) return;
    // It is asked again in each run, with as many mails as there are lanes.
    isClosed = false;
    await fill();
    while (active.size > 0) {
      await Promise.race([...active, pause(TICK, undefined, { ref: false })]);
      await fill();
    }
  }

  return {
    async enqueue(mail, transaction = sql) {
      const id = await writeMail({ sql: transaction, clock, seal }, mail);
      // Soon, not now: the caller's transaction has to be over, and its answer must not tell that a mail goes out.
      if ((mail.sendAt ?? 0) <= clock.now()) setTimeout(() => void run(), 100).unref();
      return id;
    },
    callOff: (noticeId, transaction, except) =>
      endWaiting(transaction, noticeId, { state: "cancelled", reason: null, now: clock.now() }, except),
    countSince: (asked, transaction) => countMailsSince(transaction, asked),
    runDue: run,
    async stop() {
      stopping.abort();
      await taking;
      await Promise.race([Promise.all(active), pause(STOP_WAIT, undefined, { ref: false })]);
    },
  };
}
