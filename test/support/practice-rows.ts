// Therapists as rows of the database, for tests that do not go through registration.
import { randomUUID } from "node:crypto";
import { foundPractice } from "../../src/server/practice/practice.ts";
import { findPracticeOf } from "../../src/server/practice/practice-store.ts";
import type { Database } from "../../src/server/storage/database.ts";

export interface TherapistRows {
  readonly userId: string;
  readonly practiceId: string;
}

/** A user as better-auth would write it. */
export async function addUser({ sql, kind }: Database, name: string): Promise<string> {
  const id = randomUUID();
  const now = new Date().toISOString();
  await sql
    .insertInto("user")
    .values({
      id,
      name,
      email: `${id.slice(0, 8)}@praxis.example`,
      emailVerified: kind === "sqlite" ? 1 : true,
      image: null,
      createdAt: now,
      updatedAt: now,
      twoFactorEnabled: null,
    })
    .execute();
  await sql
    .insertInto("person")
    .values({
      user_id: id,
      language: "de",
      is_operator: 0,
      suspended_at: null,
      suspended_reason: null,
      created_at: Date.now(),
    })
    .execute();
  return id;
}

/** A therapist in a practice of that name. */
export async function addTherapist(database: Database, practiceName: string): Promise<TherapistRows> {
  const userId = await addUser(database, "Anna Berger");
  await foundPractice(database.sql, { userId, name: practiceName, now: Date.now() });
  const practice = await findPracticeOf(database.sql, userId);
  return { userId, practiceId: practice?.id ?? "" };
}

/** A passkey of an account; returns its credential id. */
export async function addPasskey({ sql, kind }: Database, userId: string): Promise<string> {
  const credentialID = randomUUID();
  await sql
    .insertInto("passkey")
    .values({
      id: randomUUID(),
      name: null,
      publicKey: "key",
      userId,
      credentialID,
      counter: 0,
      deviceType: "singleDevice",
      backedUp: kind === "sqlite" ? 0 : false,
      transports: null,
      createdAt: null,
      aaguid: null,
    })
    .execute();
  return credentialID;
}
