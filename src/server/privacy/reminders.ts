// Nobody forgets a request: whoever runs the instance gets a mail when it has arrived, before it is due, and when it is
// overdue. One for all of them, so that who sends many does not send as many mails.
import type { Kysely } from "kysely";
import type { Mailer } from "../mail/mail.ts";
import type { Clock } from "../platform/clock.ts";
import type { Tables } from "../storage/tables.ts";
import { operatorsToTell } from "./operators.ts";
import { insertEvent, listOpen, markArrived, markReminded } from "./request-store.ts";

/** Days before a request is due; 0: it is overdue. */
const REMIND_BEFORE = [10, 3, 0] as const;

export type ReminderParts = {
  readonly sql: Kysely<Tables>;
  readonly clock: Pick<Clock, "now">;
  readonly mailer: Pick<Mailer, "enqueue">;
  /** Of the operator's seat. */
  readonly timeZone: string;
  /** The mailbox of the imprint. */
  readonly imprint: string | null;
};

/**
 * Mails each operator, in one mail for all of them, how many requests wait: after one has come by the public page, ten
 * days and three days before one is due, and once when it is overdue. Run as often as one likes: each moment is told
 * once. Returns how many mails went out.
 */
export async function remindOperators({
  sql,
  clock,
  mailer,
  timeZone,
  imprint,
}: ReminderParts): Promise<number> {
  return sql.transaction().execute(async (trx) => {
    const told = await operatorsToTell(trx, imprint);
    // Unmarked, until there is somebody to tell.
    if (told.length === 0) return 0;
    const now = clock.now();
    const arrived = await markArrived(trx, now);
    const reminded = await markReminded(trx, now, REMIND_BEFORE);
    if (arrived.length + reminded.length === 0) return 0;
    for (const request_id of [...arrived, ...reminded])
      await insertEvent(trx, { request_id, at: now, what: "reminded", by_whom: "program" });
    const open = await listOpen(trx);
    const overdue = open.filter(({ due_at }) => due_at < now).length;
    const content = {
      open: open.length,
      arrived: arrived.length,
      overdue,
      dueAt: open[0]?.due_at ?? now,
      timeZone,
    };
    for (const one of told) await mailer.enqueue({ kind: "requests-due", ...one, content }, trx);
    return told.length;
  });
}
