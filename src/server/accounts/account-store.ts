import { randomUUID } from "node:crypto";
import type { Insertable, Kysely, Selectable } from "kysely";
import { authDate, authFlag, readAuthDate, readAuthFlag } from "../storage/auth-values.ts";
import type { DatabaseKind } from "../storage/database.ts";
import { lockPeople } from "../storage/lock-people.ts";
import type { AgreementTable, MailTokenTable, NewsConsentTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type MailToken = Selectable<MailTokenTable>;
export type NewsConsent = Selectable<NewsConsentTable>;

export type StoredUser = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isConfirmed: boolean;
  readonly hasSecondFactor: boolean;
  readonly language: "de" | "en";
  readonly isOperator: boolean;
  readonly suspendedAt: number | null;
  readonly restrictedAt: number | null;
  readonly createdAt: number;
  /** Hash of the authentication value; null while none was set. */
  readonly passwordHash: string | null;
};

async function findUser(
  sql: Sql,
  column: "user.id" | "user.email",
  value: string,
): Promise<StoredUser | null> {
  const row = await sql
    .selectFrom("user")
    .innerJoin("person", "person.user_id", "user.id")
    .leftJoin("account", (join) =>
      join.onRef("account.userId", "=", "user.id").on("account.providerId", "=", "credential"),
    )
    .select([
      "user.id",
      "user.email",
      "user.name",
      "user.emailVerified",
      "user.twoFactorEnabled",
      "person.language",
      "person.is_operator",
      "person.suspended_at",
      "person.restricted_at",
      "person.created_at",
      "account.password",
    ])
    .where(column, "=", value)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isConfirmed: readAuthFlag(row.emailVerified),
    hasSecondFactor: readAuthFlag(row.twoFactorEnabled),
    language: row.language,
    isOperator: row.is_operator === 1,
    suspendedAt: row.suspended_at,
    restrictedAt: row.restricted_at,
    createdAt: row.created_at,
    passwordHash: row.password,
  };
}

/**
 * Whether nobody has shown yet that the address is theirs: whoever does takes it. An operator's account waits for the
 * link that the command line gave; a stranger's registration must not take it away.
 */
export const givesWay = (user: StoredUser): boolean => !user.isConfirmed && !user.isOperator;

export const findUserByEmail = (sql: Sql, email: string) => findUser(sql, "user.email", email);
export const findUserById = (sql: Sql, id: string) => findUser(sql, "user.id", id);

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly language: "de" | "en";
  readonly isOperator: boolean;
  readonly passwordHash: string | null;
  readonly now: number;
};

/** Writes an account that nobody has confirmed yet; returns its id, or null if somebody took the address meanwhile. */
export async function insertUser(sql: Sql, kind: DatabaseKind, user: NewUser): Promise<string | null> {
  const id = randomUUID();
  const at = authDate(kind, user.now);
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("user")
    .values({
      id,
      name: user.name,
      email: user.email,
      emailVerified: authFlag(kind, false),
      image: null,
      createdAt: at,
      updatedAt: at,
      twoFactorEnabled: authFlag(kind, false),
    })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return null;
  await sql
    .insertInto("account")
    .values({
      id: randomUUID(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password: user.passwordHash,
      createdAt: at,
      updatedAt: at,
    } as Insertable<Tables["account"]>)
    .execute();
  await sql
    .insertInto("person")
    .values({
      user_id: id,
      language: user.language,
      is_operator: Number(user.isOperator),
      suspended_at: null,
      suspended_reason: null,
      leaving_at: null,
      restricted_at: null,
      created_at: user.now,
    })
    .execute();
  return id;
}

export async function deleteUser(sql: Sql, id: string): Promise<void> {
  await sql.deleteFrom("user").where("id", "=", id).execute();
}

export async function confirmUser(sql: Sql, kind: DatabaseKind, id: string): Promise<void> {
  await sql
    .updateTable("user")
    .set({ emailVerified: authFlag(kind, true) })
    .where("id", "=", id)
    .execute();
}

export async function setPassword(sql: Sql, kind: DatabaseKind, id: string, hash: string, now: number) {
  await sql
    .updateTable("account")
    .set({ password: hash, updatedAt: authDate(kind, now) })
    .where("userId", "=", id)
    .where("providerId", "=", "credential")
    .execute();
}

export async function setEmail(sql: Sql, kind: DatabaseKind, id: string, email: string, now: number) {
  await sql
    .updateTable("user")
    .set({ email, updatedAt: authDate(kind, now) })
    .where("id", "=", id)
    .execute();
}

export async function changeUser(
  sql: Sql,
  id: string,
  change: { readonly name?: string; readonly language?: "de" | "en" },
): Promise<void> {
  if (change.name !== undefined)
    await sql.updateTable("user").set({ name: change.name }).where("id", "=", id).execute();
  if (change.language !== undefined)
    await sql.updateTable("person").set({ language: change.language }).where("user_id", "=", id).execute();
}

export async function setSuspension(sql: Sql, id: string, at: number | null, reason: string | null) {
  const { numUpdatedRows } = await sql
    .updateTable("person")
    .set({ suspended_at: at, suspended_reason: reason })
    .where("user_id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes when erasure was asked for; the first time counts. */
export async function setLeaving(sql: Sql, userId: string, at: number): Promise<void> {
  await sql
    .updateTable("person")
    .set({ leaving_at: at })
    .where("user_id", "=", userId)
    .where("leaving_at", "is", null)
    .execute();
}

/** Takes the wish to be erased back; false if there was none. */
export async function clearLeaving(sql: Sql, userId: string): Promise<boolean> {
  // Waits for a wish that is being noted at this moment: the row as it was before would not show it.
  await lockPeople(sql, [userId]);
  const { numUpdatedRows } = await sql
    .updateTable("person")
    .set({ leaving_at: null })
    .where("user_id", "=", userId)
    .where("leaving_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends every session of an account but the one named. */
export async function deleteSessions(sql: Sql, userId: string, exceptId?: string): Promise<void> {
  let query = sql.deleteFrom("session").where("userId", "=", userId);
  if (exceptId !== undefined) query = query.where("id", "!=", exceptId);
  await query.execute();
}

export async function deleteSession(sql: Sql, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await sql
    .deleteFrom("session")
    .where("userId", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function deleteSessionByToken(sql: Sql, token: string): Promise<void> {
  await sql.deleteFrom("session").where("token", "=", token).execute();
}

export async function listSessions(sql: Sql, userId: string, now: number) {
  const rows = await sql
    .selectFrom("session")
    .select(["id", "userAgent", "createdAt", "updatedAt", "expiresAt"])
    .where("userId", "=", userId)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      device: row.userAgent ?? "",
      createdAt: readAuthDate(row.createdAt),
      lastUsedAt: readAuthDate(row.updatedAt),
      expiresAt: readAuthDate(row.expiresAt),
    }))
    .filter(({ expiresAt }) => expiresAt > now)
    .toSorted((a, b) => b.lastUsedAt - a.lastUsedAt);
}

/** Notes that a session is in use, for the list of devices. */
export async function touchSession(sql: Sql, kind: DatabaseKind, id: string, now: number): Promise<void> {
  await sql
    .updateTable("session")
    .set({ updatedAt: authDate(kind, now) })
    .where("id", "=", id)
    .execute();
}

export const listPasskeys = async (sql: Sql, userId: string) => {
  const rows = await sql
    .selectFrom("passkey")
    .select(["id", "name", "credentialID", "createdAt"])
    .where("userId", "=", userId)
    .execute();
  return rows
    .map(({ id, name, credentialID, createdAt }) => ({
      id,
      name: name ?? "",
      credentialId: credentialID,
      createdAt: readAuthDate(createdAt),
    }))
    .toSorted((a, b) => a.createdAt - b.createdAt);
};

/** Deletes a passkey of this account; gives its credential id, or null if there is none such. */
export async function deletePasskey(sql: Sql, userId: string, id: string): Promise<string | null> {
  const row = await sql
    .deleteFrom("passkey")
    .where("userId", "=", userId)
    .where("id", "=", id)
    .returning("credentialID")
    .executeTakeFirst();
  return row?.credentialID ?? null;
}

export async function insertAgreement(sql: Sql, agreement: Omit<Selectable<AgreementTable>, "id">) {
  await sql
    .insertInto("agreement")
    .values({ id: randomUUID(), ...agreement })
    .onConflict((conflict) => conflict.columns(["user_id", "document", "version"]).doNothing())
    .execute();
}

export const listAgreements = (sql: Sql, userId: string) =>
  sql.selectFrom("agreement").select(["document", "version"]).where("user_id", "=", userId).execute();

export const findNews = (sql: Sql, userId: string): Promise<NewsConsent | undefined> =>
  sql.selectFrom("news_consent").selectAll().where("user_id", "=", userId).executeTakeFirst();

export async function putNews(sql: Sql, consent: NewsConsent): Promise<void> {
  const { user_id: _, ...rest } = consent;
  await sql
    .insertInto("news_consent")
    .values(consent)
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(rest))
    .execute();
}

export async function deleteNews(sql: Sql, which: { userId: string } | { withdrawalHash: string }) {
  const query = sql.deleteFrom("news_consent");
  const { numDeletedRows } = await ("userId" in which
    ? query.where("user_id", "=", which.userId)
    : query.where("withdrawal_hash", "=", which.withdrawalHash)
  ).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A token of a purpose replaces the one before: only the newest mail counts. */
export async function putToken(sql: Sql, token: MailToken): Promise<void> {
  await sql
    .deleteFrom("mail_token")
    .where("user_id", "=", token.user_id)
    .where("purpose", "=", token.purpose)
    .execute();
  await sql.insertInto("mail_token").values(token).execute();
}

/** Uses a token up; null if it is used, expired, or was never given out. */
export async function takeToken(sql: Sql, purpose: MailToken["purpose"], tokenHash: string, now: number) {
  const row = await sql
    .deleteFrom("mail_token")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .returningAll()
    .executeTakeFirst();
  return row === undefined || row.expires_at <= now ? null : row;
}

export async function deleteTokens(sql: Sql, userId: string): Promise<void> {
  await sql.deleteFrom("mail_token").where("user_id", "=", userId).execute();
}
