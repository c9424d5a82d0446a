// The impaired line of a router: all its packets take a detour through a program of ours.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inside, loadRules } from "./commands.ts";
import type { Impairment } from "./impairment.ts";

export interface Impairments {
  /** What the person sends. */
  readonly up?: Impairment;
  /** What the person receives. */
  readonly down?: Impairment;
}

export interface Line {
  /** Takes effect for the next packet. */
  set(impairments: Impairments): Promise<void>;
}

// Opening a TUN device takes an ioctl, which Node does not have. Perl has it and is part of every Debian; it opens both
// and hands them on (TUNSETIFF with IFF_TUN | IFF_NO_PI, linux/if_tun.h).
const OPEN = `use strict; $^F = 9; my @open;
for my $name ("inner", "outer") {
  sysopen(my $device, "/dev/net/tun", 2) or die "tun: $!";
  ioctl($device, 0x400454ca, pack("a16 s x22", $name, 0x1001)) or die "TUNSETIFF: $!";
  push @open, $device;
}
exec @ARGV, map { fileno($_) } @open;`;

function needDevice(): void {
  if (existsSync("/dev/net/tun")) return;
  mkdirSync("/dev/net", { recursive: true });
  execFileSync("mknod", ["/dev/net/tun", "c", "10", "200"]);
}

/** Lets everything between `lan` and `wan` of this router go through a line that starts without impairments. */
export async function startLine(router: string): Promise<Line> {
  needDevice();
  const program = [process.execPath, join(import.meta.dirname, "forwarder.ts")];
  const child = spawn("ip", ["netns", "exec", router, "perl", "-e", OPEN, ...program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (word: string) => {
    const { value } = await answers.next();
    if (value !== word) throw new Error(`the line said ${value ?? "nothing"} instead of ${word}`);
  };
  await answer("ready");
  inside(router, [
    "ip link set inner up",
    "ip link set outer up",
    "ip route add default dev inner table 100",
    "ip route add default dev outer table 101",
    "ip rule add iif lan lookup 100 priority 100",
    "ip rule add iif wan lookup 101 priority 101",
  ]);
  // Each packet comes by twice; it is translated on the side of the network and only there.
  loadRules(router, 'add rule ip lab untracked iifname { "lan", "inner" } notrack');
  return {
    async set({ up = {}, down = {} }) {
      child.stdin.write(`${JSON.stringify({ up, down })}\n`);
      await answer("set");
    },
  };
}
