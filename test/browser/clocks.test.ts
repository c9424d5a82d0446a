// Clocks that are wrong by most of a day, and a call over midnight UTC: tags change with the day.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { toBase64Url } from "../../src/e2ee/bytes.ts";
import { dayOf } from "../../src/e2ee/link.ts";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { de } from "../../src/web/text/de.ts";
import { admit, bothLive, closeAll, newGuest, newHost, openStage, type Stage } from "../hostile/stage.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, longestGap } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type PeopleAtBrowsers, peopleAtBrowsers } from "../support/people.ts";
import { shiftClock } from "../support/shifted-clock.ts";

let stage: Stage;
let people: PeopleAtBrowsers;
beforeAll(async () => {
  stage = await openStage();
  people = peopleAtBrowsers(stage.instance.origin);
});
afterAll(async () => {
  await people?.close();
  await stage?.close();
});

const HOUR = 3_600_000;

describe("clocks", () => {
  for (const hours of [20, -20]) {
    proof("F13", `a guest whose clock is wrong by ${hours} hours meets the therapist`, async ({ pair }) => {
      const therapist = await people.at(pair).therapist();
      const guest = await people.at(pair).guest([shiftClock, hours * HOUR]);
      await therapist.openPractice();
      const label = `Raum ${hours} ${pair.host} ${pair.guest}`;
      const link = await therapist.createRoom(label);
      await therapist.openNow(label);
      await guest.openLink(link);
      const wrong = await guest.hands.page.evaluate(() => Date.now());
      expect(Math.abs(wrong - Date.now() - hours * HOUR)).toBeLessThan(HOUR);
      await guest.fillLobby({ name: "Kim", devices: true });
      await guest.knock();
      await therapist.seesWaiting("Kim");
      await therapist.admit("Kim");
      await Promise.all([therapist.isInCall(), guest.isInCall()]);
      await Promise.all([therapist, guest].map(({ hands }) => framesArrive(hands.page)));
      await therapist.endForAll();
      await guest.hands.sees(de.after.over.title);
    });
  }

  proof(
    "F13",
    "a call over midnight UTC goes on, and who comes after it is heard",
    async ({ pair, figure }) => {
      const room = await stage.newRoom();
      // Both pages' clocks stand some seconds before midnight. The server knows no day.
      const midnight = (dayOf(Date.now()) + 1) * DAY_MS;
      const ahead = midnight - Date.now() - 25_000;
      const tags = await Promise.all(
        [midnight - 1, midnight].map(async (at) => toBase64Url(await room.keys.tag(dayOf(at)))),
      );
      expect(new Set(tags).size).toBe(2);
      const host = await newHost(stage, room, { at: pair.host, prepare: [shiftClock, ahead] });
      const guest = await newGuest(stage, room, { at: pair.guest, prepare: [shiftClock, ahead] });
      await guest.knock("Kim");
      await admit(host, "Kim");
      await bothLive(host, guest);
      await framesArrive(guest.page);
      const start = Date.now();
      expect(start + ahead).toBeLessThan(midnight);
      // The guest has left the relay by then.
      await pause(Math.max(0, midnight - ahead - Date.now()) + 5_000);
      const gap = await longestGap(guest.page, start, Date.now());
      expect(gap).toBeLessThan(3_000);
      await bothLive(host, guest);
      await Promise.all([framesArrive(host.page), framesArrive(guest.page)]);

      const late = await newGuest(stage, room, { at: pair.guest, prepare: [shiftClock, ahead] });
      await late.knock("Lou");
      await eventually(
        async () => expect((await host.see()).waiting.map((one) => one.name)).toEqual(["Lou"]),
        {
          withinMs: 40_000,
        },
      );
      expect([...(stage.relay.seats.at(-1)?.routes.keys() ?? [])]).toEqual([tags[1]]);
      figure(`longest gap of the picture ${Math.round(gap)} ms`);
      await closeAll(host, guest, late);
    },
    { timeout: 180_000 },
  );
});
