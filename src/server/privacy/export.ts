// Everything that is kept about a person, in one archive (Art. 15(3), 20(1) GDPR): as data with their published schema,
// and as a page to read and print. Made in memory and handed over whole: nothing half can stay anywhere.
import { strToU8, type Zippable, zipSync } from "fflate";
import type { Kysely } from "kysely";
import {
  ARCHIVE_FILES,
  PERSON_DATA_VERSION,
  type PersonData,
  personData,
  type SealedVault,
} from "../../protocol/person-data.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import { exportPage, type PageFacts } from "./export-page.ts";
import { README } from "./export-page-text.ts";
import { collectPersonData, type Who } from "./person-data.ts";
import { personDataSchema } from "./person-schema.ts";

export type ExportParts = {
  readonly sql: Kysely<Tables>;
  readonly clock: Pick<Clock, "now">;
  /** Where browsers find the pages. */
  readonly origin: string;
  readonly facts: PageFacts;
};

/** The data as they stand in the archive; one moment for all tables. */
async function readPersonData(
  { sql, clock, origin }: Omit<ExportParts, "facts">,
  who: Who,
): Promise<PersonData> {
  const oneMoment = sql.transaction().setIsolationLevel("repeatable read");
  const found = await oneMoment.execute((trx) => collectPersonData(trx, who));
  // What does not fit the published schema is a fault of this program, never of the person.
  return personData.parse({
    format: "therapsy-connect/person-data",
    version: PERSON_DATA_VERSION,
    exportedAt: clock.now(),
    origin,
    accountId: who.by === "account" ? who.userId : null,
    tables: Object.fromEntries(found.map(({ table, rows }) => [table, rows])),
  });
}

/** The sealed vault as a file of its own; null where there is none. */
function vaultOf({ accountId, tables: { vault, vault_wrap } }: PersonData): SealedVault | null {
  if (accountId === null || vault === undefined) return null;
  return {
    format: "therapsy-connect/sealed-vault",
    version: PERSON_DATA_VERSION,
    accountId,
    tables: { vault, ...(vault_wrap === undefined ? {} : { vault_wrap }) },
  };
}

/** Not packed: ciphertext gets no smaller, and trying would hold up everybody else for a third of a second. */
const AS_IT_IS = { level: 0 } as const;

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);

/** The archive as the bytes of a .zip file. Throws NOT_FOUND where there is no such account. */
export async function exportArchive(
  parts: ExportParts,
  who: Who,
  language: "de" | "en",
): Promise<Uint8Array<ArrayBuffer>> {
  const data = await readPersonData(parts, who);
  if (who.by === "account" && data.tables.user === undefined) throw new Problem("NOT_FOUND");
  const vault = vaultOf(data);
  const files: Zippable = {
    [ARCHIVE_FILES.readme]: strToU8(README[language](vault !== null)),
    [ARCHIVE_FILES.page]: strToU8(exportPage(parts.facts, data, language)),
    [ARCHIVE_FILES.data]: [json(data), AS_IT_IS],
    [ARCHIVE_FILES.schema]: json(personDataSchema()),
    ...(vault === null ? {} : { [ARCHIVE_FILES.vault]: [json(vault), AS_IT_IS] }),
  };
  return Uint8Array.from(zipSync(files, { mtime: data.exportedAt }));
}

/** Language of an account's mails; null where there is no such account. */
export async function languageOf(sql: Kysely<Tables>, userId: string): Promise<"de" | "en" | null> {
  const row = await sql
    .selectFrom("person")
    .select("language")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.language ?? null;
}
