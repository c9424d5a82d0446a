// Ten years of an instance, day by day: nothing older than its period, nothing gone that has to stay.
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { type RetentionParts, run } from "../../src/server/privacy/retention.ts";
import { SOURCES } from "../../src/server/privacy/retention-rules.ts";
import { type Database, openDatabase } from "../../src/server/storage/database.ts";
import type { Tables } from "../../src/server/storage/tables.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { createLife, dayInVienna, halfAYearAfter } from "../support/life.ts";
import { retentionParts } from "../support/retention.ts";
import { insertRows, type Row, richAccount, wholeTables } from "../support/rich-account.ts";

const START = Date.UTC(2027, 0, 1, 3, 7);
const DAYS = 3_653;
const HOUR = 3_600_000;

/** Categories of the privacy notice for which the program has no table of its own yet. */
const FURTHER = {
  support_ticket: {
    ...INVENTORY.mail,
    period: { from: "completion", term: "support" },
    subjects: [{ by: "account", column: "user_id" }],
    about: ["visitor"],
    ends: [{ how: "time", column: "settled_at" }, { how: "account" }],
    columns: { id: {}, user_id: {}, settled_at: {} },
  },
  invoice_at: {
    ...INVENTORY.legal_hold,
    category: "billing",
    period: { from: "creation", term: "AT-7" },
    ends: [{ how: "time", column: "issued_at" }],
    columns: { id: {}, user_id: {}, issued_at: {} },
  },
  invoice_de: {
    ...INVENTORY.legal_hold,
    category: "billing",
    period: { from: "creation", term: "DE-8" },
    ends: [{ how: "time", column: "issued_at" }],
    columns: { id: {}, user_id: {}, issued_at: {} },
  },
  recording: {
    ...INVENTORY.verification,
    category: "content",
    period: { from: "creation", days: 0 },
    ends: [{ how: "time", column: "made_at" }],
    columns: { id: {}, made_at: {} },
  },
} as const;

async function createFurther({ sql: db }: Database): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).addColumn("id", "text", (c) => c.primaryKey());
  const owned = (name: string, end: "cascade" | "set null") =>
    table(name).addColumn("user_id", "text", (c) => c.references("user.id").onDelete(end));
  await owned("support_ticket", "cascade").addColumn("settled_at", "bigint").execute();
  await owned("invoice_at", "set null").addColumn("issued_at", "bigint").execute();
  await owned("invoice_de", "set null").addColumn("issued_at", "bigint").execute();
  await table("recording").addColumn("made_at", "bigint").execute();
}

const partsOf = (database: Database, now: () => number): RetentionParts => ({
  ...retentionParts(database, now),
  sources: { ...SOURCES, entries: { ...INVENTORY, ...FURTHER } },
});

/** What becomes of an account, days after it was made. */
const FATES: readonly (readonly (readonly [days: number, table: string, set: Row | "hold"])[])[] = [
  [],
  [[40, "person", { leaving_at: 0 }]],
  [
    [40, "person", { leaving_at: 0 }],
    [60, "person", { leaving_at: null }],
  ],
  [
    [20, "person", { restricted_at: 0 }],
    [40, "person", { leaving_at: 0 }],
    [150, "person", { restricted_at: null }],
  ],
  [
    [40, "person", { leaving_at: 0 }],
    [50, "legal_hold", "hold"],
    [1_300, "legal_hold", { lifted_at: 0 }],
  ],
  // Restricted for years, with everything that belongs to it.
  [[1, "person", { restricted_at: 0 }]],
  [[700, "person", { leaving_at: 0 }]],
];

/** The same numbers in every run. */
function createDice(): (below: number) => number {
  let state = 20_270_101;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** How it went: the first day on which a table was not what it has to be. */
async function liveThrough(database: Database, days: number, changed: Partial<RetentionParts> = {}) {
  await createFurther(database);
  // Ten years of days need no disk that is waited for.
  if (database.kind === "sqlite") await sql`pragma synchronous = off`.execute(database.sql);
  const tables = [...Object.keys(INVENTORY), ...Object.keys(FURTHER)].filter(
    (name) => name !== "retention_run",
  );
  const life = createLife(tables);
  let now = START;
  const parts = { ...partsOf(database, () => now), ...changed };
  const dice = createDice();
  const later: { readonly on: number; readonly work: () => Promise<void> }[] = [];

  async function add(rows: Readonly<Record<string, readonly Row[] | undefined>>): Promise<void> {
    const { retention_run: _, ...rest } = rows;
    await insertRows(database, rest);
    life.add(rest);
  }
  async function change(table: string, find: Row, set: Row): Promise<void> {
    let query = database.sql.updateTable(table as keyof Tables).set(set as never);
    for (const [column, value] of Object.entries(find))
      query = query.where(sql.ref(column), "=", value as never);
    await query.execute();
    life.change(table, find, set);
  }
  async function live(day: number, number: number): Promise<void> {
    const isConfirmed = number % 8 !== 7;
    const { userId, rows } = richAccount(database, { mark: `a${number}`, now, isConfirmed });
    await add(rows);
    const owned = (at: string) => [{ id: randomUUID(), user_id: userId, [at]: now }];
    await add({
      support_ticket: owned("settled_at"),
      invoice_at: owned("issued_at"),
      invoice_de: owned("issued_at"),
      recording: [{ id: randomUUID(), made_at: now }],
    });
    if (!isConfirmed) return;
    const waiting = rows.mail?.[0]?.["id"];
    const steps = [
      ...(FATES[number % 8] ?? []),
      [3, "mail", { state: "failed", done_at: 0, recipient: null }] as const,
    ];
    for (const [after, table, set] of steps)
      later.push({
        on: day + after,
        async work() {
          if (set === "hold") {
            const hold = {
              id: randomUUID(),
              user_id: userId,
              reason: "claim",
              placed_at: now,
              ends_at: now,
            };
            return add({ legal_hold: [{ ...hold, lifted_at: null }] });
          }
          // 0 stands for the day itself.
          const values = Object.fromEntries(Object.entries(set).map(([k, v]) => [k, v === 0 ? now : v]));
          if (table === "mail") return change(table, { id: waiting }, values);
          if (table === "person") return change(table, { user_id: userId }, values);
          await sql`update legal_hold set lifted_at = ${now} where user_id = ${userId} and lifted_at is null`.execute(
            database.sql,
          );
          life.change(table, { user_id: userId, lifted_at: null }, values);
        },
      });
  }

  const count = async (): Promise<number> => {
    const counts = tables.map((name) => sql`select count(*) as n from ${sql.table(name)}`);
    const { rows } = await sql<{
      n: number;
    }>`select sum(n) as n from (${sql.join(counts, sql` union all `)}) as t`.execute(database.sql);
    return Number(rows[0]?.n);
  };

  let most = 0;
  let counted = 0;
  let number = 0;
  for (let day = 0; day < days; day += 1) {
    // The hour moves; so do the days on which the clocks of Vienna are changed.
    now = START + day * DAY_MS + dice(20) * HOUR;
    for (const step of later.filter(({ on }) => on === day)) await step.work();
    // Leap days and last days of months are among the days on which somebody registers.
    const date = new Date(now).toISOString().slice(5, 10);
    if (day % 45 === 0 || date === "02-29" || date === "08-31" || date === "12-31") await live(day, number++);
    // Each year the program is down for a week and catches up.
    if (day % 365 > 200 && day % 365 < 208) continue;
    const lines = await run(parts, ["tables"]);
    expect(lines.filter(({ deleted }) => deleted === null)).toEqual([]);
    life.end(now);
    most = Math.max(most, life.size());
    // A row too many or too few shows at once; every value of every row, each month and at turns of the calendar.
    // Where nothing came or went, here or there, nothing can have become wrong since.
    const isStill = lines.every(({ deleted }) => deleted === 0) && life.size() === counted;
    counted = life.size();
    const isWrong = !isStill && (await count()) !== counted;
    if (!isWrong && day % 30 !== 0 && date !== "02-29" && date !== "01-01" && day !== days - 1) continue;
    const [left, right] = [await wholeTables(database, tables), life.whole()];
    const different = tables.filter((name) => left[name]?.join("\n") !== right[name]?.join("\n"));
    if (different.length > 0)
      return { number, most, different: { on: new Date(now).toISOString(), in: different } };
  }
  return { number, most, different: null };
}

describeOnBothDatabases("ten years", (ground) => {
  test("leave nothing that is older than its period, and everything that has to be kept", async () => {
    const { number, most, different } = await liveThrough(await ground.open(), DAYS);
    expect(different).toBeNull();
    // It was a life: many rows at a time, and accounts of every fate.
    expect(number).toBeGreaterThan(90);
    expect(most).toBeGreaterThan(500);
  }, 300_000);
});

describe("a life in which a rule is wrong is noticed", () => {
  const entries = { ...INVENTORY, ...FURTHER };
  const wrong: Readonly<Record<string, Partial<RetentionParts>>> = {
    "mail: a day too long": { periods: { ...USUAL_PERIODS, mail: 31 } },
    "mail: a day too short": { periods: { ...USUAL_PERIODS, mail: 29 } },
    "account: a day too long": { periods: { ...USUAL_PERIODS, account: 31 } },
    "session: never": {
      sources: { ...SOURCES, entries: { ...entries, session: { ...INVENTORY.session, ends: [] } } },
    },
    "session: also of a restricted account": {
      sources: { ...SOURCES, entries: { ...entries, session: { ...INVENTORY.session, about: ["nobody"] } } },
    },
    "practice: never": {
      sources: { ...SOURCES, entries: { ...entries, practice: { ...INVENTORY.practice, ends: [] } } },
    },
    "support: by another term": {
      sources: {
        ...SOURCES,
        entries: {
          ...entries,
          support_ticket: { ...FURTHER.support_ticket, period: { from: "completion", days: 180 } },
        },
      },
    },
  };
  for (const [name, changed] of Object.entries(wrong))
    test(name, async () => {
      const dataDir = mkdtempSync(join(tmpdir(), "connect-wrong-"));
      const database = await openDatabase({ url: null, dataDir });
      expect((await liveThrough(database, 400, changed)).different).not.toBeNull();
      await database.close();
      rmSync(dataDir, { recursive: true });
    }, 60_000);
});

test("ten years of files leave those of the period alone", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-years-"));
  let now = START;
  const found: number[] = [];
  const parts: RetentionParts = {
    database: null,
    dataDir,
    periods: { ...USUAL_PERIODS, accessLog: 5, securityLog: 89, mail: 20 },
    timeZone: "Europe/Vienna",
    clock: { now: () => now },
    log: { ...createLog({ level: "silent" }), contentDeleted: ({ files }) => found.push(files) },
  };
  const folders = ["access-log", "security-log", "mail"];
  for (const folder of folders) mkdirSync(join(dataDir, folder));
  writeFileSync(join(dataDir, "secret"), "ID3 is how a secret may begin by chance");
  const dayName = (at: number) => `${new Date(at).toISOString().slice(0, 10)}.jsonl`;
  let recordings = 0;
  for (let day = 0; day < DAYS; day += 1) {
    now = START + day * DAY_MS;
    for (const folder of ["access-log", "security-log"])
      writeFileSync(join(dataDir, folder, dayName(now)), "{}\n");
    if (day % 7 === 0) {
      const eml = join(dataDir, "mail", `${day}.eml`);
      writeFileSync(eml, "To: a@b.example");
      utimesSync(eml, now / 1_000, now / 1_000);
    }
    if (day % 100 === 0) {
      recordings += 1;
      writeFileSync(join(dataDir, folders[day % 3] ?? "", "call.webm"), "x");
    }
    // The long log is swept through less often, for it has many files.
    if (day % 3 !== 0 && day < DAYS - 100) continue;
    await run(parts);
    const names = (folder: string) => readdirSync(join(dataDir, folder)).toSorted();
    const days = (n: number) =>
      Array.from({ length: Math.min(n, day + 1) }, (_, ago) => dayName(now - ago * DAY_MS)).toSorted();
    // A file of a day goes when its first line is as old as the period: at 3:07 of the day that many days later.
    expect(names("access-log")).toEqual(days(5));
    expect(names("security-log")).toEqual(days(89));
    const mails = Array.from({ length: 3 }, (_, n) => Math.floor(day / 7) * 7 - n * 7);
    expect(names("mail")).toEqual(
      mails
        .filter((one) => one >= 0 && day - one < 20)
        .map((one) => `${one}.eml`)
        .toSorted(),
    );
  }
  expect(found.reduce((sum, files) => sum + files, 0)).toBe(recordings);
  expect(existsSync(join(dataDir, "secret"))).toBe(true);
  rmSync(dataDir, { recursive: true });
}, 120_000);

test("the calendar that the life is held against knows the turns of the year", () => {
  expect(dayInVienna(Date.UTC(2026, 11, 31, 23))).toBe("2027-01-01");
  expect(halfAYearAfter("2027-08-31")).toBe("2028-02-29");
  expect(halfAYearAfter("2026-08-31")).toBe("2027-02-28");
  expect(halfAYearAfter("2027-03-31")).toBe("2027-09-30");
});
