import type { Kysely, Selectable } from "kysely";
import type { MailboxProofTable, Tables } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
type Proof = Selectable<MailboxProofTable>;

/** Writes the proof; an earlier one for the same address ends. */
export async function replaceProof(sql: Sql, proof: Proof): Promise<void> {
  const { code_hash, tries, expires_at } = proof;
  await sql
    .insertInto("mailbox_proof")
    .values(proof)
    .onConflict((conflict) => conflict.column("address_hash").doUpdateSet({ code_hash, tries, expires_at }))
    .execute();
}

/** Counts a try and returns the hash to compare with; null if there is no proof that is still good, or too many tries. */
export async function countTry(
  sql: Sql,
  addressHash: string,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<{ readonly code_hash: string; readonly expires_at: number } | null> {
  const row = await sql
    .updateTable("mailbox_proof")
    .set((set) => ({ tries: set("tries", "+", 1) }))
    .where("address_hash", "=", addressHash)
    .where("expires_at", ">", now)
    .where("tries", "<", most)
    .returning(["code_hash", "expires_at"])
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a try back that was right. */
export async function uncountTry(sql: Sql, addressHash: string, codeHash: string): Promise<void> {
  await sql
    .updateTable("mailbox_proof")
    .set((set) => ({ tries: set("tries", "-", 1) }))
    .where("address_hash", "=", addressHash)
    .where("code_hash", "=", codeHash)
    .where("tries", ">", 0)
    .execute();
}
