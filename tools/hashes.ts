// `npm run hashes`: builds the web files and prints their hashes.
// `npm run hashes -- https://connect.example.org`: builds them and holds what is served there against them; exit 1
// when anything differs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HashList, sha256 } from "./hash-list.ts";

const WEB = join(import.meta.dirname, "..", "dist", "web");
const PAGES: Readonly<Record<string, string>> = { "call.html": "call", "practice.html": "practice" };

/** A server holds each file in these forms, and could hold another content in one of them. */
const FORMS = ["identity", "gzip", "br"];

/** What is served under an address, as hash or as the reason why there is none. */
async function served(address: URL, form: string): Promise<string> {
  try {
    const answer = await fetch(address, { redirect: "manual", headers: { "accept-encoding": form } });
    if (answer.status !== 200) return `status ${answer.status}`;
    return sha256(Buffer.from(await answer.arrayBuffer()));
  } catch {
    return "nothing that can be read";
  }
}

/** What is wrong with a file as it is served; null: nothing. */
async function difference(origin: string, name: string, expected: string): Promise<string | null> {
  const address = new URL(PAGES[name] ?? name, `${origin}/`);
  for (const form of FORMS) {
    const actual = await served(address, form);
    if (actual !== expected) return `${name} (${form}): served ${actual}, built ${expected}`;
  }
  return null;
}

const [where] = process.argv.slice(2);
if (where === undefined) {
  process.stdout.write(readFileSync(join(WEB, "hashes.txt")));
} else {
  const { origin } = new URL(where);
  const { files }: HashList = JSON.parse(readFileSync(join(WEB, "hashes.json"), "utf8"));
  const all = Object.entries(files);
  const differences: string[] = [];
  for (const [name, one] of all) {
    const found = await difference(origin, name, one.sha256);
    if (found !== null) differences.push(found);
  }
  for (const line of differences) console.log(line);
  console.log(
    differences.length === 0
      ? `All ${all.length} files at ${origin} are those that were built here.`
      : `${differences.length} of ${all.length} files at ${origin} differ.`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}
