// A real coturn with two addresses, over UDP, TCP and TLS, with credentials that expire.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebConfig } from "../../src/protocol/web-config.ts";
import type { TurnCredential } from "../../src/web/call/call-view.ts";
import type { SecureAddress } from "../hostile/bare-page.ts";
import { eventually } from "../support/eventually.ts";

const TRANSPORTS = ["udp", "tcp", "tls"] as const;
type TurnTransport = (typeof TRANSPORTS)[number];

export interface TurnServer {
  readonly addresses: readonly [string, string];
  readonly secret: string;
  turnUrl(transport: TurnTransport): string;
  /** One entry for `iceServers`: STUN and TURN over these transports, good for `ttl` seconds. */
  iceServers(
    transports?: readonly TurnTransport[],
    options?: { readonly ttl?: number; readonly secret?: string },
  ): WebConfig["iceServers"];
  /** So many credentials for this server, no two alike, good for `ttl` seconds. */
  credentials(count: number, ttl: number): TurnCredential[];
  /** Addresses that the server relays at now, one for each allocation. */
  allocations(): number;
  output(): string;
  stop(): Promise<void>;
  /** Starts it again; nothing of before is known to it. */
  start(): Promise<void>;
}

export interface TurnOptions {
  /**
   * After so many seconds an allocation ends that nobody refreshes; ten minutes where it is left out, and after a
   * refresh in any case (coturn 4.6.1 limits only what is asked for by name).
   */
  readonly allocationSeconds?: number;
}

const RELAY_PORTS = { min: 49_152, max: 50_151 } as const;

export async function startTurnServer(
  namespace: string,
  addresses: readonly [string, string],
  tls: SecureAddress,
  options: TurnOptions = {},
): Promise<TurnServer> {
  const secret = `lab-secret-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), "connect-turn-"));
  const [first, second] = addresses;
  let child: ChildProcess | null = null;
  let output = "";

  const start = async () => {
    const words = [
      // Line by line: a pipe would keep what it says until there is more of it.
      ...["netns", "exec", namespace, "stdbuf", "-oL"],
      ...["turnserver", "-n", "--verbose", "--simple-log", "--log-file=stdout"],
      ...[`--listening-ip=${first}`, `--listening-ip=${second}`, `--relay-ip=${first}`],
      ...["--listening-port=3478", "--tls-listening-port=443", `--cert=${tls.cert}`, `--pkey=${tls.key}`],
      ...[`--min-port=${RELAY_PORTS.min}`, `--max-port=${RELAY_PORTS.max}`, "--no-dtls", "--no-cli"],
      ...["--use-auth-secret", `--static-auth-secret=${secret}`, "--realm=lab", "--fingerprint"],
      ...(options.allocationSeconds === undefined
        ? []
        : [`--max-allocate-lifetime=${options.allocationSeconds}`]),
      ...[`--pidfile=${join(folder, "pid")}`, `--userdb=${join(folder, "db")}`],
    ];
    const started = spawn("ip", words, { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    const from = output.length;
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    started.stdout.on("data", take);
    started.stderr.on("data", take);
    await eventually(() => {
      if (started.exitCode !== null) throw new Error(`coturn ended: ${output.slice(from)}`);
      // It says so for each address; the TLS port is the last to open.
      const sockets = readFileSync(`/proc/${started.pid}/net/tcp`, "utf8");
      if ((sockets.match(/:01BB 00000000:0000 0A/g) ?? []).length < 2) throw new Error(output.slice(from));
    });
  };
  await start();

  // As coturn's `use-auth-secret` takes them (draft-uberti-behave-turn-rest-00).
  let issued = 0;
  const credential = (ttl: number, key = secret) => {
    issued += 1;
    const username = `${Math.floor(Date.now() / 1_000) + ttl}:${issued}`;
    return { username, credential: createHmac("sha1", key).update(username).digest("base64") };
  };

  return {
    addresses,
    secret,
    turnUrl: urlOf,
    iceServers(transports = TRANSPORTS, options = {}) {
      return [
        { urls: [`stun:${first}:3478`] },
        { urls: transports.map(urlOf), ...credential(options.ttl ?? 3_600, options.secret) },
      ];
    },
    credentials: (count, ttl) =>
      Array.from({ length: count }, () => ({
        expiry: Date.now() + ttl * 1_000,
        urls: TRANSPORTS.map(urlOf),
        ...credential(ttl),
      })),
    allocations() {
      const file = `/proc/${child?.pid}/net/udp`;
      if (child === null || !existsSync(file)) return 0;
      const ports = readFileSync(file, "utf8")
        .split("\n")
        .map((line) => Number.parseInt(/:([0-9A-F]{4}) /.exec(line)?.[1] ?? "0", 16));
      return ports.filter((port) => port >= RELAY_PORTS.min && port <= RELAY_PORTS.max).length;
    },
    output: () => output,
    async stop() {
      const running = child;
      child = null;
      if (running === null || running.exitCode !== null) return;
      const gone = once(running, "exit");
      running.kill("SIGKILL");
      await gone;
      rmSync(join(folder, "pid"), { force: true });
    },
    start,
  };

  function urlOf(transport: TurnTransport): string {
    return transport === "tls"
      ? `turns:${first}:443?transport=tcp`
      : `turn:${first}:3478?transport=${transport}`;
  }
}
