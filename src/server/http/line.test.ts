import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LINE_PATH, PIECE_MAX } from "../../protocol/line.ts";
import { createPeerAddress } from "../platform/peer-address.ts";
import { registerLine } from "./line.ts";

const MIB = 1_048_576;
let app: FastifyInstance;
let origin: string;
let now = 0;

beforeEach(async () => {
  now = 0;
  app = Fastify({ bodyLimit: 1_024 });
  await registerLine(app, {
    clock: { monotonic: () => now },
    peerAddress: createPeerAddress([]),
    limits: { perAddress: { burst: 3 * MIB, every: 1_000 / MIB }, all: { burst: 100 * MIB, every: 1 } },
  });
  origin = await app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(() => app.close());

const down = (bytes: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}${LINE_PATH}?bytes=${bytes}`, { headers });
const up = (body: Uint8Array<ArrayBuffer>, type = "application/octet-stream") =>
  fetch(`${origin}${LINE_PATH}`, { method: "POST", body, headers: { "Content-Type": type } });

describe("measuring the line", () => {
  test("gives as many bytes as were asked for, which cannot be pressed together", async () => {
    const response = await down(100_000);
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.byteLength).toBe(100_000);
    expect(new Set(bytes).size).toBe(256);
  });
  test("takes bytes and forgets them", async () => {
    expect((await up(new Uint8Array(PIECE_MAX))).status).toBe(204);
  });
  test.each(["", "0", "-1", "1e9", String(PIECE_MAX + 1), "1%20"])(
    "refuses to give %j bytes",
    async (bytes) => expect((await down(bytes)).status).toBe(400),
  );
  test("refuses to take more than a piece, and what a form of another page could send", async () => {
    expect((await up(new Uint8Array(PIECE_MAX + 1))).status).toBe(400);
    expect((await up(new Uint8Array(10), "text/plain")).status).toBe(415);
    expect((await down(10, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await down(10, { "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  });
  test("bears so much from one address, says when to come back, and then bears it again", async () => {
    for (let piece = 0; piece < 3; piece += 1) expect((await down(MIB)).status).toBe(200);
    const refused = await down(MIB);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await up(new Uint8Array(MIB))).status).toBe(429);
    now += 1_000;
    expect((await down(MIB)).status).toBe(200);
  });
});
