// The floor that the relay is measured against: a bare ws server with a map from tag to sockets, doing the least
// that could be called relaying. No limits, no checks, no routes. Started by relay.ts as a child process.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

const tags = new Map<string, Set<WebSocket>>();
const server = createServer();
const sockets = new WebSocketServer({ server, clientTracking: false, perMessageDeflate: false });

type Message = {
  readonly t: string;
  readonly n: number;
  readonly tag: string;
  readonly tags: readonly string[];
  readonly b: string;
};

sockets.on("connection", (socket) => {
  let joined: readonly string[] = [];
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.t === "join") {
      joined = message.tags;
      for (const tag of joined) {
        const members = tags.get(tag);
        if (members === undefined) tags.set(tag, new Set([socket]));
        else members.add(socket);
      }
      socket.send(JSON.stringify({ t: "joined", n: message.n }));
      return;
    }
    const text = JSON.stringify({ t: "msg", tag: message.tag, b: message.b });
    for (const member of tags.get(message.tag) ?? []) {
      if (member !== socket) member.send(text);
    }
  });
  socket.on("close", () => {
    for (const tag of joined) {
      const members = tags.get(tag);
      members?.delete(socket);
      if (members?.size === 0) tags.delete(tag);
    }
  });
});

process.on("message", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ rss: process.memoryUsage.rss() });
});
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
