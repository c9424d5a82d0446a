// Mails that a command causes.
import { type Mailer, writeMail } from "../mail/mail.ts";
import { createTextSeal } from "../platform/sealed-text.ts";
import { loadSecret } from "../platform/secret.ts";
import type { Context } from "./command.ts";

/** Only writes: the server that runs beside it sends. Within a transaction alone. */
export function mailerOf({ config, clock }: Pick<Context, "config" | "clock">): Pick<Mailer, "enqueue"> {
  const seal = createTextSeal(loadSecret(config.secret, config.dataDir).keyFor("mail"));
  return {
    async enqueue(mail, sql) {
      if (sql === undefined) throw new TypeError("mails of a command are written within a transaction");
      return writeMail({ sql, clock, seal }, mail);
    },
  };
}
