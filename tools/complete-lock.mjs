// Adds package-lock.json entries for optional platform packages that the registry at hand does not serve.
// `npm install` leaves such packages out of the lock, and `npm ci` then refuses it ("Missing: … from lock file").
// Usage: node complete-lock.mjs package-lock.json
import { readFileSync, writeFileSync } from "node:fs";

const OS = {
  android: "android",
  darwin: "darwin",
  macos: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openharmony: "openharmony",
  win32: "win32",
  windows: "win32",
  netbsd: "netbsd",
  openbsd: "openbsd",
  sunos: "sunos",
  aix: "aix",
  wasm32: "wasm",
  wasi: "wasm",
};
const CPU = [
  "x64",
  "arm64",
  "ia32",
  "arm",
  "armv7",
  "ppc64",
  "s390x",
  "riscv64",
  "loong64",
  "mips64el",
  "wasm32",
];

const file = process.argv[2];
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;
const folders = (where) => {
  const found = [where];
  while (found.at(-1)) found.push(found.at(-1).replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, ""));
  return found;
};
let added = 0;
for (const [where, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (folders(where).some((f) => packages[`${f ? `${f}/` : ""}node_modules/${name}`])) continue;
    const parts = name.split(/[/@_.-]/);
    const os = parts.map((p) => OS[p]).find(Boolean) ?? "none";
    const cpu = parts.find((p) => CPU.includes(p)) ?? (parts.includes("ia32") ? "ia32" : "none");
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~=]/, ""),
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      os: [os],
      cpu: [cpu === "armv7" ? "arm" : cpu],
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added}`);
