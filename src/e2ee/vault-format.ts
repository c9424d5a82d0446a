// What the parts of the therapist's sealed store share (docs/protocol.md, "Vault").
import { type Bytes, concat, encode, pad, type RandomSource, unpad } from "./bytes.ts";
import { KEY_SIZE, kdf, NONCE_SIZE, open, SEAL_OVERHEAD, seal, sealingKey, sha256 } from "./primitives.ts";

/** Takes the place of the call protocol's prefix in everything hashed, derived or sealed for the store. */
export const VAULT = "psy-vault/1";

const SIZE_STEP = 16 * 1_024;

/** `H(enc(V, label, …))`. */
export function vaultHash(label: string, ...parts: (Bytes | string)[]): Promise<Bytes> {
  return sha256(encode(VAULT, label, ...parts));
}

/** 32 bytes of `KDF` with the store's prefix, and with the hash of `saltLabel` as salt. */
export async function vaultKdf(
  secret: Bytes,
  saltLabel: string,
  label: string,
  context: Bytes | string = "",
): Promise<Bytes> {
  return kdf(secret, await vaultHash(saltLabel), label, context, KEY_SIZE, VAULT);
}

/** The same as a key that seals and cannot be exported. */
export async function vaultKdfKey(
  secret: Bytes,
  saltLabel: string,
  label: string,
  context: Bytes | string = "",
): Promise<CryptoKey> {
  const raw = await vaultKdf(secret, saltLabel, label, context);
  const key = await sealingKey(raw);
  raw.fill(0);
  return key;
}

/** nonce | Seal(key, nonce, aad, plain). */
export async function sealWithNonce(
  key: CryptoKey,
  aad: Bytes,
  plain: Bytes,
  random: RandomSource,
): Promise<Bytes> {
  const nonce = random(NONCE_SIZE);
  return concat(nonce, await seal(key, nonce, aad, plain));
}

/** Reverse of `sealWithNonce`; null for another key, other context or changed bytes. */
export async function openWithNonce(key: CryptoKey, aad: Bytes, sealed: Bytes): Promise<Bytes | null> {
  return sealed.length < NONCE_SIZE + SEAL_OVERHEAD
    ? null
    : open(key, sealed.slice(0, NONCE_SIZE), aad, sealed.slice(NONCE_SIZE));
}

/** Padded to 16 KiB times the smallest power of two that fits: the length tells no more than that. */
export async function sealPadded(
  key: CryptoKey,
  aad: Bytes,
  plain: Bytes,
  random: RandomSource,
): Promise<Bytes> {
  let size = SIZE_STEP;
  while (size < plain.length + 4) {
    size *= 2;
  }
  return sealWithNonce(key, aad, pad(plain, size), random);
}

export async function openPadded(key: CryptoKey, aad: Bytes, sealed: Bytes): Promise<Bytes | null> {
  const padded = await openWithNonce(key, aad, sealed);
  const size = padded === null ? 0 : padded.length / SIZE_STEP;
  // Only the size classes are read, so that two programs cannot disagree about what is well-formed.
  return padded === null || !Number.isInteger(Math.log2(size)) || size < 1 ? null : unpad(padded);
}
