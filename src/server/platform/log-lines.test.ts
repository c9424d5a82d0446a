import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLineCounter } from "./log-lines.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "connect-lines-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lineOf = (address: string) => `${JSON.stringify({ time: "2026-01-01", method: "GET", address })}\n`;

it("counts the lines of one network in all files, and in none where there are none", async () => {
  const { count } = createLineCounter();
  const [ours, longer, other] = ["192.0.2.0/24", "192.0.2.0/241", "198.51.100.0/24"];
  writeFileSync(join(folder, "2026-01-01.jsonl"), lineOf(ours) + lineOf(other) + lineOf(ours));
  writeFileSync(join(folder, "2026-01-02.jsonl"), lineOf(longer) + lineOf(ours));
  writeFileSync(join(folder, "notes.txt"), lineOf(ours));
  expect(await count(folder, ours)).toBe(3);
  expect(await count(folder, other)).toBe(1);
  expect(await count(join(folder, "nowhere"), ours)).toBe(0);
});

it("turns away whoever asks while others wait, and counts again afterwards", async () => {
  const { count } = createLineCounter();
  const counts = await Promise.all(Array.from({ length: 10 }, () => count(folder, "192.0.2.0/24")));
  expect(counts.filter((one) => one === null)).toHaveLength(6);
  expect(await count(folder, "192.0.2.0/24")).toBe(0);
});
