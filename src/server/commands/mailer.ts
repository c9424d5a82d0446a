// Mails that a command causes.
import { type Mailer, writeMail } from "../mail/mail.ts";
import { createTextSeal } from "../platform/sealed-text.ts";
import { hasSecretFile, loadSecret } from "../platform/secret.ts";
import { hasServed } from "../storage/look.ts";
import type { Context } from "./command.ts";

/** Thrown where a mail would be sealed for nobody. */
class ForeignSecretError extends Error {
  readonly code = "SECRET_ELSEWHERE";

  constructor() {
    super("The secret of this instance is not here.");
    this.name = "ForeignSecretError";
  }
}

/**
 * Only writes: the server that runs beside it sends. Within a transaction alone. Throws SECRET_ELSEWHERE where the
 * server has worked with a secret that is not on this machine: it could not open what would be sealed here.
 */
export function mailerOf({ config, clock }: Pick<Context, "config" | "clock">): Pick<Mailer, "enqueue"> {
  return {
    async enqueue(mail, sql) {
      if (sql === undefined) throw new TypeError("mails of a command are written within a transaction");
      const isHere = config.databaseUrl === null || config.secret !== null || hasSecretFile(config.dataDir);
      if (!isHere && (await hasServed({ sql }))) throw new ForeignSecretError();
      const seal = createTextSeal(loadSecret(config.secret, config.dataDir).keyFor("mail"));
      return writeMail({ sql, clock, seal }, mail);
    },
  };
}
