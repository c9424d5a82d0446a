// The page's one socket to the relay: keeps a wanted set of tags joined through reconnects, never queues.
import type { Bytes } from "../../e2ee/bytes.ts";
import { fromBase64Url, toBase64Url } from "../../e2ee/bytes.ts";
import {
  MESSAGE_MAX,
  RATE_WAIT,
  RESTART_SPREAD,
  SOCKET_BACKOFF_FIRST,
  SOCKET_BACKOFF_MAX,
  SOCKET_BACKOFF_URGENT,
  SOCKET_WAIT,
} from "../../protocol/limits.ts";
import {
  type ClientMessage,
  parseServerMessage,
  RELAY_CLOSE,
  RELAY_SUBPROTOCOL,
  type RelayErrorCode,
} from "../../protocol/relay.ts";
import { createBucket } from "./bucket.ts";
import { createTagBook } from "./tag-book.ts";

export interface RelaySocketEvents {
  /** Every wanted tag has been asked for and the relay has answered. */
  readonly joined: () => void;
  readonly message: (tag: string, from: string, body: Bytes) => void;
  /** A request was refused. */
  readonly refused: (code: RelayErrorCode) => void;
  readonly closed: () => void;
  /** A call has no path and waits for this socket: tries follow each other faster. */
  readonly isUrgent: () => boolean;
  /** The relay will not talk to this page at all (origin or version). */
  readonly rejected: () => void;
}

export interface RelaySocket {
  /** Opens the socket and keeps it open until `close`. */
  open(): void;
  close(): void;
  /** The tags that should be joined; differences are joined and left at once. */
  setTags(tags: readonly string[]): void;
  /** Sends one body; false if the socket is not joined now. */
  send(tag: string, to: string, body: Bytes): boolean;
  isOpen(): boolean;
  /** The network has changed: what was opened in the old one may be dead without anybody saying so. */
  renew(): void;
  /** Somebody does not answer: finds out soon whether it is this socket that is dead. */
  prove(): void;
}

// A little less than the relay bears: whoever makes this page talk must not get it closed for that.
const MESSAGES = { burst: 50, every: 1_000 / 18 } as const;
const BYTES = { burst: 240 * 1_024, every: 1_000 / (240 * 1_024) } as const;
/** Characters of a message around its body, generously. */
const FRAME_TEXT = 120;
/** What a relay says of waiting is believed within these bounds. */
const RETRY_MIN = 1_000;
const RETRY_MAX = 600_000;
// A socket can be dead without anybody saying so (sleep, another network), and a page cannot see the relay's pings.
const SILENCE = 60_000;
const SIGN_OF_LIFE_WAIT = 10_000;
const SIGN_OF_LIFE_GAP = 2_000;
const PROOF_WAIT = 3_000;
/** A socket so young was opened in the present network. */
const YOUNG = 1_000;

export function createRelaySocket(url: string, events: RelaySocketEvents): RelaySocket {
  const book = createTagBook();
  const messages = createBucket(MESSAGES.burst, MESSAGES.every);
  const bytes = createBucket(BYTES.burst, BYTES.every);
  let socket: WebSocket | null = null;
  let isJoined = false;
  let keepOpen = false;
  let failures = 0;
  let request = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let opening: ReturnType<typeof setTimeout> | undefined;
  let joinAgain: ReturnType<typeof setTimeout> | undefined;
  let signOfLife: ReturnType<typeof setTimeout> | undefined;
  let heardAt = 0;
  let openedAt = 0;
  let retryAfter: number | null = null;

  function transmit(message: ClientMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function synchronise(): void {
    clearTimeout(joinAgain);
    joinAgain = undefined;
    if (socket?.readyState !== WebSocket.OPEN) return;
    const { leave, join } = book.changes();
    if (leave.length > 0) {
      request += 1;
      transmit({ t: "leave", n: request, tags: leave });
      book.left(leave);
    }
    if (join.length === 0) return;
    request += 1;
    book.asked(request, join);
    transmit({ t: "join", n: request, tags: join });
  }

  function settle(n: number, routes: readonly (string | null)[] | null, wait: number): void {
    const isShort = book.answered(n, routes);
    if (isShort) joinAgain ??= setTimeout(synchronise, wait);
    const isNews = !isJoined || routes?.some((route) => route !== null) === true;
    if (!book.isSettled() || !isNews) return;
    isJoined = true;
    events.joined();
  }

  function receive(text: string): void {
    heardAt = Date.now();
    clearTimeout(signOfLife);
    signOfLife = undefined;
    const message = text.length > MESSAGE_MAX ? null : parseServerMessage(text);
    if (!message) return;
    if (message.t === "msg") {
      const body = fromBase64Url(message.b);
      if (body) events.message(message.tag, message.from, body);
      return;
    }
    if (message.t === "joined") {
      failures = 0;
      if (book.isAsked(message.n)) settle(message.n, message.routes, RATE_WAIT);
      return;
    }
    if (message.retryAfter !== undefined) {
      retryAfter = Math.min(Math.max(message.retryAfter, RETRY_MIN), RETRY_MAX);
    }
    if (book.isAsked(message.n)) settle(message.n, null, retryAfter ?? RATE_WAIT);
    events.refused(message.code);
  }

  function delay(code: number): number {
    if (code === RELAY_CLOSE.rate) return retryAfter ?? RATE_WAIT;
    if (code === RELAY_CLOSE.restart) return Math.random() * RESTART_SPREAD;
    const longest = events.isUrgent() ? SOCKET_BACKOFF_URGENT : SOCKET_BACKOFF_MAX;
    const base = Math.min(SOCKET_BACKOFF_FIRST * 2 ** Math.min(failures, 10), longest);
    return base * (0.5 + Math.random());
  }

  function detach(): void {
    clearTimeout(opening);
    clearTimeout(joinAgain);
    clearTimeout(signOfLife);
    joinAgain = undefined;
    signOfLife = undefined;
    socket = null;
    isJoined = false;
    book.reset();
  }

  function lose(code: number): void {
    detach();
    if (code === RELAY_CLOSE.origin || code === RELAY_CLOSE.version) {
      keepOpen = false;
      events.rejected();
      return;
    }
    events.closed();
    if (!keepOpen) return;
    retry = setTimeout(connect, delay(code));
    failures += 1;
  }

  /** Joining a tag once more changes nothing, and the relay answers it. */
  function askForSignOfLife(wait: number): void {
    const current = socket;
    const tag = book.anyTag();
    if (!isJoined || current?.readyState !== WebSocket.OPEN || tag === null || signOfLife !== undefined)
      return;
    request += 1;
    transmit({ t: "join", n: request, tags: [tag] });
    signOfLife = setTimeout(() => {
      if (socket !== current) return;
      lose(0);
      current.close();
    }, wait);
  }

  function connect(): void {
    clearTimeout(retry);
    if (!keepOpen || socket) return;
    retryAfter = null;
    const current = new WebSocket(url, RELAY_SUBPROTOCOL);
    socket = current;
    openedAt = Date.now();
    opening = setTimeout(() => current.close(), SOCKET_WAIT);
    current.onopen = () => {
      if (socket !== current) return;
      clearTimeout(opening);
      synchronise();
    };
    current.onmessage = (event) => {
      if (socket === current && typeof event.data === "string") receive(event.data);
    };
    current.onclose = (event) => {
      if (socket === current) lose(event.code);
    };
  }

  // A page that is looked at again does not wait for the back-off.
  function hurry(): void {
    if (!keepOpen || document.visibilityState !== "visible") return;
    if (!socket) connect();
    else if (Date.now() - heardAt >= SIGN_OF_LIFE_GAP) askForSignOfLife(SIGN_OF_LIFE_WAIT);
  }
  document.addEventListener("visibilitychange", hurry);
  setInterval(() => {
    if (Date.now() - heardAt >= SILENCE) askForSignOfLife(SIGN_OF_LIFE_WAIT);
  }, SILENCE);

  return {
    open() {
      keepOpen = true;
      connect();
    },
    close() {
      keepOpen = false;
      clearTimeout(retry);
      const current = socket;
      if (!current) return;
      book.want([]);
      synchronise();
      detach();
      current.close(1000);
    },
    setTags(tags) {
      book.want(tags);
      synchronise();
    },
    send(tag, to, body) {
      if (!isJoined || socket?.readyState !== WebSocket.OPEN) return false;
      const b = toBase64Url(body);
      const at = Date.now();
      if (!messages.take(at) || !bytes.take(at, b.length + FRAME_TEXT)) return false;
      request += 1;
      transmit({ t: "send", n: request, tag, to, b });
      return true;
    },
    isOpen: () => isJoined,
    renew() {
      const current = socket;
      if (!keepOpen || (current && Date.now() - openedAt < YOUNG)) return;
      if (current) {
        const wasJoined = isJoined;
        detach();
        if (wasJoined) events.closed();
        current.close();
      }
      connect();
    },
    prove() {
      if (Date.now() - heardAt >= SIGN_OF_LIFE_GAP) askForSignOfLife(PROOF_WAIT);
    },
  };
}
