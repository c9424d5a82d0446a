/** Why the database cannot be used; the words for it belong to whoever tells the operator. */
export type StorageErrorCode =
  /** It was written by a later version of the program. */
  | "DATABASE_NEWER"
  /** A step of the migration failed; nothing of it stays. */
  | "MIGRATION_FAILED"
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
