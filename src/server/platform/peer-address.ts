// Whose request this is: the socket's address, or what a configured proxy says about it.
import type { IncomingMessage } from "node:http";
import { type AddressBytes, isInNetwork, type Network, parseAddress } from "./address.ts";

export type PeerAddress = (request: IncomingMessage) => AddressBytes;

const UNKNOWN: AddressBytes = [0, 0, 0, 0];

/**
 * Reads the address behind a request. `X-Forwarded-For` counts only as far as configured proxies wrote it: from
 * the right, each entry is believed if the one after it came from such a proxy; anybody can send the rest.
 */
export function createPeerAddress(proxies: readonly Network[]): PeerAddress {
  const isProxy = (address: AddressBytes) => proxies.some((network) => isInNetwork(address, network));
  return (request) => {
    let address = parseAddress(request.socket.remoteAddress ?? "") ?? UNKNOWN;
    if (proxies.length === 0) return address;
    const header = request.headers["x-forwarded-for"];
    const hops = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",");
    while (isProxy(address)) {
      const next = parseAddress((hops.pop() ?? "").trim());
      if (next === null) break;
      address = next;
    }
    return address;
  };
}
