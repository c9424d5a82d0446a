// The same call between Chromium and a stock Firefox, in both directions.
import type { Browser } from "playwright";
import type { Browser as FirefoxBrowser } from "puppeteer-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { hasFirefox, launchChromium } from "../support/browsers.ts";
import { framesArrive, pictureShows } from "../support/call-stats.ts";
import { launchFirefox } from "../support/firefox.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import {
  type Guest,
  newFirefoxGuest,
  newFirefoxTherapist,
  newGuest,
  newTherapist,
  type Therapist,
} from "../support/people.ts";

describe.skipIf(!hasFirefox())("Chromium and Firefox", () => {
  let instance: Instance;
  let chromium: Browser;
  let firefox: FirefoxBrowser;
  beforeAll(async () => {
    instance = await startInstance();
    chromium = await launchChromium();
    firefox = await launchFirefox();
  });
  afterAll(async () => {
    await chromium?.close();
    await firefox?.close();
    await instance?.remove();
  });

  const consult = async (therapist: Therapist, guest: Guest) => {
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
  };

  test("the guest joins from Firefox", async () => {
    const therapist = await newTherapist(chromium, instance.origin);
    await consult(therapist, await newFirefoxGuest(firefox));
    await therapist.context.close();
  });

  test("the therapist sits at Firefox, the guest joins from Chromium", async () => {
    const guest = await newGuest(chromium, instance.origin);
    await consult(await newFirefoxTherapist(firefox, instance.origin), guest);
    await guest.context.close();
  });
});
