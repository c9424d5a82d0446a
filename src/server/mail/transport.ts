// How a finished mail leaves: by SMTP, or, to try the program out, into a folder.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { isLoopbackHost } from "../platform/config.ts";
import { compose, type Message } from "./message.ts";

/**
 * Why a mail did not go. `server-down`: nothing was handed over; `later`: the server asks for patience (4xx);
 * `refused`: it does not want this mail, or none of ours; `address-refused`: it does not know the recipient;
 * `unclear`: it had the whole mail and did not say what it did with it.
 */
export type FailReason = "server-down" | "refused" | "address-refused" | "later" | "unclear";

export type SendResult =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly reason: FailReason;
      /** Another try could not help. */
      readonly final: boolean;
    };

export type Transport = {
  /** Never rejects. `stopping` ends a try that has not handed the mail over yet. */
  readonly send: (message: Message, stopping: AbortSignal) => Promise<SendResult>;
};

export type SmtpTimes = {
  /** From looking up the name to the end of STARTTLS, in ms. Some servers greet slowly on purpose. */
  readonly connect: number;
  /** Silence of the server. RFC 5321, 4.5.3.2.6: who gives up earlier at the end of a mail sends it twice. */
  readonly answer: number;
  /** A whole try. */
  readonly whole: number;
};

const MINUTE = 60_000;
export const SMTP_TIMES: SmtpTimes = { connect: MINUTE, answer: 10 * MINUTE, whole: 12 * MINUTE };

/** Enhanced codes (RFC 3463) of a policy, such as "relaying denied": not a word about the recipient. */
const POLICY = /^\d{3}[ -]5\.7\./;

type SmtpError = {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
};

/** What a failed try means (RFC 5321, 4.2.1: 4xx is worth another try, 5xx is not). */
function failureOf(error: unknown, isHandedOver: boolean): SendResult {
  const known: SmtpError = error instanceof Error ? (error as SmtpError) : {};
  const { code, command, responseCode, response } = known;
  const failed = (reason: FailReason, final = false): SendResult => ({ sent: false, reason, final });
  if (typeof responseCode !== "number") {
    if (isHandedOver) return failed("unclear");
    // Neither password nor TLS are the mail's fault, and the operator can mend both.
    if (code === "EAUTH" || code === "ETLS") return failed("refused");
    // Not an address that this server could be asked about.
    return code === "EENVELOPE" ? failed("address-refused", true) : failed("server-down");
  }
  if (responseCode < 500) return failed("later");
  if (command === "RCPT TO" && !POLICY.test(String(response))) return failed("address-refused", true);
  // After the mail itself, the answer is about it; before, it is about us: wrong password, no such sender.
  return failed("refused", command === "DATA");
}

function optionsOf(url: string, ownName: string, times: SmtpTimes) {
  const { hostname, protocol, port, username, password } = new URL(url);
  const isLocal = isLoopbackHost(hostname);
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? (protocol === "smtps:" ? 465 : 587) : Number(port),
    secure: protocol === "smtps:",
    // Outside this machine only over TLS (RFC 8314); a server that does not offer it gets nothing.
    requireTLS: protocol === "smtp:" && !isLocal,
    ignoreTLS: protocol === "smtp:" && isLocal,
    tls: { minVersion: "TLSv1.2" as const },
    // Unless told, the library introduces itself with the name of the machine.
    name: ownName,
    ...(username === "" ? {} : { auth, forceAuth: true }),
    connectionTimeout: times.connect,
    greetingTimeout: times.connect,
    socketTimeout: times.answer,
    logger: false,
  };
}

/** Sends by SMTP; `ownName` is what the server is greeted with. */
export function createSmtpTransport(
  url: string,
  { ownName, times = SMTP_TIMES }: { readonly ownName: string; readonly times?: SmtpTimes },
): Transport {
  const transport = createTransport(optionsOf(url, ownName, times));
  return {
    async send(message, stopping) {
      let isHandedOver = false;
      const ended = new AbortController();
      const stop = () => {
        if (!isHandedOver) ended.abort();
      };
      stopping.addEventListener("abort", stop);
      try {
        stopping.throwIfAborted();
        const { envelope, content } = await compose(message);
        const raw = Readable.from([content], { objectMode: false });
        // Read to its end: from here on the server may have the whole mail.
        raw.once("end", () => {
          isHandedOver = true;
        });
        const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(times.whole)]);
        await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw, signal });
        return { sent: true };
      } catch (error) {
        return failureOf(error, isHandedOver);
      } finally {
        stopping.removeEventListener("abort", stop);
      }
    },
  };
}

/** Writes each mail as a file that mail programs open; the same mail twice is one file. */
export function createFolderTransport(folder: string): Transport {
  return {
    async send(message) {
      try {
        const { content } = await compose(message);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${message.id.replace(/[^A-Za-z0-9-]/g, "_")}.eml`);
        await writeFile(`${file}.part`, content, { mode: 0o600 });
        await rename(`${file}.part`, file);
        return { sent: true };
      } catch {
        return { sent: false, reason: "server-down", final: false };
      }
    },
  };
}
