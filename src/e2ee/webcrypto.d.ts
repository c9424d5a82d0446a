// The part of the web platform that this folder uses, named as in lib.dom so that a CryptoKey crosses
// into projects that have the real declarations. Nothing else of the platform is visible here.

type CryptoBytes = Uint8Array<ArrayBuffer>;

interface CryptoKey {
  readonly algorithm: { readonly name: string };
  readonly extractable: boolean;
  readonly type: "private" | "public" | "secret";
  readonly usages: KeyUsage[];
}

type KeyUsage =
  | "decrypt"
  | "deriveBits"
  | "deriveKey"
  | "encrypt"
  | "sign"
  | "unwrapKey"
  | "verify"
  | "wrapKey";

interface CryptoKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

interface JsonWebKey {
  x?: string;
}

interface AesGcmParams {
  name: "AES-GCM";
  iv: CryptoBytes;
  additionalData: CryptoBytes;
}

interface SubtleCrypto {
  digest(algorithm: "SHA-256", data: CryptoBytes): Promise<ArrayBuffer>;
  importKey(
    format: "raw" | "pkcs8",
    keyData: CryptoBytes,
    algorithm: "HKDF" | "PBKDF2" | "AES-GCM" | "Ed25519" | "X25519",
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKey>;
  exportKey(format: "raw", key: CryptoKey): Promise<ArrayBuffer>;
  exportKey(format: "jwk", key: CryptoKey): Promise<JsonWebKey>;
  generateKey(algorithm: "X25519", extractable: boolean, usages: KeyUsage[]): Promise<CryptoKeyPair>;
  deriveBits(
    algorithm:
      | { name: "HKDF"; hash: "SHA-256"; salt: CryptoBytes; info: CryptoBytes }
      | { name: "PBKDF2"; hash: "SHA-256"; salt: CryptoBytes; iterations: number }
      | { name: "X25519"; public: CryptoKey },
    baseKey: CryptoKey,
    bits: number,
  ): Promise<ArrayBuffer>;
  encrypt(algorithm: AesGcmParams, key: CryptoKey, data: CryptoBytes): Promise<ArrayBuffer>;
  decrypt(algorithm: AesGcmParams, key: CryptoKey, data: CryptoBytes): Promise<ArrayBuffer>;
  sign(algorithm: "Ed25519", key: CryptoKey, data: CryptoBytes): Promise<ArrayBuffer>;
  verify(algorithm: "Ed25519", key: CryptoKey, signature: CryptoBytes, data: CryptoBytes): Promise<boolean>;
}

interface Crypto {
  readonly subtle: SubtleCrypto;
  getRandomValues(array: CryptoBytes): CryptoBytes;
}

declare const crypto: Crypto;

declare class TextEncoder {
  encode(text: string): CryptoBytes;
}

declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: CryptoBytes): string;
}

declare class URL {
  constructor(url: string);
  readonly host: string;
}
