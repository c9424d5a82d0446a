// An account from the archive of another instance (Art. 20 GDPR). All of it is written in one transaction: an import
// that was interrupted has left nothing, and the next run does it anew.
import type { Kysely } from "kysely";
import { Problem } from "../platform/problem.ts";
import { authDate, authFlag, readAuthFlag } from "../storage/auth-values.ts";
import type { Database } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";
import { type Arrival, PORTABLE } from "./arrival.ts";

export type Imported = {
  readonly userId: string;
  readonly email: string;
  readonly language: "de" | "en";
};

/** Accounts here that have the id or the address. */
const findAccounts = (trx: Kysely<Tables>, { userId, email }: Imported) =>
  trx
    .selectFrom("user")
    .innerJoin("person", "person.user_id", "user.id")
    .innerJoin("account", "account.userId", "user.id")
    .select(["user.id", "user.email", "user.emailVerified", "person.is_operator", "account.password"])
    .where((is) => is.or([is("user.id", "=", userId), is("user.email", "=", email)]))
    .execute();

/** Whether the practice, or one with its code, is here. */
async function isPracticeTaken(trx: Kysely<Tables>, { practice }: Arrival): Promise<boolean> {
  for (const { id, code } of practice) {
    const same = await trx
      .selectFrom("practice")
      .select("id")
      .where((is) => is.or([is("id", "=", id), is("code", "=", code)]))
      .executeTakeFirst();
    if (same !== undefined) return true;
  }
  return false;
}

type Written = Readonly<Record<(typeof PORTABLE)[number], readonly Readonly<Record<string, unknown>>[]>>;

/**
 * The rows as they begin here: nobody has shown yet that the mailbox is theirs, so that the account opens nothing and
 * ends two days from now. No rights of an operator come along, and what was decided with another operator ends.
 */
function written(kind: Database["kind"], { account, person, therapist, ...arrival }: Arrival, now: number) {
  const no = authFlag(kind, false);
  const dated = <T extends { readonly createdAt: string; readonly updatedAt: string }>(row: T) => ({
    ...row,
    createdAt: authDate(kind, Date.parse(row.createdAt)),
    updatedAt: authDate(kind, Date.parse(row.updatedAt)),
  });
  return {
    ...arrival,
    user: arrival.user.map((row) => ({
      ...dated(row),
      emailVerified: no,
      image: null,
      twoFactorEnabled: no,
    })),
    account: account.map((row) => ({ ...dated(row), password: null })),
    person: person.map((row) => ({
      ...row,
      is_operator: 0,
      suspended_at: null,
      suspended_reason: null,
      leaving_at: null,
      restricted_at: null,
      created_at: now,
    })),
    therapist: therapist.map((row) => ({ ...row, position: "owner" })),
  } satisfies Written;
}

/**
 * Writes the account within the transaction, without a password and unconfirmed. One of the same id and address that
 * has no password is here from an earlier run, and left as it is. An account of the address that nobody has confirmed
 * gives way, as at registration. Throws CONFLICT where account, address or practice are here already.
 */
export async function importPerson(
  trx: Kysely<Tables>,
  kind: Database["kind"],
  arrival: Arrival,
  now: number,
): Promise<Imported> {
  const [user] = arrival.user;
  const [person] = arrival.person;
  if (user === undefined || person === undefined) throw new Problem("BAD_REQUEST");
  const imported = { userId: user.id, email: user.email, language: person.language };
  for (const present of await findAccounts(trx, imported)) {
    const isSame = present.id === user.id && present.email === user.email;
    // An operator's account that waits for its link has no password either.
    if (present.is_operator === 1) throw new Problem("CONFLICT");
    if (isSame && present.password === null) return imported;
    if (present.id === user.id || readAuthFlag(present.emailVerified)) throw new Problem("CONFLICT");
    await trx.deleteFrom("user").where("id", "=", present.id).execute();
  }
  if (await isPracticeTaken(trx, arrival)) throw new Problem("CONFLICT");
  const any = trx as unknown as Kysely<Record<string, Record<string, unknown>>>;
  const rows: Written = written(kind, arrival, now);
  for (const table of PORTABLE)
    for (const row of rows[table])
      await any
        .insertInto(table)
        .values({ ...row })
        .execute();
  return imported;
}
