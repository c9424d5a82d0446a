// `X-Forwarded-For`, which anybody can send, behind one proxy that adds the true address.
import type { IncomingMessage } from "node:http";
import { parseAddress, parseNetwork } from "../../../src/server/platform/address.ts";
import { createPeerAddress } from "../../../src/server/platform/peer-address.ts";
import { bytesOf, textOf } from "../mutate.ts";
import { promise, type Target } from "../target.ts";

const proxies = ["10.0.0.0/8"].map(parseNetwork).filter((network) => network !== null);
const peerAddress = createPeerAddress(proxies);
const TRUE = "203.0.113.7";

const request = (header: string) =>
  // The two fields that are read.
  ({
    socket: { remoteAddress: "10.0.0.1" },
    headers: { "x-forwarded-for": header },
  }) as unknown as IncomingMessage;

export const peerHeader: Target = {
  name: "peer-header",
  seeds: ["198.51.100.1", "10.0.0.2, 198.51.100.1", "::1", "unknown", ""].map(bytesOf),
  words: [",", ", ", "10.0.0.1", "for=", '"', "[::1]:80", "%", "\t"],
  check(input) {
    const sent = textOf(input);
    const seen = peerAddress(request(`${sent}, ${TRUE}`));
    promise(seen.join(".") === parseAddress(TRUE)?.join("."), "a stranger chose its own address");
    promise(peerAddress(request(sent)).length >= 4, "a request has no address");
  },
};
