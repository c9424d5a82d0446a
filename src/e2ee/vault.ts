// The recovery code and the export file that it opens (docs/protocol.md, "Export file"). Of the therapist's
// sealed store this is the only part in use so far.
import {
  type Bytes,
  concat,
  encode,
  pad,
  type RandomSource,
  randomBytes,
  toNumber,
  u8,
  unpad,
  utf8,
} from "./bytes.ts";
import { KEY_SIZE, kdf, NONCE_SIZE, open, SEAL_OVERHEAD, seal, sealingKey, sha256 } from "./primitives.ts";

/** Takes the place of the call protocol's prefix in everything hashed, derived or sealed for the store. */
const VAULT = "psy-vault/1";

// Crockford's alphabet: no I, L, O, U.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 26;
const CHECK_LENGTH = 2;
const GROUP = /.{4}(?=.)/g;

const FILE_VERSION = 1;
const SIZE_STEP = 16 * 1_024;
const HEADER_SIZE = 1 + NONCE_SIZE;

async function checkOf(code: string): Promise<string> {
  const digest = await sha256(encode(VAULT, "recovery-check", code));
  const bits = toNumber(digest.slice(0, 2)) ?? 0;
  return `${ALPHABET[bits >> 11] ?? ""}${ALPHABET[(bits >> 6) & 31] ?? ""}`;
}

/** A new recovery code: 26 characters of 5 random bits and 2 check characters, in groups of four. */
export async function createRecoveryCode(random: RandomSource = randomBytes): Promise<string> {
  const code = Array.from(random(CODE_LENGTH), (byte) => ALPHABET[byte & 31] ?? "").join("");
  return (code + (await checkOf(code))).replace(GROUP, "$&-");
}

/**
 * Reads a typed or scanned code; spaces, hyphens and case do not matter, O, I, L are read as 0, 1, 1.
 * Returns the form that `createRecoveryCode` gives, or null if it is mistyped.
 */
export async function parseRecoveryCode(text: string): Promise<string | null> {
  const typed = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (
    typed.length !== CODE_LENGTH + CHECK_LENGTH ||
    [...typed].some((letter) => !ALPHABET.includes(letter))
  ) {
    return null;
  }
  const check = await checkOf(typed.slice(0, CODE_LENGTH));
  return typed.endsWith(check) ? typed.replace(GROUP, "$&-") : null;
}

/** `kek(3)` of the store; null for a mistyped code. */
async function recoveryKey(code: string): Promise<CryptoKey | null> {
  const parsed = await parseRecoveryCode(code);
  if (parsed === null) {
    return null;
  }
  const secret = utf8(parsed.replaceAll("-", "").slice(0, CODE_LENGTH));
  const salt = await sha256(encode(VAULT, "recovery"));
  return sealingKey(await kdf(secret, salt, "vault-recovery", "", KEY_SIZE, VAULT));
}

/** Seals an export under a recovery code; its length tells only a power of two. Throws for a mistyped code. */
export async function sealExport(
  code: string,
  plain: Bytes,
  random: RandomSource = randomBytes,
): Promise<Bytes> {
  const key = await recoveryKey(code);
  if (key === null) {
    throw new RangeError("not a recovery code");
  }
  let size = SIZE_STEP;
  while (size < plain.length + 4) {
    size *= 2;
  }
  const nonce = random(NONCE_SIZE);
  const sealed = await seal(key, nonce, encode(VAULT, "export", u8(FILE_VERSION)), pad(plain, size));
  return concat(u8(FILE_VERSION), nonce, sealed);
}

/** Reverse of `sealExport`; null for a wrong code, another version or a changed file. */
export async function openExport(code: string, file: Bytes): Promise<Bytes | null> {
  const key = await recoveryKey(code);
  if (key === null || file[0] !== FILE_VERSION || file.length < HEADER_SIZE + SIZE_STEP + SEAL_OVERHEAD) {
    return null;
  }
  const aad = encode(VAULT, "export", u8(FILE_VERSION));
  const padded = await open(key, file.slice(1, HEADER_SIZE), aad, file.slice(HEADER_SIZE));
  return padded === null ? null : unpad(padded);
}
