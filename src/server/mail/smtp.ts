// Sending by SMTP. The library's connection is used directly, one for each mail, because its transport does not tell
// at which point a connection broke: before the mail was handed over, or after.
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { isLoopbackHost } from "../platform/config.ts";
import { type ComposedMessage, compose, isAddress } from "./message.ts";
import type { FailReason, SendResult, Transport } from "./transport.ts";

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
/** How long a server may take to say goodbye. */
const QUIT_WAIT = 5_000;

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
    return failed("server-down");
  }
  if (responseCode < 500) return failed("later");
  if (command === "RCPT TO" && !POLICY.test(String(response))) return failed("address-refused", true);
  // After the mail itself, the answer is about it; before, it is about us: wrong password, no such sender.
  return failed("refused", command === "DATA");
}

function optionsOf(url: URL, ownName: string, times: SmtpTimes) {
  const { hostname, protocol, port } = url;
  const isLocal = isLoopbackHost(hostname);
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
    connectionTimeout: times.connect,
    greetingTimeout: times.connect,
    socketTimeout: times.answer,
    logger: false,
  };
}

type Delivery = {
  readonly options: ReturnType<typeof optionsOf>;
  readonly login: { readonly user: string; readonly pass: string } | null;
  readonly message: ComposedMessage;
  readonly signal: AbortSignal;
  /** From here on the server may have the whole mail. */
  readonly onHandedOver: () => void;
};

/** Resolves when the server has taken the mail. */
function deliver({ options, login, message, signal, onHandedOver }: Delivery): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    const fail = (error: unknown): void => {
      signal.removeEventListener("abort", abort);
      connection.close();
      reject(error);
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener("abort", abort);
    connection.on("error", fail);
    // Read only after the server has said that it waits for the mail.
    const body = Readable.from([message.content], { objectMode: false });
    body.once("end", onHandedOver);
    const { from, to } = message.envelope;
    const send = (): void =>
      connection.send({ from, to: [...to] }, body, (error) => {
        if (error) return fail(error);
        signal.removeEventListener("abort", abort);
        resolve();
        connection.quit();
        setTimeout(() => connection.close(), QUIT_WAIT).unref();
      });
    connection.connect((error) => {
      if (error) return fail(error);
      if (login === null) return send();
      connection.login({ ...login }, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

export type SmtpLook = {
  readonly is: "ready" | "unreachable" | "no-tls" | "no-login" | "refused";
  /** What was seen, in words without names or addresses of people. */
  readonly saw: string;
};

/** What a failed look means: by which step it came to. */
function lookFailure(error: unknown): SmtpLook {
  const { code, responseCode }: SmtpError = error instanceof Error ? (error as SmtpError) : {};
  const answer = typeof responseCode === "number" ? `, answer ${responseCode}` : "";
  if (code === "EAUTH") return { is: "no-login", saw: `the server refuses user or password${answer}` };
  if (code === "ETLS") return { is: "no-tls", saw: "no encryption came about" };
  if (typeof responseCode === "number") return { is: "refused", saw: `the server refuses${answer}` };
  const isCertificate =
    /CERT|SIGNED|SIGNATURE|ERR_TLS|ERR_SSL/.test(String(code)) || String(error).includes("certificate");
  if (isCertificate) return { is: "no-tls", saw: "the server's certificate is not trusted" };
  return { is: "unreachable", saw: `the server is not reached (${String(code ?? "unknown")})` };
}

/** Greets the server of `url`, encrypts and signs in as for a mail, and says goodbye. Never rejects. */
export function lookAtSmtp(
  url: string,
  { ownName, times }: { readonly ownName: string; readonly times: SmtpTimes },
): Promise<SmtpLook> {
  const parsed = new URL(url);
  const user = decodeURIComponent(parsed.username);
  const pass = decodeURIComponent(parsed.password);
  return new Promise((resolve) => {
    const connection = new SMTPConnection(optionsOf(parsed, ownName, times));
    const fail = (error: unknown): void => {
      connection.close();
      resolve(lookFailure(error));
    };
    const ready = (): void => {
      const way = connection.secure ? "encrypted" : "without TLS, on this machine";
      resolve({ is: "ready", saw: `reached, ${way}, ${user === "" ? "no sign-in" : "signed in"}` });
      connection.quit();
      setTimeout(() => connection.close(), QUIT_WAIT).unref();
    };
    connection.on("error", fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (user === "") return ready();
      connection.login({ user, pass }, (refused) => (refused ? fail(refused) : ready()));
    });
  });
}

/** Sends to the server of `url`; `ownName` is what it is greeted with. */
export function createSmtpTransport(
  url: string,
  { ownName, times = SMTP_TIMES }: { readonly ownName: string; readonly times?: SmtpTimes },
): Transport {
  const parsed = new URL(url);
  const options = optionsOf(parsed, ownName, times);
  const user = decodeURIComponent(parsed.username);
  const login = user === "" ? null : { user, pass: decodeURIComponent(parsed.password) };
  return {
    async send(message, stopping) {
      if (!isAddress(message.to)) return { sent: false, reason: "address-refused", final: true };
      let isHandedOver = false;
      const ended = new AbortController();
      const stop = (): void => {
        if (!isHandedOver) ended.abort();
      };
      stopping.addEventListener("abort", stop);
      try {
        stopping.throwIfAborted();
        await deliver({
          options,
          login,
          message: await compose(message),
          signal: AbortSignal.any([ended.signal, AbortSignal.timeout(times.whole)]),
          onHandedOver() {
            isHandedOver = true;
          },
        });
        return { sent: true };
      } catch (error) {
        return failureOf(error, isHandedOver);
      } finally {
        stopping.removeEventListener("abort", stop);
      }
    },
  };
}
