// Walks the ways of a client, of a therapist with an account and of a visitor, and holds whatever they leave in the
// browser and on the server against the inventory (§ 25 TDDDG, § 165(3) TKG 2021). Each check is also shown to fail.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountDe } from "../../src/web/text/account-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { newAccountTherapist } from "../support/account-hands.ts";
import { launchChromium, newPerson } from "../support/browsers.ts";
import { eventually } from "../support/eventually.ts";
import { holdingsOf, undeclaredIn, undeclaredOnDisk } from "../support/holdings.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { newGuest, newTherapist } from "../support/people.ts";
import { openSockets } from "../support/sockets.ts";
import { tapWire } from "../support/wire.ts";

const PASSWORD = "tulpe wolke hafen knopf";
const LABEL = "Raum 21";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  instance = await startInstance();
  // Whatever name a page or the browser may look up, it finds this machine alone.
  browser = await launchChromium({ args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"] });
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

describe("a client's way", () => {
  test("leaves what is declared, talks to nobody else, and carries no cookie either way", async () => {
    const host = new URL(instance.origin).host;
    const therapist = await newTherapist(browser, instance.origin);
    await therapist.openPractice();
    const link = await therapist.createRoom(LABEL);
    await therapist.openNow(LABEL);
    const guest = await newGuest(browser, instance.origin);
    const wire = await tapWire(guest.page);
    const sockets = openSockets();
    const seen = new Set<string>();
    const look = async () => {
      for (const { context, page } of [guest, therapist])
        for (const one of await holdingsOf(context, page)) seen.add(one);
    };

    await guest.openLink(link);
    await guest.hands.sees(de.lobby.title);
    await look();
    await guest.fillLobby({ name: "Kim", devices: true });
    await guest.hands.tick(de.lobby.remember);
    await guest.knock();
    await therapist.seesWaiting("Kim");
    await look();
    await therapist.admit("Kim");
    await Promise.all([therapist.isInCall(), guest.isInCall()]);
    await guest.writeChat("Guten Tag");
    await guest.hands.sees(de.chat.delivered);
    await look();
    await guest.hands.reload();
    await guest.isInCall();
    await look();
    await guest.hangUp();
    await guest.hands.sees(de.after.left.title);
    const left = await holdingsOf(guest.context, guest.page);
    await look();
    await guest.hands.open(`${instance.origin}/call`);
    await guest.hands.press(de.remembered.forget);
    await guest.hands.press(de.remembered.sureYes);
    await guest.hands.sees(de.remembered.forgotten);

    // The walk has been where something is kept.
    for (const one of [
      "sessionStorage connect.call: rejoin",
      "sessionStorage connect.host: admitted",
      "IndexedDB connect-device: note",
      "IndexedDB connect.practice: document",
    ])
      expect([...seen]).toContain(one);
    expect(undeclaredIn([...seen])).toEqual([]);
    // After the call only what the person wanted to be remembered is left; after forgetting, nothing.
    expect(left.filter((one) => !one.startsWith("IndexedDB connect-device"))).toEqual([]);
    expect(await holdingsOf(guest.context, guest.page)).toEqual([]);
    expect(undeclaredOnDisk(instance.dataDir)).toEqual([]);

    expect(wire.requests()).toBeGreaterThan(10);
    expect(wire.sockets()).toBeGreaterThan(0);
    expect([...wire.hosts]).toEqual([host]);
    expect(wire.cookies).toEqual([]);
    const peers = sockets.stop();
    expect(peers.looked).toBeGreaterThan(10);
    expect(peers.own).toContain(`${instance.port}`);
    expect(peers.foreign).toEqual([]);
    expect(guest.troubles).toEqual([]);
    await Promise.all([guest.context.close(), therapist.context.close()]);
  });

  test("is seen when a cookie, another host or a foreign connection gets in", async () => {
    const person = await newPerson(browser, [instance.origin]);
    const wire = await tapWire(person.page);
    const other = await startInstance();
    const sockets = openSockets((address) => address !== "127.0.0.1" && address !== "0:0:0:0:0:0:0:1");
    try {
      await person.page.goto(`${instance.origin}/imprint`);
      await person.page.evaluate(() => {
        // biome-ignore lint/suspicious/noDocumentCookie: planted
        document.cookie = "tracker=1; path=/";
      });
      await person.page.goto(`${instance.origin}/privacy`);
      expect(wire.cookies).toContain("Network.requestWillBeSentExtraInfo Cookie");
      await person.page.goto(`${other.origin}/imprint`);
      expect([...wire.hosts]).toContain(new URL(other.origin).host);
      // As if this machine were another one.
      expect(sockets.stop().foreign).not.toEqual([]);
    } finally {
      await other.remove();
      await person.context.close();
    }
  });
});

describe("a therapist's way", () => {
  test("leaves what is declared, from registration to sign-out", async () => {
    const anna = await newAccountTherapist(browser, instance);
    const seen = new Set<string>();
    const look = async () => {
      for (const one of await holdingsOf(anna.context, anna.page)) seen.add(one);
    };
    await anna.register(PASSWORD);
    await look();
    const link = await anna.createRoom(LABEL);
    await anna.openNow(LABEL);
    const guest = await newGuest(browser, instance.origin);
    await guest.openLink(link);
    await guest.fillLobby({ name: "Kim", devices: true });
    await guest.knock();
    await anna.seesWaiting("Kim");
    await anna.admit("Kim");
    await Promise.all([anna.isInCall(), guest.isInCall()]);
    await look();
    await anna.endForAll();
    await guest.hands.sees(de.after.over.title);
    for (const place of [deskDe.nav.calendar, deskDe.nav.settings, deskDe.nav.help]) {
      await anna.hands.press(place);
      await look();
    }
    await anna.switchOnSecondFactor(PASSWORD);
    await look();
    await anna.page.reload();
    await anna.seesRoom(LABEL);
    await anna.signOut();
    const left = await holdingsOf(anna.context, anna.page);
    for (const one of left) seen.add(one);
    // Half-way through the next sign-in.
    await anna.signIn(PASSWORD);
    await anna.hands.sees(accountDe.secondFactor.title);
    await look();
    expect([...seen]).toContain("cookie __Host-second-factor: *");

    for (const one of ["IndexedDB connect.vault: documents", "IndexedDB connect.practice: device"])
      expect([...seen]).toContain(one);
    expect([...seen]).toContain("cookie __Host-session: *");
    expect(undeclaredIn([...seen])).toEqual([]);
    expect(left.filter((one) => one.startsWith("cookie"))).toEqual([]);
    expect(undeclaredOnDisk(instance.dataDir)).toEqual([]);
    await Promise.all([guest.context.close(), anna.context.close()]);
  });
});

describe("a visitor's way", () => {
  test("to every page that a link leads to leaves nothing at all", async () => {
    const person = await newPerson(browser, [instance.origin]);
    const wire = await tapWire(person.page);
    const open = ["/", "/call", "/practice", "/no-such-page"];
    const read = new Set<string>();
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      if (read.has(path)) continue;
      read.add(path);
      const answer = await person.page.goto(instance.origin + path).catch(() => null);
      // A file to be downloaded is no page.
      if (answer === null) continue;
      await person.page.waitForLoadState("networkidle");
      const links = await person.page
        .locator("a[href]")
        .evaluateAll((found) => found.map((one) => (one as HTMLAnchorElement).href));
      for (const link of links) {
        const url = new URL(link);
        if (url.origin === instance.origin) open.push(url.pathname + url.search);
      }
      expect(await holdingsOf(person.context, person.page), path).toEqual([]);
    }
    for (const path of ["/privacy", "/privacy/accounts", "/privacy/visitors", "/imprint", "/terms"])
      expect([...read].map((one) => one.split("?")[0])).toContain(path);
    expect([...wire.hosts]).toEqual([new URL(instance.origin).host]);
    expect(wire.cookies).toEqual([]);
    expect(undeclaredOnDisk(instance.dataDir)).toEqual([]);
    await person.context.close();
  });
});

describe("what nobody declared", () => {
  test("is noticed in a browser: cookie, keys, fields, databases, caches, files", async () => {
    const person = await newPerson(browser, [instance.origin]);
    await person.page.goto(`${instance.origin}/imprint`);
    await person.page.evaluate(async () => {
      // biome-ignore lint/suspicious/noDocumentCookie: planted
      document.cookie = "tracker=1";
      localStorage.setItem("seen", "1");
      sessionStorage.setItem("diary", JSON.stringify({ mood: "low" }));
      sessionStorage.setItem("connect.call", JSON.stringify({ link: "x", diagnosis: "y" }));
      sessionStorage.setItem("connect.host", JSON.stringify({ room: { admitted: [], label: "z" } }));
      const open = (name: string, store: string, fill: (store: IDBObjectStore) => void) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open(name, 1);
          request.onupgradeneeded = () => {
            fill(request.result.createObjectStore(store));
          };
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        });
      await open("notes", "all", () => {});
      await open("connect.practice", "singles", (store) => store.put("x", "clients"));
      await open("connect.vault", "plain", () => {});
      await open("connect-device", "links", (store) => store.put({ id: "a", birthday: "b" }, "a"));
      await caches.open("pages");
      await (await navigator.storage.getDirectory()).getFileHandle("recording.webm", { create: true });
    });
    expect(undeclaredIn(await holdingsOf(person.context, person.page))).toEqual([
      "IndexedDB connect-device: birthday",
      "IndexedDB connect.practice: clients",
      "IndexedDB connect.vault: plain",
      "IndexedDB notes: all",
      "cache pages: *",
      "cookie tracker: *",
      "file recording.webm: *",
      "localStorage seen: ?",
      "sessionStorage connect.call: diagnosis",
      "sessionStorage connect.host: label",
      "sessionStorage diary: mood",
    ]);
    // A declared name in another place is another thing.
    expect(
      undeclaredIn(["localStorage connect.call: link", "cookie __Host-session: *", "worker x: *"]),
    ).toEqual(["localStorage connect.call: link", "worker x: *"]);
    await person.context.close();
  });

  test("is noticed on the server's disk: a file, a folder, a field of a log line", async () => {
    // Some line is there to be changed, and what is there is declared.
    await eventually(async () => {
      await fetch(`${instance.origin}/imprint`);
      expect(readdirSync(join(instance.dataDir, "access-log"))).not.toEqual([]);
    });
    expect(undeclaredOnDisk(instance.dataDir)).toEqual([]);
    const { dataDir } = instance;
    const [day = ""] = readdirSync(join(dataDir, "access-log"));
    const log = join(dataDir, "access-log", day);
    const before = readFileSync(log, "utf8");
    try {
      writeFileSync(join(dataDir, "names.txt"), "x");
      mkdirSync(join(dataDir, "calls"));
      writeFileSync(join(dataDir, "calls", "one.webm"), "x");
      appendFileSync(log, `${JSON.stringify({ time: "x", userAgent: "y" })}\n`);
      expect(undeclaredOnDisk(dataDir)).toEqual([
        "field access-log: userAgent",
        "file calls/one.webm",
        "file names.txt",
      ]);
    } finally {
      rmSync(join(dataDir, "names.txt"));
      rmSync(join(dataDir, "calls"), { recursive: true });
      writeFileSync(log, before);
    }
    expect(undeclaredOnDisk(dataDir)).toEqual([]);
  });
});
