// `npm test`: everything that has to hold, or the parts that are named.
//   npm test                      all
//   npm test -- unit              one part: types, lint, knip, build, unit, browser
//   npm test -- browser journey   the browser tests whose file name contains "journey"
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureMachine } from "./support/machine.ts";

const PARTS = ["types", "lint", "knip", "build", "unit", "browser"] as const;
type Part = (typeof PARTS)[number];

const root = join(import.meta.dirname, "..");
process.chdir(root);
const strict = process.env["CI"] === "true";
const bin = join(root, "node_modules", ".bin");
// The tools start under the Node that the project brings along, whatever the caller's own is.
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
  FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
  // Tests start the server and its commands hundreds of times.
  NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
};

const words = process.argv.slice(2);
const isPart = (word: string): word is Part => PARTS.some((part) => part === word);
const chosen = words.filter(isPart);
const filters = words.filter((word) => !isPart(word));
const wanted = (part: Part) =>
  chosen.length > 0 ? chosen.includes(part) : filters.length === 0 || part === "unit" || part === "browser";

const total = { passed: 0, failed: 0, skipped: 0 };
const troubles: string[] = [];
const note = (title: string, ok: boolean) => {
  if (ok) total.passed += 1;
  else {
    total.failed += 1;
    troubles.push(title);
  }
};

function step(part: Part, title: string, command: string, args: readonly string[]): void {
  if (!wanted(part)) return;
  console.log(`\n== ${title}`);
  note(title, spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env }).status === 0);
}

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function tests(project: "unit" | "browser"): void {
  if (!wanted(project)) return;
  console.log(`\n== ${project} tests`);
  const folder = mkdtempSync(join(tmpdir(), "connect-report-"));
  const file = join(folder, "report.json");
  // The browser tests are two projects: what is measured in seconds runs alone.
  const projects = project === "unit" ? ["unit"] : ["browser", "alone"];
  const args = [
    "run",
    ...projects.flatMap((name) => ["--project", name]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  if (filters.length > 0) args.push("--passWithNoTests", ...filters);
  const { status } = spawnSync("vitest", args, { stdio: ["ignore", "inherit", "inherit"], env });
  const report = readReport(file);
  rmSync(folder, { recursive: true, force: true });
  if (report === null) {
    note(`${project} tests: no report`, false);
    return;
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += skipped;
  for (const suite of report.testResults) {
    const failed = suite.assertionResults.filter((test) => test.status === "failed");
    troubles.push(...failed.map((test) => test.fullName));
    // A file that does not load has no failed test of its own.
    if (suite.status === "failed" && failed.length === 0) note(`${suite.name}: ${suite.message}`, false);
  }
  if (status !== 0 && report.numFailedTests === 0 && report.success)
    note(`${project} tests: exit ${status}`, false);
  if (strict && skipped > 0) note(`${skipped} ${project} tests were skipped`, false);
}

if (wanted("browser") || wanted("unit")) {
  const machine = ensureMachine((line) => console.log(line));
  console.log(
    `Chromium: ${machine.chromium ?? "none"}   Firefox: ${machine.firefox ?? "none"}   PostgreSQL: ${machine.postgres ?? "none"}   coturn: ${machine.coturn ?? "none"}`,
  );
  for (const [name, path] of Object.entries(machine)) {
    if (path !== null) continue;
    if (strict) note(`${name} was not found and could not be installed`, false);
    else console.log(`Without ${name} its tests are skipped. Install it, or run as root on Debian.`);
  }
}

step("types", "types", "tsc", ["--build"]);
step("lint", "format and lint", "biome", ["check", "--error-on-warnings", "."]);
step("knip", "unused files, exports and dependencies", "knip", []);
if (chosen.length === 0 || wanted("build") || wanted("browser")) {
  console.log("\n== build");
  note(
    "build",
    spawnSync("vite", ["build", "--logLevel", "warn"], { stdio: ["ignore", "inherit", "inherit"], env })
      .status === 0,
  );
}
tests("unit");
tests("browser");

for (const trouble of troubles) console.log(`failed: ${trouble}`);
const skippedText = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skippedText}`);
process.exitCode = total.failed === 0 ? 0 : 1;
