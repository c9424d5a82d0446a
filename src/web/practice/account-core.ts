// What the parts of an account's session share: the state, the keys that a sign-in left behind, and how the vault is
// fetched, opened and kept. The functions that people use are in account-entry, account-vault and account-keys.
import type { Signal } from "@preact/signals";
import { type Bytes, equal, fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { sealingKey } from "../../e2ee/primitives.ts";
import { openDocument, sealDocument } from "../../e2ee/vault-document.ts";
import { derivePassword, type PasswordKeys } from "../../e2ee/vault-keys.ts";
import { type Account, accountApi, sessionApi } from "../../protocol/api-account.ts";
import { vaultApi } from "../../protocol/api-practice.ts";
import type {
  AccountState,
  Failure,
  LocalFailure,
  LocalFailureCode,
  OpenVault,
  Outcome,
  VaultState,
} from "./account-session.ts";
import { makeWrap, openersOf, openWrap, type StoredVault, type WrapOpener } from "./account-wraps.ts";
import type { ApiClient, ApiResult } from "./api-client.ts";
import { isRolledBack, type VaultMemory } from "./vault-memory.ts";
import type { PasskeyTool } from "./webauthn.ts";

export interface AccountParts {
  readonly api: ApiClient;
  readonly memory: VaultMemory;
  readonly passkeys: PasskeyTool;
  /** `location.origin` of the page. */
  readonly webOrigin: string;
  /** Content of a vault in which nothing is yet. */
  readonly firstDocument: () => Bytes;
}

export const failure = (code: LocalFailureCode): LocalFailure => ({ ok: false, code, retryAfter: null });
export const DONE = { ok: true } as const;

export interface AccountCore extends AccountParts {
  readonly state: Signal<AccountState>;
  /** The account while signed in. */
  account(): Account | null;
  derive(email: string, password: string): Promise<PasswordKeys>;
  /** Keeps what a sign-in gave until the vault is open. */
  hold(opener: WrapOpener | null): void;
  /** The password's key, if this page still has it. */
  heldPassword(): WrapOpener | null;
  /** Who is signed in, and the vault with what is at hand. Failure: it could not be found out, or nobody is. */
  enter(): Promise<Failure | null>;
  /** The stored vault, unless it is older than one seen here; `version` 0 where there is none. */
  fetchVault(): Promise<Outcome<{ readonly vault: StoredVault }>>;
  /** Opens the vault with the bytes of its key, which are overwritten. */
  settle(vault: StoredVault, raw: Bytes): Promise<void>;
  opened(): OpenVault | null;
  /** Reads again which wraps there are. */
  refreshOpeners(): Promise<void>;
  /** The key leaves this page and, unless another tab has done so, this device. */
  close(step: "locked" | "signed-out"): Promise<void>;
}

const NO_VAULT: StoredVault = { version: 0, keyId: null, document: null, wraps: [] };

export function createAccountCore(parts: AccountParts, state: Signal<AccountState>): AccountCore {
  const { api, memory } = parts;
  let held: readonly WrapOpener[] = [];
  let open: OpenVault | null = null;
  let current: Account | null = null;

  function show(of: Account, vault: VaultState, stored: StoredVault | null): void {
    if (vault !== "open") open = null;
    state.value = {
      step: "signed-in",
      account: of,
      vault,
      openers: stored === null ? null : openersOf(stored),
      keyId: vault === "open" && open !== null ? toBase64Url(open.keyId) : null,
    };
  }

  async function use(of: Account, key: CryptoKey, keyId: Bytes, stored: StoredVault | null): Promise<void> {
    open = { accountId: of.id, key, keyId };
    held = [];
    // A version counts as seen only once its document has opened: what a server merely says could be anything.
    const sealed = fromBase64Url(stored?.document ?? "");
    if (stored !== null && sealed !== null) {
      const place = { accountId: of.id, keyId, version: stored.version };
      if ((await openDocument(key, place, sealed)) !== null) await memory.noteVersion(of.id, place);
    }
    show(of, "open", stored);
  }

  /** A password that signed in but has no wrap that it opens gets one, now that the key is at hand. */
  async function mendPasswordWrap(
    of: Account,
    vault: StoredVault,
    keyId: Bytes,
    raw: Bytes,
  ): Promise<StoredVault> {
    const password = held.find(({ kind }) => kind === 1);
    if (password === undefined) return vault;
    const before = await openWrap(vault, of.id, password);
    if (before !== null && before !== "closed") {
      before.fill(0);
      return vault;
    }
    const wrap = await makeWrap(password, { accountId: of.id, keyId }, raw);
    const put = await api.call(vaultApi.putWrap, { body: wrap });
    return put.ok ? { ...vault, wraps: [...vault.wraps.filter(({ kind }) => kind !== 1), wrap] } : vault;
  }

  /** Changes that were not sent move from a key that another device has replaced to the present one. */
  async function carryOver(of: Account, key: CryptoKey, keyId: Bytes): Promise<void> {
    const [old, kept] = await Promise.all([memory.readKey(of.id), memory.readDocument(of.id)]);
    if (old === null || kept === null || !kept.unsent || equal(kept.keyId, keyId)) return;
    const { version } = kept;
    const place = { accountId: of.id, keyId: kept.keyId, version };
    const plain = await openDocument(old.key, place, kept.sealed);
    if (plain === null) return;
    const sealed = await sealDocument(key, { ...place, keyId }, plain);
    await memory.keepDocument(of.id, { ...kept, keyId, sealed });
  }

  async function settle(vault: StoredVault, raw: Bytes): Promise<void> {
    const of = current;
    const keyId = fromBase64Url(vault.keyId ?? "");
    if (of === null || keyId === null) return;
    const key = await sealingKey(raw);
    const mended = await mendPasswordWrap(of, vault, keyId, raw);
    raw.fill(0);
    await carryOver(of, key, keyId);
    await memory.keepKey(of.id, { key, keyId });
    await use(of, key, keyId, mended);
  }

  async function fetchVault(): Promise<Outcome<{ readonly vault: StoredVault }>> {
    const of = current;
    if (of === null) return failure("NOT_OPEN");
    if (of.practice === null) return { ok: true, vault: NO_VAULT };
    const loaded = await api.call(vaultApi.load, {});
    if (!loaded.ok) return loaded;
    return isRolledBack(await memory.seen(of.id), loaded.value)
      ? failure("ROLLED_BACK")
      : { ok: true, vault: loaded.value };
  }

  async function arrive(of: Account): Promise<void> {
    if (of.practice === null) return show(of, "none", null);
    const kept = await memory.readKey(of.id);
    const fetched = await fetchVault();
    if (!fetched.ok) {
      if (fetched.code === "ROLLED_BACK") return show(of, "rolled-back", null);
      // Without an answer the key of this device still opens the document of this device.
      const alone = fetched.code === "OFFLINE" || fetched.code === "UNAVAILABLE";
      return kept !== null && alone ? use(of, kept.key, kept.keyId, null) : show(of, "offline", null);
    }
    const { vault } = fetched;
    if (vault.version === 0) return show(of, "none", vault);
    if (kept !== null && toBase64Url(kept.keyId) === vault.keyId) {
      return use(of, kept.key, kept.keyId, vault);
    }
    for (const opener of held) {
      const raw = await openWrap(vault, of.id, opener);
      if (raw !== null && raw !== "closed") return settle(vault, raw);
    }
    show(of, "locked", vault);
  }

  return {
    ...parts,
    state,
    account: () => current,
    derive: (email, password) => derivePassword({ webOrigin: parts.webOrigin, email, password }),
    hold(opener) {
      held = opener === null ? [] : [opener, ...held.filter(({ kind }) => kind !== opener.kind)];
    },
    heldPassword: () => held.find(({ kind }) => kind === 1) ?? null,
    async enter() {
      // Asked first, so that nobody who only looks at the page is refused.
      const present = await api.call(sessionApi.present, {});
      const shown: ApiResult<typeof accountApi.show> =
        present.ok && !present.value.isSignedIn
          ? { ok: false, code: "SIGNED_OUT", retryAfter: null }
          : await api.call(accountApi.show, {});
      if (!shown.ok) {
        open = null;
        current = null;
        if (shown.code === "SIGNED_OUT") {
          held = [];
          await memory.forgetOthers(null);
        }
        state.value = { step: shown.code === "SIGNED_OUT" ? "signed-out" : "offline" };
        return shown;
      }
      current = shown.value;
      await memory.forgetOthers(current.id);
      await arrive(current);
      return null;
    },
    fetchVault,
    settle,
    opened: () => open,
    async refreshOpeners() {
      const fetched = await fetchVault();
      const now = state.value;
      if (fetched.ok && now.step === "signed-in") state.value = { ...now, openers: openersOf(fetched.vault) };
    },
    async close(step) {
      const of = current;
      open = null;
      held = [];
      if (step === "signed-out") current = null;
      try {
        await (of === null ? memory.forgetOthers(null) : memory.forget(of.id));
      } finally {
        const now = state.value;
        if (step === "signed-out") state.value = { step };
        else if (now.step === "signed-in") state.value = { ...now, vault: "locked", keyId: null };
      }
    },
  };
}
