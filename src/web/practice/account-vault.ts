// Making, opening, locking and replacing the vault.
import { type Bytes, equal, fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { sealingKey } from "../../e2ee/primitives.ts";
import { createRecoveryCode, recoveryKey } from "../../e2ee/recovery-code.ts";
import { openDocument, sealDocument } from "../../e2ee/vault-document.ts";
import { createVaultKey, passkeyKey } from "../../e2ee/vault-keys.ts";
import { accountApi } from "../../protocol/api-account.ts";
import { vaultApi } from "../../protocol/api-practice.ts";
import { type AccountCore, DONE, failure } from "./account-core.ts";
import type { AccountSession, Failure, Opener, Outcome } from "./account-session.ts";
import {
  byPasskey,
  byPassword,
  byRecoveryCode,
  makeWrap,
  openWrap,
  type StoredVault,
  type WrapOpener,
} from "./account-wraps.ts";
import { isRolledBack } from "./vault-memory.ts";

type VaultPart = Pick<
  AccountSession,
  | "unlockByPassword"
  | "unlockByPasskey"
  | "unlockByRecoveryCode"
  | "acceptOlderVault"
  | "createVault"
  | "startOver"
  | "renewVaultKey"
  | "lock"
>;

/** A vault with the bytes of its key, which the receiver overwrites, and what opened it. */
export type OpenedOnce = Outcome<{
  readonly vault: StoredVault;
  readonly raw: Bytes;
  readonly opener: WrapOpener;
}>;

// Another device may write while this one seals; three times in a row it does not.
const TRIES = 3;

const credentialIds = (vault: StoredVault): Bytes[] =>
  vault.wraps
    .filter(({ kind, keyId }) => kind === 2 && keyId === vault.keyId)
    .flatMap(({ credentialId }) => fromBase64Url(credentialId) ?? []);

async function openerFor(
  core: AccountCore,
  vault: StoredVault,
  opener: Opener,
): Promise<WrapOpener | Failure> {
  if (opener.by === "password") {
    const { kek } = await core.derive(core.account()?.email ?? "", opener.password);
    return byPassword(kek);
  }
  if (opener.by === "recovery-code") {
    const kek = await recoveryKey(opener.code);
    return kek === null ? failure("WRONG_CODE") : byRecoveryCode(kek);
  }
  const ids = credentialIds(vault);
  if (ids.length === 0) return failure("NO_WRAP");
  const answer = await core.passkeys.readSecret(ids);
  if (!answer.ok) return answer;
  const { credentialId, prf } = answer.secret;
  const kek = await passkeyKey(prf, credentialId);
  prf.fill(0);
  return byPasskey(kek, credentialId);
}

/** Opens the vault once by one of its wraps. */
export async function openOnce(core: AccountCore, by: Opener | WrapOpener): Promise<OpenedOnce> {
  const account = core.account();
  const fetched = await core.fetchVault();
  if (!fetched.ok) return fetched;
  const { vault } = fetched;
  if (account === null || vault.version === 0) return failure("NOT_OPEN");
  const opener = "kek" in by ? by : await openerFor(core, vault, by);
  if ("ok" in opener) return opener;
  const raw = await openWrap(vault, account.id, opener);
  if (raw === null) return failure("NO_WRAP");
  if (raw !== "closed") return { ok: true, vault, raw, opener };
  return failure(opener.kind === 3 ? "WRONG_CODE" : opener.kind === 1 ? "WRONG_PASSWORD" : "NO_WRAP");
}

export function createVaultPart(core: AccountCore, save: () => Promise<void>): VaultPart {
  const { api, memory } = core;

  async function unlock(by: Opener): Promise<Outcome> {
    const opened = await openOnce(core, by);
    if (!opened.ok) return opened;
    await core.settle(opened.vault, opened.raw);
    return DONE;
  }

  /** The password's key; one that did not come from a sign-in is checked, for people would rely on its wrap. */
  async function provenPassword(password: string | undefined): Promise<WrapOpener | Failure> {
    const held = core.heldPassword();
    if (held !== null) return held;
    const account = core.account();
    if (password === undefined || account === null) return failure("PASSWORD_NEEDED");
    const { auth, kek } = await core.derive(account.email, password);
    const proof = await api.call(accountApi.checkPassword, { body: { current: auth } });
    if (proof.ok) return byPassword(kek);
    return proof.code === "CREDENTIALS" ? failure("WRONG_PASSWORD") : proof;
  }

  /** Writes a vault under a new key, with wraps for password and a new recovery code, and opens it. */
  async function write(
    password: WrapOpener,
    replaced: StoredVault,
    content: Bytes,
  ): Promise<Outcome<{ readonly recoveryCode: string }>> {
    const account = core.account();
    if (account === null) return failure("NOT_OPEN");
    const recoveryCode = await createRecoveryCode();
    const recovery = await recoveryKey(recoveryCode);
    if (recovery === null) return failure("WRONG_CODE");
    const { raw, keyId } = createVaultKey();
    // The version goes on under the new key, so that an old vault stays recognisable as old.
    const place = { accountId: account.id, keyId, version: replaced.version + 1 };
    const sealed = await sealDocument(await sealingKey(raw), place, content);
    const wraps = await Promise.all(
      [password, byRecoveryCode(recovery)].map((opener) => makeWrap(opener, place, raw)),
    );
    const body = {
      replaces: replaced.version,
      keyId: toBase64Url(keyId),
      document: toBase64Url(sealed),
      wraps,
    };
    const saved = await api.call(vaultApi.save, { body });
    // An answer that got lost must not take the only sight of the recovery code with it.
    if (!saved.ok && !(saved.code === "OFFLINE" && (await isStored(body.keyId)))) {
      raw.fill(0);
      return saved;
    }
    await memory.keepDocument(account.id, { keyId, version: place.version, sealed, unsent: false });
    await core.settle({ ...body, version: place.version }, raw);
    return { ok: true, recoveryCode };
  }

  async function isStored(keyId: string): Promise<boolean> {
    const fetched = await core.fetchVault();
    return fetched.ok && fetched.vault.keyId === keyId;
  }

  async function fresh(
    password: string | undefined,
    fits: (vault: StoredVault) => boolean,
  ): Promise<Outcome<{ readonly recoveryCode: string }>> {
    const opener = await provenPassword(password);
    if ("ok" in opener) return opener;
    const fetched = await core.fetchVault();
    if (!fetched.ok) return fetched;
    return fits(fetched.vault) ? write(opener, fetched.vault, core.firstDocument()) : failure("NOT_OPEN");
  }

  return {
    unlockByPassword: (password) => unlock({ by: "password", password }),
    unlockByPasskey: () => unlock({ by: "passkey" }),
    unlockByRecoveryCode: (code) => unlock({ by: "recovery-code", code }),
    async acceptOlderVault() {
      const account = core.account();
      if (account === null) return;
      const loaded = await api.call(vaultApi.load, {});
      if (!loaded.ok) return;
      const { version, keyId } = loaded.value;
      // Another answer than the one that was asked about: a version that is merely claimed must not be believed.
      if (isRolledBack(await memory.seen(account.id), loaded.value)) {
        await memory.acceptVersion(account.id, {
          keyId: fromBase64Url(keyId ?? "") ?? new Uint8Array(0),
          version,
        });
      }
      await core.enter();
    },
    createVault: (password) => fresh(password, ({ version }) => version === 0),
    startOver: (password) => fresh(password, ({ version }) => version > 0),
    async renewVaultKey(current) {
      await save();
      const [open, kept] = [core.opened(), await memory.readDocument(core.account()?.id ?? "")];
      // Changes that did not go out lie under the old key, and the new document would take their place.
      if (open !== null && kept?.unsent && equal(kept.keyId, open.keyId)) {
        return { ok: false, code: "OFFLINE", retryAfter: null };
      }
      for (let tries = 0; tries < TRIES; tries += 1) {
        const opened = await openOnce(core, { by: "password", password: current });
        if (!opened.ok) return opened;
        const { vault, raw, opener } = opened;
        const key = await sealingKey(raw);
        raw.fill(0);
        const place = {
          accountId: core.account()?.id ?? "",
          keyId: fromBase64Url(vault.keyId ?? "") ?? new Uint8Array(0),
          version: vault.version,
        };
        const sealed = fromBase64Url(vault.document ?? "");
        const content = sealed === null ? null : await openDocument(key, place, sealed);
        if (content === null) return failure("NOT_OPEN");
        const written = await write(opener, vault, content);
        content.fill(0);
        if (written.ok) return { ...written, passkeysDropped: credentialIds(vault).length };
        if (written.code !== "STALE") return written;
      }
      return { ok: false, code: "STALE", retryAfter: null };
    },
    async lock() {
      await save();
      await core.close("locked");
    },
  };
}
