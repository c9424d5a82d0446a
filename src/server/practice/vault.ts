// The sealed vault of a therapist: the server stores it, counts its versions, and cannot open it.
import type { Kysely } from "kysely";
import { hasVaultSize, type StoredWrap } from "../../protocol/api-practice.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import {
  deleteWraps,
  findVault,
  findVersion,
  insertVault,
  listCredentialIds,
  listWraps,
  lockKey,
  putWrap,
  replaceVault,
  type Wrap,
} from "./vault-store.ts";

type Sql = Kysely<Tables>;

const rowOf = ({ kind, credentialId, keyId, wrap }: StoredWrap): Wrap => ({
  kind,
  credential_id: credentialId,
  key_id: keyId,
  wrap,
});

const isTwice = (wraps: readonly StoredWrap[]): boolean =>
  new Set(wraps.map(({ kind, credentialId }) => `${kind} ${credentialId}`)).size < wraps.length;

const hasPlace = (wrap: StoredWrap, credentials: ReadonlySet<string>): boolean =>
  wrap.kind === 2 ? credentials.has(wrap.credentialId) : wrap.credentialId === "";

export async function loadVault(sql: Sql, userId: string) {
  // One moment for both readings: a write in between would give wraps of another key.
  const oneMoment = sql.transaction().setIsolationLevel("repeatable read");
  return oneMoment.execute(async (trx) => {
    const vault = await findVault(trx, userId);
    const wraps = await listWraps(trx, userId);
    return {
      version: vault?.version ?? 0,
      keyId: vault?.key_id ?? null,
      document: vault?.document ?? null,
      wraps: wraps.map(({ kind, credential_id, key_id, wrap }) => ({
        kind: kind as StoredWrap["kind"],
        credentialId: credential_id,
        keyId: key_id,
        wrap,
      })),
    };
  });
}

export async function vaultVersion(sql: Sql, userId: string) {
  const found = await findVersion(sql, userId);
  return { version: found?.version ?? 0, keyId: found?.key_id ?? null };
}

export type VaultWrite = {
  readonly userId: string;
  readonly replaces: number;
  readonly keyId: string;
  readonly document: string;
  readonly wraps?: readonly StoredWrap[];
  readonly now: number;
};

/**
 * Replaces the document and returns its version. STALE: another version is stored; CONFLICT: the key is another one
 * and its wraps are missing, or wraps came without a new key or for what is not there; BAD_REQUEST: no such size, or
 * two wraps for one way of opening.
 */
export async function saveVault(sql: Sql, write: VaultWrite): Promise<number> {
  if (!hasVaultSize(write.document) || isTwice(write.wraps ?? [])) throw new Problem("BAD_REQUEST");
  return sql.transaction().execute(async (trx) => {
    const stored = await findVersion(trx, write.userId);
    if ((stored?.version ?? 0) !== write.replaces) throw new Problem("STALE");
    const isNewKey = stored?.key_id !== write.keyId;
    if (isNewKey !== (write.wraps !== undefined)) throw new Problem("CONFLICT");
    const vault = {
      user_id: write.userId,
      key_id: write.keyId,
      version: write.replaces + 1,
      document: write.document,
      written_at: write.now,
    };
    const isWritten =
      stored === undefined ? await insertVault(trx, vault) : await replaceVault(trx, vault, write.replaces);
    if (!isWritten) throw new Problem("STALE");
    if (write.wraps !== undefined) {
      const credentials = await listCredentialIds(trx, write.userId);
      const fits = write.wraps.every((wrap) => wrap.keyId === write.keyId && hasPlace(wrap, credentials));
      if (!fits) throw new Problem("CONFLICT");
      await deleteWraps(trx, write.userId);
      for (const wrap of write.wraps) await putWrap(trx, write.userId, rowOf(wrap), write.now);
    }
    return vault.version;
  });
}

async function writeWrap(trx: Sql, userId: string, wrap: StoredWrap, now: number): Promise<void> {
  const isOfThisVault = await lockKey(trx, userId, wrap.keyId);
  if (!isOfThisVault || !hasPlace(wrap, await listCredentialIds(trx, userId))) throw new Problem("CONFLICT");
  await putWrap(trx, userId, rowOf(wrap), now);
}

/** Adds or replaces a wrap of the present key; CONFLICT for another key or a passkey that is not there. */
export const saveWrap = (sql: Sql, userId: string, wrap: StoredWrap, now: number): Promise<void> =>
  sql.isTransaction
    ? writeWrap(sql, userId, wrap, now)
    : sql.transaction().execute((trx) => writeWrap(trx, userId, wrap, now));

/**
 * Replaces what the password opens, within the transaction that changes the password. `next` is null while there is
 * no vault; CONFLICT if that is not so, or if the wrap is one of another key.
 */
export async function replacePasswordWrap(
  sql: Sql,
  userId: string,
  next: { readonly keyId: string; readonly wrap: string } | null,
  now: number,
): Promise<void> {
  if (next !== null) return writeWrap(sql, userId, { kind: 1, credentialId: "", ...next }, now);
  if ((await findVersion(sql, userId)) !== undefined) throw new Problem("CONFLICT");
}

/** Adds what a new passkey opens; CONFLICT if it is a wrap of another key. */
export const addPasskeyWrap = (
  sql: Sql,
  userId: string,
  credentialId: string,
  { keyId, wrap }: { readonly keyId: string; readonly wrap: string },
  now: number,
): Promise<void> => saveWrap(sql, userId, { kind: 2, credentialId, keyId, wrap }, now);

/** Forgets what the password opens: it is the account's no longer. */
export const dropPasswordWrap = (sql: Sql, userId: string): Promise<void> =>
  deleteWraps(sql, userId, { kind: 1, credential_id: "" });

export const dropPasskeyWrap = (sql: Sql, userId: string, credentialId: string): Promise<void> =>
  deleteWraps(sql, userId, { kind: 2, credential_id: credentialId });
