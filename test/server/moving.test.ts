// An account that moves from one instance to another (Art. 20 GDPR), and what is left when the program is killed in the
// middle of it.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { accountApi, sessionApi } from "../../src/protocol/api-account.ts";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import { ARCHIVE_FILES, type PersonData, personData } from "../../src/protocol/person-data.ts";
import { importPerson, PORTABLE, readArchive } from "../../src/server/privacy/import.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { type AccountsServer, startAccountsServer } from "../support/accounts-server.ts";
import { describeOnBothDatabases, type Ground } from "../support/databases.ts";
import { addPasskey } from "../support/practice-rows.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "server", "cli.ts");
const INTERRUPTIONS = 10;

type Said = { readonly code: number; readonly out: string; readonly err: string };
type Env = Readonly<Record<string, string>>;

const withPath = (env: Env): Env => ({ PATH: process.env["PATH"] ?? "", ...env });

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

const portable = ({ tables }: PersonData) =>
  Object.fromEntries(PORTABLE.map((table) => [table, tables[table]]));

/** How many rows there are in all tables that move. */
async function countRows(place: ReturnType<Ground["newPlace"]>): Promise<number> {
  const { sql, close } = await openDatabase(place);
  const counts = [];
  for (const table of PORTABLE) counts.push((await sql.selectFrom(table).selectAll().execute()).length);
  await close();
  return counts.reduce((sum, count) => sum + count, 0);
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
    await addPasskey(server.database, anna.userId);
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
    expect(data.tables.vault_wrap).toHaveLength(1);
    expect(data.tables.agreement).toHaveLength(2);

    const place = ground.newPlace();
    const to = envOf(place);
    const said = await connect(to, "import", "--file", file);
    expect([said.code, said.err]).toEqual([0, ""]);
    const second = join(folder, "again.zip");
    expect((await connect(to, "export", "--email", email, "--file", second)).code).toBe(0);
    expect(portable(dataOf(await readFile(second)))).toEqual(portable(data));
    expect((await connect(to, "export", "--email", email, "--file", second)).err).toContain("already");

    const [, token = ""] = /#reset\.([\w-]{43})/.exec(said.out) ?? [];
    const target = await startAccountsServer({ ...ground, newPlace: () => place });
    const password = "B".repeat(43);
    const { status } = await target.stranger.call(accountApi.reset, { body: { token, email, password } });
    expect(status).toBe(204);
    const visitor = target.newVisitor();
    const signedIn = await visitor.call(sessionApi.signIn, { body: { email, password } });
    expect(signedIn.json()).toEqual({ next: "signed-in" });
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
    const pack = async (changed: unknown): Promise<void> =>
      writeFile(broken, zipSync({ [ARCHIVE_FILES.data]: strToU8(JSON.stringify(changed)) }));
    const vault = data.tables.vault?.map((row) => ({ ...row, user_id: "somebody-else" }));
    const wrong = [
      { ...data, version: 2 },
      { ...data, accountId: "somebody-else" },
      { ...data, tables: { ...data.tables, vault } },
      { ...data, tables: { ...data.tables, practice: [] } },
      { ...data, tables: { ...data.tables, extra: [] } },
      { ...data, tables: { ...data.tables, practice: [], therapist: [] } },
      ...[{ email: "ANNA@praxis.example" }, { name: "Anna\u202e" }, { name: "" }].map((change) => ({
        ...data,
        tables: { ...data.tables, user: data.tables.user?.map((row) => ({ ...row, ...change })) },
      })),
    ];
    const { sql, kind, close } = await openDatabase(place);
    for (const changed of wrong) {
      await pack(changed);
      const content = await readFile(broken);
      const taken = sql.transaction().execute((trx) => importPerson(trx, kind, readArchive(content)));
      await expect(taken).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    await writeFile(broken, (await readFile(file)).subarray(0, 2_000));
    const cut = await connect(envOf(place), "import", "--file", broken);
    expect([cut.code, cut.err]).toEqual([1, expect.stringContaining("no archive of one account")]);
    expect(await countRows(place)).toBe(0);

    const person = data.tables.person?.map((row) => ({ ...row, is_operator: 1 }));
    await pack({ ...data, tables: { ...data.tables, person } });
    expect((await connect(envOf(place), "import", "--file", broken)).code).toBe(0);
    expect(await sql.selectFrom("person").select("is_operator").execute()).toEqual([{ is_operator: 0 }]);
    await close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test("is exported whole or not at all, however often the program is killed", async () => {
    const { server, from, email, folder, data, took } = await richArchive();
    const target = join(folder, "killed.zip");
    for (let time = 1; time <= INTERRUPTIONS; time += 1) {
      await killed(from, (took * time) / INTERRUPTIONS, "export", "--email", email, "--file", target);
      const whole = await readFile(target).catch(() => null);
      if (whole === null) continue;
      expect(portable(dataOf(whole))).toEqual(portable(data));
      rmSync(target);
    }
    expect((await connect(from, "export", "--email", email, "--file", target)).code).toBe(0);
    expect(portable(dataOf(await readFile(target)))).toEqual(portable(data));
    expect((await readdir(folder)).toSorted()).toEqual(["anna.zip", "killed.zip"]);
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test("is imported whole or not at all, and the next run finishes what was killed", async () => {
    const { server, folder, file, email, data, took } = await richArchive();
    const expected = PORTABLE.reduce((sum, table) => sum + (data.tables[table]?.length ?? 0), 0);
    const place = ground.newPlace();
    const to = envOf(place);
    await connect(to, "migrate");
    for (let time = 1; time <= INTERRUPTIONS; time += 1) {
      await killed(to, (took * time) / INTERRUPTIONS, "import", "--file", file);
      expect([0, expected]).toContain(await countRows(place));
    }
    const said = await connect(to, "import", "--file", file);
    expect([said.code, said.err]).toEqual([0, ""]);
    expect(said.out).toMatch(/#reset\.[\w-]{43}/);
    expect(await countRows(place)).toBe(expected);
    const second = join(folder, "again.zip");
    expect((await connect(to, "export", "--email", email, "--file", second)).code).toBe(0);
    expect(portable(dataOf(await readFile(second)))).toEqual(portable(data));
    await server.stop();
    rmSync(folder, { recursive: true });
  });
});
