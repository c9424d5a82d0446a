// "Remember this device", and `/call` without a link.
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { de } from "../../src/web/text/de.ts";
import { newHost, openStage, type Stage } from "../hostile/stage.ts";
import { eventually } from "../support/eventually.ts";
import { type ChromiumGuest, newGuest } from "../support/people.ts";

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  stage = await openStage({ honest: true });
  ({ browser } = stage);
});
afterAll(() => stage?.close());

const linkOf = (room: { readonly fragment: string }) => `${stage.instance.origin}/call${room.fragment}`;

async function remember(guest: ChromiumGuest, link: string): Promise<void> {
  await guest.openLink(link);
  await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"] });
  await guest.hands.tick(de.lobby.remember);
}

/** What the browser's memory of rooms holds, as far as it can be written as text. */
const remembered = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes("connect-device")) return "";
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("connect-device");
      request.onsuccess = () => resolve(request.result);
    });
    const rows = await new Promise<Record<string, unknown>[]>((resolve) => {
      const request = database.transaction("links").objectStore("links").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const texts: string[] = [];
    const collect = (value: unknown): void => {
      if (value instanceof ArrayBuffer) texts.push(new TextDecoder("latin1").decode(value));
      else if (ArrayBuffer.isView(value)) texts.push(new TextDecoder("latin1").decode(value));
      else if (value instanceof CryptoKey) texts.push(`key extractable=${value.extractable}`);
      else if (typeof value === "object" && value !== null) {
        for (const [name, field] of Object.entries(value)) {
          texts.push(name);
          collect(field);
        }
      } else texts.push(String(value));
    };
    collect(rows);
    return texts.join("\n");
  });

describe("a browser that remembers a room", () => {
  test("offers it by the practice's name, opens it, and forgets it for good", async () => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    await host.page.evaluate(() => window.bare.setPractice("Praxis Quendel", "0732 998877"));
    const guest = await newGuest(browser, stage.instance.origin);
    await remember(guest, linkOf(room));
    await guest.knock();
    await guest.hands.sees(de.waiting.title);
    await guest.hands.sees("Praxis Quendel");
    await eventually(async () => expect(await remembered(guest.page)).toContain("note"));
    const stored = await remembered(guest.page);
    expect(stored).not.toContain("Quendel");
    expect(stored).not.toContain("998877");
    expect(stored).not.toContain("extractable=true");
    await guest.leave();

    await guest.hands.open(`${stage.instance.origin}/call`);
    await guest.hands.sees(de.remembered.text);
    await guest.hands.sees("Praxis Quendel");
    await guest.hands.sees("0732 998877");
    await guest.hands.press(`${de.remembered.open}: Praxis Quendel`);
    // What was agreed to is not asked again, and nobody has ticked a box for it.
    expect(await guest.page.locator("input[name=consent]").count()).toBe(0);
    await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"], hasAgreed: true });
    expect(await guest.page.getByLabel(de.lobby.remember).isChecked()).toBe(true);
    expect(guest.page.url()).toBe(`${stage.instance.origin}/call`);
    await guest.knock();
    await guest.hands.sees(de.waiting.title);
    await guest.leave();

    await guest.hands.open(`${stage.instance.origin}/call`);
    await guest.hands.press(`${de.remembered.forget}: Praxis Quendel`);
    await guest.hands.sees(de.remembered.sure);
    // The harmless answer has the focus.
    await guest.page.keyboard.press("Enter");
    await guest.hands.seesNot(de.remembered.sure);
    await guest.hands.press(`${de.remembered.forget}: Praxis Quendel`);
    await guest.hands.press(de.remembered.sureYes);
    await guest.hands.sees(de.problem.missing.text);
    await guest.hands.sees(de.remembered.forgotten);
    expect(await remembered(guest.page)).toBe("");
    await guest.hands.reload();
    await guest.hands.sees(de.problem.missing.text);
    expect(guest.troubles).toEqual([]);
    await Promise.all([guest.context.close(), host.context.close()]);
  });

  test("lets the person choose between two, and knows the telephone before anybody answers", async () => {
    const rooms = [await stage.newRoom(), await stage.newRoom()] as const;
    const host = await newHost(stage, rooms[0]);
    await host.page.evaluate(() => window.bare.setPractice("Praxis Eins", "0732 111111"));
    const guest = await newGuest(browser, stage.instance.origin);
    await remember(guest, linkOf(rooms[0]));
    await guest.knock();
    await guest.hands.sees(de.waiting.title);
    await guest.leave();
    await host.context.close();
    // Nobody answers in the second room: its name stays unknown.
    await remember(guest, linkOf(rooms[1]));
    await guest.knock();
    await guest.hands.sees(de.waiting.notThereTitle);
    await guest.leave();

    await guest.hands.open(`${stage.instance.origin}/call`);
    await guest.hands.sees(de.remembered.nameless);
    const names = await guest.page.getByRole("heading", { level: 2 }).allTextContents();
    expect(names).toEqual([de.remembered.nameless, "Praxis Eins"]);
    await guest.hands.press(`${de.remembered.open}: Praxis Eins`);
    await guest.fillLobby({ name: "Kim", without: ["camera", "microphone"], hasAgreed: true });
    await guest.knock();
    await guest.hands.sees(de.waiting.notThereTitle);
    await guest.hands.sees("Praxis Eins");
    await guest.hands.sees("0732 111111");
    await guest.leave();
    await guest.context.close();
  });

  test("says the telephone when the server does not answer", async () => {
    const room = await stage.newRoom();
    const host = await newHost(stage, room);
    await host.page.evaluate(() => window.bare.setPractice("Praxis Drei", "0732 333333"));
    const guest = await newGuest(browser, stage.instance.origin);
    await remember(guest, linkOf(room));
    await guest.knock();
    await guest.hands.sees(de.waiting.title);
    await guest.leave();
    await guest.page.route("**/config.json", (route) => route.abort());
    await guest.hands.open(`${stage.instance.origin}/call`);
    await guest.hands.press(`${de.remembered.open}: Praxis Drei`);
    await guest.hands.sees(de.problem.server.title);
    await guest.hands.sees("0732 333333");
    await Promise.all([guest.context.close(), host.context.close()]);
  });
});
