// The secret of this instance: what signs cookies and keys the counters follows from it, one key for each purpose.
import { hkdfSync, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./log.ts";

const FILE = "secret";
const SIZE = 32;

export type Secret = {
  /** 32 bytes as base64url that nothing else of this instance uses. */
  readonly keyFor: (purpose: "sessions" | "tries" | "news" | "mail" | "mailbox") => string;
};

function readFrom(file: string): string | null {
  try {
    const text = readFileSync(file, "utf8").trim();
    return text === "" ? null : text;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Whether the data folder holds a secret already. Makes none. */
export const hasSecretFile = (dataDir: string): boolean => readFrom(join(dataDir, FILE)) !== null;

/** The content of the file, made at the first start. Of two programs that make it at once, one wins. */
function readOrMake(dataDir: string): string {
  const file = join(dataDir, FILE);
  const found = readFrom(file);
  if (found !== null) return found;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(SIZE).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFrom(file) ?? readOrMake(dataDir);
}

/** `configured` is CONNECT_SECRET, which several instances of one service share; null: the file in the data folder. */
export function loadSecret(configured: string | null, dataDir: string): Secret {
  const root = configured ?? readOrMake(dataDir);
  return {
    keyFor: (purpose) =>
      Buffer.from(hkdfSync("sha256", root, "connect/1", purpose, SIZE)).toString("base64url"),
  };
}
