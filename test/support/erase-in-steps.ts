// A program of its own that carries out retention, and that a test kills. It works in the smallest steps.
import { createLog } from "../../src/server/platform/log.ts";
import { USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { eraseAccount, run } from "../../src/server/privacy/retention.ts";
import { openDatabase } from "../../src/server/storage/database.ts";

const [url = "", dataDir = "", now = "0", ...userIds] = process.argv.slice(2);
const database = await openDatabase({ url: url === "" ? null : url, dataDir });
process.stdout.write("begun\n");
for (const userId of userIds) await eraseAccount(database, userId);
await run({
  database,
  dataDir,
  periods: USUAL_PERIODS,
  timeZone: "Europe/Vienna",
  clock: { now: () => Number(now) },
  log: createLog({ level: "silent" }),
  batch: 1,
});
await database.close();
process.stdout.write("done\n");
