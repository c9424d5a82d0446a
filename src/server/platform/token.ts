// Tokens of mailed links: 32 random bytes, of which only the hash is kept.
import { createHash, randomBytes } from "node:crypto";

const SIZE = 32;

export const createToken = (): string => randomBytes(SIZE).toString("base64url");

/** SHA-256, base64url. Enough for a random token: there is nothing to guess. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");
