import { describe, expect, test } from "vitest";
import { CATALOGUE } from "./catalogue.ts";
import { asMarkdown, asText, isGood, tableOf } from "./table.ts";

const only =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);

describe("the table of proofs", () => {
  test("has a line for each test of a row, with pair, sentence and figure", () => {
    const lines = tableOf(
      [
        {
          title: "A1 FP-SWAP (Chromium, Firefox): a: b (c)",
          status: "passed",
          duration: 1_500,
          meta: { figure: "7 ms" },
        },
        { title: "A1 FP-SWAP", status: "failed" },
        { title: "A11 GHOST", status: "passed" },
      ],
      only("A1"),
    );
    expect(lines).toMatchObject([
      { id: "A1", browsers: "Chromium, Firefox", sentence: "a: b (c)", result: "passed", figure: "7 ms" },
      { id: "A1", browsers: "", sentence: "", result: "FAILED" },
    ]);
    expect(isGood(lines)).toBe(false);
    expect(asText(lines)).toContain("a: b (c) – 7 ms");
    expect(asMarkdown(lines)).toContain(
      "| A1 | FP-SWAP | a: b (c) | Chromium, Firefox | passed | 7 ms | 1.5 s |",
    );
  });

  test("fails for a test that was left out without a reason", () => {
    const lines = tableOf([{ title: "A7 REORDER-DROP (Chromium, Chromium)", status: "skipped" }], only("A7"));
    expect(lines).toMatchObject([{ id: "A7", result: "FAILED", figure: "did not run" }]);
    expect(isGood(lines)).toBe(false);
  });

  test("fails for a row that nobody tests", () => {
    const lines = tableOf([], only("A7"));
    expect(lines).toMatchObject([{ id: "A7", result: "no test" }]);
    expect(isGood(lines)).toBe(false);
  });

  test("names what cannot run here, and what is of a later version, with the reason", () => {
    const lines = tableOf(
      [{ title: "F3 NETWORK-CHANGE (Chromium, Chromium) [cannot run here: no root]", status: "skipped" }],
      only("F3", "F12"),
    );
    expect(lines).toMatchObject([
      { id: "F3", browsers: "Chromium, Chromium", result: "cannot run here", figure: "no root" },
      { id: "F12", result: "later" },
    ]);
    expect(isGood(lines)).toBe(true);
  });

  test("knows every row of the study once", () => {
    const ids = CATALOGUE.map((row) => row.id);
    const numbers = (letter: string, last: number) =>
      Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
    expect(ids).toEqual([...numbers("A", 32), ...numbers("F", 15)]);
  });
});
