// A real coturn on this machine, with a shared secret as docs/self-hosting.md says, for people at one machine.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freePort } from "./instance.ts";
import { findBrowsers } from "./machine.ts";

const LOOPBACK = "127.0.0.1";

export interface Coturn {
  /** Settings for an instance whose therapists use it. */
  readonly env: { readonly CONNECT_TURN_URLS: string; readonly CONNECT_TURN_SECRET: string };
  /** Usernames by which something was allocated, each once, in order. */
  users(): readonly string[];
  stop(): Promise<void>;
}

/** Firefox uses no relay on a loopback address; where there is no other, it is left out. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? LOOPBACK;
}

export const isOnLoopback = (): boolean => ownAddress() === LOOPBACK;

/** `transport`: how clients reach it. */
export async function startCoturn(transport: "udp" | "tcp" = "udp"): Promise<Coturn> {
  const address = ownAddress();
  const port = await freePort();
  const secret = randomBytes(24).toString("base64url");
  const folder = mkdtempSync(join(tmpdir(), "connect-coturn-"));
  const words = [
    ...["-n", "--verbose", "--simple-log", "--log-file=stdout", "--no-cli", "--fingerprint"],
    ...[`--listening-ip=${address}`, `--relay-ip=${address}`, `--listening-port=${port}`],
    ...["--no-tls", "--no-dtls", "--use-auth-secret", `--static-auth-secret=${secret}`, "--realm=connect"],
    // The people sit at the same machine.
    "--allow-loopback-peers",
    ...[`--pidfile=${join(folder, "pid")}`, `--userdb=${join(folder, "db")}`],
  ];
  const program = findBrowsers().coturn;
  if (program === null) throw new Error("no coturn on this machine");
  const child: ChildProcess = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  await eventually(() => {
    if (child.exitCode !== null) throw new Error(`coturn ended: ${output}`);
    if (!/listener opened/i.test(output))
      throw new Error(`coturn does not listen yet: ${output.slice(-400)}`);
  });
  return {
    env: {
      CONNECT_TURN_URLS: `turn:${address}:${port}?transport=${transport}`,
      CONNECT_TURN_SECRET: secret,
    },
    users: () => [
      ...new Set(
        [...output.matchAll(/user <([^>]+)>: incoming packet ALLOCATE processed, success/g)].map(
          ([, name = ""]) => name,
        ),
      ),
    ],
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
