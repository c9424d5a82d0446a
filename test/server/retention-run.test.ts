// A server that was down deletes what came due meanwhile as soon as it starts, whatever its role.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { startServer } from "../../src/server/compose.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { openDatabase } from "../../src/server/storage/database.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { eventually } from "../support/eventually.ts";
import { insertRows, richAccount } from "../support/rich-account.ts";

describeOnBothDatabases("after a time without the program", (ground) => {
  async function start(role: string, log = createLog({ level: "silent" })) {
    const place = ground.newPlace();
    const folder = join(place.dataDir, "access-log");
    mkdirSync(folder);
    const today = `${new Date().toISOString().slice(0, 10)}.jsonl`;
    for (const name of ["2020-01-01.jsonl", today]) writeFileSync(join(folder, name), "{}\n");
    const database = await openDatabase(place);
    const long = Date.now() - 40 * DAY_MS;
    const account = richAccount(database, { mark: "anna", now: long });
    await insertRows(database, {
      ...account.rows,
      person: account.rows.person?.map((row) => ({ ...row, leaving_at: long })) ?? [],
    });
    const config = readConfig({
      CONNECT_PORT: "0",
      CONNECT_ROLE: role,
      CONNECT_DATA_DIR: place.dataDir,
      ...(place.url === null ? {} : { CONNECT_DATABASE_URL: place.url }),
    });
    const server = await startServer({ config, log });
    await eventually(async () => expect(readdirSync(folder)).toEqual([today]));
    return { server, database };
  }
  const users = ({ sql }: Awaited<ReturnType<typeof openDatabase>>) =>
    sql.selectFrom("user").select("id").execute();

  test("accounts, files and notes of the run", async () => {
    const { server, database } = await start("all");
    await eventually(async () => expect(await users(database)).toEqual([]));
    const noted = () => database.sql.selectFrom("retention_run").selectAll().execute();
    await eventually(async () =>
      expect(await noted()).toContainEqual({
        rule: "user leaving",
        done_at: expect.any(Number) as number,
        deleted: 1,
      }),
    );
    await server.stop();
    await database.close();
  });

  test("a relay looks after its own files, and touches no account", async () => {
    const { server, database } = await start("relay");
    await server.stop();
    expect(await users(database)).toHaveLength(1);
    await database.close();
  });

  test("a stop waits for the run", async () => {
    const ran: object[] = [];
    const log = {
      ...createLog({ level: "silent" }),
      retentionRan: (fields: object) => void ran.push(fields),
    };
    const { server, database } = await start("all", log);
    await server.stop();
    expect(ran).toHaveLength(1);
    expect(await users(database)).toEqual([]);
    await database.close();
  });
});
