// What the security log of a running server holds, and that nothing else lies in its folder.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { accountApi, sessionApi } from "../../src/protocol/api-account.ts";
import { RELAY_PATH, RELAY_SUBPROTOCOL } from "../../src/protocol/relay.ts";
import { GUESS_LIMITS } from "../../src/server/accounts/guess-limit.ts";
import { startServer } from "../../src/server/compose.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { sweep } from "../../src/server/privacy/data-folder.ts";
import { PLACES } from "../../src/server/privacy/places.ts";
import { RELAY_LIMITS } from "../../src/server/relay/limits.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { eventually } from "../support/eventually.ts";
import { postForm } from "../support/forms.ts";

const NOBODY = "nobody.at.all@praxis.example";

describeOnBothDatabases("the security log of a running server", (ground) => {
  test("has a line for each refusal that looks like an attack, and nothing about whose account it was", async () => {
    const { url, dataDir } = ground.newPlace();
    const server = await startServer({
      config: readConfig({
        CONNECT_PORT: "0",
        CONNECT_DATA_DIR: dataDir,
        ...(url === null ? {} : { CONNECT_DATABASE_URL: url }),
      }),
      log: createLog({ level: "silent" }),
      relayLimits: { ...RELAY_LIMITS, socketsPerAddress: 1 },
    });
    const post = async (path: string, body: object): Promise<number> => {
      const headers = { "Content-Type": "application/json", Origin: server.origin };
      return (await fetch(server.origin + path, { method: "POST", headers, body: JSON.stringify(body) }))
        .status;
    };
    for (let n = 0; n <= GUESS_LIMITS.free; n += 1)
      await post(sessionApi.signIn.path, { email: NOBODY, password: "x".repeat(43) });
    expect(await post(accountApi.confirm.path, { token: "y".repeat(43) })).toBe(410);
    const form = { address: NOBODY, code: "AAAAA-AAAAA" };
    expect((await postForm(server.origin, "/meine-daten/show", form)).status).toBe(422);
    const open = () =>
      new WebSocket(server.origin.replace("http", "ws") + RELAY_PATH, RELAY_SUBPROTOCOL, {
        origin: server.origin,
      });
    const first = open();
    await new Promise((resolve) => first.once("open", resolve));
    const second = open();
    await new Promise((resolve) => second.once("close", resolve));
    first.close();
    const lines = await eventually(async () => {
      const folder = join(dataDir, "security-log");
      const files = await Promise.all(
        (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
      );
      const found = files.join("").trim().split("\n");
      expect(found).toHaveLength(GUESS_LIMITS.free + 3);
      return found;
    });
    const held = Object.keys(PLACES["security-log"].holds).toSorted();
    const events = lines.map((line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      expect(Object.keys(entry).toSorted()).toEqual(held);
      expect(entry["address"]).toMatch(/^(127\.0\.0\.0\/24|0:0:0::\/48)$/);
      return entry["event"];
    });
    expect(events.filter((event) => event === "wrong password")).toHaveLength(GUESS_LIMITS.free);
    expect(events).toContain("too many tries");
    expect(events).toContain("relay limit");
    expect(events).toContain("wrong mailed code");
    expect(lines.join()).not.toContain("nobody");
    await server.stop();
    expect(await sweep(dataDir, PLACES)).toEqual({ media: [], unknown: [] });
  });
});
