// The operator's commands as a person runs them.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accountApi } from "../../src/protocol/api-account.ts";
import { startServer } from "../../src/server/compose.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { connect, envOf } from "../support/command-line.ts";
import { describeOnBothDatabases } from "../support/databases.ts";

describeOnBothDatabases("the operator's commands", (ground) => {
  test("bring an empty database up to date, and one that is", async () => {
    const env = envOf(ground.newPlace());
    for (let run = 0; run < 2; run += 1)
      expect(await connect(env, "migrate")).toEqual({
        code: 0,
        out: "The database is up to date.\n",
        err: "",
      });
  });

  test("make an operator, who chooses the password with what is printed", async () => {
    const place = ground.newPlace();
    const server = await startServer({
      config: readConfig({ ...envOf(place), CONNECT_LOG_LEVEL: "silent" }),
    });
    const env = { ...envOf(place), CONNECT_ORIGIN: server.origin };
    const words = ["create-operator", "--email", " Leitung@Example.org", "--name", "Leitung"];
    const first = await connect(env, ...words);
    expect(first.code).toBe(0);
    const [, token = ""] = /\n(?:\S+)\/practice#reset\.([\w-]{43})\n/.exec(first.out) ?? [];
    const reset = (email: string) =>
      fetch(server.origin + accountApi.reset.path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: server.origin },
        body: JSON.stringify({ token, email, password: randomBytes(32).toString("base64url") }),
      });
    expect((await reset("leitung@example.org")).status).toBe(204);
    expect((await reset("leitung@example.org")).status).toBe(410);
    expect(await connect(env, ...words)).toMatchObject({
      code: 1,
      out: "",
      err: "This address has an account already.\n",
    });
    await server.stop();
  });

  test("suspend a therapist and undo it, but never touch an operator", async () => {
    const place = ground.newPlace();
    const env = envOf(place);
    await connect(env, "create-operator", "--email", "leitung@example.org", "--name", "Leitung");
    const suspension = (email: string) =>
      connect(env, "suspend", "--email", email, "--reason", "no contract");
    expect((await suspension("leitung@example.org")).code).toBe(1);
    expect((await suspension("nobody@example.org")).err).toBe("There is no such account of a therapist.\n");

    const { sql, close } = await openDatabase(place);
    await sql.updateTable("person").set({ is_operator: 0 }).execute();
    expect((await suspension("leitung@example.org")).code).toBe(0);
    const state = () => sql.selectFrom("person").select("suspended_reason").executeTakeFirstOrThrow();
    expect(await state()).toEqual({ suspended_reason: "no contract" });
    expect((await connect(env, "reactivate", "--email", "leitung@example.org")).code).toBe(0);
    expect(await state()).toEqual({ suspended_reason: null });
    await close();
  });

  test("show an auditor what is due and what comes next, delete it, and hold an account", async () => {
    const place = ground.newPlace();
    const env = { ...envOf(place), CONNECT_MAIL_DAYS: "9" };
    await connect(env, "create-operator", "--email", "leitung@example.org", "--name", "Leitung");
    const database = await openDatabase(place);
    const { sql } = database;
    await sql.insertInto("lease").values({ name: "old", holder: "x", until: 1 }).execute();
    writeFileSync(join(place.dataDir, "notes"), "x");
    const dry = await connect(env, "retention", "--dry-run");
    expect([dry.code, dry.err]).toEqual([0, ""]);
    expect(dry.out).toContain("Nothing has been deleted.");
    expect(dry.out).toMatch(/^lease until +connection +at expiry +1 +now$/m);
    expect(dry.out).toMatch(/^mail done_at +support +9 days after completion +0 +-$/m);
    expect(dry.out).toMatch(
      /^user unconfirmed +contact +2 days after creation +0 +\d{4}-\d\d-\d\d \d\d:\d\d UTC$/m,
    );
    expect(dry.out).toContain(`Not declared, and left alone: ${join(place.dataDir, "notes")}`);
    expect(dry.out).toContain(ground.kind === "sqlite" ? "leave the files" : "wal_recycle is on");
    expect(await sql.selectFrom("lease").selectAll().execute()).toHaveLength(1);
    const ran = await connect(env, "retention");
    expect([ran.code, ran.out.split("\n")[0]]).toEqual([0, "lease until: 1 deleted"]);

    const hold = (...words: readonly string[]) => connect(env, "hold", ...words);
    const whose = ["--email", "leitung@example.org"];
    expect((await hold()).out).toBe("No account is held.\n");
    expect((await hold(...whose, "--reason", "1 C 22/27")).code).toBe(1);
    expect((await hold(...whose, "--reason", "1 C 22/27", "--until", "2020-01-01")).code).toBe(1);
    expect((await hold(...whose, "--reason", "1 C 22/27", "--until", "2099-02-30")).code).toBe(2);
    expect((await hold(...whose, "--reason", "1 C 22/27", "--until", "2099-02-28")).code).toBe(0);
    expect((await hold()).out).toMatch(/^leitung@example\.org +\d{4}-\d\d-\d\d +2099-02-28 +1 C 22\/27$/m);
    expect((await connect(env, "retention", "--dry-run")).out).toContain(
      "0 restricted accounts, 1 held account, 0 of them beyond the expected end.",
    );
    expect(await connect(env, "erase", ...whose)).toMatchObject({
      code: 1,
      err: "Not erased: a legal hold keeps the account (Art. 17(3)).\n",
    });
    expect((await hold(...whose, "--lift")).code).toBe(0);
    expect(await hold(...whose, "--lift")).toMatchObject({ code: 1, err: "The account is not held.\n" });
    expect((await hold()).out).toBe("No account is held.\n");
    expect((await connect(env, "erase", ...whose)).code).toBe(0);
    expect(await sql.selectFrom("user").selectAll().execute()).toEqual([]);
    await database.close();
  }, 60_000);
});

test("what is not understood is answered with the usage and changes nothing", async () => {
  for (const words of [
    [],
    ["erase-everything"],
    ["migrate", "twice"],
    ["migrate", "--email", "a@example.org"],
    ["create-operator", "--email", "a@example.org"],
    ["create-operator", "--email", "no address", "--name", "A"],
    ["create-operator", "--email", "a@example.org", "--name", "A", "--language", "fr"],
    ["suspend", "--email", "a@example.org", "--reason"],
    ["migrate", "--data", "x"],
  ]) {
    const { code, out, err } = await connect({ CONNECT_DATA_DIR: "/nowhere/connect" }, ...words);
    expect([words, code]).toEqual([words, 2]);
    expect(out + err).toContain("Usage: npm run connect -- <command>");
  }
  const help = await connect({}, "--help");
  expect([help.code, help.err]).toEqual([0, ""]);
});

test("says what hinders: no accounts here, a wrong setting, no database", async () => {
  expect(await connect({ CONNECT_ROLE: "relay" }, "migrate")).toMatchObject({
    code: 1,
    err: "CONNECT_ROLE is relay: it keeps no accounts.\n",
  });
  expect((await connect({ CONNECT_PORT: "eighty" }, "migrate")).err).toContain("CONNECT_PORT must be");
  const { code, err } = await connect({ CONNECT_DATABASE_URL: "postgres://x:hush@127.0.0.1:1/x" }, "migrate");
  expect(code).toBe(1);
  expect(err).toContain("The database cannot be opened");
  expect(err).not.toContain("hush");
});

test("commands refuse to look at a database that is not there", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-cli-"));
  const env = { CONNECT_DATA_DIR: dataDir, CONNECT_PORT: "0" };
  for (const words of [
    ["requests"],
    ["breaches"],
    ["retention"],
    ["suspend", "--email", "a@b.example", "--reason", "x"],
  ]) {
    const said = await connect(env, ...words);
    expect([said.code, said.out]).toEqual([1, ""]);
    expect(said.err).toContain("There is no database in");
  }
  rmSync(dataDir, { recursive: true });
});
