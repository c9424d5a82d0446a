// The program as an operator starts it: what it says, how it ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/server/storage/database.ts";
import { childEnv } from "../support/child-env.ts";

const MAIN = join(import.meta.dirname, "..", "..", "src", "server", "main.ts");

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "connect-start-"));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...childEnv(), CONNECT_DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    said.out += data;
  });
  child.stderr.on("data", (data) => {
    said.err += data;
  });
  return { child, said, ended: once(child, "close").then(([code]) => code as number) };
}

describe("the program", () => {
  test("says what to open, and stops in order on SIGTERM and SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, said, ended } = start({ CONNECT_PORT: "0" });
      await expect
        .poll(() => said.out, { timeout: 15_000 })
        .toMatch(/Listening on http:\/\/localhost:\d+\n.+/);
      const origin = /Listening on (\S+)/.exec(said.out)?.[1] ?? "";
      expect((await fetch(`${origin}/healthz`)).status).toBe(200);
      // Keep-alive connections must not hold the end up.
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(said.err).toContain('"event":"stopped"');
    }
  });

  test("names every mistake in its configuration and does not start", async () => {
    const { said, ended } = start({ CONNECT_PORT: "eighty", CONNECT_HOTS: "x" });
    expect(await ended).toBe(1);
    expect(said.err).toContain('CONNECT_PORT must be a whole number from 0 to 65535, but is "eighty"');
    expect(said.err).toContain("CONNECT_HOTS is not a setting. Did you mean CONNECT_HOST?");
    expect(said.err).not.toContain("at ");
  });

  test("does not start on a public address without imprint and authority", async () => {
    const { said, ended } = start({
      CONNECT_PORT: "0",
      CONNECT_ORIGIN: "https://connect.example.org",
      CONNECT_TRUSTED_PROXIES: "127.0.0.1",
      CONNECT_SMTP_URL: "smtp://localhost",
      CONNECT_MAIL_FROM: "no-reply@example.org",
    });
    expect(await ended).toBe(1);
    for (const name of ["OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "AUTHORITY", "HOSTING_PLACE"])
      expect(said.err).toContain(
        `CONNECT_${name} is missing: imprint and privacy notice are required by law`,
      );
  });

  test("says so when the port is taken, an address is not ours or a file is missing", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const inUse = start({ CONNECT_PORT: String(port) });
    expect(await inUse.ended).toBe(1);
    expect(inUse.said.err).toContain(`Port ${port} is in use already`);
    taken.close();
    const noFile = start({
      CONNECT_PORT: "0",
      CONNECT_TLS_CERT: "/nowhere/cert",
      CONNECT_TLS_KEY: "/nowhere/key",
    });
    expect(await noFile.ended).toBe(1);
    expect(noFile.said.err).toContain("does not exist");
  });

  test("says so when the database is of a later version, and leaves it alone", async () => {
    const place = { url: null, dataDir: mkdtempSync(join(dataDir, "later-")) };
    const database = await openDatabase(place);
    await sql`insert into schema_migration values ('9999-later', '2030')`.execute(database.sql);
    await database.close();
    const { said, ended } = start({ CONNECT_PORT: "0", CONNECT_DATA_DIR: place.dataDir });
    expect(await ended).toBe(1);
    expect(said.err).toBe(
      "The database was written by a later version of this program. Start that version; this one does not touch it.\n",
    );
  });

  test("says so when the database cannot be reached, without what is in its address", async () => {
    const { said, ended } = start({
      CONNECT_PORT: "0",
      CONNECT_DATABASE_URL: "postgres://somebody:planted@127.0.0.1:1/hidden",
    });
    expect(await ended).toBe(1);
    expect(said.err).toMatch(/^The database cannot be opened: /);
    expect(said.err).not.toMatch(/somebody|planted|hidden|127/);
  });
});
