// That anybody who builds a commit gets the files that are served.
import { execFile, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect } from "vitest";
import { proofOnce } from "../proof/proof.ts";
import { run } from "./running.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const NOBODY = 65_534;

/** Where and by whom something is built. */
interface Builder {
  readonly folder: string;
  readonly umask: string;
  readonly env: Readonly<Record<string, string>>;
  /** Another user than the one of this test, where that can be chosen. */
  readonly user?: number;
}

const ground = mkdtempSync(join(tmpdir(), "connect-build-"));
afterAll(() => rmSync(ground, { recursive: true, force: true }));

function call(
  command: string,
  args: readonly string[],
  options: Parameters<typeof spawnSync>[2] = {},
): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${status}\n${stdout}${stderr}`);
  return String(stdout);
}

/** Clones the present commit and builds it as `npm run build` does. Returns the clone. */
function buildClone({ folder, umask, env, user }: Builder): string {
  const clone = join(ground, folder, "therapsy connect");
  call("git", ["clone", "--quiet", "--no-hardlinks", ROOT, clone]);
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  if (user !== undefined) {
    chownSync(ground, user, user);
    call("chown", ["-R", `${user}:${user}`, join(ground, folder.split("/")[0] ?? "")]);
  }
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(clone, "package.json"), "utf8"),
  );
  call("sh", ["-c", `umask ${umask} && ${scripts["build"]}`], {
    cwd: clone,
    env: { PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"]}`, HOME: clone, ...env },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  return clone;
}

const webOf = (clone: string): string => join(clone, "dist", "web");

function everyFile(clone: string): Readonly<Record<string, string>> {
  const files = readdirSync(webOf(clone), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(clone.length), readFileSync(path, "base64")] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

proofOnce(
  "A30",
  "two clean clones, built by different people in different places, give the same files, and a running instance serves them",
  async ({ figure }) => {
    const one = buildClone({ folder: "a", umask: "022", env: { LANG: "C", TZ: "UTC" } });
    const isRoot = process.getuid?.() === 0;
    const other = buildClone({
      folder: "another/deeper/Ordner mit Ümlaut",
      umask: "077",
      env: {
        LANG: "tr_TR.UTF-8",
        LC_ALL: "tr_TR.UTF-8",
        TZ: "Pacific/Kiritimati",
        CI: "true",
        USER: "somebody",
      },
      ...(isRoot ? { user: NOBODY } : {}),
    });
    const built = everyFile(one);
    expect(Object.keys(built).length).toBeGreaterThan(30);
    expect(everyFile(other)).toEqual(built);
    // The list says which commit it is.
    const head = call("git", ["-C", ROOT, "rev-parse", "HEAD"]).trim();
    expect(readFileSync(join(webOf(one), "hashes.txt"), "utf8")).toContain(`# commit ${head}\n`);
    expect(call("sha256sum", ["-c", "--quiet", "hashes.txt"], { cwd: webOf(one) })).toBe("");

    const { server, end } = await run({ CONNECT_ROLE: "web" }, {}, { webDirectory: webOf(one) });
    // Asynchronous, because the server that is asked runs in this process.
    const compare = () =>
      promisify(execFile)(process.execPath, ["tools/hashes.ts", server.origin], { cwd: other });
    try {
      const { stdout } = await compare();
      expect(stdout).toMatch(/^All \d+ files at .* are those that were built here\.$/m);
      // The comparison can fail: one byte more in one of them.
      const [script = ""] = readdirSync(join(webOf(one), "assets")).filter((name) =>
        /^call-.*\.js$/.test(name),
      );
      for (const packed of ["", ".br", ".gz"])
        appendFileSync(join(webOf(one), "assets", script + packed), " ");
      await expect(compare()).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringContaining(`assets/${script}`),
      });
      figure(`${Object.keys(built).length} files, byte for byte${isRoot ? "" : ", one user"}`);
    } finally {
      await end();
    }
  },
  { timeout: 120_000 },
);
