import type { Kysely, Selectable } from "kysely";
import type { InvitationTable, PracticeTable, Tables, TherapistTable } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type Practice = Selectable<PracticeTable>;
export type Therapist = Selectable<TherapistTable>;
export type Invitation = Selectable<InvitationTable>;

export async function insertPractice(sql: Sql, practice: Practice): Promise<void> {
  await sql.insertInto("practice").values(practice).execute();
}

export async function insertTherapist(sql: Sql, therapist: Therapist): Promise<void> {
  await sql.insertInto("therapist").values(therapist).execute();
}

export const findPractice = (sql: Sql, id: string): Promise<Practice | undefined> =>
  sql.selectFrom("practice").selectAll().where("id", "=", id).executeTakeFirst();

export const findPracticeOf = (sql: Sql, userId: string) =>
  sql
    .selectFrom("therapist")
    .innerJoin("practice", "practice.id", "therapist.practice_id")
    .select(["practice.id", "practice.name", "practice.code", "therapist.position"])
    .where("therapist.user_id", "=", userId)
    .executeTakeFirst();

export async function listTherapists(sql: Sql, practiceId: string) {
  return sql
    .selectFrom("therapist")
    .innerJoin("user", "user.id", "therapist.user_id")
    .innerJoin("person", "person.user_id", "therapist.user_id")
    .select(["user.id", "user.name", "user.email", "therapist.position", "person.suspended_at"])
    .where("therapist.practice_id", "=", practiceId)
    .orderBy("therapist.joined_at")
    .orderBy("user.id")
    .execute();
}

export const findTherapist = (sql: Sql, practiceId: string, userId: string): Promise<Therapist | undefined> =>
  sql
    .selectFrom("therapist")
    .selectAll()
    .where("practice_id", "=", practiceId)
    .where("user_id", "=", userId)
    .executeTakeFirst();

/** Lets transactions of one therapist that count something run one after the other. */
export async function lockTherapist(sql: Sql, userId: string): Promise<void> {
  await sql
    .updateTable("therapist")
    .set((set) => ({ joined_at: set.ref("joined_at") }))
    .where("user_id", "=", userId)
    .execute();
}

export async function moveTherapist(sql: Sql, userId: string, to: Omit<Therapist, "user_id">): Promise<void> {
  await sql.updateTable("therapist").set(to).where("user_id", "=", userId).execute();
}

export const findUser = (sql: Sql, userId: string) =>
  sql.selectFrom("user").select(["name", "email"]).where("id", "=", userId).executeTakeFirstOrThrow();

/** Deletes a practice with its invitations; rejects if somebody belongs to it, such as who joined a moment ago. */
export async function deletePractice(sql: Sql, id: string): Promise<void> {
  await sql.deleteFrom("practice").where("id", "=", id).execute();
}

export async function renamePractice(sql: Sql, id: string, name: string): Promise<void> {
  await sql.updateTable("practice").set({ name }).where("id", "=", id).execute();
}

export async function setCode(sql: Sql, id: string, code: string): Promise<void> {
  await sql.updateTable("practice").set({ code }).where("id", "=", id).execute();
}

export async function isCodeTaken(sql: Sql, code: string): Promise<boolean> {
  const found = await sql.selectFrom("practice").select("id").where("code", "=", code).executeTakeFirst();
  return found !== undefined;
}

export const listInvitations = (sql: Sql, practiceId: string, now: number): Promise<Invitation[]> =>
  sql
    .selectFrom("invitation")
    .selectAll()
    .where("practice_id", "=", practiceId)
    .where("expires_at", ">", now)
    .orderBy("created_at")
    .execute();

export async function insertInvitation(sql: Sql, invitation: Invitation): Promise<void> {
  await sql.insertInto("invitation").values(invitation).execute();
}

export async function deleteInvitation(sql: Sql, practiceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await sql
    .deleteFrom("invitation")
    .where("practice_id", "=", practiceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Removes what was sent to the same address before. */
export async function deleteInvitationsTo(sql: Sql, practiceId: string, email: string): Promise<void> {
  await sql
    .deleteFrom("invitation")
    .where("practice_id", "=", practiceId)
    .where("email", "=", email)
    .execute();
}

export const findInvitation = (sql: Sql, tokenHash: string, now: number) =>
  sql
    .selectFrom("invitation")
    .innerJoin("practice", "practice.id", "invitation.practice_id")
    .select(["invitation.id", "invitation.email", "invitation.practice_id", "practice.name"])
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();

/** Deletes the invitation and tells whether it was there: of two that use it at once, one gets true. */
export async function takeInvitation(sql: Sql, id: string): Promise<boolean> {
  const { numDeletedRows } = await sql.deleteFrom("invitation").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Keeps others from changing who owns a practice until the transaction ends. */
export async function lockPractice(sql: Sql, practiceId: string): Promise<void> {
  await sql
    .updateTable("practice")
    .set((set) => ({ name: set.ref("name") }))
    .where("id", "=", practiceId)
    .execute();
}

/** Therapists of a practice who have not asked for the erasure of their account. */
export const listStaying = (sql: Sql, practiceId: string) =>
  sql
    .selectFrom("therapist")
    .innerJoin("person", "person.user_id", "therapist.user_id")
    .innerJoin("user", "user.id", "therapist.user_id")
    .select(["user.id", "user.name", "therapist.position"])
    .where("therapist.practice_id", "=", practiceId)
    .where("person.leaving_at", "is", null)
    .orderBy("user.name")
    .execute();

/** Makes a therapist of the practice an owner, beside those there are; false if there is none such. */
export async function makeOwner(sql: Sql, practiceId: string, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("therapist")
    .set({ position: "owner" })
    .where("practice_id", "=", practiceId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
