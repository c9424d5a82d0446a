// The whole way of both people, through the interface, in real browsers.
import type { Browser } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive, pictureShows, remotePictures, soundArrives, statsOf } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type ChromiumGuest, type ChromiumTherapist, newGuest, newTherapist } from "../support/people.ts";

let instance: Instance;
let browser: Browser;
let therapist: ChromiumTherapist;
let guest: ChromiumGuest;
let link: string;

beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

beforeEach(async () => {
  therapist = await newTherapist(browser, instance.origin);
  await therapist.openPractice();
  link = await therapist.createRoom("Raum 7");
  await therapist.openNow("Raum 7");
  return async () => {
    await therapist.context.close();
    await guest?.context.close();
  };
});

const comeIn = async (without: readonly ("camera" | "microphone")[] = []) => {
  guest = await newGuest(browser, instance.origin);
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim Berger", without, devices: without.length < 2 });
  await guest.knock();
  await therapist.seesWaiting("Kim Berger");
};

const bothInCall = () => Promise.all([therapist.isInCall(), guest.isInCall()]);

describe("a first consultation", () => {
  test("from the link to the end: picture, sound, screen, chat, and nothing that should not be", async () => {
    expect(link).toMatch(/\/call#1\.[A-Za-z0-9_-]{87}$/);
    await comeIn();
    // The secret is out of the address bar as soon as the page has read it.
    expect(guest.page.url()).toBe(`${instance.origin}/call`);
    await therapist.admit("Kim Berger");
    await bothInCall();
    await Promise.all([framesArrive(therapist.page, 20), framesArrive(guest.page, 20)]);
    await Promise.all([soundArrives(therapist.page), soundArrives(guest.page)]);
    const pictures = await Promise.all([pictureShows(therapist.page), pictureShows(guest.page)]);
    for (const picture of pictures) expect(picture.colours).toBeGreaterThan(2);
    expect((await statsOf(guest.page))[0]?.pair).toMatch(/^(host|prflx)\/(host|prflx)\/udp$/);

    const own = guest.page.getByRole("region", { name: de.call.own.label });
    const place = await own.boundingBox();
    await guest.hands.press(de.call.own.move);
    await eventually(async () => expect(await own.boundingBox()).not.toEqual(place));
    await guest.hands.press(de.call.own.hide);
    await eventually(async () => expect(await own.count()).toBe(0));
    await guest.hands.press(de.call.bar.more);
    await guest.hands.press(de.call.own.show);
    await eventually(async () => expect(await own.count()).toBe(1));
    await guest.hands.press(de.close);

    await guest.writeChat("Guten Tag");
    await therapist.hands.press(de.call.bar.chat);
    await therapist.hands.sees("Guten Tag");
    await therapist.writeChat("Hören Sie mich gut?");
    await guest.hands.sees("Hören Sie mich gut?");
    await guest.hands.sees(de.chat.delivered);
    await therapist.hands.sees(de.chat.delivered);

    for (const [from, to] of [
      [guest, therapist],
      [therapist, guest],
    ] as const) {
      await from.shareScreen();
      await from.hands.sees(de.call.ownScreen);
      await eventually(async () => {
        const shown = await remotePictures(to.page);
        if (shown.filter((picture) => picture.width > 0).length < 2) throw new Error("no second picture");
      });
      await from.hands.press(de.call.stopScreen);
      await from.hands.seesNot(de.call.ownScreen);
      await eventually(async () => expect(await remotePictures(to.page)).toHaveLength(1));
    }
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);

    await guest.hangUp();
    await guest.hands.sees(de.after.left.title);
    await guest.hands.sees(de.after.left.text);
    expect(await guest.page.evaluate(() => sessionStorage.length)).toBe(0);
    await therapist.hands.seesNot(de.truth.encrypted);
    for (const person of [therapist, guest]) {
      expect(person.troubles).toEqual([]);
      expect(await person.context.cookies()).toEqual([]);
    }
  });

  test("a reload of either side comes back to the same seat without a new admission", async () => {
    await comeIn();
    await therapist.admit("Kim Berger");
    await bothInCall();
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    await guest.hands.reload();
    await guest.isInCall();
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    await pause(1_000);
    therapist.page.on("dialog", (dialog) => void dialog.accept());
    await therapist.hands.reload();
    await bothInCall();
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    await pictureShows(guest.page);
  });

  test("without a camera: the therapist sees a name instead, both hear each other", async () => {
    await comeIn(["camera"]);
    await therapist.admit("Kim Berger");
    await bothInCall();
    await Promise.all([soundArrives(therapist.page), soundArrives(guest.page)]);
    await framesArrive(guest.page);
    await therapist.hands.sees(de.call.cameraOff);
    // It can be switched on later, without a break.
    await guest.hands.press(de.call.bar.camera);
    await framesArrive(therapist.page);
    await pictureShows(therapist.page);
  });

  test("without a microphone: seen, and able to write", async () => {
    await comeIn(["microphone"]);
    await therapist.admit("Kim Berger");
    await bothInCall();
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    await soundArrives(guest.page);
    await guest.writeChat("Ich habe kein Mikrofon");
    await therapist.hands.press(de.call.bar.chat);
    await therapist.hands.sees("Ich habe kein Mikrofon");
    await guest.hands.press(de.call.bar.microphone);
    await soundArrives(therapist.page);
  });

  test("refused: the guest is told, and can be let in after all", async () => {
    await comeIn();
    await therapist.decline("Kim Berger");
    await guest.hands.sees(de.waiting.declinedTitle);
    await therapist.admit("Kim Berger");
    await bothInCall();
    await framesArrive(guest.page);
  });

  test("sent back to waiting, let in again, ended for all", async () => {
    await comeIn();
    await therapist.admit("Kim Berger");
    await bothInCall();
    await framesArrive(therapist.page);
    await therapist.sendBack();
    await guest.hands.sees(de.waiting.sentBackTitle);
    await therapist.seesWaiting("Kim Berger");
    await therapist.admit("Kim Berger");
    await bothInCall();
    await Promise.all([framesArrive(therapist.page), framesArrive(guest.page)]);
    await therapist.endForAll();
    await guest.hands.sees(de.after.over.title);
    await guest.hands.sees(de.after.over.text);
    expect(await guest.page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
