// The programs of the operating system that the lab is made with: iproute2 and nftables.
import { execFileSync } from "node:child_process";

/** Runs `ip` with one line of words. Throws with what it wrote if it fails. */
export function ip(line: string): string {
  return execFileSync("ip", line.split(" "), { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs lines of shell inside a namespace; the first that fails ends it and throws. */
export function inside(namespace: string, lines: readonly string[]): string {
  return execFileSync("ip", ["netns", "exec", namespace, "sh", "-eu"], {
    input: lines.join("\n"),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Loads rules of nftables inside a namespace, all or none. */
export function loadRules(namespace: string, rules: string): void {
  execFileSync("ip", ["netns", "exec", namespace, "nft", "-f", "-"], {
    input: rules,
    stdio: ["pipe", "ignore", "pipe"],
  });
}
