// Where a table of proofs was made: date, machine and versions.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { findBrowsers } from "../support/machine.ts";

/** The first line that a program prints, or "none". */
function firstLine(command: string | null, args: readonly string[]): string {
  if (command === null) return "none";
  const { stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return (
    `${stdout ?? ""}${stderr ?? ""}`
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? "none"
  );
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "unknown";
  } catch {
    return process.platform;
  }
}

/** Pairs of name and value, in the order in which they are printed. */
export function factsOfRun(): readonly (readonly [name: string, value: string])[] {
  const browsers = findBrowsers();
  const model = cpus()[0]?.model.trim() ?? "unknown";
  const changed = firstLine("git", ["status", "--porcelain"]) === "none" ? "" : ", with changes";
  return [
    ["Date", new Date().toISOString().slice(0, 16).replace("T", " ").concat(" UTC")],
    ["Processor", `${cpus().length} cores, ${model}`],
    ["Memory", `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ["System", `${distribution()}, kernel ${release()}`],
    ["Node", process.version],
    ["Chromium", firstLine(browsers.chromium, ["--version"])],
    ["Firefox", firstLine(browsers.firefox, ["--version"])],
    ["coturn", firstLine("turnserver", ["--version"])],
    ["Commit", firstLine("git", ["rev-parse", "--short=12", "HEAD"]).concat(changed)],
  ];
}
