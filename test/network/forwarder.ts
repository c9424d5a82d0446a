// A program: carries packets between two TUN devices, as a line with impairments. It inherits the devices' handles
// (numbers in argv: the person's side, the network's side) and reads the impairments as lines of JSON.
import { read, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { IDLE, type Impairment, type LineState, transit } from "./impairment.ts";

interface Direction {
  line: Impairment;
  state: LineState;
  /** What is under way, in the order of arrival. */
  readonly queue: { readonly at: number; readonly packet: Buffer }[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

const PACKET_MAX = 65_536;
const directions: { up: Direction; down: Direction } = {
  up: { line: {}, state: IDLE, queue: [], timer: undefined },
  down: { line: {}, state: IDLE, queue: [], timer: undefined },
};

function hand(to: number, packet: Buffer): void {
  try {
    writeSync(to, packet);
  } catch {
    // The device is down or its queue is full: the packet is lost, as on any line.
  }
}

/** One after the other: timers of different lengths do not end in the order of their ends. */
function handDue(to: number, direction: Direction): void {
  const { queue } = direction;
  clearTimeout(direction.timer);
  let first = queue[0];
  while (first !== undefined && first.at <= performance.now()) {
    queue.shift();
    hand(to, first.packet);
    first = queue[0];
  }
  if (first !== undefined) {
    const wait = Math.max(0, first.at - performance.now());
    direction.timer = setTimeout(handDue, wait, to, direction);
  }
}

function carry(from: number, to: number, direction: Direction): void {
  const buffer = Buffer.allocUnsafe(PACKET_MAX);
  const next = (): void =>
    read(from, buffer, 0, PACKET_MAX, null, (error, bytes) => {
      // A device that is not up yet answers with an error.
      if (error) {
        setTimeout(next, 10);
        return;
      }
      const packet = Buffer.from(buffer.subarray(0, bytes));
      const now = performance.now();
      const { at, state } = transit(direction.line, direction.state, { bytes, now }, Math.random);
      direction.state = state;
      if (at !== null) {
        const before = direction.queue.findLastIndex((other) => other.at <= at);
        direction.queue.splice(before + 1, 0, { at, packet });
        // The timer is for whatever stands first.
        if (before === -1) handDue(to, direction);
      }
      next();
    });
  next();
}

const [inner = 3, outer = 4] = process.argv.slice(2).map(Number);
createInterface({ input: process.stdin })
  .on("line", (text) => {
    const wanted: { up: Impairment; down: Impairment } = JSON.parse(text);
    directions.up.line = wanted.up;
    directions.down.line = wanted.down;
    process.stdout.write("set\n");
  })
  // A thread that waits for a packet would hold an orderly end up for ever.
  .on("close", () => process.kill(process.pid, "SIGKILL"));
carry(inner, outer, directions.up);
carry(outer, inner, directions.down);
process.stdout.write("ready\n");
