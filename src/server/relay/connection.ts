// Carries the relay's effects out on sockets, and brings it what they say. No rule lives here but the ones that
// only a socket can see: its origin, its subprotocol, and how much of what was sent is still unread.
import { randomFillSync } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { RELAY_CLOSE, RELAY_SUBPROTOCOL } from "../../protocol/relay.ts";
import type { AddressBytes } from "../platform/address.ts";
import { createAddressKeys } from "../platform/address-keys.ts";
import type { Clock } from "../platform/clock.ts";
import type { PeerAddress } from "../platform/peer-address.ts";
import type { RelayCounters } from "./counters.ts";
import type { RelayLimits } from "./limits.ts";
import { createRelay, type Effect, errorText, type Seat } from "./relay.ts";

export type RelayServerOptions = {
  readonly limits: RelayLimits;
  readonly clock: Clock;
  readonly counters: RelayCounters;
  readonly peerAddress: PeerAddress;
  /** Decides over the Origin header; undefined is a program without one. */
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  /** Told when an address has more sockets than it may, or a socket goes on asking for more than it may. */
  readonly limited: (address: AddressBytes) => void;
};

export type RelayServer = {
  /** Takes over a request to upgrade to a WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Closes every socket with 1012, so that browsers come back after a moment, and takes no new one. */
  readonly stop: () => Promise<void>;
  /** Sizes only, never a tag or an address. */
  readonly size: () => { readonly sockets: number; readonly tags: number; readonly addresses: number };
};

const TICK = 1_000;
const ROUTE_BYTES = 12;
const ROUTES_AT_ONCE = 256;

/** Random routes, drawn in bulk: one call for many is an order of magnitude cheaper. */
function createRoutes(): () => string {
  const pool = Buffer.alloc(ROUTE_BYTES * ROUTES_AT_ONCE);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    next += ROUTE_BYTES;
    return pool.toString("base64url", next - ROUTE_BYTES, next);
  };
}

/**
 * A browser closes a socket whose server picks none of the subprotocols it offered, without telling the page why.
 * So a stranger's offer is accepted, and the socket then closed with the code that says so.
 */
function chooseProtocol(offered: Set<string>): string | false {
  if (offered.has(RELAY_SUBPROTOCOL)) return RELAY_SUBPROTOCOL;
  const [first] = offered;
  return first ?? false;
}

export function createRelayServer(options: RelayServerOptions): RelayServer {
  const { limits, clock, counters } = options;
  const relay = createRelay<WebSocket>({ limits, randomRoute: createRoutes() });
  const addressKeys = createAddressKeys();
  const startedAt = clock.monotonic();
  /** Whole milliseconds since the start: small integers take less memory per socket than fractions. */
  const now = () => Math.floor(clock.monotonic() - startedAt);
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.messageSize,
    handleProtocols: chooseProtocol,
  });
  const closing = new Set<WebSocket>();
  let stopping = false;

  function close(socket: WebSocket, code: number): void {
    counters.closed(code);
    socket.close(code);
    // Who does not read cannot read the close frame either, and must not hold memory for it.
    closing.add(socket);
    const cut = setTimeout(() => socket.terminate(), limits.closeWait);
    socket.once("close", () => {
      clearTimeout(cut);
      closing.delete(socket);
    });
  }

  function perform(effects: readonly Effect<WebSocket>[]): void {
    for (const effect of effects) {
      const socket = effect.seat.handle;
      if (effect.kind === "close") {
        close(socket, effect.code);
      } else if (effect.kind === "ping") {
        socket.ping();
      } else if (socket.readyState === socket.OPEN) {
        counters.sent();
        socket.send(effect.text);
        if (socket.bufferedAmount > limits.unsent && effect.seat.open) {
          relay.close(effect.seat);
          close(socket, RELAY_CLOSE.slowReader);
        }
      }
    }
  }

  function listen(socket: WebSocket, seat: Seat<WebSocket>, address: AddressBytes): void {
    socket.on("message", (data: Buffer, isBinary) => {
      counters.received();
      const effects = isBinary ? relay.receiveRubbish(seat) : relay.receive(seat, data.toString(), now());
      if (effects.some((effect) => effect.kind === "close" && effect.code === RELAY_CLOSE.rate))
        options.limited(address);
      perform(effects);
    });
    socket.on("pong", () => relay.heard(seat, now()));
    socket.on("close", () => relay.close(seat));
  }

  function welcome(socket: WebSocket, request: IncomingMessage): void {
    // ws has closed the socket by then (too big: 1009, broken frame: 1002); the error itself would quote content.
    socket.on("error", () => counters.failed());
    const address = options.peerAddress(request);
    const opening = relay.open(socket, addressKeys.keyOf(address, now()), now());
    if (!opening.admitted) {
      options.limited(address);
      socket.send(errorText(0, "RATE", opening.retryAfter));
      close(socket, RELAY_CLOSE.rate);
      return;
    }
    const refusal = stopping
      ? RELAY_CLOSE.restart
      : !options.isAllowedOrigin(request.headers.origin)
        ? RELAY_CLOSE.origin
        : socket.protocol !== RELAY_SUBPROTOCOL
          ? RELAY_CLOSE.version
          : null;
    if (refusal !== null) {
      relay.close(opening.seat);
      close(socket, refusal);
      return;
    }
    counters.opened();
    listen(socket, opening.seat, address);
  }

  const timer = setInterval(() => {
    perform(relay.tick(now()));
    counters.report(relay.size().sockets);
  }, TICK);

  return {
    upgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head, welcome),
    async stop() {
      stopping = true;
      clearInterval(timer);
      for (const seat of [...relay.seats()]) {
        relay.close(seat);
        close(seat.handle, RELAY_CLOSE.restart);
      }
      await Promise.all(
        [...closing].map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()))),
      );
      counters.flush(0);
    },
    size: relay.size,
  };
}
