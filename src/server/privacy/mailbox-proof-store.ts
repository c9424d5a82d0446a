import type { Kysely, Selectable } from "kysely";
import type { MailboxProofTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;

export async function insertProof(sql: Sql, proof: Selectable<MailboxProofTable>): Promise<void> {
  await sql.insertInto("mailbox_proof").values(proof).execute();
}

/** Until when this hash is good, Unix ms; undefined if it is not. Writes nothing, so that all answers cost the same. */
export async function findProof(sql: Sql, codeHash: string, now: number): Promise<number | undefined> {
  const row = await sql
    .selectFrom("mailbox_proof")
    .select("expires_at")
    .where("code_hash", "=", codeHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row?.expires_at;
}
