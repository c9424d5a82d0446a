// The liar's own tools, each tried on plain sockets: an attack test proves nothing if its attack never happened.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { delaying, dropping, reading, reordering, replaying, rewriting, splitView } from "./hooks.ts";
import { type Delivered, type Hooks, type LyingRelay, startLyingRelay } from "./lying-relay.ts";
import { type Member, newMember } from "./member.ts";

const TAG = "A".repeat(22);
let relay: LyingRelay;
let instance: Instance;
let alice: Member;
let bob: Member;
let bobRoute: string;
let undo: (() => void)[] = [];

const lie = (hooks: Hooks) => undo.push(relay.use(hooks));
const heard = () => bob.inbox.map((message) => message.b);

beforeAll(async () => {
  relay = await startLyingRelay();
  instance = await startInstance({ relayUrl: relay.url });
  relay.connectTo(`ws://localhost:${instance.port}/v1`);
});
afterAll(async () => {
  await relay?.close();
  await instance?.remove();
});
beforeEach(async () => {
  for (const stop of undo) stop();
  undo = [];
  alice?.close();
  bob?.close();
  alice = await newMember(relay.url, instance.origin);
  bob = await newMember(relay.url, instance.origin);
  await alice.join([TAG]);
  bobRoute = (await bob.join([TAG]))[0] ?? "";
});

describe("the lying relay", () => {
  test("passes everything on when it does not lie", async () => {
    alice.send(TAG, "*", "AAAA");
    alice.send(TAG, bobRoute, "BBBB");
    await bob.hear((message) => message.b === "BBBB");
    expect(heard()).toEqual(["AAAA", "BBBB"]);
    expect(relay.seatOf(bobRoute)?.routes.get(TAG)).toBe(bobRoute);
  });

  test("hands on the real relay's errors and closes", async () => {
    alice.send(TAG, "B".repeat(16), "AAAA");
    await eventually(() => expect(alice.errors.map((error) => error.code)).toEqual(["NO_ROUTE"]));
    const closed = new Promise<number>((resolve) => alice.socket.once("close", resolve));
    alice.socket.send("rubbish");
    expect(await closed).toBe(4003);
  });

  test("reads", async () => {
    const read: string[] = [];
    lie(reading((body) => read.push(body.b)));
    alice.send(TAG, "*", "AAAA");
    await bob.hear(() => true);
    expect(read).toEqual(["AAAA"]);
  });

  test("drops", async () => {
    lie(dropping(1, (body) => body.b === "AAAA"));
    alice.send(TAG, "*", "AAAA");
    alice.send(TAG, "*", "BBBB");
    await bob.hear((message) => message.b === "BBBB");
    expect(heard()).toEqual(["BBBB"]);
  });

  test("delays", async () => {
    lie(delaying(400));
    const start = Date.now();
    alice.send(TAG, "*", "AAAA");
    await bob.hear(() => true);
    expect(Date.now() - start).toBeGreaterThanOrEqual(390);
  });

  test("reorders", async () => {
    lie(reordering(relay, 3, 2_000));
    for (const b of ["AAAA", "BBBB", "CCCC"]) alice.send(TAG, bobRoute, b);
    await bob.hear((message) => message.b === "AAAA");
    expect(heard()).toEqual(["CCCC", "BBBB", "AAAA"]);
  });

  test("replays", async () => {
    lie(replaying(3));
    alice.send(TAG, "*", "AAAA");
    await eventually(() => expect(heard()).toEqual(["AAAA", "AAAA", "AAAA"]));
  });

  test("rewrites, in both directions", async () => {
    lie(rewriting((b) => (b === "AAAA" ? "ZZZZ" : b)));
    lie({ send: (body) => [body.b === "BBBB" ? { ...body, b: "YYYY" } : body] });
    alice.send(TAG, "*", "AAAA");
    alice.send(TAG, "*", "BBBB");
    await bob.hear((message) => message.b === "YYYY");
    expect(heard()).toEqual(["ZZZZ", "YYYY"]);
  });

  test("injects", async () => {
    const seat = relay.seatOf(bobRoute);
    if (seat === null) throw new Error("no seat");
    const body: Delivered = { seat, tag: TAG, from: "Q".repeat(16), b: "FFFF" };
    relay.inject(body);
    expect((await bob.hear(() => true)).from).toBe("Q".repeat(16));
  });

  test("shows each side another view", async () => {
    const carol = await newMember(relay.url, instance.origin);
    await carol.join([TAG]);
    const deaf = relay.seatOf(bobRoute);
    lie(splitView(relay, (listener) => listener !== deaf));
    alice.send(TAG, "*", "AAAA");
    await carol.hear(() => true);
    await pause(100);
    expect(heard()).toEqual([]);
    carol.close();
  });
});
