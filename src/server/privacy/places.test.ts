import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSources, type Source } from "../../../test/support/architecture.ts";
import { COOKIES } from "../accounts/cookies.ts";
import { createAccessLog } from "../http/access-log.ts";
import { systemClock } from "../platform/clock.ts";
import { createLog } from "../platform/log.ts";
import { PERIODS, USUAL_PERIODS } from "../platform/periods.ts";
import { createSecurityLog } from "../platform/security-log.ts";
import { CAPS, daysOf, type Entry, type PlaceEntry } from "./entry.ts";
import { INVENTORY } from "./inventory.ts";
import { PLACES } from "./places.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const places: readonly (readonly [string, PlaceEntry])[] = Object.entries(PLACES);
const namesIn = (...wheres: readonly PlaceEntry["where"][]) =>
  places.filter(([, { where }]) => wheres.includes(where)).map(([name]) => name);

/** What a page opens or writes in the browser: the text, or "?" where it cannot be told from the file. */
function storageNames(sources: readonly Pick<Source, "path" | "code">[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { code } of sources) {
    const uses = [
      ...code.matchAll(/\b(?:session|local)Storage\.(?:get|set|remove)Item\(\s*("[^"]*"|\w+)/g),
      ...code.matchAll(/\b(?:indexedDB|factory)\.(?:open|deleteDatabase)\(\s*("[^"]*"|\w+)/g),
    ];
    for (const [, name = ""] of uses) {
      const literal = name.startsWith('"') ? name : new RegExp(`const ${name} = ("[^"]*")`).exec(code)?.[1];
      names.add(literal?.slice(1, -1) ?? "?");
    }
    // Ways of keeping something that nothing here uses.
    const others = /\blocalStorage\b|\bdocument\.cookie\b|\bcookieStore\b|\bcaches\b|\.getDirectory\(/.exec(
      code,
    );
    if (others !== null) names.add(others[0]);
  }
  return names;
}

test("cookies are those of the program, and no others", () => {
  expect(namesIn("cookie").toSorted()).toEqual(Object.values(COOKIES).toSorted());
});

test("storage of browsers is what the pages use, and nothing else", () => {
  const pages = readSources(ROOT, ["src/web", "src/e2ee"]).filter(({ path }) => !path.includes(".test."));
  expect([...storageNames(pages)].toSorted()).toEqual(namesIn("sessionStorage", "IndexedDB").toSorted());
});

test("storage that nobody declared is noticed", () => {
  const source = (code: string) => [{ path: "src/web/x.ts", code }];
  expect([...storageNames(source('const KEY = "diary";\nsessionStorage.setItem(KEY, "x");'))]).toEqual([
    "diary",
  ]);
  expect([...storageNames(source('indexedDB.open("notes", 1)'))]).toEqual(["notes"]);
  expect([...storageNames(source("factory.open(nameOf(person))"))]).toEqual(["?"]);
  expect([...storageNames(source('document.cookie = "a=b"'))]).toEqual(["document.cookie"]);
});

test("access log and security log hold the declared fields", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-places-"));
  const parts = { dataDir, clock: systemClock, log: createLog({ level: "silent" }) };
  const address = [127, 0, 0, 1];
  const accessLog = createAccessLog(parts);
  accessLog.write({ method: "GET", path: "/", status: 200, bytes: 1, durationMs: 1, address });
  await accessLog.stop();
  const securityLog = createSecurityLog(parts);
  securityLog.write("relay limit", address);
  await securityLog.stop();
  for (const name of ["access-log", "security-log"] as const) {
    const [file = ""] = readdirSync(join(dataDir, name));
    const line: object = JSON.parse(readFileSync(join(dataDir, name, file), "utf8"));
    expect(Object.keys(PLACES[name].holds).toSorted()).toEqual(Object.keys(line).toSorted());
  }
  rmSync(dataDir, { recursive: true });
});

test("nothing is kept for longer than its category may be", () => {
  const entries: readonly (readonly [string, Entry])[] = [...places, ...Object.entries(INVENTORY)];
  for (const [name, { category, period, purpose }] of entries) {
    const cap = CAPS[category] ?? Number.POSITIVE_INFINITY;
    expect(daysOf(period, USUAL_PERIODS), name).toBeLessThanOrEqual(cap);
    // Nor can it be set to be.
    if ("named" in period) expect(PERIODS[period.named].cap, name).toBeLessThanOrEqual(cap);
    for (const text of [purpose.de, purpose.en]) expect(text.length, name).toBeGreaterThan(20);
  }
});
