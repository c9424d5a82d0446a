import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecret } from "./secret.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "connect-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("is made once, for its owner's eyes, and is the same at the next start", () => {
  const below = join(folder, "data");
  const first = loadSecret(null, below).keyFor("sessions");
  expect(loadSecret(null, below).keyFor("sessions")).toBe(first);
  expect(statSync(join(below, "secret")).mode & 0o777).toBe(0o600);
  expect(loadSecret(null, join(folder, "other")).keyFor("sessions")).not.toBe(first);
});

test("gives each purpose a key of its own, which is not the secret", () => {
  const secret = loadSecret(null, folder);
  expect(secret.keyFor("sessions")).not.toBe(secret.keyFor("tries"));
  expect(readFileSync(join(folder, "secret"), "utf8")).not.toContain(secret.keyFor("tries"));
});

test("a configured one counts, and no file is made", () => {
  const configured = "0123456789012345678901234567890123";
  expect(loadSecret(configured, folder).keyFor("tries")).toBe(loadSecret(configured, "/").keyFor("tries"));
  expect(() => statSync(join(folder, "secret"))).toThrow();
});
