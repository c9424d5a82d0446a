// Our relay as it runs in the server, with limits raised so that a bench can load it. Started by relay.ts as a
// child process.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../src/server/compose.ts";
import { readConfig } from "../src/server/platform/config.ts";
import { RELAY_LIMITS } from "../src/server/relay/limits.ts";

const PLENTY = { burst: 1e9, every: 1e-6 };
const dataDir = mkdtempSync(join(tmpdir(), "relay-bench-"));
process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));

const server = await startServer({
  config: readConfig({
    CONNECT_ROLE: "relay",
    CONNECT_HOST: "127.0.0.1",
    CONNECT_PORT: "0",
    CONNECT_ORIGIN: "http://localhost",
    CONNECT_DATA_DIR: dataDir,
    CONNECT_LOG_LEVEL: "error",
  }),
  relayLimits: { ...RELAY_LIMITS, openings: PLENTY, messages: PLENTY, bytes: PLENTY },
});

process.on("message", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ rss: process.memoryUsage.rss() });
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: server.port });
