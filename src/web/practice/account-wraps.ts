// Wraps of a vault key as the server stores them, made and opened. The key as bytes exists only between two of these
// calls; whoever gets it overwrites it.
import { type Bytes, fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import { unwrapKey, WRAP_KIND, type WrapKind, wrapKey } from "../../e2ee/vault-keys.ts";
import type { StoredWrap, vaultApi } from "../../protocol/api-practice.ts";
import type { ReplyOf } from "../../protocol/api-route.ts";
import type { Openers } from "./account-session.ts";

export type StoredVault = ReplyOf<typeof vaultApi.load>;

/** A key that opens one wrap; `credentialId` is empty except for passkeys. */
export interface WrapOpener {
  readonly kind: WrapKind;
  readonly credentialId: Bytes;
  readonly kek: CryptoKey;
}

const NO_CREDENTIAL: Bytes = new Uint8Array(0);

export const byPassword = (kek: CryptoKey): WrapOpener => ({
  kind: WRAP_KIND.password,
  credentialId: NO_CREDENTIAL,
  kek,
});
export const byRecoveryCode = (kek: CryptoKey): WrapOpener => ({
  kind: WRAP_KIND.recoveryCode,
  credentialId: NO_CREDENTIAL,
  kek,
});
export const byPasskey = (kek: CryptoKey, credentialId: Bytes): WrapOpener => ({
  kind: WRAP_KIND.passkey,
  credentialId,
  kek,
});

/** Wraps of the present key, which alone are worth opening. */
const present = (vault: StoredVault): readonly StoredWrap[] =>
  vault.wraps.filter(({ keyId }) => keyId === vault.keyId);

export function openersOf(vault: StoredVault): Openers {
  const wraps = present(vault);
  return {
    password: wraps.some(({ kind }) => kind === WRAP_KIND.password),
    recoveryCode: wraps.some(({ kind }) => kind === WRAP_KIND.recoveryCode),
    passkeys: wraps.filter(({ kind }) => kind === WRAP_KIND.passkey).map(({ credentialId }) => credentialId),
  };
}

/** The bytes of the vault key; null if there is no such wrap, "closed" if it does not open. */
export async function openWrap(
  vault: StoredVault,
  accountId: string,
  { kind, credentialId, kek }: WrapOpener,
): Promise<Bytes | "closed" | null> {
  const id = toBase64Url(credentialId);
  const found = present(vault).find((wrap) => wrap.kind === kind && wrap.credentialId === id);
  const keyId = fromBase64Url(vault.keyId ?? "");
  const wrap = fromBase64Url(found?.wrap ?? "");
  if (found === undefined || keyId === null || wrap === null) return null;
  return (await unwrapKey(kek, { kind, credentialId, accountId, keyId }, wrap)) ?? "closed";
}

export async function makeWrap(
  { kind, credentialId, kek }: WrapOpener,
  place: { readonly accountId: string; readonly keyId: Bytes },
  raw: Bytes,
): Promise<StoredWrap> {
  const wrap = await wrapKey(kek, { kind, credentialId, ...place }, raw);
  return {
    kind,
    credentialId: toBase64Url(credentialId),
    keyId: toBase64Url(place.keyId),
    wrap: toBase64Url(wrap),
  };
}
