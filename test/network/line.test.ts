// The impaired line does what it was told, measured from inside, and so do a cut and a move.
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ip } from "./commands.ts";
import type { Echoes } from "./echo-probe.ts";
import { type Lab, openLab, whyNoLab } from "./lab.ts";
import { outputOf, type Place } from "./place.ts";

const PACKETS = 200;
const median = (figures: readonly number[]) =>
  figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;

describe.skipIf(whyNoLab() !== null)("a line", () => {
  let lab: Lab;
  let place: Place;
  let echo: Socket;
  beforeAll(async () => {
    lab = openLab();
    place = lab.newPlace("port-restricted");
    echo = createSocket("udp4", (packet, from) => echo.send(packet, from.port, from.address));
    echo.bind(0, lab.secure.host);
    await once(echo, "listening");
  });
  afterAll(() => {
    echo?.close();
    lab?.close();
  });

  const measure = async (count = PACKETS, bytes = 200, every = 2): Promise<Echoes> => {
    const words = [lab.secure.host, echo.address().port, count, bytes, every].map(String);
    return JSON.parse(
      await outputOf(place, process.execPath, [join(import.meta.dirname, "echo-probe.ts"), ...words]),
    );
  };

  test("brings everything at once and in order when nothing is asked", async () => {
    const { order, times } = await measure();
    expect(order).toEqual(Array.from({ length: PACKETS }, (_, number) => number));
    expect(median(times)).toBeLessThan(10);
  });

  test("delays each direction by itself", async () => {
    await place.impair({ up: { delay: 40 }, down: { delay: 80 } });
    const { order, times } = await measure();
    expect(order.length).toBe(PACKETS);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(118);
    expect(median(times)).toBeLessThan(140);
  });

  test("loses a share, evenly spread", async () => {
    await place.impair({ up: { loss: 0.3 } });
    const { order } = await measure(1_000, 200, 1);
    // Four standard deviations of 1000 packets at 30 %.
    expect(order.length).toBeGreaterThan(700 - 58);
    expect(order.length).toBeLessThan(700 + 58);
  });

  test("shakes the times without changing the order", async () => {
    await place.impair({ down: { jitter: 60 } });
    const { order, times } = await measure(PACKETS, 200, 20);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(30);
  });

  test("lets packets overtake each other", async () => {
    await place.impair({ down: { reorder: 0.2 } });
    const { order } = await measure();
    expect(order.length).toBe(PACKETS);
    const overtaken = order.filter((number, index) => order.slice(0, index).some((other) => other > number));
    expect(overtaken.length).toBeGreaterThan(10);
    expect(overtaken.length).toBeLessThan(80);
  });

  test("carries no more than its rate, and throws away what waits too long", async () => {
    await place.impair({ up: { rate: 1_000, queue: 200 } });
    const { order, times, span } = await measure(200, 1_222, 0);
    // 1250 bytes with IP and UDP headers take 10 ms each; 20 fit into the queue, and one is on its way.
    expect(order.length).toBeGreaterThanOrEqual(20);
    expect(order.length).toBeLessThanOrEqual(24);
    expect(span).toBeGreaterThan(180);
    expect(Math.max(...times)).toBeLessThan(300);
  });

  test("brings nothing while it is cut, and goes on when it is mended", async () => {
    await place.impair({});
    place.cut();
    expect((await measure(20)).order).toEqual([]);
    place.mend();
    expect((await measure(20)).order.length).toBe(20);
  });

  test("does so behind an open router as well", async () => {
    place.move("open");
    expect((await measure(20)).order.length).toBe(20);
    place.cut();
    expect((await measure(20)).order).toEqual([]);
    place.mend();
    // What this machine still knows of the way there would hide that the router no longer answers.
    ip(`neigh flush to ${lab.secure.host}/24`);
    expect((await measure(20)).order.length).toBe(20);
  });

  test("comes from other addresses after a move", async () => {
    const before = place.addresses().length;
    place.move("symmetric");
    const traffic = place.watch();
    expect((await measure(20)).order.length).toBe(20);
    expect(place.addresses().length).toBe(before + 2);
    expect(traffic.read().get(lab.secure.host)).toBe(40);
  });
});
