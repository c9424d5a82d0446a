// An account from the archive of another instance (Art. 20 GDPR). All of it is written in one transaction: an import
// that was interrupted has left nothing, and the next run does it anew.
import { strFromU8, unzipSync } from "fflate";
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import { email, id, line } from "../../protocol/api-route.ts";
import { ARCHIVE_FILES, type PersonData, type PersonTables, personData } from "../../protocol/person-data.ts";
import { Problem } from "../platform/problem.ts";
import { authDate, authFlag } from "../storage/auth-values.ts";
import type { Database, DatabaseKind } from "../storage/database.ts";
import type { Tables } from "../storage/tables.ts";
import { FLAGS } from "./person-data.ts";

/** Larger than any archive of ours: a vault has 1 MiB, everything else is text. */
const DATA_MAX = 64 * 1_024 * 1_024;

/**
 * What moves with a person, in an order in which each row finds those that it points to. The rest stays: sessions,
 * links and the second factor have secrets that no export has; mails, invitations, holds and requests are between the
 * person and the other operator; a consent to news was given to that one alone (Art. 7 GDPR).
 */
export const PORTABLE = [
  "user",
  "account",
  "passkey",
  "person",
  "practice",
  "therapist",
  "agreement",
  "vault",
  "vault_wrap",
] as const satisfies readonly (keyof PersonTables)[];

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Reads an archive of version 1. Throws BAD_REQUEST for anything else. */
export function readArchive(archive: Uint8Array): PersonData {
  try {
    const files = unzipSync(archive, {
      filter: ({ name, originalSize }) => name === ARCHIVE_FILES.data && originalSize <= DATA_MAX,
    });
    const content = files[ARCHIVE_FILES.data];
    if (content === undefined) throw new Error(`no ${ARCHIVE_FILES.data}`);
    return personData.parse(JSON.parse(strFromU8(content)));
  } catch (cause) {
    throw new Problem("BAD_REQUEST", { cause });
  }
}

/** What stands in mails, links and lists of others; the archive was in the person's hands. */
const known = z.object({
  id,
  email,
  name: line(80),
  practiceId: id,
  practiceName: line(80),
  code: z.string().check(z.regex(/^[0-9A-Z]{8}$/)),
});

/** The account that an archive is about: one, and every row is its own. Throws BAD_REQUEST. */
function accountOf({ accountId, tables }: PersonData): { readonly id: string; readonly email: string } {
  const [user, ...others] = tables.user ?? [];
  const [practice, ...more] = tables.practice ?? [];
  const [therapist] = tables.therapist ?? [];
  const isOne = others.length === 0 && more.length === 0 && tables.person?.length === 1;
  // An account of an operator alone has no practice; it is made anew where it is needed.
  if (user === undefined || practice === undefined || !isOne) throw new Problem("BAD_REQUEST");
  if (user.id !== accountId || therapist?.practice_id !== practice.id) throw new Problem("BAD_REQUEST");
  const { name, code } = practice;
  const shown = { ...user, practiceId: practice.id, practiceName: name, code };
  const read = known.safeParse(shown);
  if (!read.success || read.data.email !== user.email) throw new Problem("BAD_REQUEST");
  for (const table of PORTABLE) {
    for (const row of (tables[table] ?? []) as readonly Row[]) {
      const owner = row["userId"] ?? row["user_id"] ?? user.id;
      if (owner !== user.id) throw new Problem("BAD_REQUEST");
    }
  }
  return { id: user.id, email: user.email };
}

/** What a row becomes here: nobody brings an operator's rights along, and what another operator decided ends. */
function admitted(table: (typeof PORTABLE)[number], row: Row): Row {
  switch (table) {
    case "user":
      return { ...row, twoFactorEnabled: false };
    case "account":
      return { ...row, password: null };
    case "person":
      return { ...row, is_operator: 0, suspended_at: null, suspended_reason: null, leaving_at: null };
    case "therapist":
      return { ...row, position: "owner" };
    default:
      return row;
  }
}

const DATE = /^\d{4}-\d\d-\d\dT/;

/** The values as this database keeps them. */
const stored = (kind: DatabaseKind, table: string, row: Row): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (typeof value === "boolean" && FLAGS.has(`${table}.${column}`))
        return [column, authFlag(kind, value)];
      const isDate = typeof value === "string" && /At$|^lockedUntil$/.test(column) && DATE.test(value);
      return [column, isDate ? authDate(kind, Date.parse(value)) : value];
    }),
  );

/** Whether anything of the archive is here already under another account. */
async function isTaken(trx: Kysely<Tables>, { tables }: PersonData, address: string): Promise<boolean> {
  const [practice] = tables.practice ?? [];
  const passkeys = (tables.passkey ?? []).map(({ credentialID }) => credentialID);
  const same = await trx.selectFrom("user").select("id").where("email", "=", address).executeTakeFirst();
  const key =
    passkeys.length === 0
      ? undefined
      : await trx.selectFrom("passkey").select("id").where("credentialID", "in", passkeys).executeTakeFirst();
  if (same !== undefined || key !== undefined || practice === undefined) return true;
  const house = await trx
    .selectFrom("practice")
    .select("id")
    .where((is) => is.or([is("id", "=", practice.id), is("code", "=", practice.code)]))
    .executeTakeFirst();
  return house !== undefined;
}

/**
 * Writes the account within the transaction, without a password, and returns its id. An account of the same id that has none yet is one
 * whose import came to its end, and nobody was told: it is left as it is. Throws CONFLICT where account, address or
 * practice are here already, and BAD_REQUEST for an archive that is not about one account.
 */
export async function importPerson(
  trx: Kysely<Tables>,
  kind: Database["kind"],
  data: PersonData,
): Promise<string> {
  const { id: userId, email: address } = accountOf(data);
  const present = await trx
    .selectFrom("user")
    .innerJoin("account", "account.userId", "user.id")
    .select(["user.email", "account.password"])
    .where("user.id", "=", userId)
    .executeTakeFirst();
  if (present?.email === address && present.password === null) return userId;
  if (present !== undefined || (await isTaken(trx, data, address))) throw new Problem("CONFLICT");
  const any = trx as unknown as Kysely<Record<string, Record<string, unknown>>>;
  for (const table of PORTABLE) {
    const rows = (data.tables[table] ?? []) as readonly Row[];
    for (const row of rows)
      await any
        .insertInto(table)
        .values(stored(kind, table, admitted(table, row)))
        .execute();
  }
  return userId;
}
