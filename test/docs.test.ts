// What the documents claim to be tested: every test file that they name is there, and so is every title.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const DOCUMENTS = ["README.md", "docs/promises.md", "docs/regulation.md", "docs/threat-model.md"];

/** `path`, and `path`: "title", "title" and "title". */
const FILE = /`([\w./-]+\.test\.tsx?)`((?::? ?(?:,|and|;)? ?"[^"\n]+")*)/g;

/** Claims of tests that are not there. A title may end in "…". */
function deadLinks(text: string, source: (path: string) => string | null): readonly string[] {
  return [...text.matchAll(FILE)].flatMap(([, path = "", titles = ""]) => {
    const file = source(path);
    if (file === null) return [`no such file: ${path}`];
    return [...titles.matchAll(/"([^"\n]+)"/g)].flatMap(([, title = ""]) => {
      const [start = title] = title.split("…");
      return file.includes(`"${start}`) ? [] : [`not in ${path}: ${title}`];
    });
  });
}

const onDisk = (path: string): string | null => (existsSync(join(ROOT, path)) ? read(path) : null);

test.each(DOCUMENTS)("%s names tests that are there", (path) => {
  const text = read(path);
  expect([...text.matchAll(FILE)].length).toBeGreaterThan(5);
  expect(deadLinks(text, onDisk)).toEqual([]);
});

test("a test that is not there is noticed, and so is a title", () => {
  const source = (path: string) =>
    path === "test/a.test.ts" ? 'test("one", () => {}); test("two ends", f)' : null;
  expect(deadLinks('`test/a.test.ts`: "one", "two …" and "three"; `test/b.test.ts`', source)).toEqual([
    "not in test/a.test.ts: three",
    "no such file: test/b.test.ts",
  ]);
});

describe("docs/regulation.md", () => {
  const rows = read("docs/regulation.md")
    .split("\n")
    .filter((line) => /^\| (R|REG-F)\d/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

  test("has a row for each requirement and each finding, once", () => {
    const range = (prefix: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${from + index}`);
    expect(rows.map(([, name]) => name)).toEqual([
      ...range("R", 1, 64),
      ...range("R", 71, 75),
      ...range("REG-F", 1, 9),
    ]);
  });

  test("says of each what we do and which test shows it, or why it is not ours or not yet", () => {
    const silent = rows.filter(
      ([, , asks = "", does = "", shown = ""]) =>
        asks.length < 10 ||
        does.length < 10 ||
        !(shown.includes(".test.ts`") || /^(not ours|not yet|by reading)/.test(shown)),
    );
    expect(silent.map(([, name]) => name)).toEqual([]);
  });
});

test("every sentence of the first notice has a test in docs/promises.md, or says what is missing", () => {
  const [, part = ""] = read("docs/promises.md").split("## The notice that this project began with");
  const rows = part
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (What it says|---)/.test(line))
    .map((line) => line.split(" | "));
  expect(rows.length).toBeGreaterThan(30);
  const silent = rows.filter(
    ([says = "", holds = "", shown = ""]) =>
      says.length < 10 ||
      holds.length < 3 ||
      !(shown.includes(".test.ts`") || shown.startsWith("by reading")),
  );
  expect(silent).toEqual([]);
});
