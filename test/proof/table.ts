// From the report of a run to the table of `npm run test:proof`.
import { CATALOGUE, type Row } from "./catalogue.ts";

/** One test, as vitest's JSON reporter writes it. */
export interface ReportedTest {
  readonly title: string;
  readonly status: string;
  readonly duration?: number;
  readonly meta?: { readonly figure?: string };
}

export interface Line {
  readonly id: string;
  readonly name: string;
  /** "Chromium, Firefox", the host first; empty where no pair of browsers is needed. */
  readonly browsers: string;
  readonly sentence: string;
  readonly result: "passed" | "FAILED" | "cannot run here" | "no test" | "later";
  /** What was measured, or the reason why nothing was. */
  readonly figure: string;
  /** Milliseconds. */
  readonly duration: number;
}

const CANNOT = / \[cannot run here: (.+)\]$/;

function readTest(row: Row, test: ReportedTest): Line {
  const reason = CANNOT.exec(test.title)?.[1];
  const rest = test.title.replace(CANNOT, "").slice(`${row.id} ${row.name}`.length);
  const parts = /^(?: \(([^)]*)\))?(?:: (.*))?$/.exec(rest);
  // Without a reason of its own a test is skipped only where its file did not get as far.
  const hasRun = test.status === "passed" || test.status === "failed";
  return {
    id: row.id,
    name: row.name,
    browsers: parts?.[1] ?? "",
    sentence: parts?.[2] ?? "",
    result: reason !== undefined ? "cannot run here" : test.status === "passed" ? "passed" : "FAILED",
    figure: reason ?? test.meta?.figure ?? (hasRun ? "" : "did not run"),
    duration: test.duration ?? 0,
  };
}

/** The lines of each wanted row, in the catalogue's order. A row that nobody tests is a line too. */
export function tableOf(tests: readonly ReportedTest[], wanted: (id: string) => boolean): readonly Line[] {
  const rows: readonly Row[] = CATALOGUE;
  return rows.flatMap((row) => {
    if (!wanted(row.id)) return [];
    const empty = { id: row.id, name: row.name, browsers: "", sentence: "", duration: 0 };
    if (row.later !== undefined) return [{ ...empty, result: "later" as const, figure: row.later }];
    const prefix = `${row.id} ${row.name}`;
    const own = tests.filter(
      ({ title }) =>
        title === prefix ||
        title.startsWith(`${prefix}:`) ||
        title.startsWith(`${prefix} (`) ||
        title.startsWith(`${prefix} [`),
    );
    if (own.length === 0) return [{ ...empty, result: "no test" as const, figure: "" }];
    return own.map((test) => readTest(row, test));
  });
}

/** Whether the table shows what it has to: no failure, no row without a test, nothing skipped for an unknown reason. */
export const isGood = (lines: readonly Line[]): boolean =>
  lines.every(
    (line) => line.result === "passed" || line.result === "later" || line.result === "cannot run here",
  );

const seconds = (ms: number): string => (ms === 0 ? "" : `${(ms / 1_000).toFixed(1)} s`);

/** Columns for a terminal. */
export function asText(lines: readonly Line[]): string {
  const cells = lines.map((line) => [
    line.id,
    line.name,
    line.browsers,
    line.result,
    seconds(line.duration),
    [line.sentence, line.figure].filter((text) => text !== "").join(" – "),
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The table of docs/proof.md. */
export function asMarkdown(lines: readonly Line[]): string {
  const rows = lines.map(
    (line) =>
      `| ${line.id} | ${line.name} | ${cell(line.sentence)} | ${line.browsers} | ${line.result} | ${cell(line.figure)} | ${seconds(line.duration)} |`,
  );
  return [
    "| # | Name | What is shown | Browsers | Result | Figure | Time |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
