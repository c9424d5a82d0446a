// Who exchanges packets with whom, counted by the kernel inside a person's own namespace.
import { inside, loadRules } from "./commands.ts";

export interface Traffic {
  /** Packets to and from each address so far, UDP and TCP and all else. */
  read(): ReadonlyMap<string, number>;
}

interface ListedSet {
  readonly nftables: readonly {
    readonly set?: {
      readonly elem?: readonly {
        readonly elem: { readonly val: string; readonly counter: { readonly packets: number } };
      }[];
    };
  }[];
}

/** Counts from now on. */
export function watchTraffic(namespace: string): Traffic {
  loadRules(
    namespace,
    `table ip traffic
    delete table ip traffic
    table ip traffic {
      set sent { type ipv4_addr; flags dynamic; size 4096; counter; }
      set got { type ipv4_addr; flags dynamic; size 4096; counter; }
      chain out { type filter hook output priority filter; oifname != "lo" update @sent { ip daddr }; }
      chain in { type filter hook prerouting priority raw; iifname != "lo" update @got { ip saddr }; }
    }`,
  );
  return {
    read() {
      const packets = new Map<string, number>();
      for (const set of ["sent", "got"]) {
        const listed: ListedSet = JSON.parse(inside(namespace, [`nft -j list set ip traffic ${set}`]));
        for (const { elem } of listed.nftables.flatMap((one) => one.set?.elem ?? []))
          packets.set(elem.val, (packets.get(elem.val) ?? 0) + elem.counter.packets);
      }
      return packets;
    },
  };
}
