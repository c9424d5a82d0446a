// What a journey leaves in a browser and on the server's disk, under the names of the inventory; and which of it the
// inventory does not know.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { BrowserContext, Page } from "playwright";
import type { PlaceEntry } from "../../src/server/privacy/entry.ts";
import { PLACES } from "../../src/server/privacy/places.ts";

const places: Readonly<Record<string, PlaceEntry>> = PLACES;

/** Runs in the page: everything in which a browser keeps something for a website, each piece as "kind name: part". */
async function inPage(): Promise<readonly string[]> {
  const found: string[] = [];
  const partsOf = (value: unknown): readonly string[] =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : ["?"];
  for (const [kind, storage] of [
    ["sessionStorage", sessionStorage],
    ["localStorage", localStorage],
  ] as const) {
    for (const [name, text] of Object.entries<string>({ ...storage })) {
      let value: unknown = null;
      try {
        value = JSON.parse(text);
      } catch {
        // A bare text has no parts.
      }
      // One record for each room, by its random name: what counts are the fields of each.
      const records: readonly unknown[] =
        name === "connect.host" ? Object.values((value ?? {}) as object) : [value];
      for (const record of records)
        for (const part of partsOf(record)) found.push(`${kind} ${name}: ${part}`);
    }
  }
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, rows] = await Promise.all(
        [store.getAllKeys(), store.getAll()].map(
          (request) =>
            new Promise<readonly unknown[]>((resolve, reject) => {
              request.onsuccess = () => resolve(request.result);
              request.onerror = () => reject(request.error);
            }),
        ),
      );
      // Stores of named values, stores of rows with fields, and stores whose keys are random names.
      const parts =
        name === "connect.practice" && storeName === "singles"
          ? (keys ?? []).map(String)
          : name === "connect-device" && storeName === "links"
            ? (rows ?? []).flatMap(partsOf)
            : [storeName];
      for (const part of parts) found.push(`IndexedDB ${name}: ${part}`);
    }
    database.close();
  }
  for (const name of await caches.keys()) found.push(`cache ${name}: *`);
  for (const { scope } of await navigator.serviceWorker.getRegistrations()) found.push(`worker ${scope}: *`);
  const folder = await navigator.storage.getDirectory();
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
    found.push(`file ${name}: *`);
  return found;
}

/** What the browser holds for this page's origin now; `page` shows a page of it. */
export async function holdingsOf(context: BrowserContext, page: Page): Promise<readonly string[]> {
  const cookies = (await context.cookies()).map(({ name }) => `cookie ${name}: *`);
  return [...new Set([...cookies, ...(await page.evaluate(inPage))])].toSorted();
}

/** Of what a browser holds, that for which the inventory has no entry. */
export function undeclaredIn(holdings: readonly string[]): readonly string[] {
  return holdings.filter((holding) => {
    const [, kind = "", name = "", part = ""] = /^(\S+) (.*): ([^:]*)$/.exec(holding) ?? [];
    const place = places[name];
    return place?.where !== kind || (part !== "*" && !Object.hasOwn(place.holds, part));
  });
}

/** Files of the data folder, and fields of log lines, for which the inventory has no entry. */
export function undeclaredOnDisk(dataDir: string): readonly string[] {
  const found = new Set<string>();
  const declared = Object.entries(places).flatMap(([name, { files = [] }]) =>
    files.map((file) => ({ name, file })),
  );
  for (const entry of readdirSync(dataDir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name).slice(dataDir.length + 1);
    const [top = ""] = path.split(sep);
    const place = declared.find(({ file }) => top === file || top.startsWith(`${file}-`));
    if (place === undefined) found.add(`file ${path}`);
    else if (place.name.endsWith("-log")) {
      const fields = Object.keys(places[place.name]?.holds ?? {});
      for (const line of readFileSync(join(dataDir, path), "utf8").trim().split("\n")) {
        for (const field of Object.keys(JSON.parse(line) as object))
          if (!fields.includes(field)) found.add(`field ${place.name}: ${field}`);
      }
    }
  }
  return [...found].toSorted();
}
