// Accounts, practices, vaults and mails. The first six tables are those of better-auth, with its names and types.
import { type ColumnDataType, type Kysely, type RawBuilder, sql } from "kysely";
import type { DatabaseKind } from "../database.ts";

type Schema = Kysely<Record<string, never>>;
type Type = ColumnDataType | RawBuilder<unknown>;

async function createAuthTables(db: Schema, kind: DatabaseKind): Promise<void> {
  const date: Type = kind === "sqlite" ? sql`date` : "timestamptz";
  const flag: Type = kind === "sqlite" ? "integer" : "boolean";
  await db.schema
    .createTable("user")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull().unique())
    .addColumn("emailVerified", flag, (column) => column.notNull())
    .addColumn("image", "text")
    .addColumn("createdAt", date, (column) => column.notNull())
    .addColumn("updatedAt", date, (column) => column.notNull())
    .addColumn("twoFactorEnabled", flag)
    .execute();
  const owned = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("userId", "text", (column) => column.notNull().references("user.id").onDelete("cascade"));
  await owned("session")
    .addColumn("expiresAt", date, (column) => column.notNull())
    .addColumn("token", "text", (column) => column.notNull().unique())
    .addColumn("createdAt", date, (column) => column.notNull())
    .addColumn("updatedAt", date, (column) => column.notNull())
    .addColumn("ipAddress", "text")
    .addColumn("userAgent", "text")
    .execute();
  await owned("account")
    .addColumn("accountId", "text", (column) => column.notNull())
    .addColumn("providerId", "text", (column) => column.notNull())
    .addColumn("accessToken", "text")
    .addColumn("refreshToken", "text")
    .addColumn("idToken", "text")
    .addColumn("accessTokenExpiresAt", date)
    .addColumn("refreshTokenExpiresAt", date)
    .addColumn("scope", "text")
    .addColumn("password", "text")
    .addColumn("createdAt", date, (column) => column.notNull())
    .addColumn("updatedAt", date, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("verification")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("identifier", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("expiresAt", date, (column) => column.notNull())
    .addColumn("createdAt", date, (column) => column.notNull())
    .addColumn("updatedAt", date, (column) => column.notNull())
    .execute();
  await owned("passkey")
    .addColumn("name", "text")
    .addColumn("publicKey", "text", (column) => column.notNull())
    .addColumn("credentialID", "text", (column) => column.notNull())
    .addColumn("counter", "integer", (column) => column.notNull())
    .addColumn("deviceType", "text", (column) => column.notNull())
    .addColumn("backedUp", flag, (column) => column.notNull())
    .addColumn("transports", "text")
    .addColumn("createdAt", date)
    .addColumn("aaguid", "text")
    .execute();
  await owned("twoFactor")
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("backupCodes", "text", (column) => column.notNull())
    .addColumn("verified", flag)
    .addColumn("failedVerificationCount", "integer")
    .addColumn("lockedUntil", date)
    .execute();
  for (const [table, column] of [
    ["session", "userId"],
    ["account", "userId"],
    ["verification", "identifier"],
    ["passkey", "userId"],
    ["twoFactor", "secret"],
    ["twoFactor", "userId"],
  ] as const) {
    await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute();
  }
  // The library does not ask for uniqueness: a second account could register the id of somebody's passkey and with it
  // decide whose key is looked at (WebAuthn level 3, 7.1, step 26).
  await db.schema
    .createIndex("passkey_credentialID_idx")
    .unique()
    .on("passkey")
    .column("credentialID")
    .execute();
}

async function createPracticeTables(db: Schema): Promise<void> {
  await db.schema
    .createTable("person")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("is_operator", "integer", (column) => column.notNull())
    .addColumn("suspended_at", "bigint")
    .addColumn("suspended_reason", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("practice")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("code", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("therapist")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("practice_id", "text", (column) => column.notNull().references("practice.id"))
    .addColumn("position", "text", (column) => column.notNull())
    .addColumn("joined_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("therapist_practice").on("therapist").column("practice_id").execute();
  await db.schema
    .createTable("agreement")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("version", "text", (column) => column.notNull())
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("accepted_at", "bigint", (column) => column.notNull())
    .addUniqueConstraint("agreement_once", ["user_id", "document", "version"])
    .execute();
  await db.schema
    .createTable("news_consent")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("asked_at", "bigint", (column) => column.notNull())
    .addColumn("given_at", "bigint")
    .addColumn("withdrawal_hash", "text", (column) => column.notNull().unique())
    .execute();
  await db.schema
    .createTable("mail_token")
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("purpose", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("detail", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("mail_token_user").on("mail_token").columns(["user_id", "purpose"]).execute();
  await db.schema.createIndex("mail_token_expiry").on("mail_token").column("expires_at").execute();
  await db.schema
    .createTable("invitation")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("practice_id", "text", (column) =>
      column.notNull().references("practice.id").onDelete("cascade"),
    )
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("invited_by", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("invitation_practice").on("invitation").column("practice_id").execute();
}

async function createVaultTables(db: Schema): Promise<void> {
  await db.schema
    .createTable("vault")
    .addColumn("user_id", "text", (column) => column.primaryKey().references("user.id").onDelete("cascade"))
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("written_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("vault_wrap")
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("kind", "integer", (column) => column.notNull())
    .addColumn("credential_id", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("wrap", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("vault_wrap_key", ["user_id", "kind", "credential_id"])
    .execute();
}

async function createMailTables(db: Schema): Promise<void> {
  await db.schema
    .createTable("appointment_notice")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("recipient", "text")
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("duration", "integer", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("appointment_notice_user").on("appointment_notice").column("user_id").execute();
  await db.schema
    .createTable("mail")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.references("user.id").onDelete("cascade"))
    .addColumn("notice_id", "text", (column) =>
      column.references("appointment_notice.id").onDelete("cascade"),
    )
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("recipient", "text")
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("content", "text")
    .addColumn("send_at", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_try_at", "bigint", (column) => column.notNull())
    .addColumn("claimed_until", "bigint")
    .addColumn("reason", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("done_at", "bigint")
    .execute();
  await db.schema.createIndex("mail_due").on("mail").columns(["state", "next_try_at"]).execute();
  await db.schema.createIndex("mail_user").on("mail").column("user_id").execute();
  await db.schema.createIndex("mail_notice").on("mail").column("notice_id").execute();
  await db.schema
    .createTable("try_count")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("count", "integer", (column) => column.notNull())
    .addColumn("window_start", "bigint", (column) => column.notNull())
    .addColumn("blocked_until", "bigint")
    .execute();
  await db.schema
    .createTable("lease")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("holder", "text", (column) => column.notNull())
    .addColumn("until", "bigint", (column) => column.notNull())
    .execute();
}

export const practiceMigration = (kind: DatabaseKind) => ({
  async up(db: Schema): Promise<void> {
    await createAuthTables(db, kind);
    await createPracticeTables(db);
    await createVaultTables(db);
    await createMailTables(db);
  },
});
