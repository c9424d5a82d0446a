// After the period: planted texts are in no file of the database, of the logs, of the mails. What the law keeps stays,
// without the person; the neighbour keeps everything.
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { liftHold, placeHold, presentHolds } from "../../src/server/privacy/hold.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { eraseAccount, type RetentionParts, run } from "../../src/server/privacy/retention.ts";
import { type Database, openDatabase } from "../../src/server/storage/database.ts";
import { overwriteDeleted, physicalErasure } from "../../src/server/storage/physical-erasure.ts";
import { openPostgres } from "../../src/server/storage/postgres.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { findPostgres, type Postgres, startPostgres } from "../support/postgres.ts";
import {
  insertRows,
  plainRow,
  type RichAccount,
  type Row,
  richAccount,
  wholeTables,
} from "../support/rich-account.ts";

const START = Date.UTC(2027, 1, 1, 8);
const TABLES = Object.keys(INVENTORY);

const partsAt = (database: Database, dataDir: string, now: number): RetentionParts => ({
  database,
  dataDir,
  periods: USUAL_PERIODS,
  timeZone: "Europe/Vienna",
  clock: { now: () => now },
  log: createLog({ level: "silent" }),
});

async function addAccount(database: Database, mark: string): Promise<RichAccount> {
  const account = richAccount(database, { mark, now: START });
  await insertRows(database, account.rows);
  return account;
}

const change = (database: Database, userId: string, set: Row) =>
  database.sql.updateTable("person").set(set).where("user_id", "=", userId).execute();

/** The files below folders that contain a text, each with how often. */
const filesWith = (text: string, folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path).toString("latin1").split(text).length - 1] as const)
      .filter(([, times]) => times > 0)
      .map(([path, times]) => `${path}: ${times}`),
  );

/** The tables as they have to be afterwards: without what was inserted of an account, but for what is kept. */
function without(
  before: Readonly<Record<string, readonly string[]>>,
  account: RichAccount,
  kept: Readonly<Record<string, readonly Row[]>>,
): Readonly<Record<string, readonly string[]>> {
  const rest: Record<string, readonly string[]> = {};
  for (const [table, rows] of Object.entries(before)) {
    const own = new Set((account.rows[table as keyof typeof account.rows] ?? []).map(plainRow));
    rest[table] = [...rows.filter((row) => !own.has(row)), ...(kept[table] ?? []).map(plainRow)].toSorted();
  }
  return rest;
}

describeOnBothDatabases("erasing an account", (ground) => {
  test("has rows in every table to look at", async () => {
    const database = await ground.open();
    const { rows } = await addAccount(database, "anna");
    expect(Object.keys(rows).toSorted()).toEqual(TABLES.toSorted());
  });

  test("takes all that is about the person alone, detaches what the law keeps, and leaves the neighbour whole", async () => {
    const database = await ground.open();
    const anna = await addAccount(database, "anna");
    await addAccount(database, "berta");
    const before = await wholeTables(database, TABLES);
    expect(await eraseAccount(database, anna.userId)).toBeNull();
    const detached = (table: "legal_hold" | "privacy_request") =>
      (anna.rows[table] ?? []).map((row) => ({ ...row, user_id: null }));
    const {
      verification = [],
      try_count = [],
      lease = [],
      mailbox_proof = [],
      breach = [],
      breach_practice = [],
      request_event = [],
    } = anna.rows;
    expect(await wholeTables(database, TABLES)).toEqual(
      without(before, anna, {
        legal_hold: detached("legal_hold"),
        privacy_request: detached("privacy_request"),
        // Not tied to an account: each ends by itself.
        ...{ verification, try_count, lease, mailbox_proof, breach, breach_practice, request_event },
      }),
    );
  });

  test("is refused while the account is restricted or held, and says why", async () => {
    const database = await ground.open();
    const { userId } = await addAccount(database, "anna");
    const before = await wholeTables(database, TABLES);
    await placeHold(database, { userId, reason: "1 C 22/27", endsAt: START + DAY_MS, now: START });
    const held = await wholeTables(database, TABLES);
    expect(await eraseAccount(database, userId)).toBe("held");
    expect(await wholeTables(database, TABLES)).toEqual(held);
    expect(await presentHolds(database, START + DAY_MS)).toMatchObject([
      { email: "anna@a.example", reason: "1 C 22/27", isOverdue: true },
    ]);
    await liftHold(database, userId, START);
    expect(await liftHold(database, userId, START)).toBe(false);
    await change(database, userId, { restricted_at: START });
    expect(await eraseAccount(database, userId)).toBe("restricted");
    await change(database, userId, { restricted_at: null });
    const { legal_hold: _, ...rest } = await wholeTables(database, TABLES);
    const { legal_hold: __, ...first } = before;
    expect(rest).toEqual(first);
    expect(await eraseAccount(database, userId)).toBeNull();
    expect(await eraseAccount(database, userId)).toBe("NOT_FOUND");
    await expect(
      placeHold(database, { userId, reason: "late", endsAt: START + DAY_MS, now: START }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  // SQLite has one writer at a time, and waits for it without giving way to anything else of its process.
  if (ground.kind === "sqlite") return;
  test("does not overtake a hold that is placed in the same moment", async () => {
    const place = ground.newPlace();
    const database = await openDatabase(place);
    const other = await openDatabase(place);
    for (let round = 0; round < 10; round += 1) {
      const { userId } = await addAccount(database, `anna${round}`);
      await change(database, userId, { leaving_at: START - 31 * DAY_MS });
      const [placed] = await Promise.all([
        placeHold(other, { userId, reason: "claim", endsAt: START + DAY_MS, now: START }).then(
          () => true,
          () => false,
        ),
        run(partsAt(database, place.dataDir, START), ["tables"]),
      ]);
      const there = await database.sql.selectFrom("user").select("id").where("id", "=", userId).execute();
      expect(there).toHaveLength(placed ? 1 : 0);
      if (placed) await liftHold(database, userId, START);
    }
    await other.close();
    await database.close();
  });
});

describe("what is left in files after the period", () => {
  async function live(database: Database, dataDir: string, databaseFiles: string): Promise<void> {
    const marks = ["Zwetschkenkuchen", "Apfelstrudel"] as const;
    const [gone] = marks;
    const anna = await addAccount(database, gone);
    await addAccount(database, marks[1]);
    await database.sql.updateTable("mail").set({ state: "sent", done_at: START }).execute();
    await change(database, anna.userId, { leaving_at: START });
    mkdirSync(join(dataDir, "mail"));
    const eml = join(dataDir, "mail", "1.eml");
    writeFileSync(eml, `To: ${gone}@a.example`);
    utimesSync(eml, START / 1_000, START / 1_000);
    for (const folder of ["access-log", "security-log"]) {
      mkdirSync(join(dataDir, folder));
      writeFileSync(join(dataDir, folder, "2027-02-01.jsonl"), `{"path":"${gone}"}`);
    }
    // So that statistics and files of the database hold it.
    await overwriteDeleted(database);
    const search = (text: string = gone) => filesWith(text, [...new Set([dataDir, databaseFiles])]);
    // Tables and mail and logs, and the database's own log.
    expect(search().length).toBeGreaterThan(3);
    const end = START + 30 * DAY_MS;
    await run(partsAt(database, dataDir, end - 1));
    await overwriteDeleted(database);
    expect(search(`${gone}@a.example`)).not.toEqual([]);
    await run(partsAt(database, dataDir, end));
    await overwriteDeleted(database);
    expect(search()).toEqual([]);
    expect(search(marks[1])).not.toEqual([]);
    const kept = await database.sql
      .selectFrom("privacy_request")
      .select(["user_id", "contact"])
      .where("state", "=", "answered")
      .where("user_id", "is", null)
      .execute();
    expect(kept).toEqual([{ user_id: null, contact: null }]);
  }

  describeOnBothDatabases("as usual", (ground) => {
    if (ground.kind === "sqlite")
      test("SQLite: nothing", async () => {
        const place = ground.newPlace();
        const database = await openDatabase(place);
        expect(await physicalErasure(database)).toBe("complete");
        await live(database, place.dataDir, place.dataDir);
        await database.close();
      });
    else
      test("PostgreSQL as it comes: the program says what stands in the way", async () => {
        expect(await physicalErasure(await ground.open())).toEqual({ remains: ["recycled-log"] });
      });
  });

  const isMissing = findPostgres() === null && process.env["CI"] !== "true";
  describe.skipIf(isMissing)("PostgreSQL that overwrites its log", () => {
    let server: Postgres;
    beforeAll(async () => {
      server = await startPostgres({ settings: ["wal_recycle=off", "autovacuum=off"] });
    }, 60_000);
    afterAll(() => server.stop());

    test("nothing either, in tables, statistics and log, with the rights that the documentation asks for", async () => {
      const dataDir = server.newFolder();
      const url = server.newDatabase();
      const asSuperuser = await openDatabase({ url: server.newDatabase(), dataDir });
      const { sql: admin } = asSuperuser;
      await sql`create role plain login`.execute(admin);
      await sql`alter database ${sql.ref(new URL(url).pathname.slice(1))} owner to plain`.execute(admin);
      const database = await openDatabase({ url: url.replace("connect@", "plain@"), dataDir });
      expect(await physicalErasure(database)).toEqual({ remains: ["switch-log", "checkpoint"] });
      await sql`grant pg_checkpoint to plain`.execute(admin);
      // Of this database: the right to a function lies in each.
      const asOwner = openPostgres(url);
      await sql`grant execute on function pg_switch_wal() to plain`.execute(asOwner);
      await asOwner.destroy();
      await asSuperuser.close();
      expect(await physicalErasure(database)).toBe("complete");
      await live(database, dataDir, server.data);
      await database.close();
    });
  });
});
