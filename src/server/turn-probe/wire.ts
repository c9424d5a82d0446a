// How a request gets to a STUN or TURN server and an answer back, over UDP, TCP or TLS.
import { createSocket } from "node:dgram";
import { isIP, type Socket, connect as tcpConnect } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { HEADER, parseMessage, type StunMessage, sizeOf } from "./stun-message.ts";

export type Way = "udp" | "tcp" | "tls";

type Answer = { readonly bytes: Buffer; readonly message: StunMessage };

export type Wire = {
  /** Sends and waits for the answer to this very request. Rejects with the system's code, or ETIMEDOUT. */
  readonly ask: (request: Buffer) => Promise<Answer>;
  readonly close: () => void;
};

/** ms after which a request is sent once more by UDP (RFC 8489, section 6.2.1). */
const REPEAT = 500;
/** More than any answer has: a server that sends so much is none. */
const STREAM_MAX = 4_096;

class WireError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = "WireError";
    this.code = code;
  }
}

type Waiting = {
  readonly transaction: Buffer;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
};

/** Whatever both kinds of wire share: one request at a time, and a clock. */
function desk(wait: number) {
  let waiting: Waiting | null = null;
  return {
    take(bytes: Buffer): void {
      const message = parseMessage(bytes);
      if (message !== null && waiting?.transaction.equals(message.transaction) === true)
        waiting.resolve({ bytes, message });
    },
    fail(error: Error): void {
      waiting?.reject(error);
    },
    ask: (request: Buffer, send: () => void): Promise<Answer> =>
      new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => reject(new WireError("ETIMEDOUT")), wait);
        const end =
          <T>(then: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(timer);
            waiting = null;
            then(value);
          };
        const transaction = request.subarray(8, HEADER);
        waiting = { transaction, resolve: end(resolve), reject: end(reject) };
        send();
      }),
  };
}

function udpWire(host: string, port: number, wait: number): Promise<Wire> {
  const socket = createSocket({ type: isIP(host) === 6 ? "udp6" : "udp4" });
  const { take, fail, ask } = desk(wait);
  socket.on("message", take);
  socket.on("error", fail);
  return new Promise((resolve, reject) => {
    // Connected, so that a closed port is told by the system. The callback gets a failed look-up of the name as well,
    // which the types of Node do not say.
    socket.connect(port, host, (error?: Error) => {
      if (error !== undefined) {
        socket.close();
        reject(error);
        return;
      }
      resolve({
        async ask(request) {
          const send = (): void => socket.send(request);
          const repeat = setInterval(send, REPEAT);
          try {
            return await ask(request, send);
          } finally {
            clearInterval(repeat);
          }
        },
        close: () => socket.close(),
      });
    });
  });
}

function streamWire(open: () => Socket, ready: "connect" | "secureConnect", wait: number): Promise<Wire> {
  const { take, fail, ask } = desk(wait);
  return new Promise((resolve, reject) => {
    const socket = open();
    let stream: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => socket.destroy(new WireError("ETIMEDOUT")), wait);
    const broke = (error: Error): void => {
      clearTimeout(timer);
      fail(error);
      reject(error);
    };
    socket.on("error", broke);
    socket.on("close", () => broke(new WireError("ECONNRESET")));
    socket.on("data", (chunk: Buffer) => {
      stream = Buffer.concat([stream, chunk]);
      for (let size = sizeOf(stream); size !== null; size = sizeOf(stream)) {
        if (size < 0 || size > STREAM_MAX) return void socket.destroy(new WireError("NOT_STUN"));
        if (stream.length < size) return;
        take(stream.subarray(0, size));
        stream = stream.subarray(size);
      }
    });
    socket.once(ready, () => {
      clearTimeout(timer);
      resolve({
        ask: (request) => ask(request, () => void socket.write(request)),
        close: () => void socket.destroy(),
      });
    });
  });
}

/** Opens a way to a server. `wait`: ms for opening it, and for each answer. Rejects with the system's code. */
export function openWire(way: Way, host: string, port: number, wait: number): Promise<Wire> {
  if (way === "udp") return udpWire(host, port, wait);
  if (way === "tcp") return streamWire(() => tcpConnect({ host, port }), "connect", wait);
  const name = isIP(host) === 0 ? { servername: host } : {};
  return streamWire(() => tlsConnect({ host, port, ...name }), "secureConnect", wait);
}
