// The cryptographic primitives, each in the one form in which the protocol uses it
// (docs/protocol.md, "Primitives"). No algorithm is negotiated.
import {
  type Bytes,
  concat,
  encode,
  equal,
  fromBase64Url,
  type RandomSource,
  randomBytes,
  toBase64Url,
  u8,
} from "./bytes.ts";

/** First element of everything hashed, signed or derived; frozen, independent of the product's name. */
export const PROTOCOL = "psy-call/1";

export const KEY_SIZE = 32;
export const HASH_SIZE = 32;
export const SIGNATURE_SIZE = 64;
export const NONCE_SIZE = 12;
export const SEAL_OVERHEAD = 16;

const { subtle } = crypto;

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest("SHA-256", bytes));
}

/** `H(enc(P, label, …))`. */
export function hash(label: string, ...parts: (Bytes | string)[]): Promise<Bytes> {
  return sha256(encode(PROTOCOL, label, ...parts));
}

/** `KDF(ikm, salt, label, ctx, length)`: HKDF-SHA-256 with info `enc(prefix, label, ctx)`. */
export async function kdf(
  ikm: Bytes,
  salt: Bytes,
  label: string,
  context: Bytes | string,
  length: number,
  prefix: string = PROTOCOL,
): Promise<Bytes> {
  const key = await subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  const info = encode(prefix, label, context);
  return new Uint8Array(
    await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8),
  );
}

/** Imports 32 bytes as a non-exportable AES-256-GCM key. */
export function sealingKey(
  raw: Bytes,
  usages: ("encrypt" | "decrypt")[] = ["encrypt", "decrypt"],
): Promise<CryptoKey> {
  return subtle.importKey("raw", raw, "AES-GCM", false, usages);
}

/** `Seal(key, nonce, aad, plain)`: ciphertext with its 16-byte tag appended. */
export async function seal(key: CryptoKey, nonce: Bytes, aad: Bytes, plain: Bytes): Promise<Bytes> {
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: aad } as const;
  return new Uint8Array(await subtle.encrypt(algorithm, key, plain));
}

/** Reverse of `seal`; null if anything was changed. */
export async function open(key: CryptoKey, nonce: Bytes, aad: Bytes, sealed: Bytes): Promise<Bytes | null> {
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: aad } as const;
  try {
    return new Uint8Array(await subtle.decrypt(algorithm, key, sealed));
  } catch {
    return null;
  }
}

export interface KeyPair {
  /** Cannot be exported. */
  readonly privateKey: CryptoKey;
  readonly publicKey: Bytes;
}

// RFC 8410: PKCS8 of a 32-byte private key, the only private form that WebCrypto imports.
const PKCS8_ED25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);
const PKCS8_X25519 = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32);

async function keyPairFrom(algorithm: "Ed25519" | "X25519", prefix: Bytes, secret: Bytes): Promise<KeyPair> {
  const usages = [algorithm === "Ed25519" ? ("sign" as const) : ("deriveBits" as const)];
  const pkcs8 = concat(prefix, secret);
  // WebCrypto gives the public half only in the JWK of an exportable key, so the key is imported twice.
  const exportable = await subtle.importKey("pkcs8", pkcs8, algorithm, true, usages);
  const publicKey = fromBase64Url((await subtle.exportKey("jwk", exportable)).x ?? "");
  const privateKey = await subtle.importKey("pkcs8", pkcs8, algorithm, false, usages);
  pkcs8.fill(0);
  if (publicKey === null || publicKey.length !== KEY_SIZE) {
    throw new TypeError("no public key in the exported JWK");
  }
  return { privateKey, publicKey };
}

/** The Ed25519 pair that follows from a 32-byte secret. */
export function signingPair(secret: Bytes): Promise<KeyPair> {
  return keyPairFrom("Ed25519", PKCS8_ED25519, secret);
}

/** A fresh X25519 pair. */
export async function ephemeralPair(random: RandomSource = randomBytes): Promise<KeyPair> {
  if (random !== randomBytes) {
    return keyPairFrom("X25519", PKCS8_X25519, random(KEY_SIZE));
  }
  const pair = await subtle.generateKey("X25519", false, ["deriveBits"]);
  return {
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(await subtle.exportKey("raw", pair.publicKey)),
  };
}

/** `DH`: the shared X25519 secret; null where the result would be all zeros or the key is none. */
export async function agree(privateKey: CryptoKey, publicKey: Bytes): Promise<Bytes | null> {
  try {
    const peer = await subtle.importKey("raw", publicKey, "X25519", false, []);
    const shared = new Uint8Array(await subtle.deriveBits({ name: "X25519", public: peer }, privateKey, 256));
    return equal(shared, new Uint8Array(KEY_SIZE)) ? null : shared;
  } catch {
    return null;
  }
}

/** `Sig(key, label, …)`: Ed25519 over `enc(P, label, …)`. */
export async function sign(
  privateKey: CryptoKey,
  label: string,
  ...parts: (Bytes | string)[]
): Promise<Bytes> {
  return new Uint8Array(await subtle.sign("Ed25519", privateKey, encode(PROTOCOL, label, ...parts)));
}

/** Checks what `sign` made; false also for public keys of small order. */
export async function verify(
  publicKey: Bytes,
  signature: Bytes,
  label: string,
  ...parts: (Bytes | string)[]
): Promise<boolean> {
  if (hasSmallOrder(publicKey)) {
    return false;
  }
  try {
    const key = await subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await subtle.verify("Ed25519", key, signature, encode(PROTOCOL, label, ...parts));
  } catch {
    return false;
  }
}

const field = (first: number): Bytes => concat(u8(first), new Uint8Array(30).fill(0xff), Uint8Array.of(0x7f));
const small = (first: number): Bytes => concat(u8(first), new Uint8Array(31));

// y coordinates, little endian, of the points whose order divides 8, in every encoding that decoders accept:
// 0, 1, p−1, p, p+1 and the two of order 8 (p = 2^255 − 19).
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  toBase64Url(small(0)),
  toBase64Url(small(1)),
  toBase64Url(field(0xec)),
  toBase64Url(field(0xed)),
  toBase64Url(field(0xee)),
  "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
  "xxdqcD1N2E-6PAt2DRBnDyogU_osOcxOxk_Xd5KsA3o",
]);

/** True for an Ed25519 public key under which signatures say nothing about a signer. */
export function hasSmallOrder(publicKey: Bytes): boolean {
  const y = publicKey.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  return y.length !== KEY_SIZE || SMALL_ORDER_Y.has(toBase64Url(y));
}
