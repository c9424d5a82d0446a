import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "../platform/log.ts";
import { createAccessLog } from "./access-log.ts";

test("the access log writes its fields and a shortened address", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "access-log-"));
  const now = () => Date.parse("2026-11-23T23:59:59.500Z");
  const accessLog = createAccessLog({
    dataDir,
    clock: { now, monotonic: now },
    log: createLog({ level: "silent" }),
  });
  const address = [203, 0, 113, 77];
  accessLog.write({ method: "GET", path: "/call", status: 200, bytes: 1_234, durationMs: 5.4, address });
  await accessLog.stop();
  const text = readFileSync(join(dataDir, "access-log", "2026-11-23.jsonl"), "utf8");
  rmSync(dataDir, { recursive: true });
  expect(JSON.parse(text)).toEqual({
    time: "2026-11-23T23:59:59.500Z",
    method: "GET",
    path: "/call",
    status: 200,
    bytes: 1_234,
    durationMs: 5,
    address: "203.0.113.0/24",
  });
});
