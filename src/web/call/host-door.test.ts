import { beforeEach, describe, expect, test, vi } from "vitest";
import { answer, createParties, knock, type Parties } from "../../../test/support/handshake.ts";
import { type Bytes, randomBytes, toBase64Url } from "../../e2ee/bytes.ts";
import { type Claim, openClaim, sealClaim } from "../../e2ee/claim.ts";
import { openEnvelope, sealEnvelope } from "../../e2ee/envelope.ts";
import type { HandshakeMessage } from "../../e2ee/handshake.ts";
import { acceptK2 } from "../../e2ee/handshake-guest.ts";
import { CLAIM_SETTLE, CLOCK_TOLERANCE, EH_LIFE } from "../../protocol/limits.ts";
import { createAnswerBudget } from "./answer-budget.ts";
import { createHostDoor } from "./host-door.ts";

const START = Date.UTC(2026, 10, 23, 12);
let parties: Parties;

beforeEach(async () => {
  parties = await createParties();
});

function openDoor(options: { readonly inCall?: boolean } = {}) {
  let now = START;
  const tag = toBase64Url(parties.tag);
  const sent: { readonly to: string; readonly message: Promise<HandshakeMessage | null> }[] = [];
  const budget = createAnswerBudget([], now);
  let lost = 0;
  let opened = 0;
  let repeated = 0;
  const door = createHostDoor({
    room: parties.room,
    invite: parties.keys,
    budget,
    now: () => now,
    send(route, body) {
      sent.push({ to: route.to, message: openEnvelope(parties.keys, parties.tag, body) });
      return true;
    },
    tags: () => [tag],
    mayAnswer: () => true,
    // The certificate goes through the door unseen.
    context: async () => ({
      callId: parties.callId,
      certificate: {} as RTCCertificate,
      fingerprint: parties.fpH,
    }),
    hidesAddresses: () => false,
    isInCall: () => options.inCall === true,
    opened: () => {
      opened += 1;
    },
    repeated: () => {
      repeated += 1;
    },
    counted: () => {},
    lost: () => {
      lost += 1;
    },
    changed: () => {},
  });
  door.claim();
  now += CLAIM_SETTLE;
  const hear = async (from: string, message: HandshakeMessage): Promise<void> => {
    const body: Bytes = await sealEnvelope(parties.keys, parties.tag, message);
    await door.receive(tag, from, body);
  };
  return {
    door,
    budget,
    hear,
    async hearClaim(claim: Claim) {
      await hear("other", { type: "h0", ...(await sealClaim(parties.room.kClaim, parties.tag, claim)) });
    },
    async sent(type: HandshakeMessage["type"]): Promise<HandshakeMessage[]> {
      const messages = await Promise.all(sent.map(({ message }) => message));
      return messages.filter((message) => message !== null).filter((message) => message.type === type);
    },
    async claims(): Promise<Claim[]> {
      const all = await Promise.all(sent.map(({ message }) => message));
      const claims = all.map((m) =>
        m?.type === "h0" ? openClaim(parties.room.kClaim, parties.tag, m) : null,
      );
      return (await Promise.all(claims)).filter((claim) => claim !== null);
    },
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
    counts: () => ({ lost, opened, repeated }),
  };
}

describe("the host's door", () => {
  test("gives copies of one knock one answer, and repeats it at most once a second", async () => {
    const at = openDoor();
    const { k1 } = await knock(parties);
    await Promise.all(["a", "b", "c", "d"].map((from) => at.hear(from, k1)));
    expect(await at.sent("k2")).toHaveLength(1);
    at.pass(1_000);
    await Promise.all(["a", "b"].map((from) => at.hear(from, k1)));
    const answers = await at.sent("k2");
    expect(answers).toHaveLength(2);
    expect(answers[1]).toEqual(answers[0]);
    at.pass(EH_LIFE);
    at.door.tidy();
    expect(at.budget.unopened()).toHaveLength(1);
  });

  test("opens a k3 once, and knows its copies", async () => {
    const at = openDoor();
    const start = await knock(parties);
    await at.hear("a", start.k1);
    const [k2] = await at.sent("k2");
    if (k2?.type !== "k2") throw new Error("no answer");
    const { k3 } = await acceptK2(start, { tag: parties.tag, k2, displayName: "Kim" });
    await Promise.all([at.hear("a", k3), at.hear("a", k3), at.hear("stranger", k3)]);
    expect(at.counts()).toMatchObject({ opened: 1, repeated: 2 });
    expect(at.budget.unopened()).toEqual([]);
  });

  test("serves who waits although others go on knocking", async () => {
    const at = openDoor();
    for (let i = 0; i < 8; i += 1) await at.hear(`flood ${i}`, (await knock(parties)).k1);
    expect(await at.sent("k2")).toHaveLength(8);
    await at.hear("kim", (await knock(parties)).k1);
    for (let i = 0; i < 4; i += 1) await at.hear(`late ${i}`, (await knock(parties)).k1);
    at.pass(1_000);
    // The page was hidden and its timer is late: the next message brings the turn of those who wait.
    await at.hear("later", (await knock(parties)).k1);
    expect(await at.sent("k2")).toHaveLength(9);
    at.door.close();
  });

  test("yields to a newer claim, and takes the room back by a press, also from a page whose clock is ahead", async () => {
    const at = openDoor();
    const ahead = at.now() + CLOCK_TOLERANCE;
    await at.hearClaim({ time: ahead, random: randomBytes(16) });
    expect(at.door.isAnswering()).toBe(false);
    expect(at.counts().lost).toBe(1);
    at.door.claim();
    await vi.waitFor(async () => expect((await at.claims()).at(-1)?.time).toBeGreaterThan(ahead));
    await at.hearClaim({ time: ahead, random: randomBytes(16) });
    expect(at.door.isAnswering()).toBe(true);
    at.door.close();
  });

  test("keeps a room with a call in it, without a race of claims", async () => {
    const at = openDoor({ inCall: true });
    await vi.waitFor(async () => expect(await at.claims()).toHaveLength(1));
    at.pass(60_000);
    for (let i = 1; i <= 20; i += 1) await at.hearClaim({ time: at.now() + i, random: randomBytes(16) });
    await vi.waitFor(async () => expect(await at.claims()).toHaveLength(2));
    expect((await at.claims())[1]?.time).toBeGreaterThan(at.now() + 1);
    expect(at.door.isAnswering()).toBe(true);
    await at.hearClaim({ time: at.now() + 50, random: randomBytes(16) });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await at.claims()).toHaveLength(2);
    at.door.close();
  });

  test("does not answer for another room's host", async () => {
    const at = openDoor();
    const stranger = await createParties();
    await at.hear("a", (await answer(stranger, await knock(stranger))).k2);
    await at.hear("a", { type: "h0", cn: randomBytes(12), claim: randomBytes(40) });
    expect(at.door.isAnswering()).toBe(true);
    expect(await at.sent("k2")).toEqual([]);
  });
});
