// The same client at another device, and at a device that has forgotten everything.
import { afterAll, beforeAll, describe, expect } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { admit, bothLive, closeAll, connect, newGuest, openStage, type Stage } from "../hostile/stage.ts";
import { proof } from "../proof/proof.ts";
import { framesArrive, noFramesFor } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Guest, type PeopleAtBrowsers, peopleAtBrowsers, type Therapist } from "../support/people.ts";

let stage: Stage;
let people: PeopleAtBrowsers;
beforeAll(async () => {
  stage = await openStage({ honest: true });
  people = peopleAtBrowsers(stage.instance.origin);
});
afterAll(async () => {
  await people?.close();
  await stage?.close();
});

async function meet(therapist: Therapist, guest: Guest): Promise<void> {
  await guest.knock();
  await therapist.seesWaiting("Kim");
}

async function beginCall(therapist: Therapist, guest: Guest): Promise<void> {
  await therapist.admit("Kim");
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
}

describe("a client who changes the device", () => {
  proof(
    "F10",
    "the second device waits until the host lets it in, and then the first is out",
    async ({ pair }) => {
      const room = await stage.newRoom();
      const { host, guest } = await connect(stage, room, pair);
      await framesArrive(host.page);
      const tablet = await newGuest(stage, room, { at: pair.guest });
      await tablet.knock("Kim (Tablet)");
      await eventually(async () =>
        expect((await host.see()).waiting.map((one) => one.name)).toEqual(["Kim (Tablet)"]),
      );
      await pause(2_000);
      // Nobody is let in beside the call, and the call does not notice.
      expect((await host.see()).peers.map((one) => one.name)).toEqual(["Kim"]);
      expect(await host.page.evaluate(() => window.bare.admit("Kim (Tablet)"))).toBe(true);
      await pause(500);
      expect((await tablet.see()).phase).not.toBe("live");
      expect((await guest.see()).phase).toBe("live");
      await framesArrive(guest.page);

      await host.page.evaluate(() => window.bare.sendBack());
      await eventually(async () => expect((await guest.see()).phase).toBe("waiting"));
      await admit(host, "Kim (Tablet)");
      await bothLive(host, tablet);
      await Promise.all([framesArrive(host.page), framesArrive(tablet.page)]);
      const seen = await host.see();
      expect(seen.peers.map((one) => one.name)).toEqual(["Kim (Tablet)"]);
      // The first device hears nothing any more, and does not come back by itself.
      await noFramesFor(guest.page, 3_000);
      expect((await guest.see()).phase).toBe("waiting");
      await closeAll(host, guest, tablet);
    },
  );

  proof(
    "F11",
    "a browser whose storage was emptied is a new device, and is asked to compare",
    async ({ pair }) => {
      const therapist = await people.at(pair).therapist();
      const guest = await people.at(pair).guest();
      await therapist.openPractice();
      const label = `Raum ${pair.host} ${pair.guest}`;
      const link = await therapist.createRoom(label);
      await therapist.openNow(label);
      const enter = async (hasAgreed: boolean) => {
        await guest.openLink(link);
        await guest.fillLobby({ name: "Kim", devices: true, hasAgreed });
      };

      await enter(false);
      await guest.hands.tick(de.lobby.remember);
      await meet(therapist, guest);
      await beginCall(therapist, guest);
      for (const { hands } of [therapist, guest]) {
        await hands.press(de.truth.showWords);
        await hands.press(de.words.match);
        await hands.seesNot(de.truth.notCompared);
      }
      await therapist.endForAll();
      await guest.hands.sees(de.after.over.title);

      // As long as the browser remembers, so does the practice.
      await guest.hands.open("about:blank");
      await enter(true);
      await meet(therapist, guest);
      await therapist.hands.sees(deskDe.today.knownDevice);
      await beginCall(therapist, guest);
      for (const { hands } of [therapist, guest]) await hands.seesNot(de.truth.notCompared);
      await therapist.endForAll();
      await guest.hands.sees(de.after.over.title);

      await guest.hands.page.evaluate(async () => {
        sessionStorage.clear();
        localStorage.clear();
        for (const { name } of await indexedDB.databases())
          if (name !== undefined) indexedDB.deleteDatabase(name);
      });
      await guest.hands.open("about:blank");
      await enter(false);
      await meet(therapist, guest);
      await therapist.hands.sees(deskDe.today.newDevice);
      await beginCall(therapist, guest);
      for (const { hands } of [therapist, guest]) {
        await hands.sees(de.truth.notCompared);
        expect(await hands.has(de.truth.showWords)).toBe(true);
      }
      await therapist.endForAll();
    },
  );
});
