import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { passkey } from "@better-auth/passkey";
import { getMigrations } from "better-auth/db/migration";
import { twoFactor } from "better-auth/plugins";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { openDatabase } from "./database.ts";
import { takeLease } from "./lease.ts";
import { migrate } from "./migrate.ts";

const USER = {
  id: "u1",
  name: "Anna",
  email: "anna@example.org",
  emailVerified: 1,
  image: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

test("SQLite: says so when another program holds the file", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-locked-"));
  await (await openDatabase({ url: null, dataDir })).close();
  const other = new DatabaseSync(join(dataDir, "connect.sqlite"));
  other.exec("begin immediate");
  await expect(openDatabase({ url: null, dataDir, waitMs: 50 })).rejects.toMatchObject({
    code: "DATABASE_LOCKED",
  });
  other.exec("rollback");
  await (await openDatabase({ url: null, dataDir, waitMs: 50 })).close();
  other.close();
  rmSync(dataDir, { recursive: true });
});

test("SQLite: a deleted text is in no file any more, at once after settling or when the database is closed", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-deleted-"));
  const files = () =>
    Buffer.concat(readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)))).toString("latin1");
  const { sql, settle, close } = await openDatabase({ url: null, dataDir });
  const name = `Praxis ${"erased".repeat(2_000)}`;
  for (const end of [settle, close]) {
    await sql.insertInto("practice").values({ id: "p", name, code: "ABCDEFGH", created_at: 1 }).execute();
    expect(files()).toContain("erasederased");
    await sql.deleteFrom("practice").execute();
    expect(files()).toContain("erasederased");
    await end();
    expect(files()).not.toContain("erasederased");
  }
  rmSync(dataDir, { recursive: true });
});

describeOnBothDatabases("the database", (ground) => {
  test("has what better-auth expects, so that it would create and add nothing", async () => {
    const { sql, kind } = await ground.open();
    const plan = await getMigrations({
      database: { db: sql, type: kind },
      emailAndPassword: { enabled: true },
      plugins: [passkey(), twoFactor()],
    });
    expect(plan.toBeCreated).toEqual([]);
    expect(plan.toBeAdded).toEqual([]);
    expect(await plan.compileMigrations()).toMatch(/^;?$/);
  });

  test("is opened a second time without a change, and by several programs at once", async () => {
    const place = ground.newPlace();
    // Programs of their own: SQLite waits for a lock without giving way to anything else of its process.
    const program = `const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "database.ts"))});
      const database = await openDatabase(${JSON.stringify(place)});
      await database.close();`;
    const run = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
    await Promise.all([run(), run(), run(), run()]);
    const again = await openDatabase(place);
    expect(await migrate(again.sql, again.kind)).toEqual([]);
    expect((await again.sql.introspection.getTables()).map(({ name }) => name)).toContain("vault_wrap");
    await again.close();
  });

  test("is refused when a later version has written it", async () => {
    const place = ground.newPlace();
    const later = await openDatabase(place);
    await later.sql
      .insertInto("schema_migration" as never)
      .values({ name: "9999-later", timestamp: "2030-01-01T00:00:00.000Z" } as never)
      .execute();
    await later.close();
    await expect(openDatabase(place)).rejects.toMatchObject({ code: "DATABASE_NEWER" });
  });

  test("keeps nothing of a migration that fails in the middle", async () => {
    const { sql, kind } = await ground.open();
    const steps = {
      "0001-practice": { up: async () => {} },
      "0002-promises": { up: async () => {} },
      "0003-broken": {
        async up(db: typeof sql) {
          await db.schema.createTable("half").addColumn("id", "text").execute();
          throw new Error("in the middle");
        },
      },
    };
    await expect(migrate(sql, kind, steps)).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
    expect((await sql.introspection.getTables()).map(({ name }) => name)).not.toContain("half");
    expect(await migrate(sql, kind)).toEqual([]);
  });

  test("gives times back as numbers and refuses rows without their owner", async () => {
    const { sql, kind } = await ground.open();
    const user = kind === "sqlite" ? USER : { ...USER, emailVerified: true };
    await sql.insertInto("user").values(user).execute();
    const person = {
      user_id: "u1",
      language: "de" as const,
      is_operator: 0,
      suspended_at: null,
      suspended_reason: null,
      leaving_at: null,
      restricted_at: null,
      created_at: 1_795_555_555_555,
    };
    await sql.insertInto("person").values(person).execute();
    expect(await sql.selectFrom("person").selectAll().execute()).toEqual([person]);
    await expect(
      sql
        .insertInto("person")
        .values({ ...person, user_id: "u2" })
        .execute(),
    ).rejects.toThrow();
    await sql.deleteFrom("user").where("id", "=", "u1").execute();
    expect(await sql.selectFrom("person").selectAll().execute()).toEqual([]);
  });

  test("says where it cannot be reached", async () => {
    const place =
      ground.kind === "sqlite"
        ? { url: null, dataDir: join(import.meta.filename, "below-a-file") }
        : { url: "postgres://connect@127.0.0.1:1/none", dataDir: "" };
    await expect(openDatabase(place)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  });

  if (ground.kind === "postgres")
    test("survives that the server ends connections, idle or within a transaction", async () => {
      const place = ground.newPlace();
      const ours = await openDatabase(place);
      const other = await openDatabase(place);
      const endAll = () =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and datname = current_database()`.execute(other.sql);
      const count = () => ours.sql.selectFrom("person").select("user_id").execute();
      const torn = ours.sql.transaction().execute(async (trx) => {
        await trx.selectFrom("person").select("user_id").execute();
        await endAll();
        await new Promise((resolve) => setTimeout(resolve, 200));
        await trx.selectFrom("person").select("user_id").execute();
      });
      await expect(torn).rejects.toThrow();
      expect(await count()).toEqual([]);
      await endAll();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await count()).toEqual([]);
      await ours.close();
      await other.close();
    });

  test("gives a lease to one holder at a time", async () => {
    const { sql } = await ground.open();
    const lease = (holder: string, now: number) => takeLease(sql, { name: "mail", holder, now, forMs: 100 });
    const first = await Promise.all(["a", "b", "c", "d"].map((holder) => lease(holder, 1_000)));
    expect(first.filter(Boolean)).toHaveLength(1);
    const winner = ["a", "b", "c", "d"][first.indexOf(true)] ?? "";
    expect(await lease(winner, 1_050)).toBe(true);
    expect(await lease("e", 1_149)).toBe(false);
    expect(await lease("e", 1_150)).toBe(true);
    expect(await lease("f", 1_249)).toBe(false);
    expect(await lease("f", 1_250)).toBe(true);
  });
});
