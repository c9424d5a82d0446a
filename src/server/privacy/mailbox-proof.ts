// Shows that a mailbox belongs to whoever asks, without an account (Art. 12(6) GDPR): a code goes there and is typed
// back. Kept are keyed hashes of address and code, for a quarter of an hour.
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import type { Clock } from "../platform/clock.ts";
import type { Tables } from "../storage/tables.ts";
import { countTry, replaceProof, uncountTry } from "./mailbox-proof-store.ts";

/** Crockford's letters: none of them looks like another. 32 of them, ten in a code: 50 bits. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 10;
/** Wrong tries at one code. */
const TRIES = 5;
export const PROOF_MINUTES = 15;

/** A code as it was meant: without spaces and hyphens, in capitals, with the letters that people mistake put right. */
export const readCode = (typed: string): string =>
  [...typed.toUpperCase()]
    .filter((letter) => letter !== "-" && letter.trim() !== "")
    .map((letter) => (letter === "O" ? "0" : letter === "I" || letter === "L" ? "1" : letter))
    .join("");

const newCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)] ?? "").join("");

export type MailboxProof = {
  /** A new code for an address, in two groups; an earlier one is void. */
  readonly issue: (address: string) => Promise<string>;
  /**
   * Until when the code counts, Unix ms, if it is the one of this address; else null. A right code may be used again
   * until then; after five wrong ones none counts.
   */
  readonly check: (address: string, typed: string) => Promise<number | null>;
};

/** `key`: of this instance; without it nobody can tell addresses or codes from what is kept. */
export function createMailboxProof({
  sql,
  clock,
  key,
}: {
  readonly sql: Kysely<Tables>;
  readonly clock: Pick<Clock, "now">;
  readonly key: string;
}): MailboxProof {
  const hash = (...parts: readonly string[]) =>
    createHmac("sha256", key).update(parts.join("\0")).digest("base64url");
  const addressHash = (address: string) => hash("address", address);
  const codeHash = (address: string, code: string) => hash("code", address, code);
  return {
    async issue(address) {
      const code = newCode();
      await replaceProof(sql, {
        address_hash: addressHash(address),
        code_hash: codeHash(address, code),
        tries: 0,
        expires_at: clock.now() + PROOF_MINUTES * 60_000,
      });
      return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
    },
    async check(address, typed) {
      const stored = await countTry(sql, addressHash(address), { now: clock.now(), most: TRIES });
      if (stored === null) return null;
      const given = codeHash(address, readCode(typed));
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(stored.code_hash))) return null;
      await uncountTry(sql, addressHash(address), given);
      return stored.expires_at;
    },
  };
}
