// What is left of a call: nothing in the server's output, files and memory, nothing in the guest's browser.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { WebSocket } from "ws";
import { toBase64Url } from "../../src/e2ee/bytes.ts";
import { dayOf, deriveInviteKeys, parseLinkFragment, relayOriginOf } from "../../src/e2ee/link.ts";
import { CONSENT_VERSION } from "../../src/protocol/consent.ts";
import { RELAY_SUBPROTOCOL } from "../../src/protocol/relay.ts";
import { de } from "../../src/web/text/de.ts";
import { PAIRS, proof, proofOnce } from "../proof/proof.ts";
import { launchChromium } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually, pause } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { canReadMemory, findInMemory } from "../support/memory.ts";
import { newGuest, newTherapist } from "../support/people.ts";

const NAME = "Quendelmoser";
const CHAT = "Pfefferminzhimmel";
const LABEL = "Zwirbelraum";
// An address of this machine that nothing else uses, as a guest's own address would be.
const ADDRESS = "127.77.88.99";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  instance = await startInstance();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await instance?.remove();
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
}

const found = (words: readonly string[], text: string) => words.filter((word) => text.includes(word));

/** What the page's connection said about itself, as it would stand in a description. */
const descriptionSecrets = () =>
  window.callProbe.connections.flatMap((connection) =>
    [connection.localDescription?.sdp ?? "", connection.remoteDescription?.sdp ?? ""].flatMap((sdp) =>
      [...sdp.matchAll(/a=(?:ice-pwd|fingerprint):(?:sha-256 )?(\S+)/g)].map((match) => match[1] ?? ""),
    ),
  );

/** Everything that the page's own storage holds, as text. */
const storedText = async () => {
  const databases = await indexedDB.databases();
  const texts = [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie];
  for (const { name } of databases) {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name ?? "");
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      texts.push(JSON.stringify(rows));
    }
    database.close();
  }
  return texts.join("\n");
};

/** A whole call, with what was on the wire and all that must not be found anywhere afterwards. */
async function makeCall() {
  const therapist = await newTherapist(browser, instance.origin);
  const guest = await newGuest(browser, instance.origin);
  const wire: string[] = [];
  for (const { context } of [therapist, guest]) {
    context.on("request", (request) => {
      // Chromium reports the page's address with its fragment; on the wire there is none (RFC 9110, section 7.1).
      const url = request.isNavigationRequest() ? request.url().replace(/#.*$/, "") : request.url();
      wire.push(url, JSON.stringify(request.headers()), request.postData() ?? "");
    });
  }
  await therapist.openPractice();
  const link = await therapist.createRoom(LABEL);
  await therapist.openNow(LABEL);
  const fragment = link.slice(link.indexOf("#") + 3);
  const payload = parseLinkFragment(`#1.${fragment}`);
  const keys = await deriveInviteKeys(payload, relayOriginOf(instance.relayUrl));
  const tag = toBase64Url(await keys.tag(dayOf(Date.now())));

  await guest.openLink(link);
  await guest.fillLobby({ name: NAME, devices: true });
  await guest.knock();
  await therapist.seesWaiting(NAME);
  await therapist.admit(NAME);
  await Promise.all([framesArrive(therapist.page, 10, 30_000), framesArrive(guest.page, 10, 30_000)]);
  await guest.writeChat(CHAT);
  await guest.hands.sees(de.chat.delivered);
  const secrets = await guest.page.evaluate(descriptionSecrets);
  expect(secrets.length).toBeGreaterThan(3);
  // The needles are real: they can be found where they are allowed to be.
  const during = await guest.page.evaluate(storedText);
  expect(during).toContain(fragment.slice(4, 40));
  // What was agreed to, and when: in this tab, and sealed at the therapist's.
  const givenAt = /givenAt\D+(\d+)/.exec(during)?.[1] ?? "";
  expect(givenAt.length).toBeGreaterThan(12);
  expect(during).toContain(CONSENT_VERSION);

  const sent = await guest.page.evaluate(() => window.callProbe.sent.join("\n"));
  await guest.hangUp();
  await guest.hands.sees(de.after.left.title);
  const words = [NAME, CHAT, LABEL, givenAt, fragment.slice(4, 40), fragment.slice(-40), ...secrets];
  return { therapist, guest, wire, sent, words, tag };
}

let made: ReturnType<typeof makeCall> | null = null;
/** One call serves both rows: the one looks at the browsers, the other at the server. */
const callOnce = () => {
  made ??= makeCall();
  return made;
};
// Requests and their headers are seen through Playwright, which drives Chromium alone.
const WATCHED = { pairs: PAIRS.slice(0, 1), timeout: 180_000 };

describe("what is left of a call", () => {
  proof(
    "A25",
    "the link's secret, names, words and descriptions are nowhere but with the two people",
    async ({ figure }) => {
      const { therapist, guest, wire, sent, words } = await callOnce();
      // The version stands in the program that everybody loads; what browsers send and the server writes has none.
      expect(found([CONSENT_VERSION], [...wire, sent, instance.output()].join("\n"))).toEqual([]);
      expect(found([CONSENT_VERSION], filesBelow(instance.dataDir).join("\n"))).toEqual([]);
      expect(found(words, wire.join("\n"))).toEqual([]);
      expect(found(words, sent)).toEqual([]);
      expect(found(words, await guest.page.evaluate(storedText))).toEqual([]);
      expect(found(words, [...guest.requests, guest.page.url()].join("\n"))).toEqual([]);
      expect(await guest.context.cookies()).toEqual([]);
      expect([...guest.troubles, ...therapist.troubles]).toEqual([]);
      figure(`${words.length} secrets looked for in ${wire.length} parts of requests and in both browsers`);
    },
    WATCHED,
  );

  proof(
    "A26",
    "the server has them neither in its output nor in its files and its memory",
    async ({ figure }) => {
      const { therapist, guest, words, tag } = await callOnce();
      expect(found([...words, tag], instance.output())).toEqual([]);
      expect(found([...words, tag], filesBelow(instance.dataDir).join("\n"))).toEqual([]);
      if (canReadMemory()) {
        expect(findInMemory(instance.pid(), [instance.origin])).toEqual([instance.origin]);
        expect(findInMemory(instance.pid(), words)).toEqual([]);
      }
      // The therapist's page leaves too: then the tag is gone from the heap.
      await guest.context.close();
      await therapist.context.close();
      await eventually(
        async () => {
          const snapshot = await instance.heapSnapshot();
          expect(snapshot.length).toBeGreaterThan(1_000_000);
          expect(found([...words, tag], snapshot)).toEqual([]);
        },
        { withinMs: 30_000, everyMs: 2_000 },
      );
      figure(
        `${words.length + 1} secrets looked for; ${canReadMemory() ? "memory, " : ""}heap, output and files`,
      );
    },
    WATCHED,
  );

  proofOnce(
    "A26",
    "an address is written shortened, and in no heap snapshot once its sockets are closed",
    async () => {
      const tag = "TAGTAGTAGTAGTAGTAGTAGA";
      const url = `http://127.0.0.1:${instance.port}`;
      const read = (path: string) =>
        new Promise<number>((resolve, reject) => {
          get(`${url}${path}`, { localAddress: ADDRESS, agent: false }, (response) => {
            response.resume();
            response.on("end", () => resolve(response.statusCode ?? 0));
          }).on("error", reject);
        });
      expect(await read("/call")).toBe(200);
      expect(await read(`/nothing/here?secret=${NAME}`)).toBe(404);
      const socket = new WebSocket(`${url.replace("http", "ws")}/v1`, RELAY_SUBPROTOCOL, {
        origin: instance.origin,
        localAddress: ADDRESS,
      });
      await once(socket, "open");
      const answer = once(socket, "message");
      socket.send(JSON.stringify({ t: "join", n: 1, tags: [tag] }));
      await answer;
      const before = await instance.heapSnapshot();
      // The needle is real: while the socket is open, the relay knows the tag.
      expect(before).toContain(tag);
      const closed = once(socket, "close");
      socket.close();
      await closed;
      await pause(1_000);
      await eventually(
        async () => expect(found([tag, ADDRESS, NAME], await instance.heapSnapshot())).toEqual([]),
        { withinMs: 60_000, everyMs: 3_000 },
      );
      const files = filesBelow(instance.dataDir).join("\n");
      expect(files).toContain("127.77.88.0");
      expect(found([tag, ADDRESS, NAME], files)).toEqual([]);
      expect(found([tag, ADDRESS, NAME], instance.output())).toEqual([]);
    },
    { timeout: 180_000 },
  );
});
