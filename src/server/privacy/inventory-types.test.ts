// The compiler is the first that asks for an entry. Here it is asked itself, about a file with one fault after another.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..", "..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "connect-types-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of a file that declares what the inventory has to describe. */
function compiled(name: string, body: string): string {
  const file = join(folder, `${name}.ts`);
  const imports = [
    `import type { Tables } from "${ROOT}/src/server/storage/tables.ts";`,
    `import type { Described } from "${ROOT}/src/server/privacy/entry.ts";`,
    `import { INVENTORY } from "${ROOT}/src/server/privacy/inventory.ts";`,
  ];
  writeFileSync(file, [...imports, body].join("\n"));
  const project = join(folder, `${name}.json`);
  const compilerOptions = {
    noEmit: true,
    rootDir: "/",
    composite: false,
    incremental: false,
    typeRoots: [`${ROOT}/node_modules/@types`],
  };
  writeFileSync(
    project,
    JSON.stringify({
      extends: `${ROOT}/src/server/tsconfig.json`,
      compilerOptions,
      include: [file],
      references: [],
    }),
  );
  const tsc = join(ROOT, "node_modules", ".bin", "tsc");
  const { stdout, error } = spawnSync(tsc, ["-p", project, "--pretty", "false"], {
    encoding: "utf8",
    timeout: 100_000,
  });
  if (error !== undefined) throw error;
  return stdout;
}

test("an inventory of every table and column compiles", { timeout: 120_000 }, () => {
  expect(compiled("whole", "export const whole: Described<Tables> = INVENTORY;")).toBe("");
});

test("a table or a column without an entry, and an entry without either, do not", {
  timeout: 120_000,
}, () => {
  const said = compiled(
    "lacking",
    `
type Recording = { readonly id: string };
export const table: Described<Tables & { readonly recording: Recording }> = INVENTORY;
type More = Omit<Tables, "vault"> & { readonly vault: Tables["vault"] & { readonly label: string } };
export const column: Described<More> = INVENTORY;
const { vault: _, ...others } = INVENTORY;
export const gone: Described<Tables> = others;
export const surplus = { ...INVENTORY, diary: INVENTORY.vault } as const satisfies Described<Tables>;
export const { purpose, ...silent } = INVENTORY.vault;
export const unexplained: Described<Tables>["vault"] = silent;
`,
  );
  const faults = said.split("\n").filter((line) => line.includes("error TS"));
  const wanted = [
    ["table", "'recording'"],
    ["column", "'label'"],
    ["gone", "'vault'"],
    ["surplus", "'diary'"],
    ["unexplained", "'purpose'"],
  ] as const;
  for (const [, word] of wanted) expect(said).toContain(word);
  expect(faults).toHaveLength(wanted.length);
});
