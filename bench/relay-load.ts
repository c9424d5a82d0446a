// A WebSocket client that costs as little as possible, so that the server is what is measured: frames are made
// once, and what comes back is counted, not parsed.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

const SMALL = 126;
/** FIN and text. */
const TEXT = 0x81;
const MASKED = 0x80;

/** A masked text frame. The mask is zero, so that the text stays as it is; the server unmasks all the same. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < SMALL
      ? [TEXT, MASKED | payload.length]
      : [TEXT, MASKED | SMALL, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([...header, 0, 0, 0, 0]), payload]);
}

export function randomTag(): string {
  return randomBytes(16).toString("base64url");
}

export type LoadSocket = {
  readonly socket: Socket;
  /** The `joined` answer, as text. */
  readonly joined: string;
};

/** The many sockets come from many addresses of this machine, so that a limit per address need not be raised. */
function sourceAddress(index: number): string {
  return `127.0.0.${2 + (index % 100)}`;
}

/** Opens a socket, joins a tag and waits for the answer. */
function openJoined(port: number, tag: string, index: number): Promise<LoadSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, localAddress: sourceAddress(index), noDelay: true });
    socket.once("error", reject);
    socket.write(
      `GET /v1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Protocol: psy-call.1\r\nOrigin: http://localhost\r\n\r\n`,
    );
    let seen = "";
    let upgraded = false;
    const onData = (data: Buffer) => {
      seen += data.toString("latin1");
      if (!upgraded) {
        const end = seen.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!seen.startsWith("HTTP/1.1 101")) {
          reject(new Error(`not upgraded: ${seen.slice(0, 40)}`));
          return;
        }
        upgraded = true;
        seen = seen.slice(end + 4);
        socket.write(textFrame(JSON.stringify({ t: "join", n: 1, tags: [tag] })));
      }
      if (!seen.endsWith("}")) return;
      socket.removeListener("data", onData);
      socket.removeListener("error", reject);
      socket.on("error", () => socket.destroy());
      resolve({ socket, joined: seen.slice(seen.indexOf("{")) });
    };
    socket.on("data", onData);
  });
}

/** Opens `count` sockets, each joined to a tag of its own, `parallel` at a time. Returns them and the seconds it took. */
export async function openMany(port: number, count: number, parallel: number) {
  const sockets: Socket[] = [];
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (next < count) {
        const { socket } = await openJoined(port, randomTag(), next++);
        sockets.push(socket);
      }
    }),
  );
  return { sockets, seconds: (performance.now() - started) / 1_000 };
}

export async function closeAll(sockets: readonly Socket[]): Promise<void> {
  const closed = sockets.map((socket) => {
    if (socket.closed) return undefined;
    return new Promise<void>((resolve) => socket.once("close", () => resolve()).destroy());
  });
  await Promise.all(closed);
}

/** A sealed frame of the usual size, as it travels to the relay. */
const BODY = randomBytes(1_057).toString("base64url");

/** Bytes of one server frame: its header (no mask) and its text. */
function frameSize(text: string): number {
  return text.length + (text.length < SMALL ? 2 : 4);
}

/** The routes in a `joined` answer; the bare server gives none. */
function routesIn(joined: string): readonly string[] {
  return (JSON.parse(joined) as { readonly routes?: readonly string[] }).routes ?? [];
}

function repeated(frame: Buffer, times: number): Buffer {
  return Buffer.concat(new Array<Buffer>(times).fill(frame));
}

/**
 * Pairs of sockets, one of each sending to the other with `window` messages on their way, for `seconds`.
 * Returns messages per second.
 */
export async function relayMessages(
  port: number,
  { pairs, window, seconds }: { readonly pairs: number; readonly window: number; readonly seconds: number },
): Promise<number> {
  const open: Socket[] = [];
  const starts: (() => void)[] = [];
  let received = 0;
  let running = true;
  for (let i = 0; i < pairs; i++) {
    const tag = randomTag();
    const sender = await openJoined(port, tag, i);
    const receiver = await openJoined(port, tag, i);
    open.push(sender.socket, receiver.socket);
    const [to = "*"] = routesIn(receiver.joined);
    const [from] = routesIn(sender.joined);
    const frame = textFrame(JSON.stringify({ t: "send", n: 1, tag, to, b: BODY }));
    const size = frameSize(
      JSON.stringify({ t: "msg", tag, ...(from === undefined ? {} : { from }), b: BODY }),
    );
    let bytes = 0;
    receiver.socket.on("data", (data) => {
      bytes += data.length;
      const whole = Math.floor(bytes / size);
      bytes -= whole * size;
      received += whole;
      if (running && whole > 0) sender.socket.write(whole === 1 ? frame : repeated(frame, whole));
    });
    sender.socket.on("data", () => {
      throw new Error("the server under test refused a message");
    });
    starts.push(() => sender.socket.write(repeated(frame, window)));
  }
  for (const start of starts) start();
  const started = performance.now();
  const before = received;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const rate = (received - before) / ((performance.now() - started) / 1_000);
  running = false;
  await closeAll(open);
  return rate;
}
