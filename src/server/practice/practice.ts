// A practice: a name, a front-door code, therapists who each have an own account and an own vault.
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { randomCode } from "../platform/crockford.ts";
import { hashToken } from "../platform/token.ts";
import type { Tables } from "../storage/tables.ts";
import {
  deletePractice,
  findInvitation,
  findPracticeOf,
  findTherapist,
  findUser,
  insertPractice,
  insertTherapist,
  isCodeTaken,
  listStaying,
  listTherapists,
  lockPractice,
  lockTherapist,
  moveTherapist,
  setCode,
  takeInvitation,
} from "./practice-store.ts";

type Sql = Kysely<Tables>;

const CODE_LENGTH = 8;

/** A front-door code: public, random, one of 2⁴⁰, and no other practice's. */
async function createCode(sql: Sql): Promise<string> {
  for (;;) {
    const code = randomCode(CODE_LENGTH);
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
 * Moves a therapist into the practice that has invited their address; a practice that is empty then ends. `unknown`: no
 * such invitation, or not for them; `conflict`: they belong to it already, or colleagues would be left without an owner.
 */
export async function moveByInvitation(
  sql: Sql,
  { userId, token, now }: { readonly userId: string; readonly token: string; readonly now: number },
): Promise<"moved" | "unknown" | "conflict"> {
  return sql.transaction().execute(async (trx) => {
    await lockTherapist(trx, userId);
    const invitation = await findInvitation(trx, hashToken(token), now);
    if (invitation?.email !== (await findUser(trx, userId)).email) return "unknown";
    const left = await findPracticeOf(trx, userId);
    if (left === undefined || left.id === invitation.practice_id) return "conflict";
    const colleagues = (await listTherapists(trx, left.id)).length - 1;
    if (left.position === "owner" && colleagues > 0) return "conflict";
    if (!(await takeInvitation(trx, invitation.id))) return "unknown";
    await moveTherapist(trx, userId, {
      practice_id: invitation.practice_id,
      position: "member",
      joined_at: now,
    });
    if (left.position === "owner") await deletePractice(trx, left.id);
    return "moved";
  });
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
    // Who has asked for erasure is an owner for some days only.
    const staying = await listStaying(trx, practiceId);
    const isOtherOwner = staying.some(({ id, position }) => id !== userId && position === "owner");
    if (therapist.position === "owner" && !isOtherOwner) return "last-owner";
    const { name } = await findUser(trx, userId);
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

/**
 * Colleagues who would be left without an owner if this therapist went; none where another owner stays. Within a
 * transaction the answer holds until its end.
 */
export async function colleaguesWithoutOwner(
  sql: Sql,
  userId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const own = await findPracticeOf(sql, userId);
  if (own?.position !== "owner") return [];
  if (sql.isTransaction) await lockPractice(sql, own.id);
  const others = (await listStaying(sql, own.id)).filter(({ id }) => id !== userId);
  return others.some(({ position }) => position === "owner")
    ? []
    : others.map(({ id, name }) => ({ id, name }));
}
