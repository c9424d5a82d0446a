// From password, passkey or recovery code to the key of the vault (docs/protocol.md, "Vault", "Keys"). Rounds, labels
// and salts are constants: nothing that a server says enters here but identifiers, which are authenticated.
import { type Bytes, encode, type RandomSource, randomBytes, toBase64Url, u8, utf8 } from "./bytes.ts";
import { KEY_SIZE } from "./primitives.ts";
import { openWithNonce, sealWithNonce, VAULT, vaultHash, vaultKdf, vaultKdfKey } from "./vault-format.ts";

const { subtle } = crypto;

const ROUNDS = 600_000;
const KEY_ID_SIZE = 16;

/** What opens a wrap. */
export const WRAP_KIND = { password: 1, passkey: 2, recoveryCode: 3 } as const;
export type WrapKind = (typeof WRAP_KIND)[keyof typeof WRAP_KIND];

/**
 * An address in the one form that goes into the derivation; the server compares in the same form. Composed last: a
 * small letter can have a composed form where the capital has none, and a second pass must change nothing.
 */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase().normalize("NFC");
}

export interface PasswordKeys {
  /** Sent to the server in the password's place: 32 bytes as base64url. */
  readonly auth: string;
  /** `kek(1)`; cannot be exported. */
  readonly kek: CryptoKey;
}

/**
 * Both values that follow from a password. Takes a good part of a second; neither tells anything about the other.
 * `webOrigin` is `location.origin` of the page: a copy of the site elsewhere gets other values.
 */
export async function derivePassword(input: {
  readonly webOrigin: string;
  readonly email: string;
  readonly password: string;
}): Promise<PasswordKeys> {
  const typed = utf8(input.password.normalize("NFKC"));
  const base = await subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
  const salt = await vaultHash("pw", input.webOrigin, normalizeEmail(input.email));
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS } as const;
  const root = new Uint8Array(await subtle.deriveBits(algorithm, base, KEY_SIZE * 8));
  const auth = toBase64Url(await vaultKdf(root, "auth", "auth"));
  const kek = await vaultKdfKey(root, "wrap", "vault-wrap");
  root.fill(0);
  return { auth, kek };
}

/** What every passkey is asked for: the same for all accounts and devices. */
export function passkeyInput(): Promise<Bytes> {
  return vaultHash("prf-input");
}

/** `kek(2)` from what an authenticator answers to `passkeyInput`. */
export function passkeyKey(prf: Bytes, credentialId: Bytes): Promise<CryptoKey> {
  return vaultKdfKey(prf, "prf", "vault-prf", credentialId);
}

/** A new vault key as bytes. They are for wrapping and importing only; overwrite them afterwards. */
export function createVaultKey(random: RandomSource = randomBytes): {
  readonly raw: Bytes;
  readonly keyId: Bytes;
} {
  return { raw: random(KEY_SIZE), keyId: random(KEY_ID_SIZE) };
}

/** Where a wrap belongs; every part is authenticated. */
export interface WrapPlace {
  readonly kind: WrapKind;
  /** Empty for password and recovery code. */
  readonly credentialId: Bytes;
  readonly accountId: string;
  readonly keyId: Bytes;
}

const wrapContext = ({ kind, credentialId, accountId, keyId }: WrapPlace): Bytes =>
  encode(VAULT, "wrap", u8(kind), credentialId, accountId, keyId);

/** Seals the bytes of a vault key under a `kek`: 60 bytes. */
export function wrapKey(
  kek: CryptoKey,
  place: WrapPlace,
  raw: Bytes,
  random: RandomSource = randomBytes,
): Promise<Bytes> {
  return sealWithNonce(kek, wrapContext(place), raw, random);
}

/** Reverse of `wrapKey`; null for another `kek`, another place or changed bytes. */
export async function unwrapKey(kek: CryptoKey, place: WrapPlace, wrap: Bytes): Promise<Bytes | null> {
  const raw = await openWithNonce(kek, wrapContext(place), wrap);
  return raw?.length === KEY_SIZE ? raw : null;
}
