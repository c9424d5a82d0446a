// Asks a STUN server for an answer, and a TURN server for an allocation as a browser does; gives it back at once.
import { randomBytes } from "node:crypto";
import {
  ATTRIBUTE,
  attributeOf,
  encodeRequest,
  errorCodeOf,
  isSigned,
  longTermKey,
  METHOD,
  UDP_TRANSPORT,
} from "./stun-message.ts";
import { openWire, type Way, type Wire } from "./wire.ts";

export type IceServer = {
  readonly kind: "stun" | "turn";
  readonly way: Way;
  readonly host: string;
  readonly port: number;
};

export type ProbeResult =
  | { readonly is: "open" }
  /** It answers, and does not take the credential. */
  | { readonly is: "unauthorized" }
  /** It answers with another error of RFC 8656, such as 486, the quota. */
  | { readonly is: "refused"; readonly code: number }
  /** What answers is no such server, or one without the secret. */
  | { readonly is: "strange" }
  /** The system's or OpenSSL's code. */
  | { readonly is: "unreachable"; readonly code: string };

const WAIT = 5_000;
const PLAIN_PORT = 3_478;
const TLS_PORT = 5_349;
const UNAUTHORIZED = new Set([401, 441]);

/** Reads an address of RFC 7064 or 7065; null if it is none. */
export function readIceUrl(url: string): IceServer | null {
  const match =
    /^(stun|turn)(s?):(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/.exec(
      url,
    );
  if (match === null) return null;
  const [, kind, secure, host = "", port, transport] = match;
  const isSecure = secure === "s";
  return {
    kind: kind === "stun" ? "stun" : "turn",
    way: isSecure ? "tls" : transport === "tcp" ? "tcp" : "udp",
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: port === undefined ? (isSecure ? TLS_PORT : PLAIN_PORT) : Number(port),
  };
}

async function withWire(
  { way, host, port }: IceServer,
  wait: number,
  use: (wire: Wire) => Promise<ProbeResult>,
): Promise<ProbeResult> {
  let wire: Wire | null = null;
  try {
    wire = await openWire(way, host, port, wait);
    return await use(wire);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return code === "NOT_STUN" ? { is: "strange" } : { is: "unreachable", code };
  } finally {
    wire?.close();
  }
}

const transaction = (): Buffer => randomBytes(12);

/** Never rejects. */
export function probeStun(server: IceServer, wait = WAIT): Promise<ProbeResult> {
  return withWire(server, wait, async (wire) => {
    const { message } = await wire.ask(encodeRequest(METHOD.binding, transaction(), []));
    const isAnswer = message.kind === "success" && attributeOf(message, ATTRIBUTE.mappedAddress) !== null;
    return { is: isAnswer ? "open" : "strange" };
  });
}

/** Never rejects. The allocation is given back before this returns. */
export function probeTurn(
  server: IceServer,
  { username, credential }: { readonly username: string; readonly credential: string },
  wait = WAIT,
): Promise<ProbeResult> {
  const transport = [ATTRIBUTE.requestedTransport, UDP_TRANSPORT] as const;
  return withWire(server, wait, async (wire) => {
    const first = await wire.ask(encodeRequest(METHOD.allocate, transaction(), [transport]));
    const realm = attributeOf(first.message, ATTRIBUTE.realm);
    const nonce = attributeOf(first.message, ATTRIBUTE.nonce);
    // Without a credential a server has to refuse, and to say what to sign with (RFC 8489, section 9.2.4).
    if (errorCodeOf(first.message) !== 401 || realm === null || nonce === null) return { is: "strange" };
    const key = longTermKey(username, Buffer.from(realm).toString(), credential);
    const proof = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ] as const;
    const second = await wire.ask(encodeRequest(METHOD.allocate, transaction(), [transport, ...proof], key));
    const code = errorCodeOf(second.message);
    if (code !== null) return UNAUTHORIZED.has(code) ? { is: "unauthorized" } : { is: "refused", code };
    if (attributeOf(second.message, ATTRIBUTE.relayedAddress) === null) return { is: "strange" };
    if (!isSigned(second.bytes, second.message, key)) return { is: "strange" };
    const nothing = [ATTRIBUTE.lifetime, new Uint8Array(4)] as const;
    // The allocation would end by itself; an answer that gets lost changes nothing about what was seen.
    await wire.ask(encodeRequest(METHOD.refresh, transaction(), [nothing, ...proof], key)).catch(() => null);
    return { is: "open" };
  });
}
