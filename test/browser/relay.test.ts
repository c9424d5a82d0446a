// Calls through a real TURN server with the credentials of the API, and who hides which address by it.
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { relayDe } from "../../src/web/text/relay-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { PASSWORD } from "../support/account-people.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { framesArrive, pictureShows, statsOf } from "../support/call-stats.ts";
import { type Coturn, startCoturn } from "../support/coturn.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { findBrowsers } from "../support/machine.ts";
import { type ChromiumGuest, newGuest } from "../support/people.ts";

/** Candidate types of the pair in use, own and other side's. */
async function ends(page: Page): Promise<readonly [string, string]> {
  const pair = (await statsOf(page)).findLast((one) => one.pair !== null)?.pair ?? "";
  const [local = "", remote = ""] = pair.split("/");
  return [local, remote];
}

/** Every address that a page told the other side, out of its own descriptions. */
const candidateTypes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.callProbe.connections.flatMap((one) =>
      [...(one.localDescription?.sdp ?? "").matchAll(/^a=candidate:.* typ (\w+)/gm)].map(
        ([, type = ""]) => type,
      ),
    ),
  );

interface Talk {
  readonly therapist: AccountTherapist;
  readonly guest: ChromiumGuest;
  /** Answers of the API with credentials. */
  readonly fetched: readonly string[];
  /** What the guest's page asked the server for. */
  readonly asked: readonly string[];
  end(): Promise<void>;
}

/** Both up to the press that lets the guest in. `room`, `client`: who hides. */
async function knock(
  browser: Browser,
  instance: Instance,
  hides: { readonly room: boolean; readonly client: boolean },
): Promise<Talk> {
  const therapist = await newAccountTherapist(browser, instance);
  const fetched: string[] = [];
  therapist.page.on("response", (response) => {
    if (response.url().endsWith("/api/turn")) void response.text().then((text) => fetched.push(text));
  });
  await therapist.register(PASSWORD);
  const link = await therapist.createRoom("Raum 7");
  if (hides.room) {
    await therapist.hands.press(deskDe.rooms.rename, "Raum 7");
    await therapist.hands.tick(deskDe.hiding.room);
    await therapist.hands.press(deskDe.rooms.save);
    await therapist.hands.sees(deskDe.hiding.fact);
  }
  await therapist.openNow("Raum 7");
  const guest = await newGuest(browser, instance.origin);
  const asked: string[] = [];
  guest.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await guest.openLink(link);
  if (hides.client) {
    await guest.page.getByText(de.lobby.address).click();
    await guest.hands.tick(relayDe.choice.label);
  }
  await guest.fillLobby({ name: "Kim Berger", devices: true });
  await guest.knock();
  await therapist.seesWaiting("Kim Berger");
  await therapist.admit("Kim Berger");
  return {
    therapist,
    guest,
    fetched,
    asked,
    async end() {
      await therapist.context.close();
      await guest.context.close();
    },
  };
}

async function talking({ therapist, guest }: Talk): Promise<void> {
  await Promise.all([therapist.isInCall(), guest.isInCall()]);
  const pages = [therapist.page, guest.page];
  await Promise.all(pages.map((page) => framesArrive(page, 20, 30_000)));
  await Promise.all(pages.map((page) => pictureShows(page)));
}

describe.skipIf(!hasChromium() || findBrowsers().coturn === null)("through a TURN server", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  describe.each(["udp", "tcp"] as const)("over %s", (transport) => {
    let coturn: Coturn;
    let instance: Instance;
    beforeAll(async () => {
      coturn = await startCoturn(transport);
      instance = await startInstance({ env: coturn.env });
    });
    afterAll(async () => {
      await instance?.remove();
      await coturn?.stop();
    });

    test("a room that hides addresses hides both, each by a credential of its own", async () => {
      const talk = await knock(browser, instance, { room: true, client: false });
      await talking(talk);
      const { therapist, guest } = talk;
      expect((await ends(therapist.page))[0]).toBe("relay");
      expect((await ends(guest.page))[0]).toBe("relay");
      for (const page of [therapist.page, guest.page])
        expect(new Set(await candidateTypes(page))).toEqual(new Set(["relay"]));

      // Two names at the TURN server, both of the one batch that the therapist's page fetched when it opened.
      const names = coturn.users();
      expect(names).toHaveLength(2);
      expect(talk.fetched).toHaveLength(1);
      for (const name of names) expect(talk.fetched[0]).toContain(`"${name}"`);
      expect(talk.asked.filter((path) => path.startsWith("/api/"))).toEqual([]);
      const config = await (await fetch(`${instance.origin}/config.json`)).text();
      expect(config).not.toContain("turn:");

      for (const person of [therapist, guest]) {
        await person.hands.sees(de.truth.hidden);
        await person.hands.press(de.truth.encrypted);
        await person.hands.sees(relayDe.path.both);
      }
      await talk.end();
    });

    test("a client's own wish hides the client alone, and both are told so", async () => {
      const before = coturn.users().length;
      const talk = await knock(browser, instance, { room: false, client: true });
      await talking(talk);
      const { therapist, guest } = talk;
      expect((await ends(guest.page))[0]).toBe("relay");
      expect(new Set(await candidateTypes(guest.page))).toEqual(new Set(["relay"]));
      expect(await candidateTypes(therapist.page)).toContain("host");
      expect(coturn.users().length).toBeGreaterThan(before);
      await guest.hands.sees(de.truth.hidden);
      await guest.hands.press(de.truth.encrypted);
      await guest.hands.sees(relayDe.path.self);
      await therapist.hands.sees(de.truth.relayed);
      await therapist.hands.press(de.truth.encrypted);
      await therapist.hands.sees(relayDe.path.peer);
      await talk.end();
    });
  });

  describe("that is not there", () => {
    let instance: Instance;
    beforeAll(async () => {
      instance = await startInstance();
    });
    afterAll(() => instance?.remove());

    test("a client who hides hears why it does not go on, and goes on without hiding", async () => {
      const talk = await knock(browser, instance, { room: false, client: true });
      const { guest } = talk;
      await guest.hands.sees(relayDe.missing.own);
      expect(await candidateTypes(guest.page)).toEqual([]);
      await guest.hands.press(relayDe.missing.show);
      await talking(talk);
      expect((await ends(guest.page))[0]).not.toBe("relay");
      await talk.end();
    });

    test("in a room that hides, both sides hear it, and no address is told", async () => {
      const talk = await knock(browser, instance, { room: true, client: false });
      const { therapist, guest } = talk;
      await guest.hands.sees(relayDe.missing.room);
      await therapist.hands.sees(relayDe.missing.host);
      expect(await guest.hands.has(relayDe.missing.show)).toBe(false);
      await eventually(async () => {
        for (const page of [therapist.page, guest.page]) expect(await candidateTypes(page)).toEqual([]);
      });
      await talk.end();
    });
  });
});
