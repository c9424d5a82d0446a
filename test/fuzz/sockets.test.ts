// Bytes on a real socket of the server: requests, headers, and frames of a relay's WebSocket, all of them changed.
import { connect } from "node:net";
import { expect, test } from "vitest";
import { RELAY_PATH, RELAY_SUBPROTOCOL } from "../../src/protocol/relay.ts";
import { run } from "../server/running.ts";
import { bytesOf, dice, type Input, mutated } from "./mutate.ts";

const INPUTS = 120;
/** A request that is not complete is waited for by the server; nobody here waits with it. */
const PATIENCE_MS = 150;

/** One masked text frame (RFC 6455, 5.2) with a mask of zeros. */
function frameOf(text: string): string {
  return String.fromCharCode(0x81, 0x80 | text.length, 0, 0, 0, 0) + text;
}

const binary = (text: string): Input => Uint8Array.from(Buffer.from(text, "latin1"));

function seedsFor(origin: string): Input[] {
  const host = `Host: ${new URL(origin).host}\r\n`;
  const upgrade = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ${RELAY_SUBPROTOCOL}\r\n`;
  const join = frameOf(JSON.stringify({ t: "join", n: 1, tags: ["A".repeat(22)] }));
  return [
    `GET /legal?lang=en HTTP/1.1\r\n${host}Accept-Language: de;q=0.5, en\r\n\r\n`,
    `GET /config.json HTTP/1.1\r\n${host}X-Forwarded-For: 192.0.2.1\r\nIf-None-Match: "x"\r\n\r\n`,
    `POST /api/session HTTP/1.1\r\n${host}Origin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    `GET ${RELAY_PATH} HTTP/1.1\r\n${host}Origin: ${origin}\r\n${upgrade}\r\n${join}${join}`,
  ].map(binary);
}

/** Everything that the server says to these bytes. */
function say(port: number, input: Input, patience = PATIENCE_MS): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(input));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on("data", (bytes) => {
      heard += bytes.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
  });
}

test("whatever bytes arrive, the server answers without an error of its own and goes on", async () => {
  const { end, server } = await run({ CONNECT_ROLE: "all" });
  const port = Number(new URL(server.origin).port);
  const seeds = seedsFor(server.origin);
  const words = [
    "\r\n",
    "\r\n\r\n",
    "Transfer-Encoding: chunked\r\n",
    "%00",
    "%2e%2e/",
    "..;/",
    "//",
    "HTTP/1.0",
    "\u0000",
  ];
  const roll = dice(3);
  const first = await Promise.all(seeds.map((seed) => say(port, seed, 1_500)));
  expect(first.map((text) => text.slice(9, 12))).toEqual(["200", "200", "400", "101"]);
  expect(first[3]).toContain('"t":"joined"');
  for (let tried = 0; tried < INPUTS; tried += 1) {
    const input = mutated(seeds, words, roll);
    const heard = await say(port, input);
    expect(heard.slice(0, 12), JSON.stringify(Buffer.from(input).toString("latin1"))).not.toMatch(
      /^HTTP\/1\.\d 50/,
    );
    expect(heard).not.toMatch(/node_modules|at \w+ \(/);
  }
  expect(bytesOf(await (await fetch(`${server.origin}/config.json`)).text()).length).toBeGreaterThan(10);
  await end();
});
