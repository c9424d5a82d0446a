// Retention and legal holds, by the command line: an auditor sees what a rule says, what is due and when the next is.
import * as z from "zod/mini";
import { email, line } from "../../protocol/api-route.ts";
import { findAccount } from "../accounts/operator.ts";
import { createLog } from "../platform/log.ts";
import { colleaguesWithoutOwner } from "../practice/practice.ts";
import { beginningOf, isDay, shownAt } from "../privacy/days.ts";
import { keptAccounts, liftHold, placeHold, presentHolds } from "../privacy/hold.ts";
import {
  eraseAccount,
  findOverdue,
  type PlanLine,
  plan,
  type RetentionParts,
  run,
} from "../privacy/retention.ts";
import { overwriteDeleted, physicalErasure } from "../storage/physical-erasure.ts";
import { type Context, command, done, refused } from "./command.ts";
import { MISSING } from "./erasure-words.ts";

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function periodOf({ rule }: PlanLine): string {
  if (rule.act.kind === "with its owner") return "with the row that it belongs to";
  if (rule.act.kind === "content") return "at once when found";
  if (rule.term !== null) return `${rule.term}, from ${rule.from}`;
  return rule.days === 0 ? `at ${rule.from}` : `${count(rule.days, "day", "days")} after ${rule.from}`;
}

const nextOf = ({ due, next }: PlanLine): string => {
  if (next === null) return "-";
  return (due ?? 0) > 0 ? "now" : minute(next);
};

const KEPT = {
  restricted: "the account is restricted (Art. 18), and its owner has to end that first.",
  held: "a legal hold keeps the account (Art. 17(3)).",
  NOT_FOUND: "there is no such account any more.",
} as const;

async function filesOf({ database }: Context): Promise<string> {
  const answer = await physicalErasure(database);
  if (answer === "complete") return "Deleted rows leave the files of the database as well, within a day.";
  const reasons = answer.remains.map((one) => `- ${MISSING[one]}`).join("\n");
  return `Deleted rows may remain in files of the database until it writes over them, because\n${reasons}`;
}

const partsOf = ({ database, config, clock }: Context): RetentionParts => ({
  database,
  dataDir: config.dataDir,
  periods: config.periods,
  timeZone: config.timeZone,
  clock,
  log: createLog({ level: config.logLevel }),
});

async function describePlan(context: Context): Promise<string> {
  const parts = partsOf(context);
  const { lines, unknown } = await plan(parts);
  const overdue = await findOverdue(context.database, parts);
  const rows = lines.map((one) => [
    one.rule.name,
    one.rule.category,
    periodOf(one),
    one.due === null ? "-" : String(one.due),
    nextOf(one),
  ]);
  const { restricted, held, overdue: late } = await keptAccounts(context.database, context.clock.now());
  const never = overdue.filter(({ hours }) => hours === null).length;
  return [
    `As of ${minute(context.clock.now())}. Nothing has been deleted.`,
    "",
    table([["Rule", "Category", "Goes", "Due", "Next"], ...rows]),
    "",
    `Kept whatever is due: ${count(restricted, "restricted account", "restricted accounts")}, ${count(held, "held account", "held accounts")}, ${late} of them beyond the expected end.`,
    ...overdue
      .filter(({ hours }) => hours !== null)
      .map(({ rule, hours }) => `Overdue: ${rule} last ran to its end ${hours} hours ago.`),
    ...(never === 0 ? [] : [`${count(never, "rule has", "rules have")} never run here.`]),
    ...unknown.map((path) => `Not declared, and left alone: ${path}`),
    await filesOf(context),
  ].join("\n");
}

export const retentionCommands = {
  retention: command({
    usage: [
      "[--dry-run]",
      "Deletes what is due, as the server does every hour. --dry-run lists rules, what is due and what comes next.",
    ],
    options: z.strictObject({ "dry-run": z.optional(z.boolean()) }),
    async run(context, options) {
      if (options["dry-run"] === true) return done(await describePlan(context));
      const lines = await run(partsOf(context));
      await overwriteDeleted(context.database);
      const failed = lines.filter(({ deleted }) => deleted === null);
      const told = lines
        .filter(({ deleted }) => deleted !== null && deleted > 0)
        .map(({ rule, deleted }) => `${rule}: ${deleted} deleted`);
      if (failed.length > 0)
        return refused(
          [...told, ...failed.map(({ rule }) => `${rule}: failed, and is tried again`)].join("\n"),
        );
      return done([...told, `${count(lines.length, "rule", "rules")} ran to the end.`].join("\n"));
    },
  }),
  erase: command({
    usage: [
      "--email <address>",
      "Erases an account at once, where its owner asked for it by letter (Art. 17 GDPR). There is no way back.",
    ],
    options: z.strictObject({ email }),
    async run({ database }, options) {
      const { id } = await findAccount(database, options.email);
      if ((await colleaguesWithoutOwner(database.sql, id)).length > 0)
        return refused("Not erased: colleagues would be left in a practice without an owner.");
      const kept = await eraseAccount(database, id);
      if (kept !== null) return refused(`Not erased: ${KEPT[kept]}`);
      await overwriteDeleted(database);
      return done("The account is erased, with all that belonged to it.");
    },
  }),
  hold: command({
    usage: [
      "[--email <address> (--reason <text> --until <year-month-day> | --lift)]",
      "Keeps an account from being erased while a claim or a duty needs it (Art. 17(3) GDPR), or ends that. Without options: lists the holds.",
    ],
    options: z.strictObject({
      email: z.optional(email),
      reason: z.optional(line(500)),
      until: z.optional(z.string().check(z.refine(isDay))),
      lift: z.optional(z.boolean()),
    }),
    async run({ database, clock, config: { timeZone } }, { email: address, reason, until, lift }) {
      const now = clock.now();
      if (address === undefined) {
        const holds = await presentHolds(database, now);
        if (holds.length === 0) return done("No account is held.");
        const rows = holds.map((hold) => [
          hold.email,
          shownAt(hold.placed_at, timeZone).slice(0, 10),
          `${shownAt(hold.ends_at, timeZone).slice(0, 10)}${hold.isOverdue ? " (over: lift it, or give a new reason)" : ""}`,
          hold.reason,
        ]);
        return done(table([["Account", "Since", "Until", "Reason"], ...rows]));
      }
      const { id } = await findAccount(database, address);
      if (lift === true)
        return (await liftHold(database, id, now))
          ? done("The hold is lifted.")
          : refused("The account is not held.");
      const endsAt = until === undefined ? now : beginningOf(until, timeZone);
      if (reason === undefined || endsAt <= now)
        return refused("A hold needs --reason, and --until with a day to come, such as 2027-03-31.");
      await placeHold(database, { userId: id, reason, endsAt, now });
      return done("The account is held: it is not erased until the hold is lifted.");
    },
  }),
};
