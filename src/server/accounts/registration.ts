// How an account begins: registered with an address, confirmed by its mail; or made by the operator.
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

const linkOf = (origin: string, name: string, token: string): string => `${origin}/practice#${name}.${token}`;

export type Registration = {
  readonly email: string;
  readonly name: string;
  readonly practiceName?: string;
  readonly invitation?: string;
  readonly language: Language;
  readonly passwordHash: string;
  readonly agreements: { readonly terms: string; readonly avv: string };
  readonly news: boolean;
};

async function mailConfirmation(
  { mailer, origin }: AccountParts,
  trx: Kysely<Tables>,
  {
    userId,
    email,
    language,
    now,
  }: {
    readonly userId: string;
    readonly email: string;
    readonly language: Language;
    readonly now: number;
  },
): Promise<void> {
  const token = await issueToken(trx, { userId, purpose: "confirm", detail: null, now });
  const content = { link: linkOf(origin, "confirm", token) };
  await mailer.enqueue({ kind: "confirm", userId, recipient: email, language, content }, trx);
}

/**
 * Writes the account, or mails whoever has one already; the caller cannot tell which. An account that nobody
 * confirmed gives way: its password may be somebody else's. Throws AGREEMENT for other versions than the present
 * ones, TOKEN for an invitation that does not count or is for another address.
 */
export async function register(parts: AccountParts, request: Registration): Promise<void> {
  const { database, clock, mailer, origin, agreements } = parts;
  const now = clock.now();
  if (request.agreements.terms !== agreements.terms || request.agreements.avv !== agreements.avv)
    throw new Problem("AGREEMENT");
  const { email, language, invitation } = request;
  if (invitation !== undefined && (await peekInvitation(database.sql, invitation, now))?.email !== email)
    throw new Problem("TOKEN");
  await database.sql.transaction().execute(async (trx) => {
    const present = await findUserByEmail(trx, email);
    if (present !== null && !givesWay(present)) {
      const content = { link: `${origin}/practice` };
      await mailer.enqueue(
        { kind: "already-registered", userId: present.id, recipient: email, language, content },
        trx,
      );
      return;
    }
    if (present !== null) await deleteUser(trx, present.id);
    const userId = await insertUser(trx, database.kind, { ...request, isOperator: false, now });
    // Somebody registers the same address at this moment: theirs counts, the answer stays the same.
    if (userId === null) return;
    if (invitation === undefined)
      await foundPractice(trx, { userId, name: request.practiceName ?? request.name, now });
    else if (!(await joinByInvitation(trx, { userId, token: invitation, now }))) throw new Problem("TOKEN");
    for (const document of ["terms", "avv"] as const) {
      await insertAgreement(trx, {
        user_id: userId,
        document,
        version: agreements[document],
        language,
        accepted_at: now,
      });
    }
    await mailConfirmation(parts, trx, { userId, email, language, now });
    if (request.news) await askForNews(parts, trx, { userId, email, language, now });
  });
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
    await mailConfirmation(parts, trx, { userId: user.id, email, language, now: clock.now() });
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
