// `npm run test:proof`: the catalogue of attacks and faults, each row with real browsers, as a table.
//   npm run test:proof                     every row once, with one pair of browsers
//   npm run test:proof -- A1 F4            some rows
//   npm run test:proof -- --full           all pairs of browsers, all repetitions
//   npm run test:proof -- --full --write   the same, and the table goes into docs/proof.md
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureMachine } from "../support/machine.ts";
import { CATALOGUE } from "./catalogue.ts";
import { factsOfRun } from "./facts.ts";
import { asMarkdown, asText, isGood, type Line, type ReportedTest, tableOf } from "./table.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const DOCUMENT = join(ROOT, "docs", "proof.md");
const PLACE = /(?<=<!-- table -->\n)[\s\S]*(?=<!-- end of table -->)/;
process.chdir(ROOT);

const words = process.argv.slice(2);
const isFull = words.includes("--full");
const writes = words.includes("--write");
const ids = words.filter((word) => !word.startsWith("--")).map((word) => word.toUpperCase());
const unknown = [
  ...words.filter((word) => word.startsWith("--") && word !== "--full" && word !== "--write"),
  ...ids.filter((id) => !CATALOGUE.some((row) => row.id === id)),
];
if (unknown.length > 0 || (writes && (!isFull || ids.length > 0))) {
  console.error(
    unknown.length > 0
      ? `Not known: ${unknown.join(", ")}. Rows are named A1 to A32 and F1 to F15; options are --full and --write.`
      : "Only a full run of all rows is written down: npm run test:proof -- --full --write",
  );
  process.exit(2);
}

const wanted = (id: string): boolean => ids.length === 0 || ids.includes(id);
const env = {
  ...process.env,
  PATH: `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`,
  ...(isFull ? { CONNECT_PROOF: "full" } : {}),
};

/** The files with a test of a wanted row: what does not call proof.ts is not even loaded. */
function filesOfRows(): readonly string[] {
  const calls = /\bproof(?:Once)?\(\s*"([AF]\d+)"/g;
  return globSync("{src,test}/**/*.test.ts").filter((file) =>
    [...readFileSync(file, "utf8").matchAll(calls)].some(([, id = ""]) => wanted(id)),
  );
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly ReportedTest[];
  }[];
}

/** Runs vitest on these files with the proofs alone; null if it wrote no report. */
function runTests(files: readonly string[]): Report | null {
  const folder = mkdtempSync(join(tmpdir(), "connect-proof-"));
  const file = join(folder, "report.json");
  const some = ids.length === 0 ? "[AF]\\d+" : `(${ids.join("|")})`;
  const args = [
    ...["run", "--reporter=verbose", "--hideSkippedTests", "--reporter=json"],
    ...[`--outputFile.json=${file}`, "--testNamePattern", `(^| )${some} [A-Z]`, ...files],
  ];
  spawnSync("vitest", args, { stdio: ["ignore", "inherit", "inherit"], env });
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(lines: readonly Line[]): void {
  const facts = factsOfRun().map(([name, value]) => `| ${name} | ${value} |`);
  const text = ["| | |", "|---|---|", ...facts, "", asMarkdown(lines), ""].join("\n");
  const document = readFileSync(DOCUMENT, "utf8");
  if (!PLACE.test(document)) throw new Error("docs/proof.md has no place for the table");
  writeFileSync(
    DOCUMENT,
    document.replace(PLACE, () => text),
  );
  console.log(`\nWritten to ${DOCUMENT}.`);
}

const machine = ensureMachine((line) => console.log(line));
if (machine.firefox === null) console.log("Without Firefox its pairs are named as not run.");
if (
  spawnSync("vite", ["build", "--logLevel", "warn"], { stdio: ["ignore", "inherit", "inherit"], env })
    .status !== 0
) {
  console.error("The build failed.");
  process.exit(1);
}

const report = runTests(filesOfRows());
if (report === null) {
  console.error("The tests left no report.");
  process.exit(1);
}
const broken = report.testResults.filter(
  (suite) => suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
);
const lines = tableOf(
  report.testResults.flatMap((suite) => suite.assertionResults),
  wanted,
);
console.log(`\n${asText(lines)}\n`);
for (const [name, value] of factsOfRun()) console.log(`${name.padEnd(10)} ${value}`);
for (const { name, message } of broken) console.log(`\n${name} did not run to its end: ${message}`);
const count = (result: Line["result"]) => lines.filter((line) => line.result === result).length;
console.log(
  `\n${count("passed")} passed, ${count("FAILED")} failed, ${count("cannot run here")} cannot run here, ` +
    `${count("no test")} without a test, ${count("later")} of a later version`,
);
if (writes) write(lines);
process.exitCode = isGood(lines) && broken.length === 0 ? 0 : 1;
