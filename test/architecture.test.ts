import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  barrels,
  defaultExports,
  forbiddenImports,
  foreignAddresses,
  lockedAddresses,
  longFiles,
  readSources,
  recording,
  rings,
  textKeys,
  unlisted,
} from "./support/architecture.ts";
import { IMPORT_TABLE, LONG_FILES } from "./support/import-table.ts";

const ROOT = join(import.meta.dirname, "..");
const product = readSources(ROOT, ["src"]);
const everything = [...product, ...readSources(ROOT, ["test", "bench", "tools"])];

describe("the sources", () => {
  test("import only what the table allows", () => {
    expect(product.length).toBeGreaterThan(20);
    expect(forbiddenImports(product, IMPORT_TABLE)).toEqual([]);
    expect(unlisted(product, IMPORT_TABLE)).toEqual([]);
  });
  test("have no rings of imports", () => expect(rings(everything)).toEqual([]));
  test("have no barrels", () => expect(barrels(everything)).toEqual([]));
  test("have no default exports", () => expect(defaultExports(everything)).toEqual([]));
  test("have no file over 400 lines without a reason", () =>
    expect(longFiles(everything, LONG_FILES)).toEqual([]));
  test("contain nothing that could record", () => expect(recording(product)).toEqual([]));
  test("name no third party in what reaches the browser", () =>
    expect(["src/web", "src/e2ee", "src/protocol"].flatMap((one) => foreignAddresses(ROOT, one))).toEqual(
      [],
    ));
  test("are installed from the registry of the machine at hand", () =>
    expect(lockedAddresses(readFileSync(join(ROOT, "package-lock.json"), "utf8"))).toEqual([]));
  test("say everything in German and in English", async () => {
    const { de } = await import("../src/web/text/de.ts");
    const { en } = await import("../src/web/text/en.ts");
    const { deskDe } = await import("../src/web/text/desk-de.ts");
    const { deskEn } = await import("../src/web/text/desk-en.ts");
    const { checkDe } = await import("../src/web/text/check-de.ts");
    const { checkEn } = await import("../src/web/text/check-en.ts");
    expect(textKeys(checkDe).length).toBeGreaterThan(50);
    expect(textKeys(checkEn)).toEqual(textKeys(checkDe));
    expect(textKeys(de).length).toBeGreaterThan(50);
    expect(textKeys(en)).toEqual(textKeys(de));
    expect(textKeys(deskDe).length).toBeGreaterThan(50);
    expect(textKeys(deskEn)).toEqual(textKeys(deskDe));
  });
});

describe("each check can fail", () => {
  const folder = mkdtempSync(join(tmpdir(), "connect-architecture-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const project = (files: Readonly<Record<string, string>>) => {
    const root = mkdtempSync(join(folder, "p-"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return { root, sources: readSources(root, ["src"]) };
  };

  test("a forbidden import, static, dynamic, passed on or of a package", () => {
    const { sources } = project({
      "src/e2ee/a.ts": `import { x } from "../server/x.ts";\nexport const y = x;\n`,
      "src/protocol/b.ts": `export { x } from "../e2ee/a.ts";\nexport const c = 1;\n`,
      "src/web/call/c.ts": `export const load = () => import("../screens/x.ts");\n`,
      "src/server/relay/d.ts": `import { q } from "../http/x.ts";\nexport const r = q;\n`,
      "src/e2ee/e.ts": `import { readFileSync } from "node:fs";\nexport const r = readFileSync;\n`,
      "src/other/f.ts": "export const f = 1;\n",
    });
    expect(forbiddenImports(sources, IMPORT_TABLE).sort()).toEqual([
      "src/e2ee/a.ts must not import src/server/x.ts",
      "src/e2ee/e.ts must not import node:fs",
      "src/protocol/b.ts must not import src/e2ee/a.ts",
      "src/server/relay/d.ts must not import src/server/http/x.ts",
      "src/web/call/c.ts must not import src/web/screens/x.ts",
    ]);
    expect(unlisted(sources, IMPORT_TABLE)).toEqual(["src/other/f.ts is in no row of the import table"]);
  });

  test("types may cross where the table says so, values may not", () => {
    const { sources } = project({
      "src/e2ee/a.ts": `import type { R } from "../protocol/relay.ts";\nexport type Q = R;\n`,
      "src/e2ee/b.ts": `import { r } from "../protocol/relay.ts";\nexport const q = r;\n`,
    });
    expect(forbiddenImports(sources, IMPORT_TABLE)).toEqual([
      "src/e2ee/b.ts must not import src/protocol/relay.ts",
    ]);
  });

  test("a ring", () => {
    const { sources } = project({
      "src/a.ts": `import { b } from "./b.ts";\nexport const a = b;\n`,
      "src/b.ts": `import { c } from "./c.ts";\nexport const b = c;\n`,
      "src/c.ts": `import { a } from "./a.ts";\nexport const c = a;\n`,
      "src/d.ts": `import type { E } from "./e.ts";\nexport type D = E;\n`,
      "src/e.ts": `import type { D } from "./d.ts";\nexport type E = D;\n`,
    });
    expect(rings(sources)).toEqual(["ring of imports: src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts"]);
  });

  test("a barrel", () => {
    const { sources } = project({
      "src/all.ts": `export * from "./a.ts";\nexport { b } from "./b.ts";\n`,
      "src/named.ts": `import { a } from "./a.ts";\nexport { a };\nexport { b } from "./b.ts";\n`,
      "src/index.ts": "export const x = 1;\n",
      "src/good.ts": `export { a } from "./a.ts";\nexport const x = 1;\n`,
    });
    expect(barrels(sources).sort()).toEqual([
      "src/all.ts is a barrel",
      "src/index.ts is a barrel",
      "src/named.ts is a barrel",
    ]);
  });

  test("a default export", () => {
    const { sources } = project({
      "src/a.ts": "export default 1;\n",
      "src/b.ts": "const b = 1;\nexport { b as default };\n",
      "src/c.ts": "export const c = 1;\n",
    });
    expect(defaultExports(sources)).toEqual([
      "src/a.ts has a default export",
      "src/b.ts has a default export",
    ]);
  });

  test("a long file, and a reason that is no longer needed", () => {
    const { sources } = project({
      "src/long.ts": "// line\n".repeat(401),
      "src/reasoned.ts": "// line\n".repeat(401),
      "src/short.ts": "// line\n".repeat(400),
    });
    expect(longFiles(sources, { "src/reasoned.ts": "a table", "src/short.ts": "once long" })).toEqual([
      "src/long.ts has over 400 lines",
      "src/short.ts needs no reason any more",
    ]);
  });

  test("recording, but not a comment about it", () => {
    const { sources } = project({
      "src/a.ts": "export const a = (s: MediaStream) => new MediaRecorder(s);\n",
      "src/b.ts": "// no MediaRecorder here\nexport const b = 1;\n",
    });
    expect(recording(sources)).toEqual(["src/a.ts uses MediaRecorder"]);
  });

  test("a third party, but neither a namespace nor a comment", () => {
    const { root } = project({
      "src/web/a.ts": `// see https://example.com/x\nexport const a = "https://fonts.example.net/a.css";\n`,
      "src/web/b.css": "body { background: url(https://cdn.example.org/b.png); }\n",
      "src/web/c.html": `<link href="https://cdn.example.org/c.css">\n`,
      "src/web/d.svg": `<svg xmlns="http://www.w3.org/2000/svg"></svg>\n`,
    });
    expect(foreignAddresses(root, "src/web").sort()).toEqual([
      "src/web/a.ts names https://fonts.example.net",
      "src/web/b.css names https://cdn.example.org",
      "src/web/c.html names https://cdn.example.org",
    ]);
  });

  test("a registry in the lock", () =>
    expect(lockedAddresses(`{ "resolved": "https://registry.example.org/x.tgz" }`)).toEqual([
      "the lock names https://registry.example.org/x.tgz",
    ]));

  test("a text that is missing in one language, or of another kind", () => {
    const de = { lobby: { title: "Titel", count: (n: number) => `${n}` }, end: "Ende" };
    expect(textKeys({ lobby: { title: "Title" }, end: "End" })).not.toEqual(textKeys(de));
    expect(textKeys({ lobby: { title: "Title", count: "3" }, end: "End" })).not.toEqual(textKeys(de));
    expect(textKeys({ end: "End", lobby: { count: () => "3", title: "Title" } })).toEqual(textKeys(de));
  });
});
