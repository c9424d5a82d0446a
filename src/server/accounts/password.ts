// The authentication value and what goes with it: changed together with the wrap of the vault, in one transaction.
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Kysely } from "kysely";
import type { Language } from "../mail/mail-kinds.ts";
import { Problem } from "../platform/problem.ts";
import { hashToken } from "../platform/token.ts";
import { dropPasswordWrap, replacePasswordWrap } from "../practice/vault.ts";
import type { Tables } from "../storage/tables.ts";
import {
  confirmUser,
  deleteSessions,
  deleteTokens,
  deleteUser,
  findUserByEmail,
  findUserById,
  givesWay,
  type StoredUser,
  setEmail,
  setPassword,
  takeToken,
} from "./account-store.ts";
import type { GuessLimit } from "./guess-limit.ts";
import { type AccountParts, issueToken } from "./mailed-link.ts";

export type PasswordParts = AccountParts & { readonly guess: Pick<GuessLimit, "guard" | "forget" | "once"> };

/** What tries at the password of an account are counted under. */
export const passwordSubject = (email: string): string => `password\0${email}`;

type NewWrap = { readonly keyId: string; readonly wrap: string } | null;

/** The account, if the value is its own. Throws CREDENTIALS, TOO_MANY_TRIES. */
export async function provePassword(
  { database, guess }: PasswordParts,
  userId: string,
  password: string,
): Promise<StoredUser> {
  const user = await findUserById(database.sql, userId);
  if (user === null) throw new Problem("SIGNED_OUT");
  // Counted apart from signing in: a stranger who knows the address must not keep its owner from their own data.
  return guess.guard(`proof\0${userId}`, async () => {
    const { passwordHash: hash } = user;
    if (hash === null || !(await verifyPassword({ hash, password }))) throw new Problem("CREDENTIALS");
    return user;
  });
}

async function tellChange(
  { mailer, origin }: AccountParts,
  trx: Kysely<Tables>,
  user: StoredUser,
  to: string,
) {
  const content = { link: `${origin}/practice` };
  const { id: userId, language } = user;
  await mailer.enqueue({ kind: "password-changed", userId, recipient: to, language, content }, trx);
}

export type PasswordChange = {
  readonly userId: string;
  readonly sessionId: string;
  readonly current: string;
  readonly next: string;
  readonly vault: NewWrap;
};

/**
 * Replaces authentication value and wrap in one transaction and ends all other sessions. Throws CREDENTIALS,
 * TOO_MANY_TRIES, and CONFLICT when the wrap is not one of the present key.
 */
export async function changePassword(parts: PasswordParts, change: PasswordChange): Promise<void> {
  const { database, clock } = parts;
  const user = await provePassword(parts, change.userId, change.current);
  const hash = await hashPassword(change.next);
  const now = clock.now();
  await database.sql.transaction().execute(async (trx) => {
    await setPassword(trx, database.kind, user.id, hash, now);
    await replacePasswordWrap(trx, user.id, change.vault, now);
    await deleteSessions(trx, user.id, change.sessionId);
    await tellChange(parts, trx, user, user.email);
  });
}

/** Mails a link to choose a new password, if there is such an account. */
export async function askReset(parts: AccountParts, email: string, language: Language): Promise<void> {
  const { database, clock, mailer, origin } = parts;
  await database.sql.transaction().execute(async (trx) => {
    const user = await findUserByEmail(trx, email);
    if (user === null || !user.isConfirmed) return;
    const token = await issueToken(trx, {
      userId: user.id,
      purpose: "reset",
      detail: null,
      now: clock.now(),
    });
    const content = { link: `${origin}/practice#reset.${token}` };
    await mailer.enqueue({ kind: "reset", userId: user.id, recipient: email, language, content }, trx);
  });
}

/**
 * A new password by a mailed link: ends every session and forgets what the old password opened. Throws TOKEN, also
 * when the address is not the account's: the value was derived with it.
 */
export async function resetPassword(
  parts: PasswordParts,
  request: { readonly token: string; readonly email: string; readonly password: string },
): Promise<void> {
  const { database, clock, guess } = parts;
  const hash = await hashPassword(request.password);
  const now = clock.now();
  await database.sql.transaction().execute(async (trx) => {
    const used = await takeToken(trx, "reset", hashToken(request.token), now);
    const user = used === null ? null : await findUserById(trx, used.user_id);
    if (user === null || user.email !== request.email) throw new Problem("TOKEN");
    await setPassword(trx, database.kind, user.id, hash, now);
    // Whoever reads the mailbox has shown as much as a confirmation would.
    await confirmUser(trx, database.kind, user.id);
    await dropPasswordWrap(trx, user.id);
    await deleteSessions(trx, user.id);
    await deleteTokens(trx, user.id);
    await tellChange(parts, trx, user, user.email);
  });
  await guess.forget(passwordSubject(request.email));
}

/** Mails a link to the new address and tells the old one. Throws CREDENTIALS, TOO_MANY_TRIES. */
export async function askEmailChange(
  parts: PasswordParts,
  request: { readonly userId: string; readonly current: string; readonly email: string },
): Promise<void> {
  const { database, clock, mailer, origin } = parts;
  const user = await provePassword(parts, request.userId, request.current);
  const { id: userId, language } = user;
  await database.sql.transaction().execute(async (trx) => {
    const token = await issueToken(trx, {
      userId,
      purpose: "email",
      detail: request.email,
      now: clock.now(),
    });
    // An address that has an account cannot be taken; its owner learns that somebody tried.
    const holder = await findUserByEmail(trx, request.email);
    const isFree = holder === null || givesWay(holder);
    await mailer.enqueue(
      isFree
        ? {
            kind: "email-new",
            userId,
            recipient: request.email,
            language,
            content: { link: `${origin}/practice#email.${token}` },
          }
        : {
            kind: "already-registered",
            userId,
            recipient: request.email,
            language,
            content: { link: `${origin}/practice` },
          },
      trx,
    );
    await mailer.enqueue(
      {
        kind: "email-old",
        userId,
        recipient: user.email,
        language,
        content: { link: `${origin}/practice` },
      },
      trx,
    );
  });
}

/**
 * Takes the new address; authentication value and wrap follow from it and are replaced in the same transaction.
 * Throws CREDENTIALS, TOO_MANY_TRIES, TOKEN, CONFLICT.
 */
export async function changeEmail(
  parts: PasswordParts,
  change: PasswordChange & { readonly token: string; readonly email: string },
): Promise<void> {
  const { database, clock } = parts;
  const user = await provePassword(parts, change.userId, change.current);
  const hash = await hashPassword(change.next);
  const now = clock.now();
  await database.sql.transaction().execute(async (trx) => {
    const used = await takeToken(trx, "email", hashToken(change.token), now);
    const fits = used?.user_id === user.id && used.detail === change.email;
    const holder = await findUserByEmail(trx, change.email);
    if (!fits || (holder !== null && !givesWay(holder))) throw new Problem("TOKEN");
    if (holder !== null) await deleteUser(trx, holder.id);
    await setEmail(trx, database.kind, user.id, change.email, now);
    await setPassword(trx, database.kind, user.id, hash, now);
    await replacePasswordWrap(trx, user.id, change.vault, now);
    await deleteSessions(trx, user.id, change.sessionId);
    await deleteTokens(trx, user.id);
  });
}
