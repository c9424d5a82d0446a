// How an account begins: registered with an address, confirmed by its mail; or made by the operator.
import { verifyPassword } from "better-auth/crypto";
import type { Kysely } from "kysely";
import type { Language } from "../mail/mail-kinds.ts";
import { Problem } from "../platform/problem.ts";
import { hashToken } from "../platform/token.ts";
import { foundPractice, joinByInvitation, peekInvitation } from "../practice/practice.ts";
import type { Tables } from "../storage/tables.ts";
import {
  confirmUser,
  deleteUser,
  findUserByEmail,
  givesWay,
  insertAgreement,
  insertUser,
  takeToken,
} from "./account-store.ts";
import { type AccountParts, issueToken } from "./mailed-link.ts";
import { askForNews } from "./news.ts";

type Sql = Kysely<Tables>;

/** More registrations of one address at once than this come from no person: their answer is the same as ever. */
const RACES_MAX = 5;

const linkOf = (origin: string, name: string, token: string): string => `${origin}/practice#${name}.${token}`;

export type Registration = {
  readonly email: string;
  readonly name: string;
  readonly practiceName?: string;
  readonly invitation?: string;
  readonly language: Language;
  readonly password: string;
  readonly passwordHash: string;
  readonly agreements: { readonly terms: string; readonly avv: string };
  readonly news: boolean;
};

type Recipient = {
  readonly userId: string;
  readonly email: string;
  readonly language: Language;
  readonly now: number;
};

/** Mails a link that confirms the address, or chooses a password. */
export async function mailLink(
  { mailer, origin }: Pick<AccountParts, "mailer" | "origin">,
  trx: Sql,
  purpose: "confirm" | "reset",
  { userId, email, language, now }: Recipient,
): Promise<void> {
  const token = await issueToken(trx, { userId, purpose, detail: null, now });
  const content = { link: linkOf(origin, purpose, token) };
  await mailer.enqueue({ kind: purpose, userId, recipient: email, language, content }, trx);
}

/** What a new account begins with: a practice, the agreements, perhaps the question about news. Throws TOKEN. */
async function furnish(
  parts: AccountParts,
  trx: Sql,
  { invitation, practiceName, name, news }: Registration,
  { userId, email, language, now }: Recipient,
  isContested: boolean,
): Promise<void> {
  if (invitation === undefined) await foundPractice(trx, { userId, name: practiceName ?? name, now });
  else if (!(await joinByInvitation(trx, { userId, token: invitation, now }))) throw new Problem("TOKEN");
  // Nobody is held to what perhaps somebody else agreed to: it is asked again at the first sign-in.
  if (isContested) return;
  for (const document of ["terms", "avv"] as const) {
    const version = parts.agreements[document];
    await insertAgreement(trx, { user_id: userId, document, version, language, accepted_at: now });
  }
  if (news) await askForNews(parts, trx, { userId, email, language, now });
}

/** Registers within a transaction; false if somebody took the address at this moment. */
async function tryRegister(
  parts: AccountParts,
  trx: Sql,
  request: Registration,
  /** Hash of an earlier registration with the same password; empty if there is none. */
  knownHash: string,
): Promise<boolean> {
  const { database, clock, mailer, origin } = parts;
  const { email, language } = request;
  const now = clock.now();
  const present = await findUserByEmail(trx, email);
  if (present !== null && !givesWay(present)) {
    const content = { link: `${origin}/practice` };
    const mail = { userId: present.id, recipient: email, language, content };
    await mailer.enqueue({ kind: "already-registered", ...mail }, trx);
    return true;
  }
  // Two people may have registered this address, and whoever has the mailbox cannot see whose link is whose. So
  // neither password counts; one is chosen from the mailbox, before anybody could have signed in.
  const isContested = present !== null && present.passwordHash !== knownHash;
  if (present !== null) await deleteUser(trx, present.id);
  const passwordHash = isContested ? null : request.passwordHash;
  const userId = await insertUser(trx, database.kind, { ...request, passwordHash, isOperator: false, now });
  if (userId === null) return false;
  const recipient = { userId, email, language, now };
  await furnish(parts, trx, request, recipient, isContested);
  await mailLink(parts, trx, isContested ? "reset" : "confirm", recipient);
  return true;
}

/**
 * Writes the account, or mails whoever has one already; the caller cannot tell which. An account that nobody
 * confirmed gives way. Throws AGREEMENT for other versions than the present ones, TOKEN for an invitation that does
 * not count or is for another address.
 */
export async function register(parts: AccountParts, request: Registration): Promise<void> {
  const { database, clock, agreements } = parts;
  const { sql } = database;
  const { email, invitation, password } = request;
  if (request.agreements.terms !== agreements.terms || request.agreements.avv !== agreements.avv)
    throw new Problem("AGREEMENT");
  if (invitation !== undefined && (await peekInvitation(sql, invitation, clock.now()))?.email !== email)
    throw new Problem("TOKEN");
  for (let tries = 0; tries < RACES_MAX; tries += 1) {
    const hash = (await findUserByEmail(sql, email))?.passwordHash ?? "";
    const isSame = hash !== "" && (await verifyPassword({ hash, password }));
    const known = isSame ? hash : "";
    if (await sql.transaction().execute((trx) => tryRegister(parts, trx, request, known))) return;
  }
}

/** The account's address is confirmed. Throws TOKEN. */
export async function confirm({ database, clock }: AccountParts, token: string): Promise<void> {
  await database.sql.transaction().execute(async (trx) => {
    const used = await takeToken(trx, "confirm", hashToken(token), clock.now());
    if (used === null) throw new Problem("TOKEN");
    await confirmUser(trx, database.kind, used.user_id);
  });
}

/** Mails the confirmation again, if there is an account that waits for it. */
export async function resendConfirmation(parts: AccountParts, email: string, language: Language) {
  const { database, clock } = parts;
  await database.sql.transaction().execute(async (trx) => {
    const user = await findUserByEmail(trx, email);
    if (user === null || user.isConfirmed) return;
    await mailLink(parts, trx, "confirm", { userId: user.id, email, language, now: clock.now() });
  });
}

/**
 * Makes an account of the operator and returns the address at which its password is chosen, once, within an hour.
 * Null if the address has an account already that somebody has confirmed.
 */
export async function createOperator(
  { database, clock, origin }: Pick<AccountParts, "database" | "clock" | "origin">,
  { email, name, language }: { readonly email: string; readonly name: string; readonly language: Language },
): Promise<string | null> {
  const now = clock.now();
  return database.sql.transaction().execute(async (trx) => {
    const present = await findUserByEmail(trx, email);
    if (present?.isConfirmed === true) return null;
    // A link that was never used is made anew.
    if (present !== null) await deleteUser(trx, present.id);
    const user = { email, name, language, isOperator: true, passwordHash: null, now };
    const userId = await insertUser(trx, database.kind, user);
    if (userId === null) return null;
    const token = await issueToken(trx, { userId, purpose: "reset", detail: null, now });
    return linkOf(origin, "reset", token);
  });
}
