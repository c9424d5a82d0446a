// The register of personal data breaches (Art. 33, 34 GDPR), by the command line. No command takes or shows anything about
// a client.
import * as z from "zod/mini";
import { email, id, language, line } from "../../protocol/api-route.ts";
import type { Config } from "../platform/config.ts";
import {
  closeBreach,
  concernPractices,
  describeBreach,
  type Missing,
  missingOf,
  noteAuthorityTold,
  notePersonsTold,
  openBreach,
  RISKS,
  readBreach,
  tellPractices,
} from "../privacy/breach.ts";
import { type Breach, listBreaches, listPractices } from "../privacy/breach-store.ts";
import { BREACH_READERS, breachTemplate, contactOf } from "../privacy/breach-templates.ts";
import { authorityDeadline, beginningOfMinute, isMinute, shownAt } from "../privacy/days.ts";
import { type Context, command, done, refused } from "./command.ts";
import { mailerOf } from "./mailer.ts";

const HOUR = 3_600_000;

/** How long something is, to the minute. */
function hours(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What the 72 hours say now. */
function countdown(breach: Breach, now: number): string {
  const deadline = authorityDeadline(breach.noticed_at);
  const told = breach.authority_told_at;
  if (told !== null)
    return `authority told after ${hours(told - breach.noticed_at)}${told > deadline ? " (LATE)" : ""}`;
  if (breach.closed_at !== null) return "authority not told: no risk";
  return now > deadline
    ? `AUTHORITY NOT TOLD, OVERDUE BY ${hours(now - deadline)}: tell it now, with the reason for the delay (Art. 33(1))`
    : `authority not told: ${hours(deadline - now)} of ${hours(72 * HOUR)} left`;
}

const MISSING: Readonly<Record<Missing, string>> = {
  words: "describe nature, consequences and measures (breach-describe)",
  risk: "judge the risk (breach-describe --risk)",
  authority: "tell the authority (breach-told --whom authority), or, without a risk, close with the reason",
  practices: "tell the practices (breach-told --whom practices)",
  persons: "tell the persons (breach-told --whom persons)",
};

async function linesOf({ database, clock, config }: Context, breach: Breach): Promise<readonly string[]> {
  const missing = breach.closed_at === null ? await missingOf(database.sql, breach) : [];
  return [
    `${breach.id}  ${breach.closed_at === null ? "OPEN" : "closed"}  noticed ${shownAt(breach.noticed_at, config.timeZone)}  risk: ${breach.risk}`,
    `  ${countdown(breach, clock.now())}`,
    ...missing.map((one) => `  still to do: ${MISSING[one]}`),
  ];
}

/** Who can be asked, in the language of this instance's imprint. */
const contactFor = (config: Config) => contactOf(config, "de");

const WORDS = {
  nature: z.optional(line(2_000)),
  consequences: z.optional(line(2_000)),
  measures: z.optional(line(2_000)),
  people: z.optional(z.string().check(z.regex(/^\d{1,9}$/))),
  risk: z.optional(z.enum(RISKS)),
};
const WORDS_USAGE = `[--nature <text>] [--consequences <text>] [--measures <text>] [--people <number>] [--risk ${RISKS.join("|")}]`;
/** A minute such as 2026-11-20T14:05, at the operator's seat. */
const minute = z.string().check(z.refine(isMinute));
const REFUSALS = {
  NOT_FOUND: "There is no such breach.",
  CONFLICT: "The breach is closed, or something is still to do: see breaches.",
  BAD_REQUEST:
    "That cannot be: a time before the breach was noticed or in the future, more than 72 hours without a --reason, or a breach that is not described yet (breach-describe).",
} as const;

export const breachCommands = {
  "breach-open": command({
    usage: [
      `--noticed <2026-11-20T14:05> ${WORDS_USAGE}`,
      "Notes a breach. From the minute it was noticed, 72 hours run. Never write a client's name.",
    ],
    options: z.strictObject({ noticed: minute, ...WORDS }),
    async run({ database, clock, config }, { noticed, ...words }) {
      const noticedAt = beginningOfMinute(noticed, config.timeZone);
      if (noticedAt > clock.now()) return refused("--noticed lies in the future.");
      const opened = await openBreach(database.sql, clock, {
        noticedAt,
        nature: words.nature ?? "",
        consequences: words.consequences ?? "",
        measures: words.measures ?? "",
        people: words.people === undefined ? null : Number(words.people),
        risk: words.risk ?? "unknown",
      });
      const deadline = shownAt(authorityDeadline(noticedAt), config.timeZone);
      return done(`${opened}\nThe authority has to be told until ${deadline}, unless there is no risk.`);
    },
  }),
  "breach-describe": command({
    usage: [`--id <id> ${WORDS_USAGE}`, "Notes what became known later (Art. 33(4))."],
    options: z.strictObject({ id, ...WORDS }),
    refusals: REFUSALS,
    async run({ database }, { id: asked, people, ...words }) {
      const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
      const all = { ...given, ...(people === undefined ? {} : { people: Number(people) }) };
      if (Object.keys(all).length === 0) return refused("Nothing to note was given.");
      await describeBreach(database.sql, asked, all);
      return done("Noted.");
    },
  }),
  breaches: command({
    usage: ["", "Lists the breaches, open ones first, with the 72 hours and what is still to do."],
    options: z.strictObject({}),
    async run(context) {
      const all = await listBreaches(context.database.sql);
      if (all.length === 0) return done("No breach is noted.");
      const lines = await Promise.all(all.map((one) => linesOf(context, one)));
      return done(lines.flat().join("\n"));
    },
  }),
  breach: command({
    usage: ["--id <id>", "Shows one of them, with the practices that it concerns."],
    options: z.strictObject({ id }),
    refusals: REFUSALS,
    async run(context, options) {
      const { database, config } = context;
      const breach = await readBreach(database.sql, options.id);
      const practices = await listPractices(database.sql, breach.id);
      return done(
        [
          ...(await linesOf(context, breach)),
          `nature: ${breach.nature}`,
          `consequences: ${breach.consequences}`,
          `measures: ${breach.measures}`,
          `people: ${breach.people ?? "not known"}`,
          ...(breach.authority_reason === null ? [] : [`authority: ${breach.authority_reason}`]),
          `practices concerned: ${practices.length}`,
          ...practices.map(
            ({ id: practice, name, told_at }) =>
              `  ${practice}  ${name ?? "(erased since)"}  ${told_at === null ? "NOT told" : `told ${shownAt(told_at, config.timeZone)}`}`,
          ),
        ].join("\n"),
      );
    },
  }),
  "breach-practice": command({
    usage: [
      "--id <id> (--all | --email <address of one of its therapists>)",
      "Notes which practices a breach concerns.",
    ],
    options: z.strictObject({ id, all: z.optional(z.literal(true)), email: z.optional(email) }),
    refusals: { ...REFUSALS, NOT_FOUND: "There is no such breach, or no therapist with this address." },
    async run({ database }, options) {
      const isAll = options.all === true;
      if (isAll === (options.email !== undefined)) return refused("Either --all or --email.");
      const added = await concernPractices(database.sql, options.id, options.email ?? null);
      return done(`${added} practice(s) more.`);
    },
  }),
  "breach-told": command({
    usage: [
      "--id <id> --whom authority|practices|persons [--at <2026-11-20T14:05>] [--reason <text>]",
      "practices: mails them what happened, each once. authority, persons: notes that you have told them; an authority told after 72 hours needs a reason.",
    ],
    options: z.strictObject({
      id,
      whom: z.enum(BREACH_READERS),
      at: z.optional(minute),
      reason: z.optional(line(1_000)),
    }),
    refusals: REFUSALS,
    async run(context, options) {
      const { database, clock, config } = context;
      const { sql } = database;
      if (options.whom === "practices") {
        const parts = { sql, clock, timeZone: config.timeZone, contact: contactFor(config) };
        const told = await tellPractices({ ...parts, mailer: mailerOf(context) }, options.id);
        return done(`Mails to ${told} practice(s) are in the queue; the server sends them.`);
      }
      const at = options.at === undefined ? clock.now() : beginningOfMinute(options.at, config.timeZone);
      if (options.whom === "persons") await notePersonsTold(sql, clock, options.id, { at });
      else
        await noteAuthorityTold(sql, clock, options.id, {
          at,
          ...(options.reason === undefined ? {} : { reason: options.reason }),
        });
      return done("Noted.");
    },
  }),
  "breach-close": command({
    usage: [
      "--id <id> [--reason <text>]",
      "Closes it once everything is done. --reason: why the authority was not told, where there is no risk.",
    ],
    options: z.strictObject({ id, reason: z.optional(line(1_000)) }),
    refusals: REFUSALS,
    async run({ database, clock }, options) {
      await closeBreach(database.sql, clock, options.id, options.reason);
      return done("The breach is closed. The register keeps it.");
    },
  }),
  "breach-template": command({
    usage: [
      `--whom ${BREACH_READERS.join("|")} --language de|en [--id <id>]`,
      "Prints the text for one of them, filled from the register, with gaps where something is not known.",
    ],
    options: z.strictObject({ whom: z.enum(BREACH_READERS), language, id: z.optional(id) }),
    refusals: REFUSALS,
    async run({ database, config, clock }, options) {
      const { sql } = database;
      const found =
        options.id === undefined
          ? null
          : {
              breach: await readBreach(sql, options.id),
              practices: (await listPractices(sql, options.id)).length,
            };
      return done(breachTemplate(options.whom, options.language, config, found, clock.now()));
    },
  }),
};
