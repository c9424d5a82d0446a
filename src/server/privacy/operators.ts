// Who is told of what has to be done about requests.
import type { Kysely } from "kysely";
import type { Tables } from "../storage/tables.ts";
import { listOperators } from "./request-store.ts";

type Told = { readonly userId: string | null; readonly recipient: string; readonly language: "de" | "en" };

/** Those who run this instance; where none of them has an account, the mailbox of the imprint; nobody without either. */
export async function operatorsToTell(sql: Kysely<Tables>, imprint: string | null): Promise<readonly Told[]> {
  const operators = await listOperators(sql);
  if (operators.length > 0)
    return operators.map(({ id, email, language }) => ({ userId: id, recipient: email, language }));
  return imprint === null ? [] : [{ userId: null, recipient: imprint, language: "de" }];
}
