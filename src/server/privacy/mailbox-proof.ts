// Shows that a mailbox belongs to whoever asks, without an account (Art. 12(6) GDPR): a code goes there and is typed
// back. Kept is one keyed hash of both, for a quarter of an hour.
//
// Wrong codes are not counted against an address, nor does a new code end one before: by either, anybody could shut the
// person out. Ten letters are far beyond what networks, each held back by itself, can try in a quarter of an hour.
import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { MAILBOX_CODE_MINUTES } from "../../protocol/limits.ts";
import type { Clock } from "../platform/clock.ts";
import { randomCode } from "../platform/crockford.ts";
import type { Tables } from "../storage/tables.ts";
import { findProof, insertProof } from "./mailbox-proof-store.ts";

/** Letters of a code: 50 bits. */
const LENGTH = 10;

/** A code as it was meant: without spaces and hyphens, in capitals, with the letters that people mistake put right. */
export const readCode = (typed: string): string =>
  [...typed.toUpperCase()]
    .filter((letter) => letter !== "-" && letter.trim() !== "")
    .map((letter) => (letter === "O" ? "0" : letter === "I" || letter === "L" ? "1" : letter))
    .join("");

export type MailboxProof = {
  /** A new code for an address, in two groups; earlier ones stay good. Who calls this limits how often. */
  readonly issue: (address: string) => Promise<string>;
  /** Until when the code counts, Unix ms, if it is one of this address; else null. It may be used again until then. */
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
  const hashOf = (address: string, code: string) =>
    createHmac("sha256", key).update(`code\0${address}\0${code}`).digest("base64url");
  return {
    async issue(address) {
      const code = randomCode(LENGTH);
      const expires_at = clock.now() + MAILBOX_CODE_MINUTES * 60_000;
      await insertProof(sql, { code_hash: hashOf(address, code), expires_at });
      return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
    },
    check: async (address, typed) =>
      (await findProof(sql, hashOf(address, readCode(typed)), clock.now())) ?? null,
  };
}
