// A relay that knows the link floods the host with knocks while a call is under way.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { toBase64Url } from "../../src/e2ee/bytes.ts";
import { KNOCKERS } from "../../src/protocol/limits.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, longestGap } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { finish, openBody, sealBody, strangerKnock } from "./attacker.ts";
import { closeAll, connect, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const KNOCKS = 1_000;

describe("a flood of knocks", () => {
  proof(
    "A19",
    "a thousand knocks, as many of them finished as the host answers, leave the call as it was",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      const { host, guest } = await connect(stage, room, pair);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      /** How long a message takes from the press to the other page. */
      const say = async (text: string): Promise<number> => {
        const asked = Date.now();
        expect(await host.page.evaluate((words) => window.bare.chat(words), text)).toBe(true);
        await eventually(async () => expect((await guest.see()).host?.chat).toContain(text), { everyMs: 10 });
        return Date.now() - asked;
      };
      // The same without a flood: what this machine needs for it now.
      const quietFrom = Date.now();
      let quiet = 0;
      for (let count = 0; count < 10; count += 1) {
        quiet = Math.max(quiet, await say(`still ${count}`));
        await pause(300);
      }
      const quietGap = await longestGap(guest.page, quietFrom, Date.now());
      const seat = stage.relay.seats.find((one) => one.open() && one.routes.has(room.tagText));
      if (seat === undefined) throw new Error("no seat of the host");
      const starts = new Map<string, Awaited<ReturnType<typeof strangerKnock>>>();
      for (let count = 0; count < KNOCKS; count += 1) {
        const start = await strangerKnock(room);
        starts.set(toBase64Url(start.hk1), start);
      }
      // Whatever the host answers is finished at once, so that it counts as opened and takes a place.
      let finished = 0;
      const stop = stage.relay.use({
        send: async (body) => {
          const message = body.seat === seat ? await openBody(room, body.b) : null;
          if (message?.type !== "k2") return [body];
          const start = starts.get(toBase64Url(message.hk1));
          if (start === undefined) return [];
          starts.delete(toBase64Url(message.hk1));
          finished += 1;
          const b = await sealBody(room, await finish(room, start, message, `Liar ${finished}`));
          stage.relay.inject({ seat, tag: room.tagText, from: body.to, b });
          return [];
        },
      });
      const from = Date.now();
      let longest = 0;
      let said = 0;
      for (const [index, start] of [...starts.values()].entries()) {
        const route = index.toString(36).padStart(16, "0");
        stage.relay.inject({ seat, tag: room.tagText, from: route, b: await sealBody(room, start.k1) });
        await pause(20);
        if (index % 100 !== 50) continue;
        // The host's page does what it is asked meanwhile, and the guest hears of it.
        said += 1;
        longest = Math.max(longest, await say(`noch da ${index}`));
      }
      const until = Date.now();
      await eventually(async () => expect((await host.see()).waiting).toHaveLength(KNOCKERS), {
        withinMs: 20_000,
      });
      await pause(2_000);
      stop();
      const gap = await longestGap(guest.page, from, until);
      const seen = await host.see();
      expect(seen.waiting).toHaveLength(KNOCKERS);
      expect(finished).toBeGreaterThan(KNOCKERS);
      expect(seen.peers).toHaveLength(1);
      expect(seen.peers[0]?.connection).toBe("live");
      expect(seen.alarm).toBeNull();
      expect(said).toBe(KNOCKS / 100);
      expect(longest).toBeLessThan(2_000 + 3 * quiet);
      expect(gap).toBeLessThan(1_000 + 3 * quietGap);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);
      figure(
        `${finished} of ${KNOCKS} knocks answered and finished, ${seen.waiting.length} shown; a message took ${longest} ms at most (${quiet} ms without the flood), the longest gap of the picture was ${Math.round(gap)} ms (${Math.round(quietGap)} ms without)`,
      );
      await closeAll(host, guest);
    },
    { timeout: 180_000 },
  );
});
