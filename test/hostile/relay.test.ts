// Hostile programs at the real relay, with its real limits.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { WebSocket } from "ws";
import { randomBytes, toBase64Url } from "../../src/e2ee/bytes.ts";
import { RELAY_SUBPROTOCOL } from "../../src/protocol/relay.ts";
import { PAIRS, proof, proofOnce } from "../proof/proof.ts";
import { launchAny } from "../support/any-browser.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type Member, newMember } from "./member.ts";

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance?.remove());

const randomTag = () => toBase64Url(randomBytes(16));
const member = () => newMember(instance.relayUrl, instance.origin);
const closeCode = async (socket: WebSocket): Promise<number> => (await once(socket, "close"))[0] as number;

/** Resident memory of the server, in MiB. */
function memory(): number {
  const status = readFileSync(`/proc/${instance.pid()}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

const median = (figures: number[]) => figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

describe("hostile programs at the relay", () => {
  proofOnce(
    "A17",
    "who tries tags learns nothing from the answers, and soon gets none",
    async ({ figure }) => {
      const occupied = randomTag();
      const resident = await member();
      await resident.join([occupied]);
      const time = { occupied: [] as number[], empty: [] as number[] };
      const shapes = new Set<string>();
      for (let round = 0; round < 4; round += 1) {
        const prober = await member();
        for (let count = 0; count < 60; count += 1) {
          const kind = count % 2 === 0 ? "occupied" : "empty";
          const tag = kind === "occupied" ? occupied : randomTag();
          const start = performance.now();
          const answer = once(prober.socket, "message");
          prober.socket.send(JSON.stringify({ t: "join", n: count + 1, tags: [tag] }));
          const [data] = await answer;
          time[kind].push(performance.now() - start);
          const { routes, ...rest } = JSON.parse(String(data));
          shapes.add(JSON.stringify({ ...rest, n: 0, routes: routes.map((route: string) => route.length) }));
          prober.leave([tag]);
          if (count % 10 === 9) await pause(1_050);
        }
        prober.close();
      }
      expect([...shapes]).toEqual([JSON.stringify({ t: "joined", n: 0, routes: [16] })]);
      expect(Math.abs(median(time.occupied) - median(time.empty))).toBeLessThan(1);
      expect(resident.inbox).toEqual([]);

      const greedy = await member();
      for (let count = 0; count < 160; count += 1) {
        const tag = randomTag();
        greedy.socket.send(JSON.stringify({ t: "join", n: count + 1, tags: [tag] }));
        greedy.socket.send(JSON.stringify({ t: "leave", n: count + 1_000, tags: [tag] }));
        await pause(110);
        if (greedy.errors.some((error) => error.code === "RATE")) break;
      }
      expect(greedy.errors.map((error) => error.code)).toContain("RATE");
      figure(
        `${time.occupied.length + time.empty.length} tags tried; medians ${median(time.occupied).toFixed(2)} ms occupied, ${median(time.empty).toFixed(2)} ms empty`,
      );
      greedy.close();
      resident.close();
    },
    { timeout: 180_000 },
  );

  proof(
    "A20",
    "a page of another origin is refused",
    async ({ pair }) => {
      const browser = await launchAny(pair.guest);
      const foreign = createServer((_request, response) => {
        response.setHeader("content-type", "text/html");
        response.end("<!doctype html><title>Elsewhere</title>");
      }).listen(0, "127.0.0.1");
      await once(foreign, "listening");
      const address = foreign.address();
      const port = typeof address === "object" ? address?.port : 0;
      const { page } = await browser.newPerson([]);
      const tryFrom = async (origin: string) => {
        await page.goto(origin);
        return page.evaluate(
          ({ url, protocol }) =>
            new Promise<number | "open">((resolve) => {
              const socket = new window.WebSocket(url, protocol);
              socket.onmessage = () => resolve("open");
              socket.onopen = () => socket.send('{"t":"join","n":1,"tags":["AAAAAAAAAAAAAAAAAAAAAA"]}');
              socket.onclose = (event) => resolve(event.code);
            }),
          { url: instance.relayUrl, protocol: RELAY_SUBPROTOCOL },
        );
      };
      expect(await tryFrom(`http://localhost:${port}`)).toBe(4001);
      expect(await tryFrom(`${instance.origin}/imprint`)).toBe("open");
      await browser.close();
      foreign.close();
    },
    { pairs: PAIRS.filter((pair) => pair.host === pair.guest) },
  );

  proofOnce("A21", "rubbish, too much and bombs close the socket", async () => {
    const rubbish = [
      "",
      "null",
      "[]",
      '{"t":"join"}',
      '{"t":"join","n":0,"tags":["A"]}',
      "\u0000".repeat(9),
      "{",
    ];
    for (const text of rubbish) {
      const one = await member();
      one.socket.send(text);
      expect(await closeCode(one.socket), JSON.stringify(text)).toBe(4003);
    }
    const binary = await member();
    binary.socket.send(randomBytes(100));
    expect(await closeCode(binary.socket)).toBe(4003);
    const big = await member();
    big.socket.send("x".repeat(40_000));
    expect(await closeCode(big.socket)).toBe(1009);

    const bomb = new WebSocket(instance.relayUrl, RELAY_SUBPROTOCOL, {
      origin: instance.origin,
      perMessageDeflate: true,
    });
    await once(bomb, "open");
    expect(bomb.extensions).toBe("");
    // A frame that says it is compressed, although compression was not agreed on (RFC 6455, section 5.2: RSV1).
    const raw = Reflect.get(bomb, "_socket") as NodeJS.WritableStream;
    raw.write(Buffer.from([0xc1, 0x80 | 4, 0, 0, 0, 0, 1, 2, 3, 4]));
    expect(await closeCode(bomb)).toBe(1002);
  });

  proofOnce(
    "A21",
    "who does not read is cut off, and memory stays flat under all of it",
    async ({ repeats, figure }) => {
      const tag = randomTag();
      const slow = await member();
      const [route] = await slow.join([tag]);
      const senders: Member[] = [];
      for (let count = 0; count < 8; count += 1) {
        const sender = await member();
        await sender.join([tag]);
        senders.push(sender);
      }
      const before = memory();
      slow.socket.pause();
      const b = toBase64Url(randomBytes(16_000));
      const end = Date.now() + 60_000;
      while (
        Date.now() < end &&
        !senders.some((one) => one.errors.some((error) => error.code === "NO_ROUTE"))
      ) {
        for (const sender of senders) sender.send(tag, route ?? "", b);
        await pause(100);
      }
      expect(senders.flatMap((one) => one.errors.map((error) => error.code))).toContain("NO_ROUTE");
      for (const sender of senders) sender.close();
      slow.close();

      for (let round = 0; round < 60 * repeats; round += 1) {
        const one = await member();
        const closed = closeCode(one.socket);
        one.socket.send(
          round % 2 === 0 ? "x".repeat(40_000) : `{"t":"join","n":1,"tags":"${"A".repeat(20_000)}"}`,
        );
        await closed;
        await pause(520);
      }
      await eventually(() => expect(memory() - before).toBeLessThan(40));
      figure(`memory ${Math.round(memory() - before)} MiB above the beginning`);
    },
    // In a full run this goes on for ten minutes.
    { repeats: [1, 18], timeout: 900_000 },
  );
});
