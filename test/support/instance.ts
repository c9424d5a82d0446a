// The real server as a child process: started, stopped, killed and started again on the same port.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnv } from "./child-env.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const START_WAIT = 60_000;
const STOP_WAIT = 5_000;

export interface Instance {
  /** What a person types, for example http://localhost:41234. */
  readonly origin: string;
  readonly relayUrl: string;
  readonly port: number;
  readonly dataDir: string;
  pid(): number;
  /** Everything the process has written so far, both streams, all lives. */
  output(): string;
  /** Orderly stop by SIGTERM. */
  stop(): Promise<void>;
  /** SIGKILL: nothing is said to anybody. */
  kill(): Promise<void>;
  /** Starts the process again on the same port with the same folder. */
  start(): Promise<void>;
  /** Writes a heap snapshot of the running process and returns its text. */
  heapSnapshot(): Promise<string>;
  /** Stops the process and removes its folder. */
  remove(): Promise<void>;
}

export interface InstanceOptions {
  /** A relay in front of the real one; must pass on to `ws://127.0.0.1:<port>/v1`. */
  readonly relayUrl?: string;
  readonly port?: number;
  readonly host?: string;
  /** The origin that browsers use, where it is not http://localhost:<port>. */
  readonly origin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts the server and waits until it listens. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const port = options.port ?? (await freePort());
  const origin = options.origin ?? `http://localhost:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), "connect-data-"));
  const snapshotDir = await mkdtemp(join(tmpdir(), "connect-heap-"));
  const relayUrl = options.relayUrl ?? `${origin.replace(/^http/, "ws")}/v1`;
  let child: ChildProcess | null = null;
  let output = "";

  const env: Record<string, string> = {
    ...childEnv(),
    NODE_ENV: "production",
    CONNECT_PORT: String(port),
    CONNECT_ORIGIN: origin,
    CONNECT_DATA_DIR: dataDir,
    ...(options.relayUrl === undefined ? {} : { CONNECT_RELAY_URL: options.relayUrl }),
    ...(options.host === undefined ? {} : { CONNECT_HOST: options.host }),
    ...options.env,
  };

  const start = async () => {
    if (child !== null) throw new Error("the instance runs already");
    const started = spawn(
      process.execPath,
      ["--heapsnapshot-signal=SIGUSR2", `--diagnostic-dir=${snapshotDir}`, "src/server/main.ts"],
      { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] },
    );
    child = started;
    const from = output.length;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}\n${output.slice(from)}`));
      const timer = setTimeout(() => fail("the server did not start in time"), START_WAIT);
      const take = (chunk: Buffer) => {
        output += chunk.toString();
        if (!output.slice(from).includes("Listening on ")) return;
        clearTimeout(timer);
        resolve();
      };
      started.stdout?.on("data", take);
      started.stderr?.on("data", take);
      started.once("exit", (code) => {
        clearTimeout(timer);
        if (child === started) child = null;
        fail(`the server ended with ${code}`);
      });
    });
  };

  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    if (running === null) return;
    child = null;
    if (running.exitCode !== null) return;
    const gone = once(running, "exit");
    running.kill(signal);
    const timer = setTimeout(() => running.kill("SIGKILL"), STOP_WAIT);
    await gone;
    clearTimeout(timer);
  };

  const pid = () => {
    if (child?.pid === undefined) throw new Error("the instance does not run");
    return child.pid;
  };

  await start();
  return {
    origin,
    relayUrl,
    port,
    dataDir,
    pid,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    start,
    async heapSnapshot() {
      const before = new Set(await readdir(snapshotDir));
      process.kill(pid(), "SIGUSR2");
      for (let tries = 0; tries < 100; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const fresh = (await readdir(snapshotDir)).find((name) => !before.has(name));
        if (fresh === undefined) continue;
        const text = await readFile(join(snapshotDir, fresh), "utf8");
        // The file grows while it is written; a complete one ends its JSON.
        if (text.trimEnd().endsWith("}")) return text;
      }
      throw new Error("no heap snapshot");
    },
    async remove() {
      await end("SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
      await rm(snapshotDir, { recursive: true, force: true });
    },
  };
}
