import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createParties, type Legs, shakeHands } from "../../../test/support/handshake.ts";
import { createSigLane } from "../../e2ee/channel.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import { createSigDelivery, type SigDelivery } from "./sig-delivery.ts";

const soon: SealedBody = { type: "state", state: "soon" };
let legs: Legs;
let relayed: string[] = [];
let codes: string[] = [];
let deaths = 0;
let unanswered = 0;
let clock = 1_000_000;

function deliveryTo(options: { readonly stranger?: boolean; readonly data?: boolean }): SigDelivery {
  return createSigDelivery({
    sig: createSigLane(legs.host.keys.sig),
    route: { tag: "tag", to: "route" },
    sendRelay(route) {
      relayed.push(route.to);
      return true;
    },
    sendData: () => options.data === true,
    isStranger: () => options.stranger === true,
    unanswered: () => {
      unanswered += 1;
    },
    now: () => clock,
    dead: () => {
      deaths += 1;
    },
    counted: (code) => codes.push(code),
  });
}

async function sealed(frames: number): Promise<void> {
  await vi.waitFor(() => expect(relayed.length).toBeGreaterThanOrEqual(frames));
}

beforeEach(async () => {
  legs = await shakeHands(await createParties());
  relayed = [];
  codes = [];
  deaths = 0;
  unanswered = 0;
  clock = 1_000_000;
});

afterEach(() => vi.useRealTimers());

describe("delivery of the sealed lane", () => {
  test("repeats itself on demand at most once a second", async () => {
    const delivery = deliveryTo({});
    delivery.send(soon, null);
    await sealed(1);
    for (let i = 0; i < 50; i += 1) delivery.resend();
    expect(relayed).toHaveLength(2);
    clock += 1_000;
    delivery.resend();
    expect(relayed).toHaveLength(3);
    delivery.stop();
  });

  test("sends a stranger ten frames, then one a second", async () => {
    const delivery = deliveryTo({ stranger: true });
    for (let i = 0; i < 30; i += 1) delivery.send(soon, null);
    await sealed(10);
    await delivery.acknowledgeNow();
    expect(relayed).toHaveLength(10);
    clock += 3_000;
    delivery.resend();
    expect(relayed).toHaveLength(13);
    delivery.stop();
  });

  test("prefers the data channel, and takes every route when it repeats", async () => {
    const delivery = deliveryTo({ data: true });
    delivery.send(soon, null);
    delivery.send(soon, ["a", "b"]);
    await sealed(2);
    expect(relayed).toEqual(["*", "*"]);
    delivery.resend();
    expect(relayed).toEqual(["*", "*", "route", "route"]);
    delivery.stop();
  });

  test("counts a body that fits no frame, and tells when nothing more can be stored", async () => {
    const delivery = deliveryTo({});
    delivery.send({ type: "state", state: "waiting", practice: "x".repeat(201), phone: "" }, null);
    await vi.waitFor(() => expect(codes).toEqual(["E_PROTO"]));
    for (let i = 0; i < 65; i += 1) delivery.send(soon, null);
    await vi.waitFor(() => expect(deaths).toBe(1));
    delivery.stop();
  });

  test("tells after a second that a peer does not answer, and nothing of strangers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const deliveries = [deliveryTo({ stranger: true }), deliveryTo({})];
    const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
    deliveries[0]?.send(soon, null);
    await vi.waitFor(() => expect(relayed).toHaveLength(1));
    await passed(1_500);
    expect([relayed.length, unanswered]).toEqual([2, 0]);
    deliveries[1]?.send(soon, null);
    await vi.waitFor(() => expect(relayed).toHaveLength(3));
    await passed(500);
    expect(unanswered).toBe(0);
    await passed(600);
    expect(unanswered).toBe(1);
    for (const delivery of deliveries) delivery.stop();
  });

  test("is silent once stopped", async () => {
    const delivery = deliveryTo({});
    delivery.send(soon, null);
    await sealed(1);
    delivery.stop();
    delivery.resend();
    await delivery.acknowledgeNow();
    expect(relayed).toHaveLength(1);
  });
});
