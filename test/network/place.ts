// Where a person sits: a namespace of its own behind a router, in the small internet of the lab.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inside, ip, loadRules } from "./commands.ts";
import { type Impairments, type Line, startLine } from "./line.ts";
import { newNamespace, removeNamespace } from "./namespace.ts";
import { type RouterKind, routerRules } from "./nat.ts";
import { type Traffic, watchTraffic } from "./traffic.ts";

export interface Place {
  readonly namespace: string;
  /** The router at present. */
  kind(): RouterKind;
  /** Every address that this person has or is seen at, now and in the past. */
  addresses(): readonly string[];
  /** The path of an executable that runs `program` here, for `executablePath` of a browser. */
  wrap(program: string): string;
  /** Starts a program here. It ends with the place at the latest. */
  run(program: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Another router on another device with other addresses, as from WLAN to mobile. Impairments stay behind. */
  move(kind: RouterKind): void;
  /** Nothing comes through any more; the device here still believes in its network, as behind a router. */
  cut(): void;
  mend(): void;
  /** Changes what the line does, also while a call runs. What is not named is undone. */
  impair(impairments: Impairments): Promise<void>;
  /** Counts packets from now on. */
  watch(): Traffic;
  remove(): void;
}

/** What a place needs to know of the internet that it joins. */
export interface Internet {
  /** The namespace with the bridge `net`. */
  readonly core: string;
  /** The server under test. */
  readonly instance: string;
  /** Where routers send what is for nobody they know. */
  readonly exit: string;
  /** A public address that nobody has yet. */
  newAddress(): string;
}

interface Router {
  readonly namespace: string;
  readonly kind: RouterKind;
  /** Its end of the cable, at the bridge. */
  readonly port: string;
  /** The person's device towards it. */
  readonly device: string;
  readonly addresses: readonly string[];
  line: Line | null;
}

let networks = 0;

function newRouter(internet: Internet, person: string, kind: RouterKind): Router {
  const namespace = newNamespace("router");
  networks += 1;
  const port = `port${networks}`;
  const device = `lan${networks}`;
  const home = `192.168.${networks % 250}`;
  const outside = internet.newAddress();
  const isOpen = kind === "open";
  const own = isOpen ? outside : `${home}.2`;

  ip(`-n ${internet.core} link add ${port} type veth peer name wan netns ${namespace}`);
  inside(internet.core, [`ip link set ${port} master net`, `ip link set ${port} up`]);
  ip(`-n ${namespace} link add lan type veth peer name ${device} netns ${person}`);
  inside(namespace, [
    "echo 1 > /proc/sys/net/ipv4/ip_forward",
    `ip addr add ${home}.1/24 dev lan`,
    "ip link set lan up",
    // Behind an open router the person itself has the public address, and the router answers for it.
    `ip addr add ${isOpen ? internet.newAddress() : outside}/24 dev wan`,
    "ip link set wan up",
    `ip route add default via ${internet.exit}`,
    ...(isOpen ? [`ip route add ${own}/32 dev lan`, `ip neigh add proxy ${own} dev wan`] : []),
  ]);
  loadRules(namespace, routerRules(kind, own, internet.instance));
  inside(person, [
    `ip addr add ${own}/${isOpen ? 32 : 24} dev ${device}`,
    `ip link set ${device} up`,
    // One command, so that no program here ever sees a moment without a network.
    `ip route replace default via ${home}.1 dev ${device} onlink`,
  ]);
  return { namespace, kind, port, device, addresses: [...new Set([own, outside])], line: null };
}

export function newPlace(internet: Internet, first: RouterKind): Place {
  const namespace = newNamespace("person");
  const folder = mkdtempSync(join(tmpdir(), "connect-place-"));
  let router = newRouter(internet, namespace, first);
  let isRemoved = false;
  const known = [...router.addresses];

  return {
    namespace,
    kind: () => router.kind,
    addresses: () => known,
    wrap(program) {
      const wrapper = join(folder, "inside");
      writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`);
      chmodSync(wrapper, 0o755);
      return wrapper;
    },
    run: (program, args, options = {}) =>
      spawn("ip", ["netns", "exec", namespace, program, ...args], options),
    move(kind) {
      const old = router;
      router = newRouter(internet, namespace, kind);
      known.push(...router.addresses);
      // The kernel takes a namespace away in its own time, and its devices with it.
      ip(`-n ${namespace} link delete ${old.device}`);
      removeNamespace(old.namespace);
    },
    // Pulled out of the far end: a device that is taken down forgets its routes and neighbours.
    cut: () => {
      ip(`-n ${internet.core} link set ${router.port} nomaster`);
    },
    mend: () => {
      ip(`-n ${internet.core} link set ${router.port} master net`);
    },
    async impair(impairments) {
      router.line ??= await startLine(router.namespace);
      await router.line.set(impairments);
    },
    watch: () => watchTraffic(namespace),
    remove() {
      if (isRemoved) return;
      isRemoved = true;
      removeNamespace(namespace);
      removeNamespace(router.namespace);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a program that runs there writes to its output until it ends. */
export async function outputOf(place: Place, program: string, args: readonly string[]): Promise<string> {
  const child = place.run(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, "close");
  return text;
}
