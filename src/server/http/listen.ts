// Sockets that listen: plain HTTP or HTTPS, on one address or on both loopback addresses.

import type { IncomingMessage } from "node:http";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { codeOf } from "../platform/log.ts";
import type { Certificate } from "./certificate.ts";

export type ListenOptions = {
  readonly host: string;
  readonly port: number;
  readonly certificate: Certificate | null;
  readonly handler: RequestListener;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type Listener = {
  /** The port in use, which is a free one when 0 was asked for. */
  readonly port: number;
  /** Uses another certificate for connections from now on. Throws if it does not fit its key. */
  readonly renew: (certificate: Certificate) => void;
  /** Takes no new connection and ends idle ones; the rest is cut after a moment. */
  readonly stop: () => Promise<void>;
};

const CUT_AFTER = 2_000;

function listenOn(server: Server | HttpsServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stopServer(server: Server | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CUT_AFTER);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Starts to listen. `localhost` means both loopback addresses, because browsers choose either. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { certificate, handler } = options;
  const httpsServers: HttpsServer[] = [];
  const servers: (Server | HttpsServer)[] = [];

  async function start(host: string, port: number): Promise<number> {
    const https =
      certificate === null ? null : createHttpsServer({ ...certificate, minVersion: "TLSv1.2" }, handler);
    const server = https ?? createHttpServer(handler);
    server.on("upgrade", options.upgrade);
    const used = await listenOn(server, host, port);
    if (https !== null) httpsServers.push(https);
    servers.push(server);
    return used;
  }

  let port: number;
  if (options.host === "localhost") {
    port = await start("127.0.0.1", options.port);
    try {
      await start("::1", port);
    } catch (error) {
      // A machine without IPv6 has only one loopback address.
      if (codeOf(error) !== "EADDRNOTAVAIL" && codeOf(error) !== "EAFNOSUPPORT") {
        await Promise.all(servers.map(stopServer));
        throw error;
      }
    }
  } else {
    port = await start(options.host, options.port);
  }

  return {
    port,
    renew(renewed) {
      for (const server of httpsServers) server.setSecureContext({ ...renewed, minVersion: "TLSv1.2" });
    },
    async stop() {
      await Promise.all(servers.map(stopServer));
    },
  };
}
