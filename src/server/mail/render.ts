// From a row of the queue to a finished mail.
import { ACCOUNT_TEXTS } from "./account-text.ts";
import { appointmentMail } from "./appointment-text.ts";
import {
  type AccountMailContent,
  type AppointmentMailContent,
  isAppointmentMail,
  type MailKind,
} from "./mail-kinds.ts";
import type { MailRow } from "./mail-store.ts";
import type { Message } from "./message.ts";

const SENDER_NAME = "TheraPsy Connect";

export type Letterhead = {
  /** Address that mails come from. */
  readonly from: string;
  /** Origin of the pages. */
  readonly origin: string;
};

const contentOf = (mail: Pick<MailRow, "content">): unknown => JSON.parse(mail.content ?? "null");

/**
 * After this moment nobody is helped by the mail: the link in it is dead, or the appointment over. Throws for a row
 * that cannot be read.
 */
export function deadlineOf(mail: Pick<MailRow, "kind" | "content" | "send_at">): number {
  const HOUR = 3_600_000;
  const kind = mail.kind as MailKind;
  if (isAppointmentMail(kind)) return (contentOf(mail) as AppointmentMailContent).at;
  if (kind === "mailbox-code") return mail.send_at + HOUR / 4;
  if (kind === "reset") return mail.send_at + HOUR;
  return mail.send_at + (kind === "confirm" || kind === "email-new" ? 24 : 72) * HOUR;
}

/** Throws for a row that cannot be read. */
export function messageOf(mail: MailRow, recipient: string, { from, origin }: Letterhead): Message {
  const kind = mail.kind as MailKind;
  const { hostname } = new URL(origin);
  const common = {
    id: `<${mail.id}@${hostname}>`,
    from: { name: SENDER_NAME, address: from },
    to: recipient,
    date: mail.send_at,
  };
  if (isAppointmentMail(kind)) {
    const content = contentOf(mail) as AppointmentMailContent;
    const place = {
      uid: `${mail.notice_id ?? mail.id}@${hostname}`,
      callAddress: `${origin}/call`,
      sender: from,
      stamp: mail.created_at,
    };
    return { ...common, ...appointmentMail(kind, mail.language, content, place) };
  }
  const { subject, lines, headers } = ACCOUNT_TEXTS[mail.language][kind];
  const content = contentOf(mail) as AccountMailContent[typeof kind] & never;
  return { ...common, subject, text: `${lines(content).join("\n\n")}\n`, headers: headers?.(content) ?? {} };
}
