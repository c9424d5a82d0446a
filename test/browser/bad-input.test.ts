// Whatever goes wrong before a call: a sentence that says what to do.
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { launchChromium, newPerson, type PersonOptions } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { type ChromiumGuest, newGuest, newTherapist, sampleLink } from "../support/people.ts";

let instance: Instance;
let browser: Browser;
let guest: ChromiumGuest | undefined;
beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});
afterEach(async () => {
  await guest?.context.close();
  guest = undefined;
});

const open = async (link: string, options?: PersonOptions) => {
  guest = await newGuest(browser, instance.origin, options);
  await guest.openLink(link);
  return guest;
};

describe("a link that is not right", () => {
  const cases: readonly (readonly [
    string,
    (link: string) => string,
    keyof typeof de.problem & ("format" | "version"),
  ])[] = [
    ["rubbish", () => "#hallo", "format"],
    ["cut off", (link) => link.slice(0, -9), "format"],
    ["cut to the version", () => "#1.", "format"],
    ["too long", (link) => `${link}AA`, "format"],
    ["with a letter changed to a foreign one", (link) => link.replace(/.$/, "ä"), "format"],
    ["with a dot of a mail behind it", (link) => `${link}.`, "format"],
    ["of a later version", (link) => link.replace("#1.", "#2."), "version"],
    ["of an older version", (link) => link.replace("#1.", "#0."), "version"],
    ["with another first byte", (link) => link.replace("#1.A", "#1.C"), "format"],
  ];
  test.each(cases)("%s", async (_name, spoil, kind) => {
    const link = await sampleLink(instance.origin);
    const at = link.indexOf("#");
    const page = await open(link.slice(0, at) + spoil(link.slice(at)));
    await page.hands.sees(de.problem[kind].title);
    await page.hands.sees(de.problem[kind].text);
    expect(page.page.url()).toBe(`${instance.origin}/call`);
    expect(page.troubles).toEqual([]);
  });

  test("none at all", async () => {
    const page = await open(`${instance.origin}/call`);
    await page.hands.sees(de.problem.missing.title);
    await page.hands.sees(de.problem.missing.text);
  });
});

describe("a browser that cannot", () => {
  test("has no WebRTC", async () => {
    const page = await open(await sampleLink(instance.origin), { without: ["webrtc"] });
    await page.hands.sees(de.problem.browser.title);
    await page.hands.sees(de.problem.browser.text);
    expect(page.page.url()).toBe(`${instance.origin}/call`);
  });

  test("has no modern key exchange", async () => {
    const page = await open(await sampleLink(instance.origin), {
      prepare: [
        () => {
          const generate = crypto.subtle.generateKey.bind(crypto.subtle);
          crypto.subtle.generateKey = ((algorithm: unknown, ...rest: [boolean, KeyUsage[]]) => {
            if (algorithm === "X25519") return Promise.reject(new DOMException("", "NotSupportedError"));
            return generate(algorithm as AesKeyGenParams, ...rest);
          }) as typeof crypto.subtle.generateKey;
        },
      ],
    });
    await page.hands.sees(de.problem.browser.title);
  });
});

/** Makes getUserMedia fail as the browser does for the given reason. */
const failing = (name: string): PersonOptions => ({
  prepare: [
    (reason: string) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", reason));
    },
    name,
  ],
});

describe("devices that are not there", () => {
  const cases = [
    ["permission refused", "NotAllowedError", "denied"],
    ["none found", "NotFoundError", "missing"],
    ["in use elsewhere", "NotReadableError", "in-use"],
    ["failing for no reason", "UnknownError", "failed"],
  ] as const;
  test.each(cases)("%s", async (_name, reason, state) => {
    const page = await open(await sampleLink(instance.origin), failing(reason));
    await page.hands.tick(de.consent.labels.self);
    await page.hands.press(de.check.start);
    await page.hands.sees(de.device.camera[state]);
    await page.hands.sees(de.device.microphone[state]);
    // Never a dead end: knocking works without devices.
    await page.fillLobby({ name: "Kim" });
    await page.knock();
    await page.hands.sees(de.waiting.leave);
  });

  test("no camera: the microphone works all the same", async () => {
    const page = await open(await sampleLink(instance.origin), { without: ["camera"] });
    await page.hands.tick(de.consent.labels.self);
    await page.hands.press(de.check.start);
    await page.hands.sees(de.device.camera.missing);
    await page.hands.seesNot(de.device.microphone.missing, 2_000);
  });
});

describe("a room that does not answer", () => {
  test("is not there: the guest is told, and keeps knocking", async () => {
    const page = await open(await sampleLink(instance.origin));
    await page.fillLobby({ name: "Kim", devices: true });
    await page.knock();
    await page.hands.sees(de.waiting.notThereTitle, 30_000);
    await page.hands.sees(de.waiting.notThereHelp);
    await page.leave();
    await page.hands.sees(de.after.left.title);
  });

  test("is closed: no difference from outside, and it answers once it is opened", async () => {
    const therapist = await newTherapist(browser, instance.origin);
    await therapist.openPractice();
    const link = await therapist.createRoom("Raum 9");
    const page = await open(link);
    await page.fillLobby({ name: "Kim", devices: true });
    await page.knock();
    await page.hands.sees(de.waiting.notThereTitle, 30_000);
    await therapist.openNow("Raum 9");
    await therapist.seesWaiting("Kim", 40_000);
    await therapist.admit("Kim");
    await framesArrive(page.page, 10, 30_000);
    await therapist.context.close();
  });

  test("the server cannot be reached: said, and tried again by itself", async () => {
    const page = await open(await sampleLink(instance.origin));
    await page.fillLobby({ name: "Kim", devices: true });
    await instance.kill();
    try {
      await page.knock();
      await page.hands.sees(de.waiting.offlineTitle, 40_000);
    } finally {
      await instance.start();
    }
    await page.hands.seesNot(de.waiting.offlineTitle, 45_000);
  });
});

test("a second guest gets a clear sentence while a call is on", async () => {
  const therapist = await newTherapist(browser, instance.origin);
  await therapist.openPractice();
  const link = await therapist.createRoom("Raum 3");
  await therapist.openNow("Raum 3");
  const first = await open(link);
  await first.fillLobby({ name: "Kim", devices: true });
  await first.knock();
  await therapist.seesWaiting("Kim");
  await therapist.admit("Kim");
  await first.isInCall();
  const second = await newGuest(browser, instance.origin);
  await second.openLink(link);
  await second.fillLobby({ name: "Lou", devices: true });
  await second.knock();
  await second.hands.sees(de.waiting.occupiedTitle, 30_000);
  await framesArrive(first.page);
  await second.context.close();
  await therapist.context.close();
});

test("the lobby says what is missing when somebody knocks too early", async () => {
  const page = await open(await sampleLink(instance.origin));
  await page.knock();
  await page.hands.sees(de.lobby.nameMissing);
  await page.hands.sees(de.lobby.consentMissing);
});

test("neither camera nor microphone starts before somebody has agreed, and both stop when it is taken back", async () => {
  const page = await open(await sampleLink(instance.origin));
  const opened = () => page.page.evaluate(() => Number(document.documentElement.dataset["asked"] ?? 0));
  await page.page.evaluate(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) => {
      const { dataset } = document.documentElement;
      dataset["asked"] = `${Number(dataset["asked"] ?? 0) + 1}`;
      return ask(wanted);
    };
  });
  await page.hands.fill(de.lobby.name, "Kim");
  const box = page.page.locator("input[name=consent]");
  expect(await box.isChecked()).toBe(false);
  await page.hands.press(de.check.start);
  await page.hands.sees(de.lobby.consentMissing);
  await page.hands.press(de.check.noCamera);
  await page.hands.press(de.check.useCamera);
  await page.knock();
  expect(await opened()).toBe(0);
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.hands.tick(de.consent.labels.self);
  await page.hands.press(de.check.useCamera);
  await page.hands.sees(de.check.devices);
  expect(await opened()).toBeGreaterThan(0);
  await box.uncheck();
  await page.hands.seesNot(de.check.devices);
  await page.knock();
  await page.hands.sees(de.lobby.consentMissing);
});

test("a page without JavaScript says so", async () => {
  const person = await newPerson(browser, [instance.origin], {
    context: { javaScriptEnabled: false },
    probe: false,
  });
  await person.page.goto(`${instance.origin}/call`);
  expect(await person.page.content()).toContain("JavaScript");
  await person.context.close();
});
