// The mail server: reached, encrypted, signed in to. Nothing is sent unless an address for it is given.
import { randomUUID } from "node:crypto";
import { createSmtpTransport, lookAtSmtp, type SmtpLook } from "../../mail/smtp.ts";
import type { Config } from "../../platform/config.ts";
import { type Finding, failed, good, warning } from "./finding.ts";

const TIMES = { connect: 10_000, answer: 15_000, whole: 30_000 };

const ADVICE: Readonly<Record<Exclude<SmtpLook["is"], "ready">, string>> = {
  unreachable: "See host and port in CONNECT_SMTP_URL, and whether the hoster blocks ports 25, 465 and 587.",
  "no-tls":
    "The server has to offer STARTTLS with a certificate for its name, or use smtps:// where TLS comes first.",
  "no-login": "See user and password in CONNECT_SMTP_URL; special characters have to be percent-encoded.",
  refused: "The server does not want to talk to this one. See its log.",
};

function told({ is, saw }: SmtpLook): Finding {
  return is === "ready" ? good("Mail", saw) : failed("Mail", saw, ADVICE[is]);
}

async function sendOne(
  { smtpUrl, from }: NonNullable<Config["mail"]>,
  to: string,
  ownName: string,
): Promise<Finding> {
  const about = "Mail, one to the address given";
  const result = await createSmtpTransport(smtpUrl, { ownName, times: TIMES }).send(
    {
      id: `<doctor-${randomUUID()}@${ownName}>`,
      from: { name: "TheraPsy Connect", address: from },
      to,
      date: Date.now(),
      subject: "Test of the mail server / Probe des Mailservers",
      text: "The mail server of this instance works.\nDer Mailserver dieser Instanz funktioniert.\n",
    },
    AbortSignal.timeout(TIMES.whole),
  );
  if (result.sent) return good(about, "was taken. See that it arrives, and not among spam");
  return failed(
    about,
    `was not taken (${result.reason})`,
    "See sender (CONNECT_MAIL_FROM), SPF, DKIM and the mail server's log.",
  );
}

/** `mailTo`: null sends nothing. */
export async function examineMail(
  { mail, origin }: Pick<Config, "mail" | "origin">,
  mailTo: string | null,
): Promise<readonly Finding[]> {
  if (mail === null)
    return [
      warning(
        "Mail",
        "no mail server: mails are written into the data folder",
        "That is for trying it out. Set CONNECT_SMTP_URL and CONNECT_MAIL_FROM.",
      ),
    ];
  const ownName = origin === null ? "localhost" : new URL(origin).hostname;
  const look = told(await lookAtSmtp(mail.smtpUrl, { ownName, times: TIMES }));
  return mailTo === null || look.state !== "good" ? [look] : [look, await sendOne(mail, mailTo, ownName)];
}
