// What entries have in common.
import type { Column } from "../entry.ts";

/** Columns that the sign-in library brings and that stay empty here. */
export const EMPTY: Column = { de: "bleibt leer", en: "never filled" };
export const CREATED: Column = { de: "wann es angelegt wurde", en: "when it was made" };
export const OWNER: Column = { de: "wem es gehört", en: "whose it is" };

/** What most tables of an account have in common. */
export const ACCOUNT = {
  category: "contact",
  about: ["therapist"],
  grounds: ["Art. 6(1)(b)"],
  isRequired: true,
  recipients: ["nobody"],
  period: { from: "end of contract", named: "account" },
  erasure: "delete with the account",
} as const;

/** Of whoever signs in. */
export const SIGN_IN = { ...ACCOUNT, about: ["therapist", "operator"] } as const;
export const WITH_ACCOUNT = [{ how: "account" }] as const;
export const BY_USER_ID = [{ by: "account", column: "user_id" }] as const;
export const BY_AUTH_USER_ID = [{ by: "account", column: "userId" }] as const;
