// The server in this process, for tests that need its limits lowered or want to look inside.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { type Server, type ServerOptions, startServer } from "../../src/server/compose.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { RELAY_LIMITS, type RelayLimits } from "../../src/server/relay/limits.ts";

export type Running = {
  readonly server: Server;
  readonly dataDir: string;
  readonly end: () => Promise<void>;
};

export async function run(
  env: Readonly<Record<string, string>> = {},
  limits: Partial<RelayLimits> = {},
  options: Partial<ServerOptions> = {},
): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-test-"));
  const server = await startServer({
    config: readConfig({ CONNECT_PORT: "0", CONNECT_LOG_LEVEL: "silent", CONNECT_DATA_DIR: dataDir, ...env }),
    relayLimits: { ...RELAY_LIMITS, ...limits },
    ...options,
  });
  return {
    server,
    dataDir,
    async end() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Peer = {
  readonly socket: WebSocket;
  readonly received: string[];
  readonly closed: Promise<number>;
  readonly say: (message: object) => void;
  /** The next message that has not been asked for yet. */
  readonly next: () => Promise<Record<string, unknown>>;
};

export type PeerOptions = {
  readonly origin?: string | null;
  readonly protocols?: readonly string[];
  readonly localAddress?: string;
};

/** Opens a socket to the relay as a page would. */
export async function connectPeer({ server }: Running, options: PeerOptions = {}): Promise<Peer> {
  const { origin = server.origin, protocols = ["psy-call.1"], localAddress } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/v1`, [...protocols], {
    ...(origin === null ? {} : { origin }),
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  const received: string[] = [];
  const waiting: (() => void)[] = [];
  socket.on("message", (data) => {
    received.push(String(data));
    waiting.shift()?.();
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  let read = 0;
  return {
    socket,
    received,
    closed,
    say: (message) => socket.send(JSON.stringify(message)),
    async next() {
      if (read >= received.length) await new Promise<void>((resolve) => waiting.push(resolve));
      return JSON.parse(received[read++] ?? "null");
    },
  };
}
