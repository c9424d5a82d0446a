// The whole way of a practice: from an empty folder to a consultation, with two devices, on either database; and
// what the server has seen of it.
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseLinkFragment } from "../../src/e2ee/link.ts";
import { accountDe } from "../../src/web/text/account-de.ts";
import { de } from "../../src/web/text/de.ts";
import { deskDe } from "../../src/web/text/desk-de.ts";
import { type AccountTherapist, newAccountTherapist } from "../support/account-hands.ts";
import { hasChromium, launchChromium } from "../support/browsers.ts";
import { framesArrive } from "../support/call-stats.ts";
import { eventually } from "../support/eventually.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { newGuest } from "../support/people.ts";
import { findPostgres, type Postgres, startPostgres } from "../support/postgres.ts";
import {
  findNeedles,
  type Recording,
  readFolder,
  readPostgres,
  record,
  spellingsOf,
} from "../support/server-sight.ts";
import { BEHIND_PROXY } from "../support/therapist-device.ts";

const PASSWORD = "tulpe wolke hafen knopf";
// Planted: none of these may be anywhere but with the people.
const LABEL = "Zwirbelraum Köln";
const RENAMED = "Zwirbelraum Umbenannt";
const SECOND = "Quastenzimmer";
const THIRD = "Rollmopskammer";
const CLIENT = "Quendelmoser";
const CHAT = "Pfefferminzhimmel";
const PHONE = "0732 4711 0815";
// What the server is told openly, so that the search is known to find.
const KNOWN = "Praxis Berger";

const KINDS = ["sqlite", "postgres"] as const;

describe.skipIf(!hasChromium())("a practice", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  for (const kind of KINDS) {
    const isMissing = kind === "postgres" && findPostgres() === null;
    describe.skipIf(isMissing)(isMissing ? `${kind}: skipped, no server on this machine` : kind, () => {
      let postgres: Postgres | null = null;
      let url: string | null = null;
      let instance: Instance;
      const people: AccountTherapist[] = [];

      beforeAll(async () => {
        if (kind === "postgres") {
          postgres = await startPostgres();
          url = postgres.newDatabase();
        }
        // The one variable that makes the difference.
        const env = url === null ? {} : { CONNECT_DATABASE_URL: url };
        instance = await startInstance({ env: { ...BEHIND_PROXY, ...env } });
      });
      afterEach(async () => {
        for (const { context } of people.splice(0)) await context.close();
      });
      afterAll(async () => {
        await instance?.remove();
        postgres?.stop();
      });

      async function at(email?: string): Promise<AccountTherapist> {
        const person = await newAccountTherapist(browser, instance, email);
        people.push(person);
        return person;
      }
      const stored = async (): Promise<string> =>
        readFolder(instance.dataDir) + (url === null ? "" : await readPostgres(url));
      const roomsOf = async ({ hands, page }: AccountTherapist): Promise<readonly string[]> => {
        await hands.press(deskDe.nav.rooms);
        return page.locator(".room-card h2").allTextContents();
      };

      test("from an empty folder to a consultation; the server has seen no label, no link, no name", async () => {
        const anna = await at();
        const seen: Recording[] = [record(anna.context)];
        const recoveryCode = await anna.register(PASSWORD);
        await anna.hands.press(deskDe.nav.settings);
        await anna.hands.fill(deskDe.settings.name, KNOWN);
        await anna.hands.fill(deskDe.settings.phone, PHONE);
        await anna.hands.press(deskDe.settings.save);
        await anna.hands.sees(deskDe.settings.saved);
        // Here another button begins with the word "Räume" as well.
        await anna.hands.press(deskDe.nav.today);
        const link = await anna.createRoom(LABEL);
        await anna.openNow(LABEL);

        const guest = await newGuest(browser, instance.origin);
        const recorded = record(guest.context);
        seen.push(recorded);
        await guest.openLink(link);
        await guest.fillLobby({ name: CLIENT, devices: true });
        await guest.knock();
        await guest.hands.sees(PHONE);
        await anna.seesWaiting(CLIENT);
        await anna.admit(CLIENT);
        await Promise.all([anna.isInCall(), guest.isInCall()]);
        await Promise.all([framesArrive(anna.page, 10, 30_000), framesArrive(guest.page, 10, 30_000)]);
        await guest.writeChat(CHAT);
        await guest.hands.sees(de.chat.delivered);
        await guest.hangUp();
        await guest.hands.sees(de.after.left.title);
        for (const path of ["/call", "/privacy", "/imprint"]) {
          await guest.hands.open(`${instance.origin}${path}`);
          await guest.page.waitForLoadState("networkidle");
        }
        // No page of a client has a cookie, while the practice's has one.
        expect(await guest.context.cookies()).toEqual([]);
        expect(recorded.cookies).toEqual([]);
        expect((await anna.context.cookies()).map(({ name }) => name)).toEqual(["__Host-session"]);
        expect(guest.troubles).toEqual([]);
        await guest.context.close();
        await anna.hands.press(deskDe.nav.rooms);
        await anna.hands.sees(LABEL);

        const { invite, hostPk } = parseLinkFragment(link.slice(link.indexOf("#")));
        const needles = [
          ...[LABEL, CLIENT, CHAT, PHONE, PASSWORD, recoveryCode, recoveryCode.replaceAll("-", "")],
          ...spellingsOf(invite),
          ...spellingsOf(hostPk),
        ];
        const traffic = seen.flatMap(({ sent }) => sent).join("\n");
        for (const [where, text] of [
          ["traffic", traffic],
          ["storage", await stored()],
          ["output", instance.output()],
        ] as const) {
          expect({ where, found: findNeedles(needles, text) }).toEqual({ where, found: [] });
        }
        // The search finds what is there, and the sealed document is.
        for (const text of [traffic, await stored()]) expect(findNeedles([KNOWN], text)).toEqual([KNOWN]);
        expect(traffic).toContain("/api/vault");
      });

      test("two devices see the same rooms, and what both change at the same moment stays", async () => {
        const anna = await at();
        await anna.register(PASSWORD);
        await anna.createRoom(LABEL);
        const phone = await at(anna.email);
        await phone.signIn(PASSWORD);
        await phone.seesRoom(LABEL);

        const seen = [record(anna.context), record(phone.context)];
        await Promise.all([anna.createRoom(SECOND), phone.createRoom(THIRD)]);
        const rename = async (): Promise<void> => {
          await anna.hands.press(deskDe.nav.rooms);
          await anna.hands.press(deskDe.rooms.rename, LABEL);
          await anna.hands.fill(deskDe.rooms.label, RENAMED);
          await anna.hands.press(deskDe.rooms.save);
          await anna.hands.sees(RENAMED);
        };
        const renew = async (): Promise<void> => {
          await phone.hands.press(deskDe.nav.rooms);
          await phone.hands.press(deskDe.rooms.renew, LABEL);
          await phone.hands.press(deskDe.rooms.renewRoutine);
        };
        await Promise.all([rename(), renew()]);

        for (const device of [anna, phone]) {
          await eventually(
            async () => {
              await device.hands.reload();
              const rooms = await roomsOf(device);
              expect([...rooms].sort()).toEqual([SECOND, THIRD, RENAMED].sort());
            },
            { withinMs: 60_000, everyMs: 1_000 },
          );
        }
        // Both offer the new link of the renamed room.
        const linkAt = async ({ hands }: AccountTherapist): Promise<string> => {
          await hands.press(deskDe.rooms.share, RENAMED);
          const link = await hands.read(deskDe.share.link);
          await hands.press(de.close);
          return link;
        };
        const offered = await linkAt(phone);
        // The renewal may have left the phone after the other device looked.
        await eventually(
          async () => {
            await anna.hands.reload();
            await anna.seesRoom(RENAMED);
            expect(await linkAt(anna)).toBe(offered);
          },
          { withinMs: 60_000, everyMs: 1_000 },
        );
        const needles = [LABEL, RENAMED, SECOND, THIRD];
        const traffic = seen.flatMap(({ sent }) => sent).join("\n");
        expect(findNeedles(needles, traffic)).toEqual([]);
        expect(findNeedles(needles, await stored())).toEqual([]);
      });

      test("what one device changes without a network reaches the other, which changed the same meanwhile", async () => {
        const anna = await at();
        await anna.register(PASSWORD);
        await anna.createRoom(LABEL);
        const phone = await at(anna.email);
        await phone.signIn(PASSWORD);
        await phone.seesRoom(LABEL);
        await phone.context.setOffline(true);
        await phone.createRoom(THIRD);
        await anna.createRoom(SECOND);
        await phone.context.setOffline(false);
        for (const device of [anna, phone]) {
          await eventually(
            async () => {
              await device.hands.reload();
              expect([...(await roomsOf(device))].sort()).toEqual([LABEL, SECOND, THIRD].sort());
            },
            { withinMs: 60_000, everyMs: 1_000 },
          );
        }
      });

      test("a restart of the server keeps accounts, vaults and sign-ins", async () => {
        const anna = await at();
        await anna.register(PASSWORD);
        await anna.createRoom(LABEL);
        await instance.kill();
        await instance.start();
        await anna.hands.reload();
        await anna.seesRoom(LABEL);
        await anna.signOut();
        await anna.signIn(PASSWORD);
        await anna.seesRoom(LABEL);
        expect(await anna.hands.has(accountDe.firstVault.button)).toBe(false);
      });
    });
  }
});
