// A small internet: the machine of the tests, a STUN and TURN server, and people behind routers, each in a network
// namespace of its own. Needs root, iproute2, nftables and coturn (docs/decisions/0043).

import type { SecureAddress } from "../hostile/bare-page.ts";
import { makeCertificate } from "../support/certificate.ts";
import { findBrowsers } from "../support/machine.ts";
import { inside, ip } from "./commands.ts";
import { canMakeNamespaces, newNamespace, removeLeftovers, removeNamespace } from "./namespace.ts";
import type { RouterKind } from "./nat.ts";
import { newPlace, type Place } from "./place.ts";
import { startTurnServer, type TurnOptions, type TurnServer } from "./turn-server.ts";

export interface Lab {
  /** This machine, as everybody in the lab reaches it, with a certificate for it. Servers of a test listen here. */
  readonly secure: SecureAddress;
  /** Starts coturn; at most once. */
  startTurn(options?: TurnOptions): Promise<TurnServer>;
  newPlace(kind: RouterKind): Place;
  /** Ends everything that runs in the lab and takes it away. */
  close(): void;
}

/** Why this machine cannot have a lab; null if it can. */
export function whyNoLab(): string | null {
  if (findBrowsers().coturn === null) return "no coturn on this machine";
  return canMakeNamespaces() ? null : "network namespaces need root, iproute2 and nftables on Linux";
}

/** Joins this machine to the core; the number of the first network that nobody else has. */
function joinMachine(core: string): number {
  for (let number = 0; number < 256; number += 1) {
    try {
      ip(`link add clab${number} type veth peer name machine netns ${core}`);
      return number;
    } catch (error) {
      if (!String(error).includes("File exists")) throw error;
    }
  }
  throw new Error("256 labs on one machine");
}

export function openLab(): Lab {
  removeLeftovers();
  const core = newNamespace("core");
  const number = joinMachine(core);
  // Addresses for measurements of networks (RFC 2544): routed nowhere, and to a browser not a private network.
  const net = `198.18.${number}`;
  const instance = `${net}.1`;
  const exit = `${net}.254`;
  inside(core, [
    "ip link add net type bridge",
    "ip link set net up",
    // Whatever is sent to nobody in this internet goes there and is lost without a word.
    `ip addr add ${exit}/24 dev net`,
    "ip link set machine master net",
    "ip link set machine up",
  ]);
  ip(`addr add ${instance}/24 dev clab${number}`);
  ip(`link set clab${number} addrgenmode none`);
  ip(`link set clab${number} up`);

  const certificate = makeCertificate(instance);
  const namespaces = [core];
  const places: Place[] = [];
  const removals: (() => void)[] = [certificate.remove];
  let last = 9;
  const newAddress = () => {
    last += 1;
    if (last > 253) throw new Error("no address is left in this lab");
    return `${net}.${last}`;
  };

  return {
    secure: { host: instance, cert: certificate.cert, key: certificate.key },
    async startTurn(options) {
      const namespace = newNamespace("turn");
      namespaces.push(namespace);
      const addresses = [`${net}.2`, `${net}.3`] as const;
      ip(`-n ${core} link add turn type veth peer name eth netns ${namespace}`);
      inside(core, ["ip link set turn master net", "ip link set turn up"]);
      inside(namespace, [
        ...addresses.map((one) => `ip addr add ${one}/24 dev eth`),
        "ip link set eth up",
        // A relay without it would take an address in a home, which it is asked to try, for its own failure.
        `ip route add default via ${exit}`,
      ]);
      const tls = makeCertificate(addresses[0]);
      removals.push(tls.remove);
      return startTurnServer(namespace, addresses, { host: addresses[0], ...tls }, options);
    },
    newPlace(kind) {
      const place = newPlace({ core, instance, exit, newAddress }, kind);
      places.push(place);
      return place;
    },
    close() {
      for (const place of places) place.remove();
      for (const name of namespaces) removeNamespace(name);
      for (const remove of removals) remove();
    },
  };
}
