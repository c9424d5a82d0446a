import { beforeEach, describe, expect, test, vi } from "vitest";
import { createParties, knock, type Parties } from "../../../test/support/handshake.ts";
import { toBase64Url } from "../../e2ee/bytes.ts";
import { type Claim, openClaim } from "../../e2ee/claim.ts";
import { openEnvelope, sealEnvelope } from "../../e2ee/envelope.ts";
import type { HandshakeMessage } from "../../e2ee/handshake.ts";
import { acceptK2 } from "../../e2ee/handshake-guest.ts";
import { dayOf } from "../../e2ee/link.ts";
import { CLAIM_SETTLE, DAY_MS, EH_LIFE, UNOPENED_10MIN } from "../../protocol/limits.ts";
import { createHostLinks } from "./host-links.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;
let first: Parties;
let second: Parties;

beforeEach(async () => {
  [first, second] = await Promise.all([createParties(), createParties()]);
});

const linkOf = (id: string, { seed }: Parties, until = NOON + DAY_MS) => ({ id, seed, until });

async function openLinks(start = NOON) {
  let now = start;
  let isOpen = true;
  let isInCall = false;
  let lost = 0;
  const opened: string[] = [];
  const sent: { readonly tag: string; readonly to: string; readonly body: Uint8Array<ArrayBuffer> }[] = [];
  const links = createHostLinks({
    relayUrl: "wss://relay.example/v1",
    unopened: [],
    now: () => now,
    send(route, body) {
      sent.push({ ...route, body });
      return true;
    },
    isOpen: () => isOpen,
    hasSeats: () => isInCall,
    hidesAddresses: () => false,
    isInCall: () => isInCall,
    isLinkInCall: (id) => isInCall && id === "first",
    context: async () => ({
      callId: first.callId,
      certificate: {} as RTCCertificate,
      fingerprint: first.fpH,
    }),
    opened: (id) => void opened.push(id),
    repeated: () => {},
    counted: () => {},
    lost: () => {
      lost += 1;
    },
    changed: () => {},
  });
  const of = async (parties: Parties, type: HandshakeMessage["type"]) => {
    const all = await Promise.all(sent.map(({ body }) => openEnvelope(parties.keys, parties.tag, body)));
    return all.filter((message) => message !== null).filter((message) => message.type === type);
  };
  return {
    links,
    opened,
    sent,
    of,
    lost: () => lost,
    pass: (ms: number) => {
      now += ms;
    },
    setOpen: (open: boolean) => {
      isOpen = open;
    },
    setInCall: (on: boolean) => {
      isInCall = on;
    },
    async ready(...inputs: Parameters<typeof links.apply>[0]) {
      const gone = await links.apply(inputs);
      await links.updateTags(true, null);
      return gone;
    },
    async take() {
      links.claim();
      now += CLAIM_SETTLE;
    },
    async hear(parties: Parties, from: string, message: HandshakeMessage) {
      const body = await sealEnvelope(parties.keys, parties.tag, message);
      await links.receive(toBase64Url(parties.tag), from, body);
    },
    async claims(parties: Parties): Promise<Claim[]> {
      const all = await of(parties, "h0");
      const claims = all.map((m) =>
        m.type === "h0" ? openClaim(parties.room.kClaim, parties.tag, m) : null,
      );
      return (await Promise.all(claims)).filter((claim) => claim !== null);
    },
  };
}

describe("the links of a room", () => {
  test("all lead in, and say by which a guest came", async () => {
    const at = await openLinks();
    await at.ready(linkOf("first", first), linkOf("second", second));
    await at.take();
    for (const [index, parties] of [second, first].entries()) {
      const start = await knock(parties);
      await at.hear(parties, `guest ${index}`, start.k1);
      const [k2] = await at.of(parties, "k2");
      if (k2?.type !== "k2") throw new Error("no answer");
      const { k3 } = await acceptK2(start, { tag: parties.tag, k2, displayName: "Kim" });
      await at.hear(parties, `guest ${index}`, k3);
    }
    expect(at.opened).toEqual(["second", "first"]);
    at.links.close();
  });

  test("answer nobody after their time, outside a window, or once they are gone", async () => {
    const at = await openLinks();
    await at.ready(linkOf("first", first, NOON + HOUR), linkOf("second", second));
    await at.take();
    at.setOpen(false);
    await at.hear(first, "early", (await knock(first)).k1);
    at.setOpen(true);
    at.pass(HOUR);
    await at.hear(first, "late", (await knock(first)).k1);
    expect(at.links.isOpen("first")).toBe(false);
    expect(await at.of(first, "k2")).toEqual([]);
    // Armed anew it answers again; the same link, so that nobody has to be told.
    expect(await at.ready(linkOf("first", first), linkOf("second", second))).toEqual([]);
    await at.hear(first, "in time", (await knock(first)).k1);
    expect(await at.of(first, "k2")).toHaveLength(1);
    expect(await at.ready(linkOf("first", first))).toEqual(["second"]);
    await at.hear(second, "gone", (await knock(second)).k1);
    expect(await at.of(second, "k2")).toEqual([]);
    expect(at.links.tags()).not.toContain(toBase64Url(second.tag));
    at.links.close();
  });

  test("share one budget, which a link that goes takes along", async () => {
    const at = await openLinks();
    await at.ready(linkOf("first", first), linkOf("second", second));
    await at.take();
    // Two people with the old and the new link together have no more tries than one.
    for (let count = 0; count < 2 * UNOPENED_10MIN; count += 1) {
      const parties = count % 2 === 0 ? first : second;
      await at.hear(parties, `try ${count}`, (await knock(parties)).k1);
      at.pass(EH_LIFE / 4);
      at.links.tidy();
    }
    const answers = (await at.of(first, "k2")).length + (await at.of(second, "k2")).length;
    expect(answers).toBe(UNOPENED_10MIN);
    expect(at.links.budget().isSuspicious(NOON + 5 * 60_000)).toBe(true);
    const before = (await at.of(second, "k2")).length;
    await at.ready(linkOf("second", second));
    at.pass(EH_LIFE);
    await at.hear(second, "kim", (await knock(second)).k1);
    await vi.waitFor(async () => expect(await at.of(second, "k2")).toHaveLength(before + 1));
    at.links.close();
  });

  test("keep their tags while somebody who came by them is in the call, and not their door", async () => {
    const at = await openLinks();
    await at.ready(linkOf("first", first), linkOf("second", second));
    await at.take();
    at.setInCall(true);
    await at.ready(linkOf("second", second));
    expect(at.links.tags()).toContain(toBase64Url(first.tag));
    await at.hear(first, "stranger", (await knock(first)).k1);
    expect(await at.of(first, "k2")).toEqual([]);
    at.setInCall(false);
    await at.links.updateTags(true, null);
    expect(at.links.tags()).toEqual([toBase64Url(second.tag)]);
    at.links.close();
  });

  test("are claimed with the room, also those that come later", async () => {
    const at = await openLinks();
    await at.ready(linkOf("first", first));
    await at.take();
    at.pass(HOUR);
    await at.ready(linkOf("second", second), linkOf("first", first));
    at.links.announce();
    await vi.waitFor(async () => expect(await at.claims(second)).toHaveLength(1));
    expect((await at.claims(second))[0]?.time).toBe(NOON);
    at.links.yield();
    await at.ready(linkOf("first", first));
    await at.ready(linkOf("second", second), linkOf("first", first));
    expect(at.links.isAnswering()).toBe(false);
    at.links.close();
  });

  test("listen by the day, and near midnight for both", async () => {
    const at = await openLinks(Date.UTC(2026, 10, 23, 23));
    await at.ready(linkOf("first", first), linkOf("second", second));
    const today = dayOf(NOON);
    const tagOf = async ({ keys }: Parties, day: number) => toBase64Url(await keys.tag(day));
    expect(at.links.tags()).toEqual([
      await tagOf(first, today),
      await tagOf(second, today),
      await tagOf(first, today + 1),
      await tagOf(second, today + 1),
    ]);
    await at.links.updateTags(true, today - 1);
    expect(at.links.tags()).toContain(await tagOf(first, today - 1));
    await at.links.updateTags(false, null);
    expect(at.links.tags()).toEqual([]);
    at.links.close();
  });
});
