// The same call between Chromium and a stock Firefox, in both directions.
import { afterAll, beforeAll, describe } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { PAIRS, proof } from "../proof/proof.ts";
import { framesArrive, pictureShows } from "../support/call-stats.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type PeopleAtBrowsers, peopleAtBrowsers } from "../support/people.ts";

describe("Chromium and Firefox", () => {
  let instance: Instance;
  let people: PeopleAtBrowsers;
  beforeAll(async () => {
    instance = await startInstance();
    people = peopleAtBrowsers(instance.origin);
  });
  afterAll(async () => {
    await people?.close();
    await instance?.remove();
  });

  // Each direction is a test of its own, so that an ordinary run takes both.
  for (const mixed of PAIRS.filter((pair) => pair.host !== pair.guest)) {
    proof(
      "F15",
      "a whole consultation, with messages and a reload",
      async ({ pair }) => {
        const therapist = await people.at(pair).therapist();
        const guest = await people.at(pair).guest();
        await therapist.openPractice();
        const link = await therapist.createRoom("Raum 7");
        await therapist.openNow("Raum 7");
        await guest.openLink(link);
        await guest.fillLobby({ name: "Kim Berger", devices: true });
        await guest.knock();
        await therapist.seesWaiting("Kim Berger");
        await therapist.admit("Kim Berger");
        await Promise.all([therapist.isInCall(), guest.isInCall()]);
        const pages = [therapist.hands.page, guest.hands.page];
        await Promise.all(pages.map((page) => framesArrive(page, 20, 30_000)));
        await Promise.all(pages.map((page) => pictureShows(page)));
        await guest.writeChat("Guten Tag");
        await therapist.hands.press(de.call.bar.chat);
        await therapist.hands.sees("Guten Tag");
        await therapist.writeChat("Hören Sie mich?");
        await guest.hands.sees("Hören Sie mich?");
        await guest.hands.reload();
        await guest.isInCall();
        await Promise.all(pages.map((page) => framesArrive(page, 20, 30_000)));
        await therapist.endForAll();
        await guest.hands.sees(de.after.over.title);
      },
      { pairs: [mixed] },
    );
  }
});
