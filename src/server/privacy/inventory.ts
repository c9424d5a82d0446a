// Everything that the server keeps in its database. A table or a column without an entry does not compile, and a
// column that is only in a live database fails a test.
import { PRACTICE_ENTRIES } from "./entries/practice.ts";
import { SERVICE_ENTRIES } from "./entries/service.ts";
import { SIGN_IN_ENTRIES } from "./entries/sign-in.ts";
import type { Described } from "./entry.ts";

export const INVENTORY = {
  ...SIGN_IN_ENTRIES,
  ...PRACTICE_ENTRIES,
  ...SERVICE_ENTRIES,
} as const satisfies Described;
