// The least that can connect two browsers: an empty page, and a socket that passes on everything to the others.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { WebSocketServer } from "ws";
import type { SecureAddress } from "../../test/hostile/bare-page.ts";

export interface FloorServer {
  readonly origin: string;
  close(): Promise<void>;
}

const PAGE = `<!doctype html><html lang="en"><title>Floor</title><button>Admit</button><video autoplay playsinline></video></html>`;

/** Starts page and relay on a free port, of the loopback if nothing else is said. */
export async function startFloor(secure?: SecureAddress): Promise<FloorServer> {
  const answer: RequestListener = (_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(PAGE);
  };
  const server =
    secure === undefined
      ? createServer(answer)
      : createSecureServer({ cert: readFileSync(secure.cert), key: readFileSync(secure.key) }, answer);
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.on("message", (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data.toString());
    });
  });
  server.listen(0, secure?.host ?? "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin:
      secure === undefined ? `http://localhost:${address.port}` : `https://${secure.host}:${address.port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
