// What this browser keeps of a vault (docs/protocol.md, "Vault", "Device memory"): the unwrapped key, which cannot be
// exported, and the sealed document, until sign-out or 12 hours without use; and beyond that the highest version
// seen, so that a server cannot pass off an older vault unnoticed, and changes that have not been sent.
import type { Bytes } from "../../e2ee/bytes.ts";
import { openShelf } from "./vault-shelf.ts";

/** Milliseconds without use after which key and document are forgotten. */
export const VAULT_IDLE = 12 * 3_600_000;

interface KeptKey {
  readonly key: CryptoKey;
  readonly keyId: Bytes;
}

interface KeptDocument {
  readonly keyId: Bytes;
  /** The version that the sealed bytes name. */
  readonly version: number;
  /** As `sealDocument` made it. */
  readonly sealed: Bytes;
  /** There are changes in it that the server has not. */
  readonly unsent: boolean;
  /** They are such as may wait. */
  readonly waits?: boolean;
}

export interface SeenVersion {
  readonly keyId: Bytes;
  readonly version: number;
}

/** Where the browser refuses storage, memory lasts as long as the page. */
export interface VaultMemory {
  /** Null if there is none, or it was not used for 12 hours; then it is forgotten in passing. Counts as use. */
  readKey(accountId: string): Promise<KeptKey | null>;
  keepKey(accountId: string, kept: KeptKey): Promise<void>;
  /** Somebody works with it: the 12 hours begin anew. */
  touch(accountId: string): Promise<void>;
  /** True if there is a key that nobody has used for 12 hours, in no tab. */
  isIdle(accountId: string): Promise<boolean>;
  readDocument(accountId: string): Promise<KeptDocument | null>;
  keepDocument(accountId: string, document: KeptDocument): Promise<void>;
  seen(accountId: string): Promise<SeenVersion | null>;
  /** Notes a version; a lower one than the noted is passed over. */
  noteVersion(accountId: string, seen: SeenVersion): Promise<void>;
  /** Goes back to an older version, after the person has said so. */
  acceptVersion(accountId: string, seen: SeenVersion): Promise<void>;
  /**
   * Sign-out and lock: forgets key and document, keeps the version. A document with unsent changes stays, sealed under
   * the key that is no longer here, until the vault is opened again.
   */
  forget(accountId: string): Promise<void>;
  /** Forgets keys and documents of all accounts but this one (null: of all). */
  forgetOthers(accountId: string | null): Promise<void>;
  /** Calls back when another tab kept or forgot a key; returns the end. */
  watch(listener: () => void): () => void;
}

/** True if what the server offers (version 0: nothing) is older than what this device has seen. */
export function isRolledBack(seen: SeenVersion | null, offered: { readonly version: number }): boolean {
  return seen !== null && offered.version < seen.version;
}

interface StoredKey extends KeptKey {
  /** Unix ms. */
  readonly usedAt: number;
}

const CHANNEL = "connect-vault";

const openChannel = (): BroadcastChannel | null =>
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

/** Memory of this browser. `factory` null: none, memory of this page alone. `channel`: between its tabs. */
export function createVaultMemory(
  now: () => number = Date.now,
  factory: IDBFactory | null = typeof indexedDB === "undefined" ? null : indexedDB,
  channel: BroadcastChannel | null = openChannel(),
): VaultMemory {
  const shelf = openShelf(factory);
  const tell = (): void => channel?.postMessage(null);

  async function forgetIf(goes: (accountId: string) => boolean): Promise<void> {
    // Telling only what happened keeps two tabs that listen to each other from going on for ever.
    const isDone = (value: unknown): boolean => !(value as Partial<KeptDocument>).unsent;
    if (await shelf.remove(["keys", "documents"], (id, value) => goes(id) && isDone(value))) tell();
  }
  const isOld = ({ usedAt }: StoredKey): boolean => now() - usedAt > VAULT_IDLE;
  async function touch(accountId: string): Promise<void> {
    await shelf.amend<StoredKey>("keys", accountId, (before) =>
      before === undefined ? undefined : { ...before, usedAt: now() },
    );
  }
  async function amendSeen(
    accountId: string,
    amended: (before: SeenVersion | undefined) => SeenVersion | undefined,
  ): Promise<void> {
    await shelf.amend<SeenVersion>("seen", accountId, amended);
  }

  return {
    async readKey(accountId) {
      const found = await shelf.read<StoredKey>("keys", accountId);
      if (found === undefined) return null;
      if (isOld(found)) {
        await forgetIf((id) => id === accountId);
        return null;
      }
      await touch(accountId);
      return { key: found.key, keyId: found.keyId };
    },
    async isIdle(accountId) {
      const found = await shelf.read<StoredKey>("keys", accountId);
      return found !== undefined && isOld(found);
    },
    touch,
    async keepKey(accountId, { key, keyId }) {
      await shelf.amend<StoredKey>("keys", accountId, () => ({ key, keyId, usedAt: now() }));
      tell();
    },
    readDocument: async (accountId) => (await shelf.read<KeptDocument>("documents", accountId)) ?? null,
    keepDocument: async (accountId, document) =>
      shelf.amend<KeptDocument>("documents", accountId, () => document),
    seen: async (accountId) => (await shelf.read<SeenVersion>("seen", accountId)) ?? null,
    noteVersion: (accountId, { keyId, version }) =>
      amendSeen(accountId, (before) =>
        before !== undefined && before.version >= version ? before : { keyId, version },
      ),
    acceptVersion: (accountId, { keyId, version }) => amendSeen(accountId, () => ({ keyId, version })),
    forget: (accountId) => forgetIf((id) => id === accountId),
    forgetOthers: (accountId) => forgetIf((id) => id !== accountId),
    watch(listener) {
      const heard = (): void => listener();
      channel?.addEventListener("message", heard);
      return () => channel?.removeEventListener("message", heard);
    },
  };
}
