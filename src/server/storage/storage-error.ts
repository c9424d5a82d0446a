/** Why the database cannot be used; the words for it belong to whoever tells the operator. */
export type StorageErrorCode =
  /** It was written by a later version of the program. */
  | "DATABASE_NEWER"
  /** A step of the migration failed; nothing of it stays. */
  | "MIGRATION_FAILED"
  /** Another program holds it for longer than one waits. */
  | "DATABASE_LOCKED"
  /** It cannot be opened or reached. */
  | "DATABASE_UNREACHABLE";

export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = "StorageError";
    this.code = code;
  }
}

// SQLITE_BUSY and SQLITE_LOCKED with their extended codes, and PostgreSQL's lock_not_available.
const SQLITE_LOCKS = [5, 6];
const POSTGRES_LOCK = "55P03";

const isLock = (error: unknown): boolean =>
  error instanceof Error &&
  (("errcode" in error && typeof error.errcode === "number" && SQLITE_LOCKS.includes(error.errcode & 0xff)) ||
    ("code" in error && error.code === POSTGRES_LOCK));

/** The error to throw for whatever a database threw. */
export function storageErrorOf(error: unknown, otherwise: StorageErrorCode): StorageError {
  if (error instanceof StorageError) return error;
  return new StorageError(isLock(error) ? "DATABASE_LOCKED" : otherwise, error);
}
