// Reads the sources and says where they break the rules of the layout. Every function returns findings as
// sentences; none means that the rule holds.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { parseSync } from "oxc-parser";
import type { Folder } from "./import-table.ts";

export interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out, lines kept. */
  readonly code: string;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** Nothing in the file but exports from other files. */
  readonly onlyReExports: boolean;
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

const PROGRAM = /\.(ts|tsx|mjs)$/;
const MAX_LINES = 400;

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

function blank(text: string, spans: readonly { start: number; end: number }[]): string {
  let out = text;
  for (const { start, end } of spans) {
    out = out.slice(0, start) + out.slice(start, end).replace(/[^\n]/g, " ") + out.slice(end);
  }
  return out;
}

function readSource(root: string, file: string): Source {
  const text = readFileSync(file, "utf8");
  const path = relative(root, file).split(sep).join("/");
  const { module, comments, errors, program } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const exports = module.staticExports.flatMap((one) => one.entries);
  const imports: Import[] = [
    ...module.staticImports.map((one) => ({
      from: one.moduleRequest.value,
      typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
    })),
    ...exports.flatMap((entry) =>
      entry.moduleRequest === null ? [] : [{ from: entry.moduleRequest.value, typeOnly: entry.isType }],
    ),
    ...module.dynamicImports.map((one) => ({
      from: text.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
      typeOnly: false,
    })),
  ];
  return {
    path,
    text,
    code: blank(text, comments),
    imports,
    hasDefaultExport: exports.some(
      ({ exportName }) => exportName.kind === "Default" || exportName.name === "default",
    ),
    onlyReExports:
      exports.some((entry) => entry.moduleRequest !== null) &&
      program.body.every(
        (node) =>
          node.type === "ImportDeclaration" ||
          node.type === "ExportAllDeclaration" ||
          (node.type === "ExportNamedDeclaration" && (node.declaration ?? null) === null),
      ),
  };
}

/** Reads all programs below the given folders of a project. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => walk(join(root, folder)))
    .filter((file) => PROGRAM.test(file) && !file.endsWith(".d.ts"))
    .map((file) => readSource(root, file));
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const matches = (pattern: string, path: string) =>
  pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

/** The path from the root of what a file imports; null for a package. */
function target(source: Source, from: string): string | null {
  if (!from.startsWith(".")) return null;
  return posix.normalize(posix.join(dirname(source.path), from.replace(/\?.*$/, "")));
}

/** Imports that the table does not allow; test files are free. */
export function forbiddenImports(sources: readonly Source[], table: readonly Folder[]): string[] {
  const byLength = [...table].sort((a, b) => b.folder.length - a.folder.length);
  return sources
    .filter((source) => !isTest(source.path))
    .flatMap((source) => {
      const rule = byLength.find((one) => source.path.startsWith(`${one.folder}/`));
      if (rule === undefined) return [];
      return source.imports.flatMap(({ from, typeOnly }) => {
        const path = target(source, from);
        const allowed =
          path === null
            ? rule.packages.some((name) => matches(name, from))
            : [...rule.may, ...(typeOnly ? (rule.types ?? []) : [])].some((pattern) =>
                matches(pattern, path),
              );
        return allowed ? [] : [`${source.path} must not import ${path ?? from}`];
      });
    });
}

/** Programs under src that no row of the table speaks about. */
export function unlisted(sources: readonly Source[], table: readonly Folder[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith("src/") && !table.some((one) => path.startsWith(`${one.folder}/`)))
    .map(({ path }) => `${path} is in no row of the import table`);
}

/** Rings of imports, each once; imports of types alone cannot fail at run time and do not count. */
export function rings(sources: readonly Source[]): string[] {
  const known = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (source: Source, trail: readonly string[]) => {
    const at = trail.indexOf(source.path);
    if (at >= 0) {
      found.push(`ring of imports: ${[...trail.slice(at), source.path].join(" -> ")}`);
      return;
    }
    if (done.has(source.path)) return;
    for (const { from, typeOnly } of source.imports) {
      const path = typeOnly ? null : target(source, from);
      const next = path === null ? undefined : known.get(path);
      if (next !== undefined) visit(next, [...trail, source.path]);
    }
    done.add(source.path);
  };
  for (const source of sources) visit(source, []);
  return found;
}

/** Files that only pass on what others export. */
export function barrels(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => source.onlyReExports || /(^|\/)index\.tsx?$/.test(source.path))
    .map(({ path }) => `${path} is a barrel`);
}

export function defaultExports(sources: readonly Source[]): string[] {
  return sources.filter((one) => one.hasDefaultExport).map(({ path }) => `${path} has a default export`);
}

/** Files over the limit without a reason, and reasons for files that no longer need one. */
export function longFiles(sources: readonly Source[], reasons: Readonly<Record<string, string>>): string[] {
  const long = sources.filter((source) => source.text.trimEnd().split("\n").length > MAX_LINES);
  return [
    ...long.filter(({ path }) => !reasons[path]).map(({ path }) => `${path} has over ${MAX_LINES} lines`),
    ...Object.keys(reasons)
      .filter((path) => !long.some((source) => source.path === path))
      .map((path) => `${path} needs no reason any more`),
  ];
}

// Everything by which a page could keep pictures or sound.
const RECORDING =
  /\b(MediaRecorder|webkitMediaRecorder|MediaStreamTrackProcessor|MediaStreamTrackGenerator|captureStream|ImageCapture|RTCRtpScriptTransform|createEncodedStreams|VideoEncoder|AudioEncoder)\b/;

/** Names of recording interfaces in the product's code. */
export function recording(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, code }) => {
    const name = RECORDING.exec(code)?.[0];
    return name === undefined || isTest(path) ? [] : [`${path} uses ${name}`];
  });
}

const ADDRESS = /\b(?:https?|wss?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi;
// The name of a namespace is never fetched.
const NAMESPACES = ["www.w3.org"];

/** Addresses of third parties in what reaches the browser: programs, pages, styles, pictures. */
export function foreignAddresses(root: string, folder: string): string[] {
  return walk(join(root, folder))
    .filter((file) => !isTest(file) && /\.(ts|tsx|css|html|svg|json|webmanifest)$/.test(file))
    .flatMap((file) => {
      const text = PROGRAM.test(file) ? readSource(root, file).code : readFileSync(file, "utf8");
      return [...text.matchAll(ADDRESS)]
        .filter(([, host = ""]) => !NAMESPACES.includes(host))
        .map(([address]) => `${relative(root, file)} names ${address}`);
    });
}

/** Addresses that a lock file would fetch from, instead of the registry of the machine at hand. */
export function lockedAddresses(lock: string): string[] {
  return [...lock.matchAll(/"resolved":\s*"([^"]+)"/g)].map(([, address]) => `the lock names ${address}`);
}

/** All keys of a nested object of texts, with the kind of each value. */
export function textKeys(texts: unknown, prefix = ""): string[] {
  if (typeof texts !== "object" || texts === null) return [`${prefix} (${typeof texts})`];
  return Object.entries(texts)
    .flatMap(([key, value]) => textKeys(value, prefix === "" ? key : `${prefix}.${key}`))
    .sort();
}
