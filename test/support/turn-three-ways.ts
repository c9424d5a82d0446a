// A real coturn on the loopback over UDP, TCP and TLS, with room for three allocations.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freePort } from "./instance.ts";
import { findBrowsers } from "./machine.ts";

export interface ThreeWays {
  readonly secret: string;
  /** UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
  stop(): Promise<void>;
}

const accepts = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });

export async function startThreeWays(tls: {
  readonly cert: string;
  readonly key: string;
}): Promise<ThreeWays> {
  const program = findBrowsers().coturn;
  if (program === null) throw new Error("no coturn on this machine");
  const secret = "s".repeat(40);
  const folder = mkdtempSync(join(tmpdir(), "connect-coturn-"));
  const port = await freePort();
  const tlsPort = await freePort();
  const child = spawn(
    program,
    [
      ...[
        "-n",
        "--simple-log",
        "--log-file=/dev/null",
        "--no-dtls",
        "--no-cli",
        "--fingerprint",
        "--realm=test",
      ],
      ...["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", `--listening-port=${port}`],
      ...[`--tls-listening-port=${tlsPort}`, `--cert=${tls.cert}`, `--pkey=${tls.key}`],
      ...["--use-auth-secret", `--static-auth-secret=${secret}`, "--total-quota=3"],
      ...[`--pidfile=${join(folder, "pid")}`, `--userdb=${join(folder, "db")}`],
    ],
    { stdio: "ignore" },
  );
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error("coturn ended");
    await Promise.all([accepts(port), accepts(tlsPort)]);
  });
  return {
    secret,
    port,
    tlsPort,
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
