// What this browser keeps of a vault (docs/protocol.md, "Vault", "Device memory"): the unwrapped key, which cannot be
// exported, and the sealed document, until sign-out or 12 hours without use; and beyond that the highest version
// seen, so that a server cannot pass off an older vault unnoticed.
import type { Bytes } from "../../e2ee/bytes.ts";

/** Milliseconds without use after which key and document are forgotten. */
export const VAULT_IDLE = 12 * 3_600_000;

export interface KeptKey {
  readonly key: CryptoKey;
  readonly keyId: Bytes;
}

export interface KeptDocument {
  readonly keyId: Bytes;
  /** The version that the sealed bytes name. */
  readonly version: number;
  /** As `sealDocument` made it. */
  readonly sealed: Bytes;
  /** There are changes in it that the server has not. */
  readonly unsent: boolean;
}

export interface SeenVersion {
  readonly keyId: Bytes;
  readonly version: number;
}

/** Every function rejects only if the browser fails in the middle; without storage at all, memory lasts as long as the page. */
export interface VaultMemory {
  /** Null if there is none, or it was not used for 12 hours; then it is forgotten in passing. Counts as use. */
  readKey(accountId: string): Promise<KeptKey | null>;
  keepKey(accountId: string, kept: KeptKey): Promise<void>;
  /** Somebody works with it: the 12 hours begin anew. */
  touch(accountId: string): Promise<void>;
  readDocument(accountId: string): Promise<KeptDocument | null>;
  keepDocument(accountId: string, document: KeptDocument): Promise<void>;
  seen(accountId: string): Promise<SeenVersion | null>;
  /** Notes a version; a lower one than the noted is passed over. */
  noteVersion(accountId: string, seen: SeenVersion): Promise<void>;
  /** Goes back to an older version, after the person has said so. */
  acceptVersion(accountId: string, seen: SeenVersion): Promise<void>;
  /** Sign-out and lock: forgets key and document, keeps the version. */
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
