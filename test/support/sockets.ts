// With whom the browsers that this process has started really talk, as the operating system knows it. Linux.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { networkInterfaces } from "node:os";

const EVERY = 100;
const LISTENS = "0A";

export interface OpenSockets {
  /** Ends the looking. */
  stop(): {
    readonly looked: number;
    /** Ports at the other end on this machine. */
    readonly own: readonly string[];
    /** Addresses at the other end that are not this machine's. */
    readonly foreign: readonly string[];
  };
}

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended meanwhile, or the machine has no IPv6.
    return "";
  }
};

function list(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Numbers of all sockets of the processes below this one. */
function ownSockets(): ReadonlySet<string> {
  const parents = new Map<string, string>();
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    // The name of the program is in brackets and may hold anything.
    const stat = read(`/proc/${pid}/stat`);
    const [, parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(pid, parent);
  }
  const isBelow = (pid: string): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === String(process.pid) || isBelow(parent));
  };
  const found = new Set<string>();
  for (const pid of parents.keys()) {
    if (!isBelow(pid) || !/chrom/i.test(read(`/proc/${pid}/comm`))) continue;
    for (const file of list(`/proc/${pid}/fd`)) {
      try {
        const [, number] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${file}`)) ?? [];
        if (number !== undefined) found.add(number);
      } catch {
        // Closed meanwhile.
      }
    }
  }
  return found;
}

/** The kernel writes addresses in words of four bytes, each from behind. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  const isMapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
  if (bytes.length === 4 || isMapped) return bytes.slice(-4).join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return groups.join(":");
}

const HERE = new Set(
  Object.values(networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address)),
);
const isThisMachine = (address: string): boolean =>
  address.startsWith("127.") || address === "0:0:0:0:0:0:0:1" || HERE.has(address);

/** Looks ten times a second at every connected socket of the browsers. */
export function openSockets(isHere: (address: string) => boolean = isThisMachine): OpenSockets {
  const own = new Set<string>();
  const foreign = new Set<string>();
  let looked = 0;
  const look = (): void => {
    looked += 1;
    const numbers = ownSockets();
    for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
      for (const line of read(`/proc/net/${table}`).split("\n").slice(1)) {
        const [, , remote = "", state = "", , , , , , number = ""] = line.trim().split(/\s+/);
        const [hex = "", port = ""] = remote.split(":");
        // Without another end: it listens, or is a UDP socket that is bound only.
        if (!numbers.has(number) || state === LISTENS || /^0+$/.test(hex)) continue;
        const address = addressOf(hex);
        if (isHere(address)) own.add(String(Number.parseInt(port, 16)));
        else foreign.add(address);
      }
    }
  };
  const timer = setInterval(look, EVERY);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { looked, own: [...own], foreign: [...foreign] };
    },
  };
}
