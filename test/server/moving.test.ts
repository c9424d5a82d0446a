// An account that moves from one instance to another (Art. 20 GDPR), and what is left when the program is killed in the
// middle of it.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { lstat, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { accountApi, sessionApi } from "../../src/protocol/api-account.ts";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import { ARCHIVE_FILES, type PersonData, personData } from "../../src/protocol/person-data.ts";
import { PORTABLE } from "../../src/server/privacy/arrival.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { type AccountsServer, startAccountsServer } from "../support/accounts-server.ts";
import { packed } from "../support/archive.ts";
import { childEnv } from "../support/child-env.ts";
import { describeOnBothDatabases, type Ground } from "../support/databases.ts";
import { addPasskey } from "../support/practice-rows.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "server", "cli.ts");
const INTERRUPTIONS = 10;
/** For tests that start the program more than ten times. Milliseconds. */
const MANY_RUNS = 240_000;

type Said = { readonly code: number; readonly out: string; readonly err: string };
type Env = Readonly<Record<string, string>>;

const withPath = (env: Env): Env => ({ ...childEnv(), ...env });

function connect(env: Env, ...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { env: withPath(env) }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** Starts a command and kills it after so many milliseconds. */
async function killed(env: Env, after: number, ...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...words], { env: withPath(env), stdio: "ignore" });
  const gone = once(child, "exit");
  await pause(after);
  child.kill("SIGKILL");
  await gone;
}

const envOf = (place: ReturnType<Ground["newPlace"]>): Env => ({
  CONNECT_DATA_DIR: place.dataDir,
  CONNECT_PORT: "0",
  CONNECT_ORIGIN: "http://localhost:8080",
  ...(place.url === null ? {} : { CONNECT_DATABASE_URL: place.url }),
});

const dataOf = (archive: Uint8Array): PersonData =>
  personData.parse(JSON.parse(strFromU8(unzipSync(archive)[ARCHIVE_FILES.data] ?? new Uint8Array())));

/**
 * What a second export has to give back unchanged. Left out is what begins anew, of which "gives the same data back"
 * names each: whether the mailbox is confirmed, when the account was made, and what its passkeys open.
 */
const kept = ({ tables }: PersonData) => ({
  ...Object.fromEntries(PORTABLE.map((table) => [table, tables[table]])),
  user: tables.user?.map(({ emailVerified: _, ...row }) => row),
  person: tables.person?.map(({ created_at: _, ...row }) => row),
  vault_wrap: tables.vault_wrap?.filter(({ kind }) => kind !== 2),
});
/** Rows of one account that move with it: one in each table, and the wraps of password and recovery code. */
const MOVED_ROWS = 8;

/** How many rows there are in all tables that move. */
async function countRows(place: ReturnType<Ground["newPlace"]>): Promise<number> {
  const { sql, close } = await openDatabase(place);
  const counts = [];
  for (const table of PORTABLE) counts.push((await sql.selectFrom(table).selectAll().execute()).length);
  await close();
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What passkey and recovery code open, beside what the password does. */
async function addWraps({ database }: AccountsServer, userId: string, credential: string): Promise<void> {
  const { sql } = database;
  const wrap = await sql
    .selectFrom("vault_wrap")
    .selectAll()
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  for (const [kind, credential_id] of [
    [2, credential],
    [3, ""],
  ] as const)
    await sql
      .insertInto("vault_wrap")
      .values({ ...wrap, kind, credential_id })
      .execute();
}

describeOnBothDatabases("an account that moves", (ground) => {
  /** A rich account, its archive in a folder, and how long a command takes. */
  async function richArchive(): Promise<{
    readonly server: AccountsServer;
    readonly from: Env;
    readonly email: string;
    readonly folder: string;
    readonly file: string;
    readonly data: PersonData;
    readonly took: number;
  }> {
    const server = await startAccountsServer(ground);
    const anna = await server.newTherapist("Anna");
    const credential = await addPasskey(server.database, anna.userId);
    await addWraps(server, anna.userId, credential);
    const folder = mkdtempSync(join(tmpdir(), "connect-moving-"));
    const file = join(folder, "anna.zip");
    const from = { ...envOf(server.place), CONNECT_ORIGIN: server.origin };
    const began = performance.now();
    const { code, err } = await connect(from, "export", "--email", anna.email, "--file", file);
    expect([code, err]).toEqual([0, ""]);
    const took = performance.now() - began;
    return { server, from, email: anna.email, folder, file, data: dataOf(await readFile(file)), took };
  }

  test("gives the same data back on a second export, and is used by a password of its own", async () => {
    const { server, email, folder, file, data } = await richArchive();
    expect(data.tables.vault_wrap).toHaveLength(3);
    expect(data.tables.agreement).toHaveLength(2);
    expect(data.tables.passkey).toHaveLength(1);
    expect(data.tables.user).toMatchObject([{ emailVerified: true }]);

    const place = ground.newPlace();
    const to = envOf(place);
    const began = Date.now();
    const said = await connect(to, "import", "--file", file);
    expect([said.code, said.err]).toEqual([0, ""]);
    // Whoever brings the archive is told nothing that opens the account.
    expect(said.out).not.toMatch(/[\w-]{43}/);
    const second = join(folder, "again.zip");
    expect((await connect(to, "export", "--email", email, "--file", second)).code).toBe(0);
    expect(kept(dataOf(await readFile(second)))).toEqual(kept(data));
    expect((await connect(to, "export", "--email", email, "--file", second)).err).toContain("already");
    // What begins anew, as the archive's own text says.
    const readme = strFromU8(unzipSync(await readFile(file))[ARCHIVE_FILES.readme] ?? new Uint8Array());
    for (const left of ["Passkeys", "Zustimmungen", "Der Tag, an dem das Konto entstand"])
      expect(readme).toContain(left);
    const { user, person, vault_wrap, ...there } = dataOf(await readFile(second)).tables;
    expect([there.passkey, there.agreement, there.news_consent]).toEqual([undefined, undefined, undefined]);
    expect(user).toMatchObject([{ emailVerified: false }]);
    expect(person?.[0]?.created_at).toBeGreaterThanOrEqual(began);
    expect(vault_wrap?.map(({ kind }) => kind)).toEqual([1, 3]);

    const target = await startAccountsServer({ ...ground, newPlace: () => place });
    const token = await target.mailedToken("reset", email);
    const password = "B".repeat(43);
    const { status } = await target.stranger.call(accountApi.reset, { body: { token, email, password } });
    expect(status).toBe(204);
    const visitor = target.newVisitor();
    const signedIn = await visitor.call(sessionApi.signIn, { body: { email, password } });
    expect(signedIn.json()).toEqual({ next: "signed-in" });
    // Nobody is held here to what was agreed with another operator.
    expect((await visitor.call(vaultApi.load)).status).toBe(403);
    for (const document of ["terms", "avv"] as const) {
      const body = { document, version: AGREEMENTS[document], language: "de" };
      expect((await visitor.call(accountApi.accept, { body })).status).toBe(204);
    }
    const vault = (await visitor.call(vaultApi.load)).json();
    expect(vault).toMatchObject({ document: data.tables.vault?.[0]?.document });
    // Used now: nobody takes it over by importing it again.
    expect(await connect(to, "import", "--file", file)).toMatchObject({ code: 1, out: "" });
    await Promise.all([target.stop(), server.stop()]);
    rmSync(folder, { recursive: true });
  });

  test("brings nothing along that is not its own", async () => {
    const { server, folder, file, data } = await richArchive();
    const place = ground.newPlace();
    const broken = join(folder, "broken.zip");
    const pack = (changed: unknown): Promise<void> => writeFile(broken, packed(changed));
    const vault = data.tables.vault?.map((row) => ({ ...row, user_id: "somebody-else" }));
    await pack({ ...data, tables: { ...data.tables, vault } });
    const foreign = await connect(envOf(place), "import", "--file", broken);
    expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining("no archive of one account")]);
    await writeFile(broken, (await readFile(file)).subarray(0, 2_000));
    expect((await connect(envOf(place), "import", "--file", broken)).code).toBe(1);
    expect(await countRows(place)).toBe(0);

    const person = data.tables.person?.map((row) => ({ ...row, is_operator: 1 }));
    await pack({ ...data, tables: { ...data.tables, person } });
    expect((await connect(envOf(place), "import", "--file", broken)).code).toBe(0);
    const { sql, close } = await openDatabase(place);
    expect(await sql.selectFrom("person").select("is_operator").execute()).toEqual([{ is_operator: 0 }]);
    await close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test("is never written into what somebody else has put where the archive grows", async () => {
    const { server, from, email, folder, data } = await richArchive();
    const target = join(folder, "shared.zip");
    const foreign = join(folder, "foreign.txt");
    await writeFile(foreign, "theirs");
    await symlink(foreign, `${target}.part`);
    expect((await connect(from, "export", "--email", email, "--file", target)).code).toBe(0);
    expect(await readFile(foreign, "utf8")).toBe("theirs");
    expect((await lstat(target)).isFile()).toBe(true);
    expect(kept(dataOf(await readFile(target)))).toEqual(kept(data));
    expect((await readdir(folder)).toSorted()).toEqual(["anna.zip", "foreign.txt", "shared.zip"]);
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test(
    "is exported whole or not at all, however often the program is killed",
    async () => {
      const { server, from, email, folder, data, took } = await richArchive();
      const target = join(folder, "killed.zip");
      for (let time = 1; time <= INTERRUPTIONS; time += 1) {
        await killed(from, (took * time) / INTERRUPTIONS, "export", "--email", email, "--file", target);
        const whole = await readFile(target).catch(() => null);
        if (whole === null) continue;
        expect(kept(dataOf(whole))).toEqual(kept(data));
        rmSync(target);
      }
      expect((await connect(from, "export", "--email", email, "--file", target)).code).toBe(0);
      expect(kept(dataOf(await readFile(target)))).toEqual(kept(data));
      expect((await readdir(folder)).toSorted()).toEqual(["anna.zip", "killed.zip"]);
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    MANY_RUNS,
  );

  test(
    "is imported whole or not at all, and the next run finishes what was killed",
    async () => {
      const { server, folder, file, email, data, took } = await richArchive();
      const place = ground.newPlace();
      const to = envOf(place);
      await connect(to, "migrate");
      for (let time = 1; time <= INTERRUPTIONS; time += 1) {
        await killed(to, (took * time) / INTERRUPTIONS, "import", "--file", file);
        expect([0, MOVED_ROWS]).toContain(await countRows(place));
      }
      const said = await connect(to, "import", "--file", file);
      expect([said.code, said.err]).toEqual([0, ""]);
      expect(await countRows(place)).toBe(MOVED_ROWS);
      const second = join(folder, "again.zip");
      expect((await connect(to, "export", "--email", email, "--file", second)).code).toBe(0);
      expect(kept(dataOf(await readFile(second)))).toEqual(kept(data));
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    MANY_RUNS,
  );
});
