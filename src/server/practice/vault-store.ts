import type { Kysely, Selectable } from "kysely";
import type { Tables, VaultTable, VaultWrapTable } from "../storage/tables.ts";

type Sql = Kysely<Tables>;
export type StoredVault = Selectable<VaultTable>;
export type Wrap = Pick<Selectable<VaultWrapTable>, "kind" | "credential_id" | "key_id" | "wrap">;

export const findVault = (sql: Sql, userId: string): Promise<StoredVault | undefined> =>
  sql.selectFrom("vault").selectAll().where("user_id", "=", userId).executeTakeFirst();

export const findVersion = (sql: Sql, userId: string) =>
  sql.selectFrom("vault").select(["version", "key_id"]).where("user_id", "=", userId).executeTakeFirst();

export const listWraps = (sql: Sql, userId: string): Promise<Wrap[]> =>
  sql
    .selectFrom("vault_wrap")
    .select(["kind", "credential_id", "key_id", "wrap"])
    .where("user_id", "=", userId)
    .orderBy("kind")
    .orderBy("credential_id")
    .execute();

/** The first document; false if there is one already. */
export async function insertVault(sql: Sql, vault: StoredVault): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await sql
    .insertInto("vault")
    .values(vault)
    .onConflict((conflict) => conflict.column("user_id").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Replaces exactly the version `replaces`; false if another one is stored. */
export async function replaceVault(sql: Sql, vault: StoredVault, replaces: number): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("vault")
    .set({
      key_id: vault.key_id,
      version: vault.version,
      document: vault.document,
      written_at: vault.written_at,
    })
    .where("user_id", "=", vault.user_id)
    .where("version", "=", replaces)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether this is the key of the vault; until the transaction ends nobody replaces it. */
export async function lockKey(sql: Sql, userId: string, keyId: string): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable("vault")
    .set((set) => ({ version: set.ref("version") }))
    .where("user_id", "=", userId)
    .where("key_id", "=", keyId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function putWrap(sql: Sql, userId: string, wrap: Wrap, now: number): Promise<void> {
  await sql
    .insertInto("vault_wrap")
    .values({ user_id: userId, ...wrap, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(["user_id", "kind", "credential_id"])
        .doUpdateSet({ key_id: wrap.key_id, wrap: wrap.wrap, created_at: now }),
    )
    .execute();
}

export async function deleteWraps(
  sql: Sql,
  userId: string,
  which?: Pick<Wrap, "kind" | "credential_id">,
): Promise<void> {
  let query = sql.deleteFrom("vault_wrap").where("user_id", "=", userId);
  if (which !== undefined)
    query = query.where("kind", "=", which.kind).where("credential_id", "=", which.credential_id);
  await query.execute();
}

/** Credential ids of the passkeys of an account: a wrap for any other could not be opened by anybody. */
export async function listCredentialIds(sql: Sql, userId: string): Promise<ReadonlySet<string>> {
  const rows = await sql.selectFrom("passkey").select("credentialID").where("userId", "=", userId).execute();
  return new Set(rows.map(({ credentialID }) => credentialID));
}
