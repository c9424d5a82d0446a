// How better-auth keeps dates and booleans in each database; for the rows that are written in a transaction of ours.
import type { DatabaseKind } from "../storage/database.ts";

export const authDate = (kind: DatabaseKind, at: number): string | Date =>
  kind === "sqlite" ? new Date(at).toISOString() : new Date(at);

export const authFlag = (kind: DatabaseKind, value: boolean): number | boolean =>
  kind === "sqlite" ? Number(value) : value;

/** Unix ms of what such a column gives. */
export const readAuthDate = (value: unknown): number =>
  value instanceof Date ? value.getTime() : new Date(String(value)).getTime();

export const readAuthFlag = (value: unknown): boolean => value === true || value === 1;
