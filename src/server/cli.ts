// The operator's commands: `npm run connect -- <command>`. They read the same configuration as the server and may run
// beside it. Exit codes: 0 done, 1 not done, 2 not understood.
import { parseArgs } from "node:util";
import * as z from "zod/mini";
import { email, language, line } from "../protocol/api-route.ts";
import { findAccount, reactivate, suspend } from "./accounts/operator.ts";
import { createOperator } from "./accounts/registration.ts";
import { explain } from "./explain.ts";
import { systemClock } from "./platform/clock.ts";
import { type Config, ConfigError, hasAccounts, originOf, readConfig } from "./platform/config.ts";
import { Problem } from "./platform/problem.ts";
import { type Database, openDatabase } from "./storage/database.ts";

const USAGE = `Usage: npm run connect -- <command>

  migrate
      Brings the database up to date. The server does the same when it starts.
  create-operator --email <address> --name <name> [--language de|en]
      Makes an account that runs this instance, and prints the address at which its password is chosen.
  suspend --email <address> --reason <text>
      Ends a therapist's sessions and lets nobody sign in to the account.
  reactivate --email <address>
      Undoes that.

The settings are those of the server (config.example.env).`;

const OPTIONS = {
  email: { type: "string" },
  name: { type: "string" },
  language: { type: "string" },
  reason: { type: "string" },
} as const;

/** What each command needs, and may have. */
const COMMANDS = {
  migrate: z.strictObject({}),
  "create-operator": z.strictObject({ email, name: line(80), language: z._default(language, "de") }),
  suspend: z.strictObject({ email, reason: line(500) }),
  reactivate: z.strictObject({ email }),
} as const;

type CommandName = keyof typeof COMMANDS;
type Command = {
  [N in CommandName]: { readonly name: N; readonly options: z.infer<(typeof COMMANDS)[N]> };
}[CommandName];

/** The command that the words give; or, as a text, what is wrong with them. */
function readCommand(words: readonly string[]): Command | string {
  let parsed: { readonly values: object; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : "not understood";
  }
  const [name, ...rest] = parsed.positionals;
  if (name === undefined) return "Which command?";
  if (!Object.hasOwn(COMMANDS, name) || rest.length > 0) return `Not a command: ${[name, ...rest].join(" ")}`;
  const command = name as CommandName;
  const options = COMMANDS[command].safeParse({ ...parsed.values });
  if (options.success) return { name: command, options: options.data } as Command;
  const [issue] = options.error.issues;
  const wrong = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  return `${command}: --${String(wrong)} is missing, wrong or not known.`;
}

type Result = { readonly done: boolean; readonly line: string };
const done = (line: string): Result => ({ done: true, line });
const refused = (line: string): Result => ({ done: false, line });

/** Opening the database has brought it up to date already. */
async function run({ name, options }: Command, database: Database, config: Config): Promise<Result> {
  const clock = systemClock;
  switch (name) {
    case "migrate":
      return done("The database is up to date.");
    case "create-operator": {
      const origin = originOf(config, config.port);
      const address = await createOperator({ database, clock, origin }, options);
      return address === null
        ? refused("This address has an account already.")
        : done(`Open this within an hour to choose the password. It works once:\n${address}`);
    }
    case "suspend": {
      const { id } = await findAccount(database, options.email);
      await suspend(database, id, options.reason, clock.now());
      return done("The account is suspended, and its sessions have ended.");
    }
    case "reactivate": {
      const { id } = await findAccount(database, options.email);
      await reactivate(database, id);
      return done("The account can be used again.");
    }
  }
}

async function carryOut(command: Command): Promise<Result> {
  const config = readConfig();
  if (!hasAccounts(config.role)) return refused(`CONNECT_ROLE is ${config.role}: it keeps no accounts.`);
  try {
    const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir });
    try {
      return await run(command, database, config);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof Problem && error.code === "NOT_FOUND")
      return refused("There is no such account of a therapist.");
    return refused(explain(error, config.port));
  }
}

async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return words.length === 0 ? 2 : 0;
  }
  const command = readCommand(words);
  if (typeof command === "string") {
    process.stderr.write(`${command}\n\n${USAGE}\n`);
    return 2;
  }
  const result = await carryOut(command).catch((error: unknown) => {
    if (error instanceof ConfigError) return refused(error.message);
    throw error;
  });
  (result.done ? process.stdout : process.stderr).write(`${result.line}\n`);
  return result.done ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
