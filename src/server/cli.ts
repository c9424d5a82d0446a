// The operator's commands: `npm run connect -- <command>`. They read the same configuration as the server and may run
// beside it. Exit codes: 0 done, 1 not done, 2 not understood.
import { parseArgs } from "node:util";
import * as z from "zod/mini";
import { accountCommands } from "./commands/accounts.ts";
import { addressCommands } from "./commands/address.ts";
import { breachCommands } from "./commands/breaches.ts";
import { type BareCommand, type Command, command, done, type Result, refused } from "./commands/command.ts";
import { doctorCommands } from "./commands/doctor.ts";
import { personDataCommands } from "./commands/person-data.ts";
import { recordCommands } from "./commands/record.ts";
import { requestCommands } from "./commands/requests.ts";
import { retentionCommands } from "./commands/retention.ts";
import { explain } from "./explain.ts";
import { systemClock } from "./platform/clock.ts";
import { ConfigError, hasAccounts, readConfig } from "./platform/config.ts";
import { Problem } from "./platform/problem.ts";
import { hasDatabase, openDatabase } from "./storage/database.ts";

const COMMANDS: Readonly<Record<string, Command | BareCommand>> = {
  migrate: command({
    usage: ["", "Brings the database up to date. The server does the same when it starts."],
    options: z.strictObject({}),
    mayBegin: true,
    // Opening it has done that already.
    run: async () => done("The database is up to date."),
  }),
  ...accountCommands,
  ...requestCommands,
  ...addressCommands,
  ...personDataCommands,
  ...breachCommands,
  ...retentionCommands,
  ...recordCommands,
  ...doctorCommands,
};

const USAGE = `Usage: npm run connect -- <command>

${Object.entries(COMMANDS)
  .map(
    ([
      name,
      {
        usage: [options, text],
      },
    ]) => `  ${`${name} ${options}`.trim()}\n      ${text}`,
  )
  .join("\n")}

The settings are those of the server (config.example.env).`;

/** Every option of any command; a command refuses those that are not its own. */
const OPTIONS = {
  email: { type: "string" },
  name: { type: "string" },
  language: { type: "string" },
  reason: { type: "string" },
  id: { type: "string" },
  file: { type: "string" },
  kind: { type: "string" },
  channel: { type: "string" },
  received: { type: "string" },
  contact: { type: "string" },
  "nothing-kept": { type: "boolean" },
  noticed: { type: "string" },
  nature: { type: "string" },
  consequences: { type: "string" },
  measures: { type: "string" },
  people: { type: "string" },
  risk: { type: "string" },
  whom: { type: "string" },
  at: { type: "string" },
  all: { type: "boolean" },
  until: { type: "string" },
  lift: { type: "boolean" },
  erase: { type: "boolean" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  "mail-to": { type: "string" },
} as const;

type Call = { readonly command: Command | BareCommand; readonly options: never };

/** The command that the words give; or, as a text, what is wrong with them. */
function readCommand(words: readonly string[]): Call | string {
  let parsed: { readonly values: object; readonly positionals: readonly string[] };
  try {
    parsed = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : "not understood";
  }
  const [name, ...rest] = parsed.positionals;
  if (name === undefined) return "Which command?";
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (found === undefined || rest.length > 0) return `Not a command: ${[name, ...rest].join(" ")}`;
  const options = z.safeParse(found.options, { ...parsed.values });
  // What the command's own schema has read has the type that its run takes.
  if (options.success) return { command: found, options: options.data as never };
  const [issue] = options.error.issues;
  const wrong = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  return `${name}: --${String(wrong)} is missing, wrong or not known.`;
}

async function carryOut({ command, options }: Call): Promise<Result> {
  if ("isBare" in command) return command.run(options);
  const config = readConfig();
  if (!hasAccounts(config.role)) return refused(`CONNECT_ROLE is ${config.role}: it keeps no accounts.`);
  if (command.mayBegin !== true && !hasDatabase({ url: config.databaseUrl, dataDir: config.dataDir }))
    return refused(
      `There is no database in ${config.dataDir}. Give this command the settings of the server: docs/self-hosting.md, "Commands".`,
    );
  try {
    const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir });
    try {
      return await command.run({ database, config, clock: systemClock }, options);
    } finally {
      await database.close();
    }
  } catch (error) {
    const said = error instanceof Problem ? command.refusals?.[error.code] : undefined;
    if (said !== undefined) return refused(said);
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
  const call = readCommand(words);
  if (typeof call === "string") {
    process.stderr.write(`${call}\n\n${USAGE}\n`);
    return 2;
  }
  const result = await carryOut(call).catch((error: unknown) => {
    if (error instanceof ConfigError) return refused(error.message);
    throw error;
  });
  (result.done || result.isAnswer === true ? process.stdout : process.stderr).write(`${result.line}\n`);
  return result.done ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
