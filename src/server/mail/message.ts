// A mail as bytes: headers, text and calendar file, the same for every way that it can leave.
import { createTransport } from "nodemailer";
import { PLAIN } from "../../protocol/api-route.ts";

export type Message = {
  /** The mail's own; the same for every try, so that a second copy can be recognised. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Unix ms: when it was ready to go; the same for every try. */
  readonly date: number;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly calendar?: { readonly method: "PUBLISH" | "CANCEL"; readonly content: string };
};

export type ComposedMessage = {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly content: Buffer;
};

/** One address and nothing else: no list, no group, no name, no second line. */
export const isAddress = (text: string): boolean =>
  PLAIN.test(text) && text.length <= 254 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/u.test(text);

const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** Rejects when a part cannot be written as a mail. */
export async function compose(message: Message): Promise<ComposedMessage> {
  const { calendar } = message;
  const composed = await composer.sendMail({
    messageId: message.id,
    date: new Date(message.date),
    from: message.from,
    // An object, not a text: a comma or a bracket in it would make two addresses out of one.
    to: { name: "", address: message.to },
    subject: message.subject,
    text: message.text,
    // RFC 3834: nobody's absence note needs to answer.
    headers: { "Auto-Submitted": "auto-generated", ...message.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments:
      calendar === undefined
        ? []
        : [
            {
              filename: calendar.method === "CANCEL" ? "cancelled.ics" : "appointment.ics",
              content: calendar.content,
              contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
            },
          ],
  });
  const { envelope, message: content } = composed;
  if (!Buffer.isBuffer(content)) throw new TypeError("not composed in memory");
  return { envelope: { from: envelope.from || message.from.address, to: envelope.to }, content };
}
