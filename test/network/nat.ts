// What a router lets through, as rules of nftables. The behaviour of each kind is proven in nat.test.ts.

/**
 * `open`: a public address, nothing is translated or held back.
 * `restricted`: one outside port for each inside port; whoever was written to may answer from any of its ports.
 * `port-restricted`: the same, but only the very port that was written to may answer.
 * `symmetric`: another outside port towards each destination, and only that destination may answer.
 * `no-udp`: as `port-restricted`, and no UDP leaves the house.
 * `only-443`: nothing but TCP to port 443 leaves the house, and the instance's own address over TCP.
 */
export type RouterKind = "open" | "restricted" | "port-restricted" | "symmetric" | "no-udp" | "only-443";

export const ROUTER_KINDS: readonly RouterKind[] = [
  "open",
  "restricted",
  "port-restricted",
  "symmetric",
  "no-udp",
  "only-443",
];

/** Whether media can go directly between two people behind these routers (RFC 5128 section 3.3, RFC 8445). */
export function canGoDirectly(one: RouterKind, other: RouterKind): boolean {
  const pair = [one, other];
  if (pair.some((kind) => kind === "no-udp" || kind === "only-443")) return false;
  // A symmetric router's port is known to nobody in advance: the other side has to take it from any port.
  if (one === "symmetric") return other === "open" || other === "restricted";
  if (other === "symmetric") return one === "open" || one === "restricted";
  return true;
}

/** The rules of a router between its devices `lan` and `wan`. `instance` is the address of the server under test. */
export function routerRules(kind: RouterKind, person: string, instance: string): string {
  // Linux keeps the port of the inside where it can, towards every destination: a cone. Taken at random it is another
  // one for each destination: symmetric.
  const translate = kind === "symmetric" ? "masquerade fully-random" : "masquerade";
  const isCone = kind === "restricted";
  const outward = {
    "no-udp": ['iifname "lan" meta l4proto udp drop'],
    "only-443": [
      `iifname "lan" ip daddr ${instance} meta l4proto tcp accept`,
      'iifname "lan" tcp dport != 443 drop',
      'iifname "lan" meta l4proto != tcp drop',
    ],
    open: [],
    restricted: ['oifname "wan" meta l4proto udp update @talked { ip daddr }'],
    "port-restricted": [],
    symmetric: [],
  }[kind];
  const untracked = "chain untracked { type filter hook prerouting priority raw; }";
  if (kind === "open") return `table ip lab {\n${untracked}\n}`;
  return `table ip lab {
    set talked { type ipv4_addr; flags dynamic, timeout; size 1024; timeout 60s; }
    ${untracked}
    chain arriving {
      type nat hook prerouting priority dstnat;
      ${isCone ? `iifname "wan" ip saddr @talked meta l4proto udp dnat to ${person}` : ""}
    }
    chain leaving {
      type nat hook postrouting priority srcnat;
      oifname "wan" ip saddr ${person} ${translate}
    }
    chain through {
      type filter hook forward priority filter;
      ${outward.join("\n      ")}
      ${isCone ? 'iifname "wan" ct state new ip saddr @talked accept' : ""}
      iifname "wan" ct state new drop
    }
    # A strange packet that reached the router itself would occupy its port: the next one from inside would then get
    # another, and a cone would behave like a symmetric router at the very moment when both sides knock.
    chain own { type filter hook input priority filter; iifname "wan" drop; }
  }`;
}
