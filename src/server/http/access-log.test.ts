import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../platform/log.ts";
import { type AccessLogEntry, createAccessLog } from "./access-log.ts";

const DAY = 24 * 60 * 60 * 1_000;
const ENTRY: AccessLogEntry = {
  method: "GET",
  path: "/call",
  status: 200,
  bytes: 1_234,
  durationMs: 5.4,
  address: [203, 0, 113, 77],
};

let directory: string;
let now: number;

function setUp(days = 14) {
  const clock = { now: () => now, monotonic: () => now };
  return createAccessLog({ directory, days, clock, log: createLog({ level: "silent" }) });
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "access-log-"));
  now = Date.parse("2026-11-23T23:59:59.500Z");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("access log", () => {
  it("writes the declared fields and a shortened address, in the file of the day", async () => {
    const log = setUp();
    log.write(ENTRY);
    now += 1_000;
    log.write({ ...ENTRY, address: [0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1] });
    await log.stop();
    const read = (day: string) => JSON.parse(readFileSync(join(directory, `${day}.jsonl`), "utf8"));
    expect(read("2026-11-23")).toEqual({
      time: "2026-11-23T23:59:59.500Z",
      method: "GET",
      path: "/call",
      status: 200,
      bytes: 1_234,
      durationMs: 5,
      address: "203.0.113.0/24",
    });
    expect(read("2026-11-24").address).toBe("2001:db8:1::/48");
  });

  it("keeps a file until its first line is as old as the period, and no other program's file ever dies", async () => {
    writeFileSync(join(directory, "2026-11-09.jsonl"), "");
    writeFileSync(join(directory, "2026-11-10.jsonl"), "");
    writeFileSync(join(directory, "2020-01-01.txt"), "");
    const log = setUp();
    await log.expire();
    expect(readdirSync(directory).toSorted()).toEqual(["2020-01-01.txt", "2026-11-10.jsonl"]);
    now = Date.parse("2026-11-10T00:00:00Z") + 14 * DAY - 1;
    await log.expire();
    expect(readdirSync(directory)).toContain("2026-11-10.jsonl");
    now += 1;
    await log.expire();
    expect(readdirSync(directory)).toEqual(["2020-01-01.txt"]);
    await log.stop();
  });

  it("deletes at the start what expired while nothing ran", async () => {
    writeFileSync(join(directory, "2026-11-22.jsonl"), "");
    const log = setUp(1);
    await expect.poll(() => readdirSync(directory)).toEqual([]);
    await log.stop();
  });

  it("goes on when its folder cannot be written", async () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, "a file in the way");
    const log = setUp();
    log.write(ENTRY);
    await log.stop();
  });
});
