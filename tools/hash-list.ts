// The list of hashes of the built web files, as it is served at /hashes.txt and /hashes.json. Nothing in it depends on
// when, where or by whom it was built.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { version as viteVersion } from "vite";
import { sriOf } from "./integrity.ts";

const ROOT = join(import.meta.dirname, "..");
/** Served beside the files and not listed: a list cannot hold its own hash, and packed forms hold the same content. */
const UNLISTED = /^hashes\.(txt|json)$|\.(br|gz)$/;

export interface HashList {
  readonly format: 1;
  readonly version: string;
  /** The commit that was built; null where that is unknown or files had been changed. */
  readonly commit: string | null;
  /** SHA-256 of the lock file, which fixes every package that takes part. */
  readonly lock: string;
  readonly tools: { readonly node: string; readonly vite: string };
  /** By path below the web folder, in the order of code points. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly integrity: string }>>;
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

function commitOf(root: string): string | null {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", root, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    return git("status", "--porcelain", "--untracked-files=no") === "" ? git("rev-parse", "HEAD") : null;
  } catch {
    // An unpacked archive, or a machine without git.
    return null;
  }
}

/** The files of a built folder with their hashes. */
function listHashes(directory: string): HashList {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => !UNLISTED.test(name))
    .toSorted();
  const own: { readonly version: string } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return {
    format: 1,
    version: own.version,
    commit: commitOf(ROOT),
    lock: sha256(readFileSync(join(ROOT, "package-lock.json"))),
    tools: { node: process.version, vite: viteVersion },
    files: Object.fromEntries(
      names.map((name) => {
        const content = readFileSync(join(directory, name));
        return [name, { sha256: sha256(content), integrity: sriOf(content) }];
      }),
    ),
  };
}

/** The list as a text that `sha256sum -c` reads. */
function hashText({ version, commit, lock, tools, files }: HashList): string {
  return [
    `# TheraPsy Connect ${version}`,
    `# commit ${commit ?? "unknown"}`,
    `# package-lock.json ${lock}`,
    `# node ${tools.node}, vite ${tools.vite}`,
    ...Object.entries(files).map(([name, one]) => `${one.sha256}  ${name}`),
    "",
  ].join("\n");
}

/** Writes both forms of the list into the folder. */
export function writeHashList(directory: string): void {
  const hashes = listHashes(directory);
  writeFileSync(join(directory, "hashes.txt"), hashText(hashes));
  writeFileSync(join(directory, "hashes.json"), `${JSON.stringify(hashes, null, 2)}\n`);
}
