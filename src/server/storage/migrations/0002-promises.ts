// What the rights of people need: the end of an account, restriction, holds, requests, breaches, the last deletions.
import type { Kysely } from "kysely";

type Schema = Kysely<Record<string, never>>;

async function createRequestTables(db: Schema): Promise<void> {
  await db.schema
    .createTable("privacy_request")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.references("user.id").onDelete("set null"))
    .addColumn("contact", "text")
    .addColumn("language", "text", (column) => column.notNull())
    .addColumn("received_at", "bigint", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("extended_at", "bigint")
    .addColumn("extension_reason", "text")
    .addColumn("identity", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("closed_at", "bigint")
    .addColumn("refusal_reason", "text")
    .addColumn("reminded_at", "bigint")
    .execute();
  await db.schema.createIndex("privacy_request_user").on("privacy_request").column("user_id").execute();
  await db.schema
    .createTable("request_event")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("request_id", "text", (column) =>
      column.notNull().references("privacy_request.id").onDelete("cascade"),
    )
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("what", "text", (column) => column.notNull())
    .addColumn("by_whom", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("request_event_request").on("request_event").column("request_id").execute();
  await db.schema
    .createTable("mailbox_proof")
    .addColumn("code_hash", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .execute();
}

async function createBreachTables(db: Schema): Promise<void> {
  await db.schema
    .createTable("breach")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("noticed_at", "bigint", (column) => column.notNull())
    .addColumn("nature", "text", (column) => column.notNull())
    .addColumn("consequences", "text", (column) => column.notNull())
    .addColumn("measures", "text", (column) => column.notNull())
    .addColumn("people", "integer")
    .addColumn("risk", "text", (column) => column.notNull())
    .addColumn("authority_told_at", "bigint")
    .addColumn("authority_reason", "text")
    .addColumn("persons_told_at", "bigint")
    .addColumn("closed_at", "bigint")
    .execute();
  await db.schema
    .createTable("breach_practice")
    .addColumn("breach_id", "text", (column) => column.notNull().references("breach.id").onDelete("cascade"))
    // No foreign key: that a practice was concerned stays in the register when the practice is gone.
    .addColumn("practice_id", "text", (column) => column.notNull())
    .addColumn("told_at", "bigint")
    .addPrimaryKeyConstraint("breach_practice_key", ["breach_id", "practice_id"])
    .execute();
}

export const promisesMigration = {
  async up(db: Schema): Promise<void> {
    for (const column of ["leaving_at", "restricted_at"])
      await db.schema.alterTable("person").addColumn(column, "bigint").execute();
    await db.schema
      .createTable("legal_hold")
      .addColumn("id", "text", (column) => column.primaryKey())
      // Once it is lifted the account may go, and the note of the hold stays without it.
      .addColumn("user_id", "text", (column) => column.references("user.id").onDelete("set null"))
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("placed_at", "bigint", (column) => column.notNull())
      .addColumn("ends_at", "bigint", (column) => column.notNull())
      .addColumn("lifted_at", "bigint")
      .execute();
    await db.schema.createIndex("legal_hold_user").on("legal_hold").column("user_id").execute();
    await createRequestTables(db);
    await createBreachTables(db);
    await db.schema
      .createTable("retention_run")
      .addColumn("rule", "text", (column) => column.primaryKey())
      .addColumn("done_at", "bigint", (column) => column.notNull())
      .addColumn("deleted", "integer", (column) => column.notNull())
      .execute();
  },
};
