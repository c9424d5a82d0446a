// Network namespaces that bear the number of the process that made them, so that nobody's leftovers stay.
import { inside, ip } from "./commands.ts";

const NAME = /^connect-(\d+)-/;
let made = 0;

const list = (): string[] =>
  ip("netns list")
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "")
    .filter((name) => name !== "");

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Ends what runs inside, and takes the namespace with its devices away. */
export function removeNamespace(name: string): void {
  for (const pid of ip(`netns pids ${name}`).split("\n").filter(Boolean)) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  }
  ip(`netns delete ${name}`);
}

/** Takes away what processes left behind that died before they could. */
export function removeLeftovers(): void {
  for (const name of list()) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      removeNamespace(name);
    } catch {
      // Another test run was faster.
    }
  }
}

/** A new namespace with a loopback, without IPv6, and with room for packets that take a detour. */
export function newNamespace(label: string): string {
  made += 1;
  const name = `connect-${process.pid}-${made}-${label}`;
  ip(`netns add ${name}`);
  inside(name, [
    // An address that a device gives itself a second later would be a change of network.
    "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6",
    "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6",
    "echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter",
    "echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter",
    "ip link set lo up",
  ]);
  return name;
}

/** Whether this machine lets us make network namespaces, and has the tools for the lab. */
export function canMakeNamespaces(): boolean {
  try {
    const name = newNamespace("probe");
    try {
      inside(name, ["nft list tables"]);
    } finally {
      removeNamespace(name);
    }
    return true;
  } catch {
    return false;
  }
}
