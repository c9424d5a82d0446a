// How a finished mail leaves: by SMTP, or, to try the program out, into a folder.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { isLoopbackHost } from "../platform/config.ts";

export type Message = {
  /** The mail's own; the same for every try, so that a second one can be recognised. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly calendar?: { readonly method: "PUBLISH" | "CANCEL"; readonly content: string };
};

export type SendResult =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly reason: "server-down" | "refused" | "address-refused" | "later";
      /** Another try could not help. */
      readonly final: boolean;
    };

export type Transport = {
  /** Never rejects. */
  readonly send: (message: Message) => Promise<SendResult>;
  readonly close: () => void;
};

const CONNECT_TIMEOUT = 15_000;
const ANSWER_TIMEOUT = 30_000;

function optionsOf({ id, from, to, subject, text, headers, calendar }: Message) {
  return {
    messageId: id,
    from,
    to,
    subject,
    text,
    // RFC 3834: nobody's absence note needs to answer.
    headers: { "Auto-Submitted": "auto-generated", ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(calendar === undefined
      ? {}
      : {
          attachments: [
            {
              filename: calendar.method === "CANCEL" ? "cancelled.ics" : "appointment.ics",
              content: calendar.content,
              contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
            },
          ],
        }),
  };
}

/** What a failed try means (RFC 5321, 4.2.1: 4xx is worth another try, 5xx is not). */
function failureOf(error: unknown): SendResult {
  const { code, command, responseCode } =
    error instanceof Error ? (error as { code?: string; command?: string; responseCode?: number }) : {};
  const answer = typeof responseCode === "number" ? responseCode : null;
  if (answer !== null && answer >= 400 && answer < 500) return { sent: false, reason: "later", final: false };
  // The account at the mail server does not work: the operator's matter, not this mail's.
  if (code === "EAUTH" || code === "ETLS") return { sent: false, reason: "refused", final: false };
  if (answer !== null && answer >= 500) {
    if (command === "RCPT TO") return { sent: false, reason: "address-refused", final: true };
    const aboutThisMail = command === "DATA" || command === "MAIL FROM";
    return { sent: false, reason: "refused", final: aboutThisMail };
  }
  // The address is not even one.
  if (code === "EENVELOPE") return { sent: false, reason: "address-refused", final: true };
  return { sent: false, reason: "server-down", final: false };
}

/** Sends by SMTP. Outside this machine only over TLS, by STARTTLS or from the first byte (RFC 8314). */
export function createSmtpTransport(url: string): Transport {
  const { hostname, protocol, port, username, password } = new URL(url);
  const isLocal = isLoopbackHost(hostname);
  const transport = createTransport({
    host: hostname,
    port: port === "" ? (protocol === "smtps:" ? 465 : 587) : Number(port),
    secure: protocol === "smtps:",
    requireTLS: protocol === "smtp:" && !isLocal,
    ignoreTLS: isLocal && protocol === "smtp:",
    ...(username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_TIMEOUT,
    greetingTimeout: CONNECT_TIMEOUT,
    socketTimeout: ANSWER_TIMEOUT,
    logger: false,
  });
  return {
    async send(message) {
      try {
        await transport.sendMail(optionsOf(message));
        return { sent: true };
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Writes each mail as a file that mail programs open; the same mail twice is one file. */
export function createFolderTransport(folder: string): Transport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(message) {
      try {
        const { message: content } = await transport.sendMail(optionsOf(message));
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${message.id.replace(/[^A-Za-z0-9-]/g, "_")}.eml`);
        await writeFile(`${file}.part`, content, { mode: 0o600 });
        await rename(`${file}.part`, file);
        return { sent: true };
      } catch {
        return { sent: false, reason: "server-down", final: false };
      }
    },
    close: () => transport.close(),
  };
}
