// The code on paper that opens the vault when password and passkeys are lost, and export files
// (docs/protocol.md, "Recovery code").
import { type RandomSource, randomBytes, toNumber, utf8 } from "./bytes.ts";
import { vaultHash, vaultKdfKey } from "./vault-format.ts";

// Crockford's alphabet: no I, L, O, U.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 26;
const CHECK_LENGTH = 2;
const GROUP = /.{4}(?=.)/g;

async function checkOf(code: string): Promise<string> {
  const digest = await vaultHash("recovery-check", code);
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

/** `kek(3)`; null for a mistyped code. */
export async function recoveryKey(code: string): Promise<CryptoKey | null> {
  const parsed = await parseRecoveryCode(code);
  return parsed === null
    ? null
    : vaultKdfKey(utf8(parsed.replaceAll("-", "").slice(0, CODE_LENGTH)), "recovery", "vault-recovery");
}
