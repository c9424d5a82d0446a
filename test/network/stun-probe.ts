// A program that runs behind a router: which outside address two STUN servers see for one socket, and whose answers
// come back (RFC 8489; RFC 5780 section 7.2 for answers from another port and another address).
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

export interface Seen {
  /** Outside address and port towards each server; null: no answer. */
  readonly mapped: readonly (string | null)[];
  /** An answer from another port of the same address arrives. */
  readonly otherPort: boolean;
  /** An answer from another address arrives. */
  readonly otherAddress: boolean;
}

const COOKIE = 0x2112a442;
const PORT = 3478;
const PATIENCE = 700;

/** A binding request; `change` as in RFC 5780 section 7.2. */
function request(id: Buffer, change: number): Buffer {
  const packet = Buffer.alloc(change === 0 ? 20 : 28);
  packet.writeUInt16BE(0x0001, 0);
  packet.writeUInt16BE(packet.length - 20, 2);
  packet.writeUInt32BE(COOKIE, 4);
  id.copy(packet, 8);
  if (change > 0) {
    packet.writeUInt16BE(0x0003, 20);
    packet.writeUInt16BE(4, 22);
    packet.writeUInt32BE(change, 24);
  }
  return packet;
}

/** XOR-MAPPED-ADDRESS of a success response, IPv4. */
function mappedIn(packet: Buffer): string | null {
  for (let at = 20; at + 8 <= packet.length; at += 4 + ((packet.readUInt16BE(at + 2) + 3) & ~3)) {
    if (packet.readUInt16BE(at) !== 0x0020) continue;
    const port = packet.readUInt16BE(at + 6) ^ (COOKIE >>> 16);
    const bytes = packet.subarray(at + 8, at + 12).map((byte, index) => byte ^ (COOKIE >>> (24 - 8 * index)));
    return `${bytes.join(".")}:${port}`;
  }
  return null;
}

const servers = process.argv.slice(2);
const socket = createSocket("udp4");
socket.on("error", () => {});
socket.bind(0);

const ask = (server: string, change = 0): Promise<string | null> =>
  new Promise((resolve) => {
    const id = randomBytes(12);
    const packet = request(id, change);
    const finish = (answer: string | null) => {
      clearInterval(again);
      clearTimeout(patience);
      socket.off("message", hear);
      resolve(answer);
    };
    const hear = (answer: Buffer) => {
      if (answer.subarray(8, 20).equals(id)) finish(mappedIn(answer));
    };
    const send = () => socket.send(packet, PORT, server);
    const again = setInterval(send, 150);
    const patience = setTimeout(finish, PATIENCE, null);
    socket.on("message", hear);
    send();
  });

const [first = ""] = servers;
// Before anything goes to the second server: its answer must not find a door that we opened ourselves.
const one = await ask(first);
const otherPort = (await ask(first, 0x02)) !== null;
const otherAddress = (await ask(first, 0x06)) !== null;
const mapped = [one];
for (const server of servers.slice(1)) mapped.push(await ask(server));
const seen: Seen = { mapped, otherPort, otherAddress };
process.stdout.write(JSON.stringify(seen));
socket.close();
