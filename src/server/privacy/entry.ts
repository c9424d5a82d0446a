// What an entry of the inventory says. Notice, record of processing, export, erasure and retention are readings of it.
import type { Text } from "../platform/document.ts";
import type { PeriodName, Periods } from "../platform/periods.ts";
import type { Tables } from "../storage/tables.ts";
import { TERMS, type Term } from "./statutory.ts";

export type { Text };

/** Categories of the privacy notice; `proof`: what shows that the law was kept. */
export type Category = "contact" | "connection" | "content" | "support" | "billing" | "proof";

export type Person = "therapist" | "client" | "visitor" | "colleague" | "operator" | "nobody";

/** Articles of the GDPR, or a law that demands it. */
export type Ground =
  | "Art. 6(1)(a)"
  | "Art. 6(1)(b)"
  | "Art. 6(1)(c)"
  | "Art. 6(1)(f)"
  | "Art. 28"
  | "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)"
  | "wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)"
  | "none: not about a person"
  | "none: not ours";

/** From which moment a period counts. */
export type Moment =
  | "end of contract"
  | "expiry"
  | "creation"
  | "last use"
  | "completion"
  | "withdrawal"
  | "end of connection"
  | "end of call"
  | "closing of the tab"
  | "sign-out"
  | "wish of the person";

/** Days, 0: at once; or the name of a period that the operator can shorten; or a term that a law counts by calendar. */
export type Period =
  | { readonly from: Moment; readonly days: number }
  | { readonly from: Moment; readonly named: PeriodName }
  | { readonly from: Moment; readonly term: Term };

/** The days of a period under this configuration: 24 hours each; of a term by calendar, the most that it can last. */
export function daysOf(period: Period, periods: Periods): number {
  if ("named" in period) return periods[period.named];
  return "term" in period ? TERMS[period.term].days : period.days;
}

/**
 * The longest that anything of a category may be kept, in days; null: as tax law says. Connection data: never more than
 * 90 days and three calendar months, of which the shortest has 89. Support: six months, of which the shortest has 181.
 * Proof: three years from the end of the year in which a claim arose (§ 195, § 199(1) BGB), four at most.
 */
export const CAPS: Readonly<Record<Category, number | null>> = {
  contact: 30,
  connection: 89,
  content: 0,
  support: 181,
  billing: null,
  proof: 1_461,
};

/** What an erasure request, or the end of the period, does here. `detach`: the row stays, without the person. */
export type Erasure = "delete" | "delete with the account" | "detach" | "nothing to erase";

/** What the person gets (Art. 15, 20), secret columns apart. `sealed`: as ciphertext, which only they can open. */
export type Export = "all" | "sealed" | "none";

export type Recipient =
  | "the practice"
  | "the mail server"
  | "the mailbox"
  | "the TURN server"
  | "the STUN server"
  | "nobody";

export type Entry = {
  readonly category: Category;
  readonly about: readonly Person[];
  readonly purpose: Text;
  /** Which data, in one sentence: for notices, where each column by itself would say less. */
  readonly summary?: Text;
  /** More than one where the data of different people lie in one place. */
  readonly grounds: readonly Ground[];
  /** Whether the service can be used without it (Art. 13(2)(e)). */
  readonly isRequired: boolean;
  /** Who gets to see it besides the operator and the person. */
  readonly recipients: readonly Recipient[];
  readonly period: Period;
  /** When that moment comes at the latest, or what ends otherwise; in words, said after the period. */
  readonly latest?: Text;
  readonly erasure: Erasure;
  readonly export: Export;
};

/** A column's purpose; `secret`: never given out, not even to the person, because it would open something. */
export type Column = Text & { readonly secret?: true };

/** By which column the rows of a person are found. `address`: a mail address, of people with and without account. */
type Subject<T> = {
  readonly by: "account" | "practice" | "address";
  readonly column: keyof T & string;
};

/**
 * Which rows go when, for retention; the days are those of the entry's period unless the rule has its own.
 * time: those whose column lies that long back, and of these only those with a word in `only` (null: without a value);
 * `as`: "date" where the sign-in library keeps a date instead of milliseconds.
 * account: with the row of the account, by foreign key. empty: those to which no row of another table points, `column`
 * being when the row was made. own: by a rule of its own, in retention-rules.ts.
 * The first column of an entry is the one by which a row is named where others point to it.
 */
export type End<T> =
  | {
      readonly how: "time";
      readonly column: keyof T & string;
      readonly as?: "date";
      readonly only?: { readonly column: keyof T & string; readonly in: readonly (string | null)[] };
      readonly days?: number;
    }
  | { readonly how: "account" }
  | {
      readonly how: "empty";
      readonly column: keyof T & string;
      readonly of: string;
      readonly by: string;
      readonly days?: number;
    }
  | { readonly how: "own" };

/** An entry for a table, with a purpose for each of its columns. */
type TableEntry<T> = Entry & {
  /** None: the rows cannot be told to belong to anybody. */
  readonly subjects: readonly Subject<T>[];
  /** More than one: whichever comes first. */
  readonly ends: readonly End<T>[];
  readonly columns: { readonly [C in keyof T]: Column };
};

/** An entry for every table there is. */
export type Described<T = Tables> = { readonly [K in keyof T]: TableEntry<T[K]> };

/** An entry for a place that is no table: file, memory, cookie, storage of a browser. */
export type PlaceEntry = Entry & {
  readonly where:
    | "disk of the server"
    | "memory of the server"
    | "cookie"
    | "sessionStorage"
    | "IndexedDB"
    | "outside this program";
  /** Of a file: its name in the data folder, or what it begins with. */
  readonly files?: readonly string[];
  /**
   * Of a folder of files, which of them go when the period is over. by day: those named for a day that long ago, as
   * platform/day-log.ts writes them. by age: those last written that long ago.
   */
  readonly ends?: "by day" | "by age";
  /**
   * Each piece of data with its purpose. In a browser by the names that it has there: fields of what is kept, or keys
   * or stores of a database.
   */
  readonly holds: Readonly<Record<string, Text>>;
};
