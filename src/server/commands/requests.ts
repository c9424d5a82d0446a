// Requests about data that came by letter or mail, or that the public page has put into the queue (Art. 12 GDPR).
import * as z from "zod/mini";
import { email, id, language, line } from "../../protocol/api-route.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { REQUEST_KINDS } from "../../protocol/request-kinds.ts";
import { beginningOf, isDay, shownAt } from "../privacy/days.ts";
import {
  checkIdentity,
  closeRequest,
  extendRequest,
  noteRecipientTold,
  openRequest,
  readRequest,
} from "../privacy/request.ts";
import { listClosed, listOpen, type RequestRow } from "../privacy/request-store.ts";
import { REQUEST_TEMPLATES, requestTemplate } from "../privacy/request-templates.ts";
import { command, done, refused } from "./command.ts";

/** What is left until a request has to be answered, in words. */
function timeLeft(dueAt: number, now: number): string {
  if (dueAt < now) return `OVERDUE since ${Math.max(1, Math.ceil((now - dueAt) / DAY_MS))} day(s)`;
  const days = Math.floor((dueAt - now) / DAY_MS);
  return days === 0 ? "due today" : `${days} day(s) left`;
}

const IDENTITY = {
  open: "identity NOT checked",
  account: "signed in",
  mailbox: "mailbox confirmed",
  checked: "identity checked",
} as const;

function lineOf(request: RequestRow, now: number, timeZone: string): string {
  return [
    request.id,
    request.kind,
    `by ${request.channel}`,
    `due ${shownAt(request.due_at, timeZone).slice(0, 10)}`,
    timeLeft(request.due_at, now),
    IDENTITY[request.identity],
    ...(request.extended_at === null ? [] : ["extended"]),
  ].join("  ");
}

function closedLineOf(request: RequestRow, timeZone: string): string {
  const closedAt = request.closed_at ?? request.received_at;
  return [
    request.id,
    request.kind,
    `by ${request.channel}`,
    `${request.state} ${shownAt(closedAt, timeZone).slice(0, 10)}`,
    ...(closedAt > request.due_at ? ["LATE"] : []),
  ].join("  ");
}

const ONE = { id };
/** As the page for people's data writes an address, so that it is found there; anything else as it is. */
const contact = z.pipe(
  line(300),
  z.transform((text: string) => email.safeParse(text).data ?? text),
);
/** A day such as 2026-11-20. */
const day = z.string().check(z.refine(isDay));
const REFUSALS = {
  NOT_FOUND: "There is no such request.",
  CONFLICT:
    "That is not possible: the request is closed or extended already, its first month is over, or it is not known yet who asks (request-identity).",
} as const;
const NO_AUTHORITY =
  "Set CONNECT_AUTHORITY first: a refusal names where the person can complain (Art. 12(4)).";

export const requestCommands = {
  requests: command({
    usage: [
      "[--all]",
      "Lists the requests about data that wait for an answer, the most urgent first. --all: then those that had one.",
    ],
    options: z.strictObject({ all: z.optional(z.literal(true)) }),
    async run({ database, clock, config }, options) {
      const { timeZone } = config;
      const open = await listOpen(database.sql);
      const closed = options.all === true ? await listClosed(database.sql) : [];
      return done(
        [
          ...open.map((one) => lineOf(one, clock.now(), timeZone)),
          ...(open.length === 0 ? ["No request waits for an answer."] : []),
          ...closed.map((one) => closedLineOf(one, timeZone)),
        ].join("\n"),
      );
    },
  }),
  request: command({
    usage: ["--id <id>", "Shows one of them: where the answer goes, and what was done so far."],
    options: z.strictObject(ONE),
    refusals: REFUSALS,
    async run({ database, clock, config }, options) {
      const request = await readRequest(database.sql, options.id);
      const { timeZone } = config;
      return done(
        [
          lineOf(request, clock.now(), timeZone),
          `state: ${request.state}`,
          `received: ${shownAt(request.received_at, timeZone)}`,
          `language of the answer: ${request.language}`,
          `answer goes to: ${request.contact ?? (request.user_id === null ? "nobody (erased)" : "the account")}`,
          ...(request.extension_reason === null ? [] : [`extended because: ${request.extension_reason}`]),
          ...(request.refusal_reason === null ? [] : [`refused because: ${request.refusal_reason}`]),
          ...request.events.map(({ at, what, by_whom }) => `${shownAt(at, timeZone)}  ${what} (${by_whom})`),
        ].join("\n"),
      );
    },
  }),
  "request-add": command({
    usage: [
      `--kind ${REQUEST_KINDS.join("|")} --channel letter|mail --language de|en --received <2026-11-20> [--contact <where the answer goes>]`,
      "Notes a request that came by letter or mail.",
    ],
    options: z.strictObject({
      kind: z.enum(REQUEST_KINDS),
      channel: z.enum(["letter", "mail"]),
      language,
      received: day,
      contact: z.optional(contact),
    }),
    async run({ database, clock, config }, options) {
      const { timeZone } = config;
      const receivedAt = beginningOf(options.received, timeZone);
      if (receivedAt > clock.now()) return refused("--received lies in the future.");
      const added = await openRequest(database.sql, clock, {
        kind: options.kind,
        channel: options.channel,
        userId: null,
        contact: options.contact ?? null,
        language: options.language,
        identity: "open",
        timeZone,
        receivedAt,
      });
      const { due_at } = await readRequest(database.sql, added);
      return done(`${added}\nTo be answered until ${shownAt(due_at, timeZone)}.`);
    },
  }),
  "request-identity": command({
    usage: [
      "--id <id>",
      "Notes that you know who asks. Never ask for a copy of an identity card (Art. 12(6)).",
    ],
    options: z.strictObject(ONE),
    refusals: REFUSALS,
    async run({ database, clock }, options) {
      await checkIdentity(database.sql, clock, options.id, { how: "checked", byWhom: "operator" });
      return done("Noted. The answer can go out.");
    },
  }),
  "request-extend": command({
    usage: [
      "--id <id> --reason <text>",
      "Extends by two further months. Tell the person and the reason before the first month is over (Art. 12(3)).",
    ],
    options: z.strictObject({ ...ONE, reason: line(500) }),
    refusals: REFUSALS,
    async run({ database, clock, config }, options) {
      const { timeZone } = config;
      const due = await extendRequest(database.sql, clock, options.id, { reason: options.reason, timeZone });
      return done(
        `To be answered until ${shownAt(due, timeZone)}. Tell the person now: request-template --kind extension --language de|en`,
      );
    },
  }),
  "request-answer": command({
    usage: [
      "--id <id> [--nothing-kept]",
      "Notes that the answer went out, and erases where it went. --nothing-kept: nothing was found.",
    ],
    options: z.strictObject({ ...ONE, "nothing-kept": z.optional(z.literal(true)) }),
    refusals: REFUSALS,
    async run({ database, clock }, options) {
      const how = options["nothing-kept"] === true ? "nothing-kept" : "answered";
      await closeRequest(database.sql, clock, options.id, { how, byWhom: "operator" });
      return done("The request is closed, and the contact erased.");
    },
  }),
  "request-refuse": command({
    usage: [
      "--id <id> --reason <text>",
      "Prints the letter that refuses, with reasons and remedies (Art. 12(4)), and closes the request.",
    ],
    options: z.strictObject({ ...ONE, reason: line(500) }),
    refusals: REFUSALS,
    async run({ database, clock, config }, options) {
      const { authority } = config;
      if (authority === null) return refused(NO_AUTHORITY);
      // Closing erases the address; it is printed for the last time.
      const { language: spoken, contact } = await readRequest(database.sql, options.id);
      await closeRequest(database.sql, clock, options.id, {
        how: "refused",
        byWhom: "operator",
        reason: options.reason,
        authority: authority.name,
      });
      const letter = requestTemplate("refusal", spoken, config, options.reason);
      return done(contact === null ? letter : `To: ${contact}\n\n${letter}`);
    },
  }),
  "request-told": command({
    usage: [
      "--id <id>",
      "Notes that somebody who had got the data was told of rectification, erasure or restriction (Art. 19).",
    ],
    options: z.strictObject(ONE),
    refusals: REFUSALS,
    async run({ database, clock }, options) {
      await noteRecipientTold(database.sql, clock, options.id, "operator");
      return done("Noted.");
    },
  }),
  "request-template": command({
    usage: [
      `--kind ${REQUEST_TEMPLATES.join("|")} --language de|en`,
      "Prints the text of an answer, with gaps where it is about the person.",
    ],
    options: z.strictObject({ kind: z.enum(REQUEST_TEMPLATES), language }),
    mayBegin: true,
    async run({ config }, options) {
      if (options.kind === "refusal" && config.authority === null) return refused(NO_AUTHORITY);
      return done(requestTemplate(options.kind, options.language, config));
    },
  }),
};
