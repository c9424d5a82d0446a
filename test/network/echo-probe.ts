// A program that runs behind a router: sends numbered packets to an echo and says which came back, in which order and
// how long each took. Arguments: address, port, number of packets, bytes of each, ms between them.
import { createSocket } from "node:dgram";

export interface Echoes {
  /** Numbers of the packets in the order of their arrival. */
  readonly order: readonly number[];
  /** ms of each of them, there and back. */
  readonly times: readonly number[];
  /** From the first to the last arrival, ms. */
  readonly span: number;
}

const [address = "", ...numbers] = process.argv.slice(2);
const [port = 0, count = 0, bytes = 0, every = 0] = numbers.map(Number);
const PATIENCE = 1_500;

const socket = createSocket("udp4");
const sentAt: number[] = [];
const order: number[] = [];
const times: number[] = [];
const arrivals: number[] = [];
socket.on("message", (packet) => {
  const number = packet.readUInt32BE(0);
  const now = performance.now();
  order.push(number);
  times.push(now - (sentAt[number] ?? Number.NaN));
  arrivals.push(now);
});
socket.bind(0);
for (let number = 0; number < count; number += 1) {
  const packet = Buffer.alloc(bytes);
  packet.writeUInt32BE(number, 0);
  sentAt.push(performance.now());
  socket.send(packet, port, address);
  if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
}
await new Promise((resolve) => setTimeout(resolve, PATIENCE));
const echoes: Echoes = { order, times, span: (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0) };
process.stdout.write(JSON.stringify(echoes));
socket.close();
