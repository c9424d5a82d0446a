// Finds what the tests need on this machine, and fetches it where that is possible without asking anybody.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { findPostgres } from "./postgres.ts";

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const FIREFOX_NAMES = ["firefox-esr", "firefox"];
const MAC_APPS = {
  chromium: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  firefox: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
} as const;

export interface Machine {
  readonly chromium: string | null;
  readonly firefox: string | null;
  /** Folder of the database server's programs. */
  readonly postgres: string | null;
  readonly coturn: string | null;
}

function onPath(names: readonly string[]): string | null {
  const folders = [
    ...(process.env["PATH"] ?? "").split(":"),
    "/usr/bin",
    "/usr/sbin",
    "/usr/local/bin",
    "/snap/bin",
  ];
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return null;
}

function playwrightChromium(): string | null {
  const path = chromium.executablePath();
  return path !== "" && existsSync(path) ? path : null;
}

/** What is there now; null for what is missing. Installs nothing. */
export function findBrowsers(): Machine {
  const installed = (paths: readonly string[]) => paths.find((path) => existsSync(path)) ?? null;
  return {
    chromium: onPath(CHROMIUM_NAMES) ?? installed(MAC_APPS.chromium) ?? playwrightChromium(),
    firefox: onPath(FIREFOX_NAMES) ?? installed(MAC_APPS.firefox),
    postgres: findPostgres(),
    coturn: onPath(["turnserver"]),
  };
}

function run(command: string, args: readonly string[]): boolean {
  const result = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return result.status === 0;
}

/**
 * Finds browsers and database server and fetches missing ones: on Debian as root by apt, with the two tools that the
 * tests call; else Chromium by Playwright.
 * `say` gets a line for everything that takes a while or goes wrong.
 */
export function ensureMachine(say: (line: string) => void): Machine {
  let machine = findBrowsers();
  const missing = () => [
    ...(machine.chromium === null ? ["chromium"] : []),
    ...(machine.firefox === null ? ["firefox-esr"] : []),
    ...(machine.postgres === null ? ["postgresql"] : []),
    // Networks that can be cut, and certificates.
    ...(onPath(["ip"]) === null ? ["iproute2"] : []),
    ...(onPath(["openssl"]) === null ? ["openssl"] : []),
    // The lab: routers, and the relay behind them.
    ...(onPath(["nft"]) === null ? ["nftables"] : []),
    ...(machine.coturn === null ? ["coturn"] : []),
  ];
  if (missing().length > 0 && existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    say(`Installing ${missing().join(" and ")} with apt-get; this takes a minute.`);
    // Package lists of a fresh image are empty or old; an install without them fails.
    run("apt-get", ["-qq", "update"]);
    for (const name of missing()) {
      if (!run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", name])) {
        say(`apt-get could not install ${name}.`);
      }
    }
    // Its package makes it a service of the machine, which would take the ports of a relay in use.
    if (machine.coturn === null && onPath(["systemctl"]) !== null)
      run("systemctl", ["--quiet", "disable", "--now", "coturn"]);
    machine = findBrowsers();
  }
  if (machine.chromium === null) {
    say("Fetching Playwright's own Chromium, because this machine has none.");
    run(process.execPath, [join("node_modules", "playwright", "cli.js"), "install", "chromium"]);
    machine = findBrowsers();
  }
  return machine;
}
