// Retention and erasure, killed at ten moments: the next run finishes, nothing is half there in between.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { type Database, openDatabase } from "../../src/server/storage/database.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { insertRows, type RichAccount, type Row, richAccount, wholeTables } from "../support/rich-account.ts";

const START = Date.UTC(2027, 1, 1, 8);
const END = START + 31 * DAY_MS;
const TABLES = Object.keys(INVENTORY).filter((name) => name !== "retention_run");
const PROGRAM = join(import.meta.dirname, "..", "support", "erase-in-steps.ts");
const KILLS = 10;

type Place = { readonly url: string | null; readonly dataDir: string };

/** Starts the program and kills it so long after it has begun; true if it was done before. */
async function runAndKill(place: Place, afterMs: number, userIds: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, place.url ?? "", place.dataDir, String(END), ...userIds]);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = once(child, "exit");
  while (!said.includes("begun") && child.exitCode === null) await pause(2);
  if (afterMs < Number.POSITIVE_INFINITY) {
    await Promise.race([pause(afterMs), gone]);
    child.kill("SIGKILL");
  }
  await gone;
  return said.includes("done");
}

/** Accounts of which every row that goes with them is there, and those of which none is; anything else is half. */
async function halves(database: Database, accounts: readonly RichAccount[]): Promise<readonly string[]> {
  // What has a period of its own may go first.
  const whole = [
    "user",
    "person",
    "account",
    "passkey",
    "vault",
    "vault_wrap",
    "agreement",
    "twoFactor",
  ] as const;
  const keyOf = (row: Row) => row["userId"] ?? row["user_id"] ?? row["id"];
  const found = new Map<unknown, number>();
  for (const table of whole) {
    const rows: readonly Row[] = await database.sql.selectFrom(table).selectAll().execute();
    for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + 1);
  }
  return accounts.map(({ userId }) => userId).filter((id) => ![0, whole.length].includes(found.get(id) ?? 0));
}

describeOnBothDatabases("killed in the middle", (ground) => {
  async function settle(place: Place, count: number): Promise<readonly RichAccount[]> {
    const database = await openDatabase(place);
    const accounts: RichAccount[] = [];
    for (let n = 0; n < count; n += 1) {
      const account = richAccount(database, { mark: `a${n}`, now: START, isConfirmed: n % 5 !== 0 });
      accounts.push(account);
      await insertRows(database, {
        ...account.rows,
        // Half of them go; the others are the neighbours.
        person: account.rows.person?.map((row) => ({ ...row, leaving_at: n % 2 === 0 ? START : null })) ?? [],
      });
    }
    await database.close();
    mkdirSync(join(place.dataDir, "access-log"));
    for (let day = 1; day < 20; day += 1)
      writeFileSync(join(place.dataDir, "access-log", `2027-02-${String(day).padStart(2, "0")}.jsonl`), "{}");
    return accounts;
  }

  /** Kills at moments that are spread over the time that a whole run takes. */
  async function killTenTimes(
    place: Place,
    userIds: readonly string[],
    check: () => Promise<void>,
  ): Promise<number> {
    let done = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (await runAndKill(place, 3 + kill * 9, userIds)) done += 1;
      await check();
    }
    return KILLS - done;
  }

  test("retention is finished by the next run, and nothing is half", async () => {
    const place = ground.newPlace();
    const accounts = await settle(place, 120);
    const database = await openDatabase(place);
    const before = await wholeTables(database, TABLES);
    const killed = await killTenTimes(place, [], async () =>
      expect(await halves(database, accounts)).toEqual([]),
    );
    expect(killed).toBeGreaterThan(3);
    expect(await runAndKill(place, Number.POSITIVE_INFINITY, [])).toBe(true);
    const after = await wholeTables(database, TABLES);
    expect(after["user"]).toHaveLength(48);
    expect(after["practice"]).toHaveLength(48);
    expect(readdirSync(join(place.dataDir, "access-log"))).toEqual(["2027-02-19.jsonl"]);
    // What an uninterrupted run leaves of the same rows.
    const other = ground.newPlace();
    await openDatabase(other).then((one) => one.close());
    const copy = await openDatabase(other);
    for (const table of orderOf(accounts)) {
      const rows = (before[table] ?? []).map((row) =>
        Object.fromEntries(JSON.parse(row) as [string, unknown][]),
      );
      await insertRows(copy, { [table]: copy.kind === "postgres" ? rows.map(asPostgres) : rows });
    }
    expect(await wholeTables(copy, TABLES)).toEqual(before);
    expect(await runAndKill(other, Number.POSITIVE_INFINITY, [])).toBe(true);
    expect(await wholeTables(copy, TABLES)).toEqual(after);
    await copy.close();
    await database.close();
  }, 90_000);

  test("so is the erasure of accounts", async () => {
    const place = ground.newPlace();
    const accounts = await settle(place, 60);
    const database = await openDatabase(place);
    const asked = accounts.slice(0, 50);
    const userIds = asked.map(({ userId }) => userId);
    const killed = await killTenTimes(place, userIds, async () =>
      expect(await halves(database, accounts)).toEqual([]),
    );
    expect(killed).toBeGreaterThan(1);
    expect(await runAndKill(place, Number.POSITIVE_INFINITY, userIds)).toBe(true);
    const left = await database.sql.selectFrom("user").select("id").execute();
    expect(left.filter(({ id }) => userIds.includes(id))).toEqual([]);
    await database.close();
  }, 90_000);

  test("an account that is half there would be noticed", async () => {
    const place = ground.newPlace();
    const accounts = await settle(place, 2);
    const database = await openDatabase(place);
    const userId = accounts[1]?.userId ?? "";
    await database.sql.deleteFrom("vault").where("user_id", "=", userId).execute();
    expect(await halves(database, accounts)).toEqual([userId]);
    await database.close();
  });
});

/** Tables in an order in which rows can be inserted. */
const orderOf = ([account]: readonly RichAccount[]): readonly string[] => Object.keys(account?.rows ?? {});

/** Flags as that database takes them. */
function asPostgres(row: Row): Row {
  const flags = new Set(["emailVerified", "twoFactorEnabled", "verified", "backedUp"]);
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, flags.has(key) && value !== null ? value === 1 : value]),
  );
}
