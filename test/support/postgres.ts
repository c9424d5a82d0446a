// A PostgreSQL of one's own, thrown away afterwards: own folder, own port, no password, loopback only.
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./instance.ts";

const DEBIAN = "/usr/lib/postgresql";
const NOBODY = 65_534;

/** The folder with initdb and pg_ctl; null where there is no PostgreSQL server. */
export function findPostgres(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    "/opt/homebrew/opt/postgresql/bin",
    "/usr/local/bin",
    "/usr/bin",
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

export interface Postgres {
  /** Address of a new, empty database. */
  newDatabase(): string;
  /** An empty folder that goes with the server. */
  newFolder(): string;
  /** The folder with all that the server keeps. */
  readonly data: string;
  stop(): void;
}

/** Starts the server; takes about a second. Throws if there is none or it does not start. */
export async function startPostgres({
  settings = [],
}: {
  /** Such as "wal_recycle=off". */
  readonly settings?: readonly string[];
} = {}): Promise<Postgres> {
  const bin = findPostgres();
  if (bin === null) throw new Error("no PostgreSQL server on this machine");
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "connect-postgres-"));
  // PostgreSQL refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const run = (program: string, args: readonly string[]) => {
    const command = join(bin, program);
    const [file, ...rest] = isRoot
      ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", command, ...args]
      : [command, ...args];
    const result = spawnSync(file ?? command, rest, { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
    if (result.status !== 0) throw new Error(`${program}: ${String(result.stderr)}`);
  };
  const data = join(folder, "data");
  run("initdb", ["-A", "trust", "--no-sync", "--locale=C.UTF-8", "-U", "connect", "-D", data]);
  run("pg_ctl", [
    "-w",
    "-D",
    data,
    "-l",
    join(folder, "log"),
    "-o",
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200${settings.map((one) => ` -c ${one}`).join("")}`,
    "start",
  ]);
  let databases = 0;
  return {
    data,
    newFolder: () => mkdtempSync(join(folder, "files-")),
    newDatabase() {
      databases += 1;
      const name = `test${databases}`;
      run("createdb", ["-h", "127.0.0.1", "-p", String(port), "-U", "connect", name]);
      return `postgres://connect@127.0.0.1:${port}/${name}`;
    },
    stop() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
