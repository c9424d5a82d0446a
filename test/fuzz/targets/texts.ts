// Parsers of short texts: relay messages, links, network addresses, addresses of TURN servers and of people.
import { fromBase64Url } from "../../../src/e2ee/bytes.ts";
import { formatLink, parseLinkFragment } from "../../../src/e2ee/link.ts";
import { email } from "../../../src/protocol/api-route.ts";
import { parseClientMessage, parseServerMessage } from "../../../src/protocol/relay.ts";
import { isTurnUrl } from "../../../src/protocol/turn.ts";
import { isInNetwork, networkOf, parseAddress, parseNetwork } from "../../../src/server/platform/address.ts";
import { bytesOf, textOf } from "../mutate.ts";
import { promise, type Target } from "../target.ts";
import { refusedWith } from "./refused.ts";

const TAG = "A".repeat(22);
const ROUTE = "r".repeat(16);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const relayText: Target = {
  name: "relay-text",
  seeds: [
    { t: "join", n: 1, tags: [TAG, "b".repeat(22)] },
    { t: "leave", n: 2, tags: [TAG] },
    { t: "send", n: 3, tag: TAG, to: "*", b: "QUJD" },
    { t: "send", n: 4, tag: TAG, to: ROUTE, b: "QUI" },
    { t: "joined", n: 1, routes: [ROUTE, null] },
    { t: "msg", tag: TAG, from: ROUTE, b: "QUJD" },
    { t: "err", n: 0, code: "RATE", retryAfter: 5 },
  ].map((message) => bytesOf(JSON.stringify(message))),
  words: [
    '"n":1',
    '"t":"send"',
    '"t":"join"',
    '"__proto__":',
    ',"n":2',
    TAG,
    ROUTE,
    "[]",
    "{}",
    "*",
    '"toString":1',
  ],
  check(input) {
    const text = textOf(input);
    for (const read of [parseClientMessage, parseServerMessage]) {
      const message: Readonly<Record<string, unknown>> | null = read(text);
      if (message === null) continue;
      promise(
        same(read(JSON.stringify(message)), message),
        "what was read is read differently when written again",
      );
      const given: unknown = JSON.parse(text);
      promise(
        typeof given === "object" &&
          given !== null &&
          Object.keys(given).length === Object.keys(message).length,
        "a field of the message was passed over",
      );
      const body = message["b"];
      if (typeof body === "string")
        promise(Buffer.from(body, "base64url").length <= body.length, "a body grew");
    }
  },
};

const payload = { invite: new Uint8Array(32).fill(7), hostPk: new Uint8Array(32).fill(9) };
const fragmentOf = (link: string): string => link.slice(link.indexOf("#"));

export const linkText: Target = {
  name: "link",
  seeds: [bytesOf(fragmentOf(formatLink("https://a.example", payload)))],
  words: ["#", "1.", "#1.", "#01.", "#2.", "%31", "=", "#1.#1.", "A".repeat(87)],
  check(input) {
    const text = textOf(input);
    const link = refusedWith(["E_LINK_FORMAT", "E_LINK_VERSION"], () => parseLinkFragment(text));
    if (link === null) return;
    promise(fragmentOf(formatLink("https://a.example", link)) === text, "one link has two spellings");
    promise(fromBase64Url(text.slice(3)) !== null, "a link is no base64url");
  },
};

export const addressText: Target = {
  name: "address",
  seeds: [
    "192.0.2.1",
    "::1",
    "::ffff:192.0.2.1",
    "2001:db8::1/48",
    "fe80::1%eth0",
    "10.0.0.0/8",
    "1:2:3:4:5:6:7:8",
  ].map(bytesOf),
  words: ["::", ":", ".", "%", "/", "/128", "ffff", "255", "256", "0x1", ", ", "[", "]"],
  check(input) {
    const text = textOf(input);
    const address = parseAddress(text);
    if (address !== null) {
      promise(address.length === 4 || address.length === 16, "an address has neither four nor sixteen bytes");
      promise(
        address.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255),
        "an address has a byte that is none",
      );
      const [v4, v6] = [24, 48];
      const network = parseNetwork(networkOf(address, v4, v6));
      promise(network !== null && isInNetwork(address, network), "an address is outside its own network");
      if (!text.includes("%")) {
        const host = text.includes(":") ? `[${text}]` : text;
        promise(URL.canParse(`http://${host}/`), "an address is read that a browser would not read");
      }
    }
    const network = parseNetwork(text);
    if (network === null) return;
    promise(
      network.bits >= 0 && network.bits <= network.base.length * 8,
      "a network has more bits than its address",
    );
    promise(isInNetwork(network.base, network), "a network does not hold its base");
  },
};

export const turnUrl: Target = {
  name: "turn-url",
  seeds: ["turn:a.example", "turns:a.example:443?transport=tcp", "turn:[2001:db8::1]:3478?transport=udp"].map(
    bytesOf,
  ),
  words: ["turn:", "turns:", "?transport=tcp", ":65535", ":0", "[", "]", "@", "/", "#"],
  check(input) {
    const url = textOf(input);
    if (!isTurnUrl(url)) return;
    promise(/^[!-~]+$/.test(url), "the address of a server holds what nobody sees");
    promise(!/[@#/\\"]/.test(url), "the address of a server names somebody or a path");
  },
};

export const emailText: Target = {
  name: "email",
  seeds: ["anna@praxis.example", " Anna.B@Praxis.Example ", "ü@ö.example", "a+b@c.d.example"].map(bytesOf),
  words: [
    "@",
    ".",
    "\r\nBcc: b@c.example",
    ",",
    ";",
    "<",
    ">",
    "a".repeat(64),
    "\u212a",
    "\u0130",
    ".x".repeat(50),
  ],
  check(input) {
    const read = email.safeParse(textOf(input));
    if (!read.success) return;
    promise(!/[\s,;<>()]/u.test(read.data), "an address holds what separates addresses in a mail");
    promise(read.data.split("@").length === 2, "an address has two places");
    promise(email.safeParse(read.data).data === read.data, "an address changes each time it is read");
  },
};
