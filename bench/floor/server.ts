// The least that can connect two browsers: an empty page, and a socket that passes on everything to the others.
import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

export interface FloorServer {
  readonly origin: string;
  close(): Promise<void>;
}

const PAGE = `<!doctype html><html lang="en"><title>Floor</title><button>Admit</button><video autoplay playsinline></video></html>`;

/** Starts page and relay on a free port of the loopback. */
export async function startFloor(): Promise<FloorServer> {
  const http = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(PAGE);
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("message", (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data.toString());
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://localhost:${address.port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
      await once(http, "close");
    },
  };
}
