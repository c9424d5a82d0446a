// Each close code and each limit of the relay on real sockets, as a browser meets them.
import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { RELAY_LIMITS, type RelayLimits } from "../../src/server/relay/limits.ts";
import { connectPeer, type Running, run } from "./running.ts";

let running: Running | null = null;

async function start(limits: Partial<RelayLimits> = {}, env: Readonly<Record<string, string>> = {}) {
  running = await run(env, limits);
  return running;
}

afterEach(async () => {
  await running?.end();
  running = null;
});

const randomTag = () => randomBytes(16).toString("base64url");

describe("the relay's socket", () => {
  test("joins, forwards and forgets", async () => {
    const here = await start();
    const tag = randomTag();
    const [a, b] = [await connectPeer(here), await connectPeer(here)];
    a.say({ t: "join", n: 1, tags: [tag] });
    b.say({ t: "join", n: 1, tags: [tag, randomTag()] });
    const [fromA] = (await a.next())["routes"] as string[];
    expect((await b.next())["routes"]).toHaveLength(2);
    a.say({ t: "send", n: 2, tag, to: "*", b: "QUJD" });
    expect(await b.next()).toEqual({ t: "msg", tag, from: fromA, b: "QUJD" });
    b.say({ t: "send", n: 2, tag, to: fromA, b: "REVG" });
    expect(await a.next()).toMatchObject({ t: "msg", b: "REVG" });
    expect(here.server.relaySize()).toMatchObject({ sockets: 2, tags: 2 });
    a.socket.close();
    b.socket.close();
    await expect.poll(() => here.server.relaySize()).toMatchObject({ sockets: 0, tags: 0 });
    await expect.poll(() => here.server.relaySize().addresses, { timeout: 5_000 }).toBe(0);
  });

  test("4001 for another origin and for none", async () => {
    const here = await start({}, { CONNECT_ALLOWED_ORIGINS: "https://friend.example.org" });
    for (const origin of [
      "https://evil.example.org",
      `${here.server.origin}.evil.example.org`,
      "null",
      null,
    ]) {
      expect(await (await connectPeer(here, { origin })).closed).toBe(4001);
    }
    const friend = await connectPeer(here, { origin: "https://friend.example.org" });
    friend.say({ t: "join", n: 1, tags: [randomTag()] });
    expect((await friend.next())["t"]).toBe("joined");
  });

  test("4002 for another subprotocol and for none", async () => {
    const here = await start();
    expect(await (await connectPeer(here, { protocols: ["psy-call.2"] })).closed).toBe(4002);
    expect(await (await connectPeer(here, { protocols: [] })).closed).toBe(4002);
    const both = await connectPeer(here, { protocols: ["psy-call.2", "psy-call.1"] });
    expect(both.socket.protocol).toBe("psy-call.1");
  });

  test("4003 for what is no message, as text or as bytes", async () => {
    const here = await start();
    for (const rubbish of ["hello", "{}", Buffer.from('{"t":"join","n":1,"tags":["x"]}')]) {
      const peer = await connectPeer(here);
      peer.socket.send(rubbish);
      expect(await peer.closed).toBe(4003);
    }
  });

  test("1009 for what is too big", async () => {
    const here = await start();
    const peer = await connectPeer(here);
    peer.socket.send("x".repeat(32 * 1_024 + 1));
    expect(await peer.closed).toBe(1009);
  });

  test("4408 for who joins nothing", async () => {
    const here = await start({ joinWait: 500 });
    expect(await (await connectPeer(here)).closed).toBe(4408);
  });

  test("4000 for who does not answer pings", async () => {
    const here = await start({ ping: 300, pongWait: 1_500 });
    const [alive, dead] = [await connectPeer(here), await connectPeer(here)];
    for (const peer of [alive, dead]) {
      peer.say({ t: "join", n: 1, tags: [randomTag()] });
      await peer.next();
    }
    // A paused socket reads no ping, like a laptop that was closed; it finds the close frame when it wakes.
    dead.socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    dead.socket.resume();
    expect(await dead.closed).toBe(4000);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  test("4429 with a time to come back for too many sockets of an address, and none other suffers", async () => {
    const here = await start({ openings: { burst: 3, every: 60_000 } });
    for (let i = 0; i < 3; i++) await connectPeer(here);
    const refused = await connectPeer(here);
    expect(await refused.next()).toMatchObject({
      t: "err",
      n: 0,
      code: "RATE",
      retryAfter: expect.any(Number),
    });
    expect(await refused.closed).toBe(4429);
    const other = await connectPeer(here, { localAddress: "127.0.0.9" });
    other.say({ t: "join", n: 1, tags: [randomTag()] });
    expect((await other.next())["t"]).toBe("joined");
  });

  test("4429 for who sends too fast and goes on", async () => {
    const here = await start();
    const peer = await connectPeer(here);
    const tag = randomTag();
    peer.say({ t: "join", n: 1, tags: [tag] });
    for (let n = 2; n < 200; n++) peer.say({ t: "send", n, tag, to: "x".repeat(16), b: "" });
    expect(await peer.closed).toBe(4429);
    expect(peer.received.at(-1)).toContain('"code":"RATE"');
  });

  test("4413 for who does not read, without holding more for it than the limit", async () => {
    const free = { burst: 1e9, every: 0 };
    const here = await start({ messages: free, bytes: free, closeWait: 4_000 });
    const tag = randomTag();
    const [sender, sleeper] = [await connectPeer(here), await connectPeer(here)];
    sleeper.say({ t: "join", n: 1, tags: [tag] });
    const [to] = (await sleeper.next())["routes"] as string[];
    sender.say({ t: "join", n: 1, tags: [tag] });
    await sender.next();
    sleeper.socket.pause();
    const b = randomBytes(16_400).toString("base64url");
    // The kernel takes some megabytes before anything stays with the relay.
    for (let n = 2; n < 2_000 && here.server.relaySize().sockets === 2; n++) {
      sender.say({ t: "send", n, tag, to, b });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(here.server.relaySize().sockets).toBe(1);
    sleeper.socket.resume();
    expect(await sleeper.closed).toBe(4413);
    sender.say({ t: "send", n: 5_000, tag, to, b });
    expect(await sender.next()).toMatchObject({ t: "err", code: "NO_ROUTE" });
  });

  test("1012 at an orderly stop, and the same port can be used again at once", async () => {
    const here = await start();
    const peer = await connectPeer(here);
    peer.say({ t: "join", n: 1, tags: [randomTag()] });
    await peer.next();
    const { port } = here.server;
    await here.end();
    expect(await peer.closed).toBe(1012);
    running = await run({ CONNECT_PORT: String(port) });
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  test("no compression is agreed on, so that no small frame can become a big one", async () => {
    const here = await start();
    const peer = await connectPeer(here);
    expect(peer.socket.extensions).toBe("");
  });

  test("an upgrade at any other path is not answered with a socket", async () => {
    const here = await start();
    const answer = await fetch(`http://127.0.0.1:${here.server.port}/v1`, {
      headers: { connection: "close" },
    });
    expect(answer.status).toBe(404);
    const { WebSocket } = await import("ws");
    const socket = new WebSocket(`ws://127.0.0.1:${here.server.port}/v2`, ["psy-call.1"], {
      origin: here.server.origin,
    });
    const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
    expect(error.message).toContain("404");
  });

  test("the limits in use are those of the protocol", () => {
    expect(RELAY_LIMITS).toMatchObject({
      socketsPerAddress: 400,
      membersPerTag: 32,
      unsent: 262_144,
      joinWait: 10_000,
    });
  });
});
