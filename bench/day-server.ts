// What a day of use leaves in the server's process.
import { readFileSync } from "node:fs";
import { pause } from "../test/support/eventually.ts";
import type { Instance } from "../test/support/instance.ts";

export interface Memory {
  /** Bytes of all objects that are still reachable. */
  readonly heap: number;
  /** Bytes of the process in the machine's memory. */
  readonly rss: number;
}

/** Milliseconds in which a process gives back what a snapshot took. */
const SETTLE = 3_000;

/** Bytes of all objects in a heap snapshot of V8, which collects garbage before it writes one. */
function heapBytes(text: string): number {
  const snapshot: {
    readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
    readonly nodes: readonly number[];
  } = JSON.parse(text);
  const fields = snapshot.snapshot.meta.node_fields;
  const size = fields.indexOf("self_size");
  if (size < 0) throw new Error("a snapshot without sizes");
  let bytes = 0;
  for (let at = size; at < snapshot.nodes.length; at += fields.length) bytes += snapshot.nodes[at] ?? 0;
  return bytes;
}

function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`no memory of process ${pid}`);
  return Number(kilobytes) * 1_024;
}

/** After a forced collection. The snapshot itself takes memory, so only values of this function compare. */
export async function readMemory(instance: Instance): Promise<Memory> {
  // The first one also loads what it needs to write one, which would count as growth.
  await instance.heapSnapshot();
  const heap = heapBytes(await instance.heapSnapshot());
  await pause(SETTLE);
  return { heap, rss: residentBytes(instance.pid()) };
}

const LISTENING = "0A";

/** Connections that the server still holds, whatever the other side did. */
export function heldSockets(instance: Instance): number {
  const port = instance.port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .filter((line) => {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      // Without an inode the kernel alone still has to do with it, and no program.
      return local.endsWith(`:${port}`) && state !== LISTENING && inode !== "0";
    }).length;
}
