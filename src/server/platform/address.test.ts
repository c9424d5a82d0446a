import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInNetwork, isLoopback, type Network, networkOf, parseAddress, parseNetwork } from "./address.ts";
import { createPeerAddress } from "./peer-address.ts";

function network(text: string): Network {
  const parsed = parseNetwork(text);
  if (parsed === null) throw new Error(`no network: ${text}`);
  return parsed;
}

function shorten(text: string): string | null {
  const address = parseAddress(text);
  return address === null ? null : networkOf(address, 24, 48);
}

describe("addresses", () => {
  it("reads every address that Node knows, and no other text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.ipV4Extended()), (text) => {
        // Node calls an address with leading zeros none; here it is a spelling nobody's socket uses.
        fc.pre(!/(^|\.)0\d/.test(text));
        expect(parseAddress(text) !== null).toBe(isIP(text) !== 0);
      }),
    );
  });

  it("shortens IPv4 to three bytes and IPv6 to a site", () => {
    expect(shorten("203.0.113.77")).toBe("203.0.113.0/24");
    expect(shorten("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
    expect(shorten("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::/48");
    expect(shorten("::1")).toBe("0:0:0::/48");
    expect(shorten("fe80::1%eth0")).toBe("fe80:0:0::/48");
  });

  it("knows networks and the loopback", () => {
    const inside = (text: string, range: string) => isInNetwork(parseAddress(text) ?? [], network(range));
    expect(inside("10.1.2.3", "10.0.0.0/8")).toBe(true);
    expect(inside("11.1.2.3", "10.0.0.0/8")).toBe(false);
    expect(inside("10.1.2.3", "10.1.2.3")).toBe(true);
    expect(inside("2001:db8::1", "2001:db8::/33")).toBe(true);
    expect(inside("2001:db8:8000::1", "2001:db8::/33")).toBe(false);
    expect(inside("::1", "0.0.0.0/0")).toBe(false);
    expect(parseNetwork("10.0.0.0/33")).toBeNull();
    expect(parseNetwork("10.0.0.0/8/8")).toBeNull();
    expect(
      ["127.0.0.1", "127.9.9.9", "::1", "1.2.3.4", "::2"].map((text) => isLoopback(parseAddress(text) ?? [])),
    ).toEqual([true, true, true, false, false]);
  });
});

describe("whose request it is", () => {
  const request = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

  it("believes nobody's header without a configured proxy", () => {
    expect(createPeerAddress([])(request("198.51.100.1", "203.0.113.7"))).toEqual([198, 51, 100, 1]);
    expect(createPeerAddress([network("10.0.0.1")])(request("198.51.100.1", "203.0.113.7"))).toEqual([
      198, 51, 100, 1,
    ]);
  });

  it("takes what the nearest configured proxy saw, not what was sent to it", () => {
    const of = createPeerAddress([network("10.0.0.0/8"), network("::1")]);
    expect(of(request("::1", "1.1.1.1, 203.0.113.7"))).toEqual([203, 0, 113, 7]);
    expect(of(request("::ffff:10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2"))).toEqual([203, 0, 113, 7]);
    expect(of(request("10.0.0.1", "rubbish"))).toEqual([10, 0, 0, 1]);
    expect(of(request("10.0.0.1"))).toEqual([10, 0, 0, 1]);
  });
});
