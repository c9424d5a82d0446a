// The practice's picture, which goes to people whom nobody has let in yet.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOGO_BURST, LOGO_MAX, LOGO_PART } from "../../src/protocol/limits.ts";
import { PAIRS, proof } from "../proof/proof.ts";
import type { BrowserName } from "../support/any-browser.ts";
import { eventually, pause } from "../support/eventually.ts";
import { bytesOf, finish, isFrame, isSdpFrame, knockByHand, sealBody, strangerKnock } from "./attacker.ts";
import type { Delivered } from "./lying-relay.ts";
import { type Member, newMember } from "./member.ts";
import {
  admit,
  bothLive,
  closeAll,
  newGuest,
  newHost,
  openStage,
  type Stage,
  type StageRoom,
} from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Before admission nothing else is as large: there are no descriptions. */
const isPicture = isSdpFrame;

async function newHostWithPicture(room: StageRoom, at: BrowserName = "chromium") {
  const host = await newHost(stage, room, { at });
  const size = await host.page.evaluate(() => window.bare.setPicture());
  expect(size).toBeGreaterThan(LOGO_PART);
  expect(size).toBeLessThanOrEqual(LOGO_MAX);
  return host;
}

describe("the practice's picture", () => {
  proof(
    "A31",
    "who knocks again and again is sent few pictures, and none twice",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const host = await newHostWithPicture(room, pair.host);
      const members: Member[] = [];
      // Each finishes the handshake, acknowledges nothing, and stays.
      for (let count = 0; count < 2 * LOGO_BURST; count += 1) {
        const member = await newMember(stage.relay.url, stage.origin);
        members.push(member);
        await member.join([room.tagText]);
        const start = await strangerKnock(room);
        const { k2, from } = await knockByHand(member, room, start);
        member.send(room.tagText, from, await sealBody(room, await finish(room, start, k2, `Liar ${count}`)));
      }
      await eventually(async () => expect((await host.see()).waiting.length).toBe(members.length));
      await pause(12_000);
      const frames = members.map(({ inbox }) => inbox.map(({ b }) => b).filter(isFrame));
      const pictures = frames.map((bodies) => bodies.filter(isPicture));
      expect(pictures.map((bodies) => bodies.length).filter((count) => count > 0)).toEqual(
        Array.from({ length: LOGO_BURST }, () => 2),
      );
      expect(new Set(pictures.flat()).size).toBe(2 * LOGO_BURST);
      // The acknowledged lane was repeated meanwhile: the strangers were listening.
      for (const bodies of frames) expect(bodies.length).toBeGreaterThan(3);
      for (const member of members) member.close();
      await closeAll(host);
      figure(`${pictures.flat().length / 2} pictures to ${members.length} knocks`);
    },
    { pairs: PAIRS.filter((pair) => pair.host === pair.guest) },
  );

  test("reaches a guest who waits, and before that nothing of it is on the way in the clear", async () => {
    const room = await stage.newRoom();
    const host = await newHostWithPicture(room);
    const sizes: number[] = [];
    const stop = stage.relay.use({
      deliver: (body) => {
        sizes.push(bytesOf(body.b).length);
        return [body];
      },
    });
    const guest = await newGuest(stage, room);
    await guest.knock("Kim");
    await eventually(async () =>
      expect((await guest.see()).practice).toEqual({ name: "Praxis", hasPicture: true }),
    );
    expect((await guest.see()).phase).toBe("waiting");
    expect(new Set(sizes)).toEqual(new Set([1_053, 1_057, 16_417]));
    stop();
    await closeAll(host, guest);
  });

  test("that is lost, doubled or turned round holds up nobody", async () => {
    const pictures = (change: (held: Delivered[]) => Delivered[]) => {
      const held: Delivered[] = [];
      return {
        deliver: (body: Delivered) => {
          if (held.length === 2 || !isPicture(body.b)) return [body];
          held.push(body);
          return held.length === 2 ? change(held) : [];
        },
      };
    };
    const cases = [
      { change: ([first]: Delivered[]) => (first ? [first] : []), hasPicture: false },
      { change: (held: Delivered[]) => [...held].reverse(), hasPicture: false },
      { change: (held: Delivered[]) => held.flatMap((body) => [body, body]), hasPicture: true },
    ];
    for (const { change, hasPicture } of cases) {
      const room = await stage.newRoom();
      const host = await newHostWithPicture(room);
      const stop = stage.relay.use(pictures(change));
      const guest = await newGuest(stage, room);
      await guest.knock("Kim");
      await eventually(async () => expect((await guest.see()).phase).toBe("waiting"));
      await pause(1_000);
      expect((await guest.see()).practice).toEqual({ name: "Praxis", hasPicture });
      await admit(host, "Kim");
      await bothLive(host, guest);
      expect((await host.see()).alarm).toBeNull();
      stop();
      await closeAll(host, guest);
    }
  });
});
