// A bare member of a tag: a WebSocket and the relay protocol, no browser. Attackers and strangers use it.
import { once } from "node:events";
import { WebSocket } from "ws";
import { parseServerMessage, RELAY_SUBPROTOCOL, type ServerMessage } from "../../src/protocol/relay.ts";
import { eventually } from "../support/eventually.ts";

type Message = Extract<ServerMessage, { t: "msg" }>;

export interface Member {
  readonly socket: WebSocket;
  /** Bodies that came in, oldest first. */
  readonly inbox: readonly Message[];
  readonly errors: readonly Extract<ServerMessage, { t: "err" }>[];
  join(tags: readonly string[]): Promise<readonly (string | null)[]>;
  send(tag: string, to: string, b: string): number;
  leave(tags: readonly string[]): void;
  /** Waits for a body that passes the test; bodies are not consumed. */
  hear(test: (message: Message) => boolean, withinMs?: number): Promise<Message>;
  onMessage(listener: (message: Message) => void): void;
  close(): void;
}

/** Opens a socket to a relay from the given origin. */
export async function newMember(url: string, origin: string): Promise<Member> {
  const socket = new WebSocket(url, RELAY_SUBPROTOCOL, { origin, perMessageDeflate: false });
  const inbox: Message[] = [];
  const errors: Extract<ServerMessage, { t: "err" }>[] = [];
  const joined = new Map<number, readonly (string | null)[]>();
  const listeners: ((message: Message) => void)[] = [];
  let count = 0;
  socket.on("message", (data) => {
    const message = parseServerMessage(data.toString());
    if (message?.t === "joined") joined.set(message.n, message.routes);
    if (message?.t === "err") errors.push(message);
    if (message?.t !== "msg") return;
    inbox.push(message);
    for (const listener of listeners) listener(message);
  });
  await once(socket, "open");
  socket.on("error", () => {});

  const request = (fields: object) => {
    count += 1;
    socket.send(JSON.stringify({ ...fields, n: count }));
    return count;
  };
  return {
    socket,
    inbox,
    errors,
    join(tags) {
      const n = request({ t: "join", tags });
      return eventually(
        () => {
          const routes = joined.get(n);
          if (routes === undefined) throw new Error("the relay did not answer the join");
          return routes;
        },
        { everyMs: 5 },
      );
    },
    send: (tag, to, b) => request({ t: "send", tag, to, b }),
    leave: (tags) => void request({ t: "leave", tags }),
    hear: (test, withinMs = 5_000) =>
      eventually(
        () => {
          const found = inbox.find(test);
          if (found === undefined) throw new Error("not heard");
          return found;
        },
        { withinMs, everyMs: 5 },
      ),
    onMessage: (listener) => void listeners.push(listener),
    close: () => socket.terminate(),
  };
}
