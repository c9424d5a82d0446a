// A relay that lies. It stands between the browsers and the real relay, speaks the relay protocol to both, and
// lets a test read, drop, delay, reorder, replay, rewrite and inject what passes, or show each side another view.
import { once } from "node:events";
import { type WebSocket, WebSocket as WebSocketClient, WebSocketServer } from "ws";
import {
  type ClientMessage,
  parseClientMessage,
  parseServerMessage,
  RELAY_SUBPROTOCOL,
} from "../../src/protocol/relay.ts";

/** One browser's socket, as the liar sees it. */
export interface Seat {
  readonly id: number;
  /** The tags it has joined, each with the route that the real relay gave it. */
  readonly routes: ReadonlyMap<string, string>;
  readonly open: () => boolean;
  close(code: number): void;
}

/** A body on its way from a browser to the relay. */
interface Sent {
  readonly seat: Seat;
  readonly tag: string;
  /** A route, or `*` for everybody on the tag. */
  readonly to: string;
  readonly b: string;
}

/** A body on its way from the relay to a browser. */
export interface Delivered {
  readonly seat: Seat;
  readonly tag: string;
  readonly from: string;
  readonly b: string;
}

type Answer<T> = readonly T[] | Promise<readonly T[]>;

/** What happens to a body: return it, something else, several or nothing. */
export interface Hooks {
  readonly send?: (body: Sent) => Answer<Sent>;
  readonly deliver?: (body: Delivered) => Answer<Delivered>;
}

export interface LyingRelay {
  /** Address for CONNECT_RELAY_URL. */
  readonly url: string;
  readonly seats: readonly Seat[];
  /** Everything that browsers sent, before any hook. */
  readonly sent: readonly Sent[];
  /** Everything that the real relay wanted delivered, before any hook. */
  readonly delivered: readonly Delivered[];
  /** Where the real relay is; sockets that come before wait. */
  connectTo(upstream: string): void;
  /** Adds hooks after those that are there; returns the function that takes them away. */
  use(hooks: Hooks): () => void;
  /** Hands a browser a body that nobody sent. */
  inject(body: Delivered): void;
  /** The seat that holds a route. */
  seatOf(route: string): Seat | null;
  close(): Promise<void>;
}

interface OpenSeat extends Seat {
  readonly routes: Map<string, string>;
  readonly down: WebSocket;
}

/** Starts the liar on a free port of the loopback. */
export async function startLyingRelay(): Promise<LyingRelay> {
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port: 0,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(RELAY_SUBPROTOCOL) ? RELAY_SUBPROTOCOL : false),
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const seats: OpenSeat[] = [];
  const sent: Sent[] = [];
  const delivered: Delivered[] = [];
  let hooks: readonly Hooks[] = [];
  const known = Promise.withResolvers<string>();

  const through = async <T>(body: T, pick: (one: Hooks) => ((body: T) => Answer<T>) | undefined) => {
    let bodies: readonly T[] = [body];
    for (const one of hooks) {
      const hook = pick(one);
      if (hook === undefined) continue;
      bodies = (await Promise.all(bodies.map(async (each) => hook(each)))).flat();
    }
    return bodies;
  };

  const hand = ({ seat, tag, from, b }: Delivered) => {
    const open = seats.find((one) => one.id === seat.id);
    if (open?.down.readyState === WebSocketClient.OPEN) {
      open.down.send(JSON.stringify({ t: "msg", tag, from, b }));
    }
  };

  server.on("connection", (down, request) => {
    const routes = new Map<string, string>();
    const asked = new Map<number, readonly string[]>();
    const seat: OpenSeat = {
      id: seats.length,
      routes,
      down,
      open: () => down.readyState === WebSocketClient.OPEN,
      close: (code) => down.close(code),
    };
    seats.push(seat);
    // Hooks may take their time; what comes in one direction still leaves in its order.
    let upQueue: Promise<unknown> = Promise.resolve();
    let downQueue: Promise<unknown> = Promise.resolve();

    const upstream = known.promise.then(async (url) => {
      const up = new WebSocketClient(url, RELAY_SUBPROTOCOL, {
        perMessageDeflate: false,
        ...(request.headers.origin === undefined ? {} : { origin: request.headers.origin }),
      });
      up.on("error", () => down.terminate());
      up.on("close", (code) => {
        if (code >= 1000 && ![1004, 1005, 1006, 1015].includes(code)) down.close(code);
        else down.terminate();
      });
      up.on("message", (data) => {
        const text = data.toString();
        downQueue = downQueue.then(() => pass(text));
      });
      await once(up, "open");
      return up;
    });
    upstream.catch(() => down.terminate());

    const pass = async (text: string) => {
      const message = parseServerMessage(text);
      if (message?.t === "joined") {
        const tags = asked.get(message.n) ?? [];
        for (const [index, route] of message.routes.entries()) {
          const tag = tags[index];
          if (tag !== undefined && route !== null) routes.set(tag, route);
        }
      }
      if (message?.t !== "msg") {
        down.send(text);
        return;
      }
      const body: Delivered = { seat, tag: message.tag, from: message.from, b: message.b };
      delivered.push(body);
      for (const each of await through(body, (one) => one.deliver)) hand(each);
    };

    const forward = async (text: string, message: ClientMessage | null) => {
      const up = await upstream;
      if (message?.t === "join") asked.set(message.n, message.tags);
      if (message?.t === "leave") for (const tag of message.tags) routes.delete(tag);
      if (message?.t !== "send") {
        up.send(text);
        return;
      }
      const body: Sent = { seat, tag: message.tag, to: message.to, b: message.b };
      sent.push(body);
      for (const { tag, to, b } of await through(body, (one) => one.send)) {
        up.send(JSON.stringify({ t: "send", n: message.n, tag, to, b }));
      }
    };
    down.on("message", (data) => {
      const text = data.toString();
      upQueue = upQueue.then(() => forward(text, parseClientMessage(text))).catch(() => {});
    });
    down.on("close", (code) => {
      routes.clear();
      upstream.then((up) => up.close(code >= 3000 && code < 5000 ? code : 1000)).catch(() => {});
    });
    down.on("error", () => {});
  });

  return {
    url: `ws://localhost:${address.port}/v1`,
    seats,
    sent,
    delivered,
    connectTo: known.resolve,
    use(one) {
      hooks = [...hooks, one];
      return () => {
        hooks = hooks.filter((other) => other !== one);
      };
    },
    inject: hand,
    seatOf: (route) => seats.find((seat) => [...seat.routes.values()].includes(route)) ?? null,
    async close() {
      for (const { down } of seats) down.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
