// What an entry of the inventory says. Notice, record of processing, export, erasure and retention are readings of it.

/** Categories of the privacy notice. */
export type Category = "contact" | "connection" | "content" | "support" | "billing";

type Person = "therapist" | "client" | "visitor" | "colleague" | "operator" | "nobody";

/** Articles of the GDPR, or a law that demands it. */
type Ground =
  | "Art. 6(1)(a)"
  | "Art. 6(1)(b)"
  | "Art. 6(1)(c)"
  | "Art. 6(1)(f)"
  | "Art. 28"
  | "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)"
  | "wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)"
  | "none: not about a person";

type Period = {
  /** From which moment the period counts. */
  readonly from:
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
  /** Days; 0: at once. */
  readonly days: number;
};

/**
 * The longest that anything of a category may be kept, in days; null: as tax law says. Connection data: never more than
 * 90 days and three calendar months, of which the shortest has 89. Support: six months, of which the shortest has 181.
 */
export const CAPS: Readonly<Record<Category, number | null>> = {
  contact: 30,
  connection: 89,
  content: 0,
  support: 181,
  billing: null,
};

/** What an erasure request, or the end of the period, does here. */
type Erasure = "delete" | "delete with the account" | "nothing to erase";

/** What the person gets (Art. 15, 20). `sealed`: as ciphertext, which only they can open. */
type Export = "all" | "sealed" | "without secrets" | "none";

export type Entry = {
  readonly category: Category;
  readonly about: readonly Person[];
  readonly purpose: string;
  /** More than one where the data of different people lie in one place. */
  readonly grounds: readonly Ground[];
  /** Whether the service can be used without it (Art. 13(2)(e)). */
  readonly isRequired: boolean;
  /** Who gets to see it besides the operator and the person. */
  readonly recipients: readonly ("the practice" | "the mail server" | "the mailbox" | "nobody")[];
  readonly period: Period;
  readonly erasure: Erasure;
  readonly export: Export;
};

/** An entry for a table, with a purpose for each of its columns. */
export type TableEntry<T> = Entry & { readonly columns: { readonly [C in keyof T]: string } };

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
  /** Each piece of data with its purpose. */
  readonly holds: Readonly<Record<string, string>>;
};
