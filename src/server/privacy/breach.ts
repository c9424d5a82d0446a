// Personal data breaches: kept in a register (Art. 33(5) GDPR), told to the authority within 72 hours (33(1)), to the
// practices without delay (33(2)), to the persons where the risk for them is high (34).
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Mailer } from "../mail/mail.ts";
import type { Clock } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import type { Tables } from "../storage/tables.ts";
import {
  addPractices,
  type Breach,
  changeOpenBreach,
  findBreach,
  findPracticeOfAddress,
  insertBreach,
  listOwners,
  listPractices,
  markTold,
} from "./breach-store.ts";
import { authorityDeadline } from "./days.ts";

type Sql = Kysely<Tables>;
type Now = Pick<Clock, "now">;

export const RISKS = ["unknown", "none", "risk", "high"] as const satisfies readonly Breach["risk"][];

/** In the operator's words, which never name a client. */
export type BreachWords = Pick<Breach, "nature" | "consequences" | "measures" | "people" | "risk">;

/** Notes a breach; what is not known yet may be empty (Art. 33(4)). Throws BAD_REQUEST if it was noticed in the future. */
export async function openBreach(
  sql: Sql,
  clock: Now,
  breach: BreachWords & { readonly noticedAt: number },
): Promise<string> {
  const { noticedAt, ...words } = breach;
  if (noticedAt > clock.now()) throw new Problem("BAD_REQUEST");
  const id = randomUUID();
  await insertBreach(sql, {
    id,
    noticed_at: noticedAt,
    ...words,
    authority_told_at: null,
    authority_reason: null,
    persons_told_at: null,
    closed_at: null,
  });
  return id;
}

/** Throws NOT_FOUND. */
export async function readBreach(sql: Sql, id: string): Promise<Breach> {
  const breach = await findBreach(sql, id);
  if (breach === undefined) throw new Problem("NOT_FOUND");
  return breach;
}

/** Writes to an open one. Throws NOT_FOUND, and CONFLICT for one that is closed. */
async function change(sql: Sql, id: string, changes: Parameters<typeof changeOpenBreach>[2]): Promise<void> {
  if (await changeOpenBreach(sql, id, changes)) return;
  await readBreach(sql, id);
  throw new Problem("CONFLICT");
}

/** What became known later. Throws as `change`. */
export const describeBreach = (sql: Sql, id: string, words: Partial<BreachWords>): Promise<void> =>
  change(sql, id, words);

/**
 * Notes that a breach concerns the practice of the therapist with this address, or with null all practices. Returns how
 * many are new. Throws NOT_FOUND for no such breach or therapist.
 */
export async function concernPractices(sql: Sql, id: string, therapist: string | null): Promise<number> {
  await readBreach(sql, id);
  if (therapist === null) return addPractices(sql, id, null);
  const practice = await findPracticeOfAddress(sql, therapist);
  if (practice === null) throw new Problem("NOT_FOUND");
  return addPractices(sql, id, [practice]);
}

export type TellParts = {
  readonly sql: Sql;
  readonly clock: Now;
  readonly mailer: Pick<Mailer, "enqueue">;
  /** Of the operator's seat. */
  readonly timeZone: string;
  /** Whom practices can ask: lines. */
  readonly contact: string;
};

/**
 * Mails what happened to the owners of each practice that is concerned and has not been told; once, however often it is
 * asked for. Returns how many practices were told. Throws NOT_FOUND, and BAD_REQUEST while nature, consequences or
 * measures are not described.
 */
export async function tellPractices(
  { sql, clock, mailer, timeZone, contact }: TellParts,
  id: string,
): Promise<number> {
  const { nature, consequences, measures, noticed_at } = await readBreach(sql, id);
  if ([nature, consequences, measures].includes("")) throw new Problem("BAD_REQUEST");
  const content = { nature, consequences, measures, noticedAt: noticed_at, timeZone, contact };
  return sql.transaction().execute(async (trx) => {
    const practices = await markTold(trx, id, clock.now());
    for (const practice of practices)
      for (const owner of await listOwners(trx, practice))
        await mailer.enqueue(
          { kind: "breach", userId: owner.id, recipient: owner.email, language: owner.language, content },
          trx,
        );
    return practices.length;
  });
}

type Told = {
  /** Unix ms. */
  readonly at: number;
  /** Of the delay. */
  readonly reason?: string;
};

/**
 * Notes when the authority was told. Throws BAD_REQUEST if that was later than 72 hours and no reason for it is given
 * (Art. 33(1)), before the breach was noticed, or in the future; CONFLICT, NOT_FOUND.
 */
export async function noteAuthorityTold(
  sql: Sql,
  clock: Now,
  id: string,
  { at, reason = "" }: Told,
): Promise<void> {
  const { noticed_at } = await readBreach(sql, id);
  const isLate = at > authorityDeadline(noticed_at);
  if (at < noticed_at || at > clock.now() || (isLate && reason.trim() === ""))
    throw new Problem("BAD_REQUEST");
  await change(sql, id, {
    authority_told_at: at,
    authority_reason: reason.trim() === "" ? null : reason.trim(),
  });
}

/** Notes when the persons were told (Art. 34). Throws as above. */
export async function notePersonsTold(sql: Sql, clock: Now, id: string, { at }: Told): Promise<void> {
  const { noticed_at } = await readBreach(sql, id);
  if (at < noticed_at || at > clock.now()) throw new Problem("BAD_REQUEST");
  await change(sql, id, { persons_told_at: at });
}

/** What still has to be done before a breach can be closed. */
export type Missing = "words" | "risk" | "authority" | "practices" | "persons";

export async function missingOf(sql: Sql, breach: Breach, reason = ""): Promise<readonly Missing[]> {
  const isTold = breach.authority_told_at !== null;
  // Only what is unlikely to be a risk may be kept from the authority, and why has to stand in the register.
  const isExplained = breach.risk === "none" && (reason.trim() !== "" || breach.authority_reason !== null);
  const practices = await listPractices(sql, breach.id);
  const missing: Readonly<Record<Missing, boolean>> = {
    words: [breach.nature, breach.consequences, breach.measures].includes(""),
    risk: breach.risk === "unknown",
    authority: !(isTold || isExplained),
    practices: practices.some(({ told_at }) => told_at === null),
    persons: breach.risk === "high" && breach.persons_told_at === null,
  };
  return (Object.keys(missing) as Missing[]).filter((one) => missing[one]);
}

/**
 * Closes it. `reason`: why the authority was not told, where there is no risk. Throws CONFLICT while something is
 * missing, or for one that is closed; NOT_FOUND.
 */
export async function closeBreach(sql: Sql, clock: Now, id: string, reason = ""): Promise<void> {
  const breach = await readBreach(sql, id);
  if ((await missingOf(sql, breach, reason)).length > 0) throw new Problem("CONFLICT");
  await change(sql, id, {
    closed_at: clock.now(),
    ...(reason.trim() === "" ? {} : { authority_reason: reason.trim() }),
  });
}
