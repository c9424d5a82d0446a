// What has to be in the database on a day, computed by plain rules of its own: held against what retention left.
import { DAY_MS } from "../../src/protocol/limits.ts";
import { plainRow, type Row } from "./rich-account.ts";

const HOUR = 3_600_000;

/** Day, month and year in Vienna, by the browser's own calendar: the code under test uses another one. */
const viennaDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Vienna" });
export const dayInVienna = (at: number): string => viennaDay.format(at);

/** Six months later on the calendar; the last day of a month that is too short. */
export function halfAYearAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 5, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first of January after so many full years. */
const afterYears = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years + 1}-01-01`;

const time = (value: unknown): number =>
  value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : Number(value);

interface Rule {
  /** Whether the period of a row is over. */
  isOver(row: Row, now: number): boolean;
  /** The account with whose restriction or hold it waits. */
  waitsFor?: string;
}

const PROOF_DAYS = 1_095;
const after = (column: string, days = 0) => ({
  isOver: (row: Row, now: number) => row[column] !== null && time(row[column]) + days * DAY_MS <= now,
});
const onDay = (column: string, day: (from: string) => string) => ({
  isOver: (row: Row, now: number) =>
    row[column] !== null && day(dayInVienna(time(row[column]))) <= dayInVienna(now),
});

/** By table, as the privacy notice says it. */
const RULES: Readonly<Record<string, Rule>> = {
  session: { ...after("expiresAt"), waitsFor: "userId" },
  verification: after("expiresAt"),
  news_consent: {
    isOver: (row, now) => row["given_at"] === null && time(row["asked_at"]) + 30 * DAY_MS <= now,
    waitsFor: "user_id",
  },
  mail_token: { ...after("expires_at"), waitsFor: "user_id" },
  invitation: after("expires_at"),
  mail: {
    isOver: (row, now) => row["state"] !== "waiting" && time(row["done_at"]) + 30 * DAY_MS <= now,
    waitsFor: "user_id",
  },
  try_count: after("window_start", 1),
  lease: after("until"),
  legal_hold: { ...after("lifted_at", PROOF_DAYS), waitsFor: "user_id" },
  privacy_request: { ...after("closed_at", PROOF_DAYS), waitsFor: "user_id" },
  mailbox_proof: after("expires_at"),
  breach: after("closed_at", PROOF_DAYS),
  support_ticket: onDay("settled_at", halfAYearAfter),
  invoice_at: { ...onDay("issued_at", (day) => afterYears(day, 7)), waitsFor: "user_id" },
  invoice_de: { ...onDay("issued_at", (day) => afterYears(day, 8)), waitsFor: "user_id" },
  recording: after("made_at"),
};

/** What goes with a row of another table, and what only forgets it. */
const WITH: readonly (readonly [table: string, column: string, of: string])[] = [
  ...["session", "account", "twoFactor", "passkey"].map((table) => [table, "userId", "user"] as const),
  ...[
    ...["person", "therapist", "agreement", "news_consent", "mail_token", "vault", "vault_wrap"],
    ...["appointment_notice", "mail", "support_ticket"],
  ].map((table) => [table, "user_id", "user"] as const),
  ["invitation", "invited_by", "user"],
  ["invitation", "practice_id", "practice"],
  ["mail", "notice_id", "appointment_notice"],
  ["request_event", "request_id", "privacy_request"],
  // Not with the practice: that it was concerned stays in the register.
  ["breach_practice", "breach_id", "breach"],
];
const FORGETS = ["legal_hold", "privacy_request", "invoice_at", "invoice_de"];

export interface Life {
  add(rows: Readonly<Record<string, readonly Row[] | undefined>>): void;
  /** Changes a row as the database was changed. */
  change(table: string, find: Row, set: Row): void;
  /** Lets everything end that has to be gone by now. */
  end(now: number): void;
  /** Whole rows by table, as texts. */
  whole(): Readonly<Record<string, readonly string[]>>;
  size(): number;
}

export function createLife(tables: readonly string[]): Life {
  const living = new Map<string, Set<Row>>(tables.map((table) => [table, new Set()]));
  const rowsOf = (table: string): Set<Row> => {
    const rows = living.get(table);
    if (rows === undefined) throw new Error(`not a table of this life: ${table}`);
    return rows;
  };
  const fits = (row: Row, find: Row) => Object.entries(find).every(([key, value]) => row[key] === value);

  function remove(table: string, row: Row): void {
    rowsOf(table).delete(row);
    for (const [other, column, of] of WITH)
      if (of === table)
        for (const one of [...rowsOf(other)]) if (one[column] === row["id"]) remove(other, one);
    if (table === "user")
      for (const other of FORGETS)
        for (const one of rowsOf(other)) if (one["user_id"] === row["id"]) one["user_id"] = null;
  }

  function keptAccounts(): ReadonlySet<unknown> {
    const kept = new Set<unknown>();
    for (const row of rowsOf("person")) if (row["restricted_at"] !== null) kept.add(row["user_id"]);
    for (const row of rowsOf("legal_hold")) if (row["lifted_at"] === null) kept.add(row["user_id"]);
    return kept;
  }

  return {
    add(rows) {
      for (const [table, list = []] of Object.entries(rows))
        for (const row of list) rowsOf(table).add({ ...row });
    },
    change(table, find, set) {
      const found = [...rowsOf(table)].filter((row) => fits(row, find));
      if (found.length === 0) throw new Error(`nothing to change in ${table}`);
      for (const row of found) Object.assign(row, set);
    },
    end(now) {
      const kept = keptAccounts();
      const users = new Map([...rowsOf("user")].map((row) => [row["id"], row]));
      for (const person of [...rowsOf("person")]) {
        const user = users.get(person["user_id"]);
        if (user === undefined || kept.has(user["id"])) continue;
        const leaving = person["leaving_at"];
        const hasLeft = leaving !== null && time(leaving) + 30 * DAY_MS <= now;
        const isNobody = !user["emailVerified"] && time(person["created_at"]) + 48 * HOUR <= now;
        if (hasLeft || isNobody) remove("user", user);
      }
      for (const row of rowsOf("privacy_request"))
        if (row["state"] !== "open" && time(row["closed_at"]) <= now) row["contact"] = null;
      for (const [table, { isOver, waitsFor }] of Object.entries(RULES))
        for (const row of [...rowsOf(table)])
          if (isOver(row, now) && (waitsFor === undefined || !kept.has(row[waitsFor]))) remove(table, row);
      const practices = new Set([...rowsOf("therapist")].map((row) => row["practice_id"]));
      for (const row of [...rowsOf("practice")]) if (!practices.has(row["id"])) remove("practice", row);
      const notices = new Set([...rowsOf("mail")].map((row) => row["notice_id"]));
      for (const row of [...rowsOf("appointment_notice")])
        if (!notices.has(row["id"]) && time(row["created_at"]) + 30 * DAY_MS <= now)
          remove("appointment_notice", row);
    },
    whole: () =>
      Object.fromEntries([...living].map(([table, rows]) => [table, [...rows].map(plainRow).toSorted()])),
    size: () => [...living.values()].reduce((sum, rows) => sum + rows.size, 0),
  };
}
