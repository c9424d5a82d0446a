import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { insertRows, richAccount } from "../../../test/support/rich-account.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { createLog, type Log } from "../platform/log.ts";
import { USUAL_PERIODS } from "../platform/periods.ts";
import { type Database, openDatabase } from "../storage/database.ts";
import { takeLease } from "../storage/lease.ts";
import { liftHold, placeHold } from "./hold.ts";
import { INVENTORY } from "./inventory.ts";
import { PLACES } from "./places.ts";
import { findOverdue, plan, run } from "./retention.ts";
import { retentionJob } from "./retention-job.ts";
import { retentionRules } from "./retention-rules.ts";
import { noteRuns } from "./retention-store.ts";

const START = Date.UTC(2027, 1, 1, 8);
const HOUR = 3_600_000;

test("every table, and every place of files, ends by a rule", () => {
  const ruled = new Set(retentionRules(USUAL_PERIODS).map(({ place }) => place));
  for (const table of Object.keys(INVENTORY)) expect([...ruled], table).toContain(table);
  for (const [name, place] of Object.entries(PLACES))
    if (place.where === "disk of the server" && !["database-file", "secret"].includes(name))
      expect([...ruled], name).toContain(name);
});

test("rules are told apart by their names, and follow the operator's periods", () => {
  const rules = retentionRules({ ...USUAL_PERIODS, mail: 7, account: 3, accessLog: 2 });
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  const daysOf = (name: string) => rules.find((rule) => rule.name === name)?.days;
  expect(["mail done_at", "user leaving", "access-log", "user unconfirmed"].map(daysOf)).toEqual([
    7, 3, 2, 2,
  ]);
});

describeOnBothDatabases("retention", (ground) => {
  async function open(now = START) {
    const place = ground.newPlace();
    const database = await openDatabase(place);
    const told: object[] = [];
    const tell = (fields: object) => void told.push(fields);
    const log: Log = {
      ...createLog({ level: "silent" }),
      retentionFailed: tell,
      retentionOverdue: tell,
      contentDeleted: tell,
      filesUndeclared: tell,
      retentionRan: tell,
      holdsOverdue: tell,
    };
    let time = now;
    return {
      ...place,
      database,
      told,
      parts: {
        database,
        dataDir: place.dataDir,
        periods: USUAL_PERIODS,
        timeZone: "Europe/Vienna",
        clock: { now: () => time },
        log,
        holder: "a",
      },
      pass(ms: number) {
        time += ms;
      },
    };
  }
  const countOf = async ({ sql }: Database, table: "session" | "mail") =>
    (await sql.selectFrom(table).selectAll().execute()).length;

  test("says what is due and what comes next, and deletes just that", async () => {
    const { database, parts, pass } = await open();
    await insertRows(database, richAccount(database, { mark: "anna", now: START }).rows);
    const look = async (name: string) => {
      const line = (await plan(parts)).lines.find(({ rule }) => rule.name === name);
      return [line?.due, line?.next];
    };
    expect(await look("session expiresAt")).toEqual([0, START + 30 * DAY_MS]);
    expect(await look("mail done_at")).toEqual([0, START + HOUR + 30 * DAY_MS]);
    expect(await look("user leaving")).toEqual([0, null]);
    expect(await look("vault with its owner")).toEqual([null, null]);
    pass(30 * DAY_MS);
    expect(await look("session expiresAt")).toEqual([1, START + 30 * DAY_MS]);
    expect(await countOf(database, "session")).toBe(1);
    const lines = await run(parts);
    expect(lines.find(({ rule }) => rule === "session expiresAt")).toEqual({
      rule: "session expiresAt",
      deleted: 1,
    });
    expect(await countOf(database, "session")).toBe(0);
    expect(await look("session expiresAt")).toEqual([0, null]);
    expect(await countOf(database, "mail")).toBe(3);
    await database.close();
  });

  test("goes on when a rule fails, tells it, and alarms when it has not run to its end for two days", async () => {
    const { database, parts, pass, told } = await open();
    await insertRows(database, richAccount(database, { mark: "anna", now: START - 40 * DAY_MS }).rows);
    const job = retentionJob(parts);
    await job.run();
    expect(told).toEqual([expect.objectContaining({ deleted: expect.any(Number) })]);
    expect(await findOverdue(database, parts)).toEqual([]);
    await database.sql.schema.alterTable("mailbox_proof").renameTo("elsewhere").execute();
    told.length = 0;
    pass(2 * DAY_MS);
    await job.run();
    const failed = expect.objectContaining({ rule: "mailbox_proof expires_at", code: expect.any(String) });
    expect(told).toContainEqual(failed);
    expect(told).not.toContainEqual(expect.objectContaining({ hours: expect.any(Number) }));
    pass(HOUR);
    await job.run();
    expect(told).toContainEqual({ rule: "mailbox_proof expires_at", hours: 49 });
    expect(told).not.toContainEqual(expect.objectContaining({ rule: "mail done_at" }));
    await database.close();
  });

  test("alarms for the files of a process whatever another one has noted", async () => {
    const { database, parts, dataDir, pass, told } = await open();
    const job = retentionJob(parts);
    await job.run();
    // A file in the folder's place: it cannot be read as one.
    writeFileSync(join(dataDir, "access-log"), "");
    pass(2 * DAY_MS + HOUR);
    await noteRuns(database.sql, [{ rule: "access-log", done_at: START + 2 * DAY_MS + HOUR, deleted: 0 }]);
    told.length = 0;
    await job.run();
    expect(told).toContainEqual({ rule: "access-log", hours: 49 });
    expect(told).not.toContainEqual(expect.objectContaining({ rule: "mail-folder", hours: 49 }));
    await database.close();
  });

  test("is done by one process of several, and each does its own files", async () => {
    const { database, parts, dataDir, told } = await open();
    await insertRows(database, richAccount(database, { mark: "anna", now: START - 40 * DAY_MS }).rows);
    mkdirSync(join(dataDir, "access-log"));
    writeFileSync(join(dataDir, "access-log", "2027-01-01.jsonl"), "{}");
    await takeLease(database.sql, { name: "retention", holder: "b", now: START, forMs: HOUR });
    await retentionJob(parts).run();
    expect(await countOf(database, "session")).toBe(1);
    expect(readdirSync(join(dataDir, "access-log"))).toEqual([]);
    // Nobody is alarmed because another process is at it for the first time.
    expect(told).toHaveLength(1);
    await database.close();
  });

  test("deletes what looks like a recording at once and tells it, and tells what nobody declared", async () => {
    const { database, parts, dataDir, told } = await open();
    writeFileSync(join(dataDir, "call.webm"), "x");
    writeFileSync(join(dataDir, "notes"), "x");
    expect(await plan(parts)).toMatchObject({ unknown: [join(dataDir, "notes")] });
    await run(parts, ["files"]);
    expect(readdirSync(dataDir).filter((name) => !name.startsWith("connect.sqlite"))).toEqual(["notes"]);
    expect(told).toEqual([{ files: 1 }, { files: 1 }]);
    await database.close();
  });

  test("tells holds whose expected end is over, until they are lifted", async () => {
    const { database, parts, pass, told } = await open();
    const { userId, rows } = richAccount(database, { mark: "anna", now: START });
    await insertRows(database, rows);
    await placeHold(database, { userId, reason: "1 C 22/27", endsAt: START + DAY_MS, now: START });
    const tellings = async () => {
      told.length = 0;
      await retentionJob(parts).run();
      return told.filter((fields) => "accounts" in fields);
    };
    expect(await tellings()).toEqual([]);
    pass(DAY_MS);
    expect(await tellings()).toEqual([{ accounts: 1 }]);
    await liftHold(database, userId, START + DAY_MS);
    expect(await tellings()).toEqual([]);
    await database.close();
  });

  test("forgets what was noted of rules that there are no more", async () => {
    const { database, parts } = await open();
    await database.sql
      .insertInto("retention_run")
      .values({ rule: "old", done_at: START, deleted: 1 })
      .execute();
    await retentionJob(parts).run();
    const rules = (await database.sql.selectFrom("retention_run").select("rule").execute()).map(
      ({ rule }) => rule,
    );
    expect(rules.toSorted()).toEqual(
      [...retentionRules(USUAL_PERIODS).map(({ name }) => name), "overwriting"].toSorted(),
    );
    await database.close();
  });
});
