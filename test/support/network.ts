// A network of one's own for one person: a namespace on a cable to this machine that can be cut.
// Needs root and iproute2.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PrivateNetwork {
  /** This machine's address as the person inside reaches it. */
  readonly outside: string;
  /** The path of an executable that runs `program` inside. */
  wrap(program: string): string;
  /** The far end of the cable goes: the device inside still believes in its network, as behind a router. */
  cut(): void;
  mend(): void;
  remove(): void;
}

const ip = (...args: readonly string[]): void => {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
};

/** Whether this machine lets us make network namespaces. */
export function canMakeNetworks(): boolean {
  const probe = `connect-probe-${process.pid}`;
  try {
    ip("netns", "add", probe);
    ip("netns", "delete", probe);
    return true;
  } catch {
    return false;
  }
}

export function makeNetwork(): PrivateNetwork {
  // Test files beside each other must not meet.
  const number = (process.pid % 200) + 20;
  const name = `connect-${number}`;
  const far = `cf${number}`;
  const near = `cn${number}`;
  const outside = `10.77.${number}.1`;
  const folder = mkdtempSync(join(tmpdir(), "connect-network-"));

  ip("netns", "add", name);
  ip("link", "add", far, "type", "veth", "peer", "name", near);
  ip("link", "set", near, "netns", name);
  // An IPv6 address that a device gives itself a second later would be a change of network: browsers then drop the
  // page they are just loading.
  ip("link", "set", far, "addrgenmode", "none");
  ip("-n", name, "link", "set", near, "addrgenmode", "none");
  ip("addr", "add", `${outside}/24`, "dev", far);
  ip("link", "set", far, "up");
  ip("-n", name, "addr", "add", `10.77.${number}.2/24`, "dev", near);
  ip("-n", name, "link", "set", near, "up");
  ip("-n", name, "link", "set", "lo", "up");
  ip("-n", name, "route", "add", "default", "via", outside);

  return {
    outside,
    wrap(program) {
      const wrapper = join(folder, "inside");
      writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${name} ${program} "$@"\n`);
      chmodSync(wrapper, 0o755);
      return wrapper;
    },
    cut: () => ip("link", "set", far, "down"),
    mend: () => ip("link", "set", far, "up"),
    remove() {
      ip("netns", "delete", name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
