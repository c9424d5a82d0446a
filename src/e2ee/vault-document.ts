// The one sealed document of a vault (docs/protocol.md, "Vault", "Document").
import { type Bytes, encode, type RandomSource, randomBytes, u64 } from "./bytes.ts";
import { openPadded, sealPadded, VAULT } from "./vault-format.ts";

/** Where a document belongs; every part is authenticated. */
export interface DocumentPlace {
  readonly accountId: string;
  readonly keyId: Bytes;
  /** Rises by one with each write. */
  readonly version: number;
}

const context = ({ accountId, keyId, version }: DocumentPlace): Bytes =>
  encode(VAULT, "vault", accountId, keyId, u64(version));

/** Seals a document; the length tells a power of two. */
export function sealDocument(
  vaultKey: CryptoKey,
  place: DocumentPlace,
  plain: Bytes,
  random: RandomSource = randomBytes,
): Promise<Bytes> {
  return sealPadded(vaultKey, context(place), plain, random);
}

/** Reverse of `sealDocument`; null for another key, account or version, or changed bytes. */
export function openDocument(
  vaultKey: CryptoKey,
  place: DocumentPlace,
  sealed: Bytes,
): Promise<Bytes | null> {
  return openPadded(vaultKey, context(place), sealed);
}
