// The side of the program that keeps accounts: database, mails, practices. A relay alone has none of it.
import { join } from "node:path";
import { createAccounts } from "./accounts/accounts.ts";
import type { GuessLimits } from "./accounts/guess-limit.ts";
import type { ApiOptions } from "./http/api.ts";
import { createMailer } from "./mail/mail.ts";
import { createSmtpTransport } from "./mail/smtp.ts";
import { createFolderTransport } from "./mail/transport.ts";
import type { Clock } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import { startJobs } from "./platform/jobs.ts";
import type { Log } from "./platform/log.ts";
import type { PeerAddress } from "./platform/peer-address.ts";
import { createTextSeal } from "./platform/sealed-text.ts";
import { loadSecret } from "./platform/secret.ts";
import { colleaguesWithoutOwner } from "./practice/practice.ts";
import { practiceRoutes } from "./practice/routes.ts";
import { turnRoutes } from "./practice/turn.ts";
import { remindOperators } from "./privacy/reminders.ts";
import { privacyRoutes } from "./privacy/routes.ts";
import { createVisitors, type Visitors } from "./privacy/visitors.ts";
import { type Database, openDatabase } from "./storage/database.ts";

/** Where mails of a trial installation are written. */
export const MAIL_FOLDER = "mail";
const TRIAL_SENDER = "no-reply@localhost";

export type AccountsSideOptions = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Where browsers find the pages. */
  readonly origin: string;
  readonly peerAddress: PeerAddress;
  readonly agreements: { readonly terms: string; readonly avv: string };
  readonly guessLimits?: GuessLimits;
};

export type AccountsSide = {
  readonly database: Database;
  readonly api: Pick<ApiOptions, "findCaller" | "features">;
  /** For people without an account. */
  readonly visitors: Visitors;
  readonly stop: () => Promise<void>;
};

/** Opens the database and starts what comes round. Throws a StorageError. */
export async function createAccountsSide(options: AccountsSideOptions): Promise<AccountsSide> {
  const { config, clock, log, origin } = options;
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir });
  const { sql } = database;
  const secret = loadSecret(config.secret, config.dataDir);
  const transport =
    config.mail === null
      ? createFolderTransport(join(config.dataDir, MAIL_FOLDER))
      : createSmtpTransport(config.mail.smtpUrl, { ownName: new URL(origin).hostname });
  const mailer = createMailer({
    sql,
    clock,
    transport,
    log,
    origin,
    from: config.mail?.from ?? TRIAL_SENDER,
    seal: createTextSeal(secret.keyFor("mail")),
  });
  const { timeZone } = config;
  const imprint = config.operator?.email ?? null;
  const accountDays = config.periods.account;
  const accounts = createAccounts({ ...options, database, secret, mailer, accountDays, timeZone });
  const practice = practiceRoutes({ sql, clock, mailer, origin, provePassword: accounts.provePassword });
  const turn = turnRoutes({ clock, turn: config.turn });
  const privacy = privacyRoutes({
    sql,
    clock,
    mailer,
    origin,
    timeZone,
    accountDays,
    facts: config,
    operatorEmail: imprint,
    colleaguesWithoutOwner: async (userId) => [...(await colleaguesWithoutOwner(sql, userId))],
    countToday: accounts.limit.today,
    provePassword: accounts.provePassword,
    leave: accounts.leave,
  });

  const visitors = createVisitors({
    sql,
    clock,
    mailer,
    config,
    timeZone,
    key: secret.keyFor("mailbox"),
    limit: accounts.limit,
    settle: database.settle,
  });
  const remind = async (): Promise<void> => {
    await remindOperators({ sql, clock, mailer, timeZone, imprint });
  };
  const stopJobs = startJobs(
    [
      { name: "mail", at: "*/10 * * * * *", run: mailer.runDue },
      // Often, so that what came due while the program was down is told soon; each moment is told once.
      { name: "requests", at: "0 23 * * * *", run: remind },
    ],
    log,
  );
  return {
    database,
    visitors,
    api: { findCaller: accounts.findCaller, features: [accounts.register, practice, turn, privacy] },
    async stop() {
      await stopJobs();
      await mailer.stop();
      await database.close();
    },
  };
}
