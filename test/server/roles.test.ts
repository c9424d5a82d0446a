// What each role of the program opens, on both databases.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { parseWebConfig } from "../../src/protocol/web-config.ts";
import { PLACES } from "../../src/server/privacy/places.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { type Running, run } from "./running.ts";

const DECLARED = Object.values(PLACES).flatMap((place) => ("files" in place ? place.files : []));

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.end();
});

async function start(env: Readonly<Record<string, string>>): Promise<Running> {
  const started = await run(env);
  running.push(started);
  return started;
}

async function look({ server, dataDir }: Running) {
  const answer = await fetch(`${server.origin}/config.json`);
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/v1`, ["psy-call.1"], { origin: server.origin });
  const hasRelay = await new Promise<boolean>((resolve) => {
    socket.once("open", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.terminate();
  return {
    config: answer.ok ? parseWebConfig(await answer.json()) : null,
    api: (await fetch(`${server.origin}/api/account`)).status,
    hasRelay,
    files: readdirSync(dataDir).filter((name) => name !== "access-log"),
  };
}

describeOnBothDatabases("a role with accounts", (ground) => {
  test("opens the database that one variable names, and says so to the pages", async () => {
    for (const role of ["all", "accounts"]) {
      const { url } = ground.newPlace();
      const env: Record<string, string> = url === null ? {} : { CONNECT_DATABASE_URL: url };
      const { config, api, hasRelay, files } = await look(await start({ CONNECT_ROLE: role, ...env }));
      expect(config).toMatchObject({ accounts: true });
      expect(config?.agreements.terms).toMatch(/./);
      expect(api).toBe(401);
      expect(hasRelay).toBe(role === "all");
      expect(files).toContain("secret");
      expect(files.includes("connect.sqlite")).toBe(url === null);
      // Nothing lies in the folder that the inventory does not name.
      expect(files.filter((name) => !DECLARED.some((one) => name.startsWith(one)))).toEqual([]);
    }
  });

  test("gives the database back when it stops", async () => {
    const place = ground.newPlace();
    const env: Record<string, string> = place.url === null ? {} : { CONNECT_DATABASE_URL: place.url };
    const { end } = await run({ ...env, CONNECT_DATA_DIR: place.dataDir });
    await end();
    // SQLite removes its log with the last connection.
    expect(existsSync(join(place.dataDir, "connect.sqlite-wal"))).toBe(false);
    const again = await openDatabase({ ...place, waitMs: 50 });
    expect((await again.sql.introspection.getTables()).length).toBeGreaterThan(15);
    await again.close();
  });
});

describe("a role without accounts", () => {
  test("opens no database and makes no secret", async () => {
    for (const role of ["web", "relay"]) {
      // Nobody listens there: whoever asked would fail.
      const seen = await look(
        await start({ CONNECT_ROLE: role, CONNECT_DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }),
      );
      expect(seen.files).toEqual([]);
      expect(seen.api).toBe(404);
      expect(seen.hasRelay).toBe(role === "relay");
      if (role === "web") expect(seen.config).toMatchObject({ accounts: false });
      else expect(seen.config).toBeNull();
    }
  });
});
