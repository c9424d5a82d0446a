// An archive of another instance (Art. 20 GDPR), which anybody may have written: what moves of it, checked value by value
// as the API would check it. What is not named here stays behind.
import { strFromU8, unzipSync } from "fflate";
import * as z from "zod/mini";
import { wrap } from "../../protocol/api-account.ts";
import { frontDoorCode, hasVaultSize, VAULT_MAX } from "../../protocol/api-practice.ts";
import { base64, base64Of, email, id, language, line } from "../../protocol/api-route.ts";
import { ARCHIVE_FILES, type PersonData, type PersonTables, personData } from "../../protocol/person-data.ts";
import { Problem } from "../platform/problem.ts";

/** Larger than any archive of ours: a vault has 1 MiB, everything else is text. */
const DATA_MAX = 64 * 1_024 * 1_024;
/** More than a vault is ever written, and so little that it can still be counted on. */
const VERSION_MAX = 1_000_000_000;

/**
 * What moves with a person, in an order in which each row finds those that it points to. The rest stays: sessions,
 * links and the second factor have secrets that no export has; a passkey opens an account without a word to its mailbox,
 * and whoever wrote the archive chose it; agreements were made with the other operator, a consent to news was given to
 * that one alone (Art. 7 GDPR); mails, invitations, holds and requests are between the person and them.
 */
export const PORTABLE = [
  "user",
  "account",
  "person",
  "practice",
  "therapist",
  "vault",
  "vault_wrap",
] as const satisfies readonly (keyof PersonTables)[];

/** Opened by a passkey, which does not move. */
const PASSKEY_WRAP = 2;

const only = <T extends z.core.$ZodType>(row: T) => z.array(row).check(z.length(1));
const list = <T extends z.core.$ZodType>(row: T, max: number) =>
  z._default(z.array(row).check(z.maxLength(max)), []);

/** An address as the API would keep it. */
const address = z
  .string()
  .check(z.refine((text) => email.safeParse(text).data === text, "not as it would be kept"));

function portable(now: number) {
  /** What lies ahead would never end, or end others' data too soon. */
  const moment = z.int().check(z.gte(0), z.lte(now));
  const date = z.string().check(z.refine((text) => moment.safeParse(Date.parse(text)).success));
  const made = { createdAt: date, updatedAt: date };
  return z.object({
    user: only(z.object({ id, name: line(80), email: address, ...made })),
    account: only(z.object({ id, accountId: id, providerId: z.literal("credential"), userId: id, ...made })),
    person: only(z.object({ user_id: id, language })),
    // An account of an operator alone has no practice; it is made anew where it is needed.
    practice: only(z.object({ id, name: line(80), code: frontDoorCode, created_at: moment })),
    therapist: only(z.object({ user_id: id, practice_id: id, joined_at: moment })),
    vault: list(
      z.object({
        user_id: id,
        key_id: base64Of(16),
        version: z.int().check(z.gte(1), z.lte(VERSION_MAX)),
        document: base64(VAULT_MAX).check(z.refine(hasVaultSize)),
        written_at: moment,
      }),
      1,
    ),
    vault_wrap: list(
      z.object({
        user_id: id,
        kind: z.union([z.literal(1), z.literal(3)]),
        credential_id: z.literal(""),
        key_id: base64Of(16),
        wrap,
        created_at: moment,
      }),
      2,
    ),
  });
}

/** One account with what is its own. */
export type Arrival = z.infer<ReturnType<typeof portable>>;

/** Whether every row is of this account, and every wrap of this vault's key. */
function isWhole(
  { account, person, practice, therapist, vault, vault_wrap }: Arrival,
  userId: string,
): boolean {
  const owners = [...person, ...therapist, ...vault, ...vault_wrap].map(({ user_id }) => user_id);
  const keys = vault.map(({ key_id }) => key_id);
  return (
    account.every((one) => one.userId === userId && one.accountId === userId) &&
    owners.every((owner) => owner === userId) &&
    therapist.every(({ practice_id }) => practice.some(({ id: practiceId }) => practiceId === practice_id)) &&
    vault_wrap.every(({ key_id }) => keys.includes(key_id)) &&
    new Set(vault_wrap.map(({ kind }) => kind)).size === vault_wrap.length
  );
}

function readPersonData(archive: Uint8Array): PersonData {
  const files = unzipSync(archive, {
    filter: ({ name, originalSize }) => name === ARCHIVE_FILES.data && originalSize <= DATA_MAX,
  });
  const content = files[ARCHIVE_FILES.data];
  if (content === undefined) throw new Error(`no ${ARCHIVE_FILES.data}`);
  return personData.parse(JSON.parse(strFromU8(content)));
}

/**
 * Reads an archive of version 1. `now`: Unix ms. Throws BAD_REQUEST for anything else, and for one that is not about one
 * account or holds what the API would never have taken.
 */
export function readArchive(archive: Uint8Array, now: number): Arrival {
  try {
    const { accountId, tables } = readPersonData(archive);
    const wraps = tables.vault_wrap?.filter(({ kind }) => kind !== PASSKEY_WRAP);
    const arrival = portable(now).parse({ ...tables, vault_wrap: wraps });
    if (accountId !== arrival.user[0]?.id || !isWhole(arrival, accountId))
      throw new Error("not about one account");
    return arrival;
  } catch (cause) {
    throw new Problem("BAD_REQUEST", { cause });
  }
}
