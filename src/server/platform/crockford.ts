// Codes that people type, in Crockford's letters: none of them looks like another.
import { randomInt } from "node:crypto";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** So many random letters, of five bits each. */
export const randomCode = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)] ?? "").join("");
