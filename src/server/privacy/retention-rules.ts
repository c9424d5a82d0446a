// What goes when, read from the inventory: one rule for each way in which rows of a table or files of a place end. The
// published retention table, the dry run and the deletion itself read this one list.
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Periods } from "../platform/periods.ts";
import { authFlag } from "../storage/auth-values.ts";
import type { DatabaseKind } from "../storage/database.ts";
import {
  type Category,
  daysOf,
  type End,
  type Entry,
  type Moment,
  type Person,
  type PlaceEntry,
} from "./entry.ts";
import { INVENTORY } from "./inventory.ts";
import { PLACES } from "./places.ts";
import { type Term, termCutoff } from "./statutory.ts";

/** An entry of any table, also of one that only a test declares. */
type AnyTableEntry = Entry & {
  readonly subjects: readonly { readonly by: "account" | "practice" | "address"; readonly column: string }[];
  readonly ends: readonly End<Record<string, unknown>>[];
  readonly columns: Readonly<Record<string, unknown>>;
};

/** Which rows: those where `applies`, counted from `moment`. */
export type Rows = {
  /** The column by which rows are named. */
  readonly key: string;
  readonly moment: RawBuilder<unknown>;
  readonly applies: (kind: DatabaseKind) => RawBuilder<SqlBool>;
  readonly as: "date" | "milliseconds";
  /** Whose restriction or hold stops the period: the column with the account. */
  readonly owner: string | null;
  /** The column that is emptied, where the row itself stays. */
  readonly clears: string | null;
};

export type RetentionRule = {
  /** Names the rule in `retention_run` and in what an auditor reads. */
  readonly name: string;
  /** Table or place of the inventory. */
  readonly place: string;
  readonly category: Category;
  readonly from: Moment;
  /** Days of 24 hours; of a term by calendar, the most that it can last. */
  readonly days: number;
  readonly term: Term | null;
  readonly act:
    | { readonly kind: "rows"; readonly rows: Rows }
    /** By foreign key, in the same statement as the account. */
    | { readonly kind: "with its owner" }
    | { readonly kind: "day files" | "old files"; readonly folders: readonly string[] }
    | { readonly kind: "content" }
    /** What was noted of rules that there are no more. */
    | { readonly kind: "old runs" };
};

/** An account that nobody has confirmed goes after these days. */
const UNCONFIRMED_DAYS = 2;

/** Every moment before this one is too long ago. Unix ms. */
export const cutoffOf = ({ days, term }: RetentionRule, now: number, timeZone: string): number =>
  term === null ? now - days * DAY_MS + 1 : termCutoff(now, term, timeZone);

const column = (table: string, name: string): RawBuilder<unknown> => sql`${sql.ref(`${table}.${name}`)}`;

/** Words of the list; null among them stands for "without a value". */
function isOneOf(value: RawBuilder<unknown>, words: readonly (string | null)[]): RawBuilder<SqlBool> {
  const given = words.filter((word) => word !== null);
  const isListed = given.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${value} in (${sql.join(given)})`;
  return words.includes(null) ? sql<SqlBool>`(${value} is null or ${isListed})` : isListed;
}

const always = sql<SqlBool>`1 = 1`;

type Own = Pick<RetentionRule, "name" | "days"> & { readonly from: Moment; readonly rows: Rows };
type OwnRules = (entry: AnyTableEntry, periods: Periods) => readonly Own[];

const ofPerson = (name: string) =>
  sql`(select ${sql.ref(`person.${name}`)} from person where person.user_id = ${sql.ref("user.id")})`;

const ACCOUNT_ROWS = { key: "id", as: "milliseconds", owner: "id", clears: null } as const;

/** Rules of tables whose end is of their own kind. */
const OWN_RULES: Readonly<Record<string, OwnRules>> = {
  // Erasure was asked for (Art. 17), and not taken back by signing in; or nobody ever confirmed the mailbox.
  user: (entry, periods) => [
    {
      name: "leaving",
      from: "end of contract",
      days: daysOf(entry.period, periods),
      rows: { ...ACCOUNT_ROWS, moment: ofPerson("leaving_at"), applies: () => always },
    },
    {
      name: "unconfirmed",
      from: "creation",
      days: UNCONFIRMED_DAYS,
      rows: {
        ...ACCOUNT_ROWS,
        moment: ofPerson("created_at"),
        applies: (kind) => sql<SqlBool>`${sql.ref("user.emailVerified")} = ${authFlag(kind, false)}`,
      },
    },
  ],
  // An answered request needs nobody's address any more.
  privacy_request: () => [
    {
      name: "contact",
      from: "completion",
      days: 0,
      rows: {
        key: "id",
        moment: column("privacy_request", "closed_at"),
        applies: () =>
          sql<SqlBool>`${sql.ref("privacy_request.contact")} is not null and ${sql.ref("privacy_request.state")} <> ${"open"}`,
        as: "milliseconds",
        owner: null,
        clears: "contact",
      },
    },
  ],
};

/** Only what is about its person is kept for a restriction or a hold; data of somebody else go on ending. */
function ownerOf({ about, subjects }: AnyTableEntry): string | null {
  const people: readonly Person[] = about;
  if (!people.includes("therapist")) return null;
  return subjects.find(({ by }) => by === "account")?.column ?? null;
}

function rulesOfTable(table: string, entry: AnyTableEntry, periods: Periods): readonly RetentionRule[] {
  const [key = ""] = Object.keys(entry.columns);
  const { category, period } = entry;
  const common = {
    place: table,
    category,
    from: period.from,
    days: daysOf(period, periods),
    term: "term" in period ? period.term : null,
  };
  const rowsOf = (name: string) => ({
    key,
    moment: column(table, name),
    owner: ownerOf(entry),
    clears: null,
  });
  const rulesOf = (end: AnyTableEntry["ends"][number]): readonly RetentionRule[] => {
    switch (end.how) {
      case "account":
        return [{ ...common, name: `${table} with its owner`, act: { kind: "with its owner" } }];
      case "own":
        if (table === "retention_run") return [{ ...common, name: table, act: { kind: "old runs" } }];
        return (OWN_RULES[table]?.(entry, periods) ?? []).map(({ name, from, days, rows }) => ({
          ...common,
          name: `${table} ${name}`,
          from,
          days,
          term: null,
          act: { kind: "rows", rows },
        }));
      case "time": {
        const { only } = end;
        const applies = () => (only === undefined ? always : isOneOf(column(table, only.column), only.in));
        const as = end.as ?? "milliseconds";
        // A period of its own counts from when the row was made.
        const own = end.days === undefined ? {} : { days: end.days, term: null, from: "creation" as const };
        const rows: Rows = { ...rowsOf(end.column), applies, as };
        return [{ ...common, ...own, name: `${table} ${end.column}`, act: { kind: "rows", rows } }];
      }
      case "empty": {
        const applies = () =>
          sql<SqlBool>`not exists (select 1 from ${sql.table(end.of)} where ${sql.ref(`${end.of}.${end.by}`)} = ${sql.ref(`${table}.${key}`)})`;
        const rows: Rows = { ...rowsOf(end.column), applies, as: "milliseconds" };
        const days = end.days ?? common.days;
        return [
          { ...common, name: `${table} without ${end.of}`, days, term: null, act: { kind: "rows", rows } },
        ];
      }
    }
  };
  return entry.ends.flatMap(rulesOf);
}

/** Tables that a rule empties before others are looked at: what is left without its last row goes in the same run. */
const isLate = ({ name, place }: RetentionRule): boolean => name.startsWith(`${place} without `);

export type RetentionSources = {
  readonly entries: Readonly<Record<string, AnyTableEntry>>;
  readonly places: Readonly<Record<string, PlaceEntry>>;
};

export const SOURCES: RetentionSources = { entries: INVENTORY, places: PLACES };

/** All rules under this configuration, in the order in which they run. */
export function retentionRules(
  periods: Periods,
  { entries, places }: RetentionSources = SOURCES,
): readonly RetentionRule[] {
  const tables = Object.entries(entries).flatMap(([table, entry]) => rulesOfTable(table, entry, periods));
  const files = Object.entries(places).flatMap(([place, entry]): readonly RetentionRule[] => {
    const { ends, category, period, files: folders = [] } = entry;
    if (ends === undefined) return [];
    const act = { kind: ends === "by day" ? "day files" : "old files", folders } as const;
    return [
      { name: place, place, category, from: period.from, days: daysOf(period, periods), term: null, act },
    ];
  });
  return [
    // What should not exist has no period: it goes when it is found.
    {
      name: "content",
      place: "data folder",
      category: "content",
      from: "creation",
      days: 0,
      term: null,
      act: { kind: "content" },
    },
    ...files,
    ...tables.filter((rule) => !isLate(rule)),
    ...tables.filter(isLate),
  ];
}
