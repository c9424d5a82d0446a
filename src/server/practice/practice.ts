// A practice: a name, a front-door code, therapists who each have an own account and an own vault.
import { randomInt, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { hashToken } from "../platform/token.ts";
import type { Tables } from "../storage/tables.ts";
import {
  countOwners,
  deleteExpiredInvitations,
  findInvitation,
  findPracticeOf,
  findTherapist,
  insertPractice,
  insertTherapist,
  isCodeTaken,
  moveTherapist,
  setCode,
  takeInvitation,
} from "./practice-store.ts";

type Sql = Kysely<Tables>;

// Crockford's alphabet: no I, L, O, U.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 8;

/** A front-door code: public, random, one of 2⁴⁰, and no other practice's. */
async function createCode(sql: Sql): Promise<string> {
  for (;;) {
    const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    if (!(await isCodeTaken(sql, code))) return code;
  }
}

/** A new practice whose only therapist owns it. Belongs into the transaction that makes the account. */
export async function foundPractice(
  sql: Sql,
  { userId, name, now }: { readonly userId: string; readonly name: string; readonly now: number },
): Promise<void> {
  const id = randomUUID();
  await insertPractice(sql, { id, name, code: await createCode(sql), created_at: now });
  await insertTherapist(sql, { user_id: userId, practice_id: id, position: "owner", joined_at: now });
}

/** What an invitation is for; null if it is used, withdrawn, expired or was never given out. */
export async function peekInvitation(sql: Sql, token: string, now: number) {
  const found = await findInvitation(sql, hashToken(token), now);
  return found === undefined ? null : { email: found.email, practiceName: found.name };
}

/** Uses an invitation up; false if it is not valid (any more). */
export async function joinByInvitation(
  sql: Sql,
  { userId, token, now }: { readonly userId: string; readonly token: string; readonly now: number },
): Promise<boolean> {
  const found = await findInvitation(sql, hashToken(token), now);
  if (found === undefined || !(await takeInvitation(sql, found.id))) return false;
  await insertTherapist(sql, {
    user_id: userId,
    practice_id: found.practice_id,
    position: "member",
    joined_at: now,
  });
  return true;
}

/**
 * Takes a therapist out of a practice and gives the person one of their own. `unknown`: not of this practice;
 * `last-owner`: a practice needs one.
 */
export async function removeFromPractice(
  sql: Sql,
  { practiceId, userId, now }: { readonly practiceId: string; readonly userId: string; readonly now: number },
): Promise<"removed" | "unknown" | "last-owner"> {
  return sql.transaction().execute(async (trx) => {
    const therapist = await findTherapist(trx, practiceId, userId);
    if (therapist === undefined) return "unknown";
    if (therapist.position === "owner" && (await countOwners(trx, practiceId)) === 1) return "last-owner";
    const { name } = await trx
      .selectFrom("user")
      .select("name")
      .where("id", "=", userId)
      .executeTakeFirstOrThrow();
    const id = randomUUID();
    await insertPractice(trx, { id, name, code: await createCode(trx), created_at: now });
    await moveTherapist(trx, userId, { practice_id: id, position: "owner", joined_at: now });
    return "removed";
  });
}

export async function renewCode(sql: Sql, practiceId: string): Promise<string> {
  const code = await createCode(sql);
  await setCode(sql, practiceId, code);
  return code;
}

/** The practice of a therapist; null for an operator who is no therapist. */
export async function findPractice(sql: Sql, userId: string) {
  const found = await findPracticeOf(sql, userId);
  return found ?? null;
}

/** Forgets invitations that nobody used in time. */
export const tidyInvitations = (sql: Sql, now: number): Promise<void> => deleteExpiredInvitations(sql, now);
