// Builds everything once, by hand. This is the only place that knows all parts.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { RELAY_PATH } from "../protocol/relay.ts";
import type { GuessLimits } from "./accounts/guess-limit.ts";
import { createAccountsSide } from "./compose-accounts.ts";
import { createPresence } from "./compose-presence.ts";
import { createAccessLog } from "./http/access-log.ts";
import { createApp } from "./http/app.ts";
import { readCertificate, watchCertificate } from "./http/certificate.ts";
import { type Listener, listen } from "./http/listen.ts";
import { createPages } from "./http/pages/pages.ts";
import { type Clock, systemClock } from "./platform/clock.ts";
import { type Config, hasAccounts, isLoopbackHost, originOf, relayUrlAt } from "./platform/config.ts";
import { factsOf } from "./platform/facts.ts";
import { startJobs } from "./platform/jobs.ts";
import { codeOf, createLog, type Log } from "./platform/log.ts";
import { createPeerAddress } from "./platform/peer-address.ts";
import { createSecurityLog } from "./platform/security-log.ts";
import { publishedDocuments } from "./privacy/published/published.ts";
import { retentionJob } from "./privacy/retention-job.ts";
import { createRelayServer } from "./relay/connection.ts";
import { createRelayCounters } from "./relay/counters.ts";
import { RELAY_LIMITS, type RelayLimits } from "./relay/limits.ts";

export type ServerOptions = {
  readonly config: Config;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Raised by benches and flood tests, which say so. */
  readonly relayLimits?: RelayLimits;
  /** Raised by tests that try often, which say so. */
  readonly guessLimits?: GuessLimits;
  readonly webDirectory?: string;
  /** Milliseconds between two looks at the certificate files. */
  readonly certificateInterval?: number;
};

export type Server = {
  /** Where browsers find the pages. */
  readonly origin: string;
  readonly port: number;
  readonly relaySize: () => { readonly sockets: number; readonly tags: number; readonly addresses: number };
  readonly stop: () => Promise<void>;
};

const WEB_DIRECTORY = fileURLToPath(new URL("../../dist/web", import.meta.url));

const CERTIFICATE_INTERVAL = 10_000;

/** True once the web files have been built. */
export function hasWebFiles(directory: string = WEB_DIRECTORY): boolean {
  return existsSync(join(directory, "call.html"));
}

function limitsOf(config: Config): RelayLimits {
  return {
    ...RELAY_LIMITS,
    sockets: config.relaySockets ?? RELAY_LIMITS.sockets,
    socketsPerAddress: config.relaySocketsPerAddress ?? RELAY_LIMITS.socketsPerAddress,
  };
}

/** Origins whose pages may open the relay's socket. On one's own machine, any spelling of the loopback address. */
function allowedOrigins(config: Config, origin: string, port: number): ReadonlySet<string> {
  const scheme = config.tls === null ? "http" : "https";
  const local = ["localhost", "127.0.0.1", "[::1]"].map((host) => `${scheme}://${host}:${port}`);
  return new Set([
    origin,
    ...config.allowedOrigins,
    ...(isLoopbackHost(new URL(origin).hostname) ? local : []),
  ]);
}

/** Starts to listen and returns when browsers can connect. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { config } = options;
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog({ level: config.logLevel });
  const webDirectory = options.webDirectory ?? WEB_DIRECTORY;
  const peerAddress = createPeerAddress(config.trustedProxies);
  const { dataDir } = config;
  const accessLog = createAccessLog({ dataDir, clock, log });
  const securityLog = createSecurityLog({ dataDir, clock, log });

  let allowed: ReadonlySet<string> = new Set();
  const relay =
    config.role === "web" || config.role === "accounts"
      ? null
      : createRelayServer({
          limits: options.relayLimits ?? limitsOf(config),
          clock,
          counters: createRelayCounters({ now: clock.monotonic, write: log.relay }),
          peerAddress,
          isAllowedOrigin: (origin) => origin !== undefined && allowed.has(origin),
          limited: (address) => securityLog.write("relay limit", address),
        });

  // The port is known only after listening, and the routes need it: until then requests wait for the app.
  let handOver: (app: FastifyInstance) => void = () => {};
  const ready = new Promise<FastifyInstance>((resolve) => {
    handOver = resolve;
  });
  const listener: Listener = await listen({
    host: config.host,
    port: config.port,
    certificate: config.tls === null ? null : readCertificate(config.tls),
    handler: (request, response) => void ready.then((app) => app.routing(request, response)),
    upgrade(request, socket, head) {
      const [path] = (request.url ?? "").split("?", 1);
      if (relay === null || path !== RELAY_PATH)
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      else relay.upgrade(request, socket, head);
    },
  });

  const origin = originOf(config, listener.port);
  allowed = allowedOrigins(config, origin, listener.port);
  const facts = factsOf(config);
  const { pages, agreements } = createPages(config, { origin, webDirectory }, (avv) =>
    publishedDocuments(facts, avv),
  );
  const isAllowedOrigin = (one: string | undefined): boolean => one !== undefined && allowed.has(one);
  const side = hasAccounts(config.role)
    ? await createAccountsSide({
        config,
        clock,
        log,
        origin,
        peerAddress,
        agreements,
        ...(options.guessLimits === undefined ? {} : { guessLimits: options.guessLimits }),
      })
    : null;
  const app = await createApp({
    role: config.role,
    https: origin.startsWith("https:"),
    webConfig: {
      relayUrl: config.relayUrl ?? relayUrlAt(origin),
      iceServers: config.iceServers,
      accounts: side !== null,
      agreements,
    },
    webDirectory,
    pages,
    accessLog,
    securityLog,
    peerAddress,
    clock,
    log,
    myData: {
      visitors: side?.visitors ?? null,
      presenceOf: createPresence({
        config,
        hasRelay: relay !== null,
        hasAccounts: side !== null,
      }),
      isAllowedOrigin,
      timeZone: config.timeZone,
    },
    api: side === null ? null : { ...side.api, isAllowedOrigin },
  });
  const stopJobs = startJobs(
    [
      retentionJob({
        database: side?.database ?? null,
        dataDir,
        periods: config.periods,
        timeZone: config.timeZone,
        clock,
        log,
        holder: randomUUID(),
      }),
    ],
    log,
  );
  await app.ready();
  handOver(app);

  const { tls } = config;
  const watch =
    tls === null
      ? null
      : watchCertificate(tls, options.certificateInterval ?? CERTIFICATE_INTERVAL, () => {
          try {
            listener.renew(readCertificate(tls));
            log.certificateReloaded();
          } catch (error) {
            log.certificateRefused({ code: codeOf(error) });
          }
        });
  log.started({ role: config.role, tls: tls !== null });

  return {
    origin,
    port: listener.port,
    relaySize: () => relay?.size() ?? { sockets: 0, tags: 0, addresses: 0 },
    async stop() {
      log.stopping();
      watch?.stop();
      await Promise.all([relay?.stop(), listener.stop()]);
      await app.close();
      await stopJobs();
      await side?.stop();
      await accessLog.stop();
      await securityLog.stop();
      log.stopped();
    },
  };
}
