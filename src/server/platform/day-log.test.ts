import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDayLog, dayOfFile } from "./day-log.ts";
import { createLog } from "./log.ts";
import { createSecurityLog } from "./security-log.ts";

let dataDir: string;
let now: number;
const clock = { now: () => now, monotonic: () => now };
const log = createLog({ level: "silent" });
const read = (folder: string, day: string): object[] =>
  readFileSync(join(dataDir, folder, `${day}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "day-log-"));
  now = Date.parse("2026-11-23T23:59:59.500Z");
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("a log by days", () => {
  const open = () =>
    createDayLog<number>({ directory: join(dataDir, "x"), fields: (bytes) => ({ bytes }), clock, log });

  it("writes the declared fields, in the file of the day, at the latest when it stops", async () => {
    const lines = open();
    lines.write(1);
    now += 1_000;
    lines.write(2);
    await lines.stop();
    expect(read("x", "2026-11-23")).toEqual([{ time: "2026-11-23T23:59:59.500Z", bytes: 1 }]);
    expect(read("x", "2026-11-24")).toEqual([{ time: "2026-11-24T00:00:00.500Z", bytes: 2 }]);
  });

  it("goes on when its folder cannot be written", async () => {
    writeFileSync(join(dataDir, "x"), "a file in the way");
    const lines = open();
    lines.write(1);
    await lines.stop();
    expect(readFileSync(join(dataDir, "x"), "utf8")).toBe("a file in the way");
  });

  it("knows its own files by their names", () => {
    expect(dayOfFile("2026-11-23.jsonl")).toBe(Date.parse("2026-11-23T00:00:00Z"));
    for (const name of ["2026-11-23.txt", "2026-13-23.jsonl", "notes", "2026-11-23.jsonl.part"])
      expect(dayOfFile(name), name).toBeNull();
  });
});

describe("the security log", () => {
  it("notes refusals that look like an attack, and no others", async () => {
    const security = createSecurityLog({ dataDir, clock, log });
    for (const code of [
      "CREDENTIALS",
      "SECOND_FACTOR",
      "NOT_FOUND",
      "BAD_REQUEST",
      "TOO_MANY_TRIES",
    ] as const)
      security.refused(code, [203, 0, 113, 77]);
    security.write("relay limit", [0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
    await security.stop();
    const time = "2026-11-23T23:59:59.500Z";
    expect(read("security-log", "2026-11-23")).toEqual([
      { time, event: "wrong password", address: "203.0.113.0/24" },
      { time, event: "wrong second factor", address: "203.0.113.0/24" },
      { time, event: "too many tries", address: "203.0.113.0/24" },
      { time, event: "relay limit", address: "2001:db8:1::/48" },
    ]);
  });

  it("does not let a flood from one network hide the others", async () => {
    const security = createSecurityLog({ dataDir, clock, log });
    for (let i = 0; i < 5_000; i += 1) security.refused("CREDENTIALS", [203, 0, 113, i % 256]);
    security.write("wrong mailed code", [198, 51, 100, 7]);
    await security.stop();
    const written = read("security-log", "2026-11-23");
    expect(written).toHaveLength(61);
    expect(written.at(-1)).toMatchObject({ event: "wrong mailed code", address: "198.51.100.0/24" });
  });

  it("does not let a flood fill the disk", async () => {
    const security = createSecurityLog({ dataDir, clock, log });
    for (let i = 0; i < 5_000; i += 1) security.refused("CREDENTIALS", [203, i % 20, 113, 77]);
    await security.stop();
    expect(read("security-log", "2026-11-23")).toHaveLength(600);
    expect(readdirSync(join(dataDir, "security-log"))).toEqual(["2026-11-23.jsonl"]);
  });
});
