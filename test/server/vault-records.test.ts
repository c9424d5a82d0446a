// Rooms of an account on several devices, by the page's own code against the running server.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import type { AccountStore } from "../../src/web/practice/vault-store.ts";
import { PIN_WAIT } from "../../src/web/practice/vault-sync.ts";
import { type AccountPeople, accountPeople, need, PASSWORD, vaultOf } from "../support/account-people.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { BEHIND_PROXY, type TherapistDevice } from "../support/therapist-device.ts";
import { type VaultBrowser, vaultBrowser } from "../support/vault-browser.ts";

const MINUTE = 60_000;

let instance: Instance;
let people: AccountPeople;
beforeAll(async () => {
  instance = await startInstance({ env: BEHIND_PROXY });
  people = accountPeople(instance);
}, 60_000);
afterAll(() => instance.remove());

const browsers: VaultBrowser[] = [];
afterEach(() => {
  for (const browser of browsers.splice(0)) browser.closeAll();
});

interface Desk {
  readonly at: TherapistDevice;
  readonly browser: VaultBrowser;
  readonly store: AccountStore;
}

async function deskAt(at: TherapistDevice, userAgent?: string): Promise<Desk> {
  const browser = vaultBrowser(at, userAgent);
  browsers.push(browser);
  return { at, browser, store: await browser.open() };
}

/** One therapist at two devices, each with an open vault. */
async function twoDesks(): Promise<{ one: Desk; two: Desk; email: string }> {
  const { at, email } = await people.settled();
  return { one: await deskAt(at), two: await deskAt(await people.other(email), "Chrome/140 Windows"), email };
}

const labels = async (store: AccountStore): Promise<readonly string[]> =>
  (await store.load()).rooms.map(({ label }) => label).toSorted();
const saved = (store: AccountStore): Promise<void> =>
  vi.waitFor(() => expect(store.sync.value).toMatchObject({ isSaved: true, trouble: null }), {
    timeout: 10_000,
  });
/** A person comes back to the page a while later. */
async function comeBack({ browser }: Desk): Promise<void> {
  await browser.pass(MINUTE);
  browser.touch();
}
const offline = (at: TherapistDevice): void => at.between(() => Promise.reject(new TypeError("no network")));
const writesOf = ({ sent }: TherapistDevice): number =>
  sent.filter(({ method, path }) => method === "PUT" && path === vaultApi.save.path).length;

describe("two devices", () => {
  it("edit at the same moment, and both edits survive", async () => {
    const { one, two } = await twoDesks();
    const id = await one.store.addRoom({ label: "MaMu99", kind: "single" });
    await saved(one.store);
    await comeBack(two);
    await vi.waitFor(async () => expect(await labels(two.store)).toEqual(["MaMu99"]));

    await Promise.all([
      one.store.editRoom(id, { label: "Neu" }),
      two.store.editRoom(id, { kind: "couple" }),
      one.store.addRoom({ label: "A", kind: "single" }),
      two.store.addRoom({ label: "B", kind: "group" }),
      two.store.renewLink(id, "routine"),
      one.store.saveSettings({ name: "Praxis Berger" }),
    ]);
    await Promise.all([saved(one.store), saved(two.store)]);
    await Promise.all([comeBack(one), comeBack(two)]);
    for (const { store } of [one, two]) {
      await vi.waitFor(async () => expect(await labels(store)).toEqual(["A", "B", "Neu"]));
      const { rooms, settings } = await store.load();
      expect(rooms.find((room) => room.id === id)).toMatchObject({ label: "Neu", kind: "couple" });
      expect(rooms.find((room) => room.id === id)?.links).toHaveLength(2);
      expect(settings.name).toBe("Praxis Berger");
    }
    // Clocks of two devices differ, and with them how long a link is seen to answer.
    const linksAt = async ({ store }: Desk) =>
      (await store.load()).rooms.map(({ links }) => links.map(({ id: link, state }) => [link, state]));
    expect(await linksAt(one)).toEqual(await linksAt(two));
  });

  it("write many times against each other, and nothing is lost", async () => {
    const { one, two, email } = await twoDesks();
    const desks = [one, two, await deskAt(await people.other(email))];
    const names = desks.flatMap((_, at) => [0, 1, 2, 3].map((nr) => `${at}-${nr}`));
    await Promise.all(
      desks.map(async ({ store }, at) => {
        for (const nr of [0, 1, 2, 3]) {
          await store.addRoom({ label: `${at}-${nr}`, kind: "single" });
          await new Promise((resolve) => setTimeout(resolve, 15));
        }
      }),
    );
    for (const desk of desks) await desk.browser.pass(10 * MINUTE);
    await Promise.all(desks.map(({ store }) => saved(store)));
    const fresh = await deskAt(await people.other(email));
    expect(await labels(fresh.store)).toEqual(names.toSorted());
  });

  it("tell of each other's changes by watching, and who changed last", async () => {
    const { one, two, email } = await twoDesks();
    expect(two.store.sync.value.asOf).toBeNull();
    let heard = 0;
    two.store.watch(() => {
      heard += 1;
    });
    await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    await two.browser.pass(6 * MINUTE);
    await vi.waitFor(() => expect(heard).toBe(1));
    expect(two.store.sync.value.asOf).toMatchObject({ changedOn: "Firefox, Linux" });
    await two.store.endRoom((await two.store.load()).rooms[0]?.id ?? "");
    expect(two.store.sync.value.asOf).toMatchObject({ changedOn: "Chrome, Windows" });
    await saved(two.store);
    expect(one.store.arrival).toBeNull();
    const third = await deskAt(await people.other(email));
    expect(third.store.arrival).toMatchObject({ changedOn: "Chrome, Windows" });
    third.store.close();
    expect((await third.browser.open()).arrival).toBeNull();
  });

  it("do not ask the server while nobody sees the page", async () => {
    const { one } = await twoDesks();
    one.browser.hide();
    const before = one.at.sent.length;
    await one.browser.pass(60 * MINUTE);
    expect(one.at.sent).toHaveLength(before);
  });
});

describe("a device without network", () => {
  it("keeps edits through a reload and sends them later", async () => {
    const { one, two } = await twoDesks();
    await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    offline(one.at);
    await one.store.addRoom({ label: "B", kind: "single" });
    await vi.waitFor(() =>
      expect(one.store.sync.value).toMatchObject({ isSaved: false, trouble: "offline" }),
    );
    one.store.close();
    const again = await one.browser.open();
    expect(await labels(again)).toEqual(["A", "B"]);
    expect(again.sync.value).toMatchObject({ isSaved: false, trouble: "offline" });
    await two.store.addRoom({ label: "C", kind: "single" });
    await saved(two.store);

    one.at.between(null);
    await one.browser.pass(10 * MINUTE);
    await saved(again);
    expect(await labels(again)).toEqual(["A", "B", "C"]);
    await comeBack(two);
    await vi.waitFor(async () => expect(await labels(two.store)).toEqual(["A", "B", "C"]));
  });

  it("whose write arrived without an answer writes nothing twice", async () => {
    const { one, two } = await twoDesks();
    one.at.between(async ({ method }, forward) => {
      const response = await forward();
      if (method === "PUT") throw new TypeError("cut off");
      return response;
    });
    await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("offline"));
    one.at.between(null);
    const before = writesOf(one.at);
    await one.browser.pass(MINUTE);
    await saved(one.store);
    expect(writesOf(one.at)).toBe(before);
    await comeBack(two);
    await vi.waitFor(async () => expect(await labels(two.store)).toEqual(["A"]));
  });

  it("gives up waiting for a server that never answers, and tries again", async () => {
    const { one } = await twoDesks();
    one.at.between(() => new Promise(() => {}));
    await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(one.browser.waits()).toContain(30_000));
    await one.browser.pass(31_000);
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("offline"));
    one.at.between(null);
    await one.browser.pass(MINUTE);
    await saved(one.store);
  });

  it("that is locked keeps what was not sent, sealed, and sends it after the next unlocking", async () => {
    const { one, two } = await twoDesks();
    offline(one.at);
    await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("offline"));
    await one.at.session.lock();
    one.store.close();
    expect(await one.browser.tryOpen()).toBeNull();
    one.at.between(null);
    need(await one.at.session.unlockByPassword(PASSWORD));
    const again = await one.browser.open();
    await saved(again);
    expect(await labels(again)).toEqual(["A"]);
    await comeBack(two);
    await vi.waitFor(async () => expect(await labels(two.store)).toEqual(["A"]));
  });

  it("loses nothing when another device makes a new key meanwhile", async () => {
    const { one, two } = await twoDesks();
    offline(one.at);
    await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("offline"));
    need(await two.at.session.renewVaultKey(PASSWORD));
    one.at.between(null);
    await one.browser.pass(MINUTE);
    await vi.waitFor(() => expect(vaultOf(one.at)).toBe("locked"), { timeout: 5_000 });
    expect(one.store.sync.value.trouble).toBe("other-key");
    one.store.close();
    need(await one.at.session.unlockByPassword(PASSWORD));
    const again = await one.browser.open();
    await saved(again);
    two.store.close();
    const there = await two.browser.open();
    expect(await labels(there)).toEqual(["A"]);
  });
});

describe("a call", () => {
  it("causes no request for ten minutes, and a write within the hour", async () => {
    const { one } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    one.browser.hide();
    const before = one.at.sent.length;
    await one.store.setOpenUntil(id, Date.now() + 120 * MINUTE);
    await one.store.pin(id, "key", Date.now());
    expect((await one.store.load()).rooms[0]).toMatchObject({ pins: [{ idPk: "key" }] });
    expect(one.store.sync.value.isSaved).toBe(true);
    await one.browser.pass(PIN_WAIT.min - 1);
    expect(one.at.sent).toHaveLength(before);
    await one.browser.pass(PIN_WAIT.max - PIN_WAIT.min + 1);
    await vi.waitFor(() => expect(one.at.sent).toHaveLength(before + 1));
  });

  it("leaves its pins to the next edit, or to a page that is opened later", async () => {
    const { one, two } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    await one.store.pin(id, "first", 1);
    await one.store.editRoom(id, { label: "B" });
    await saved(one.store);
    await comeBack(two);
    await vi.waitFor(async () => expect((await two.store.load()).rooms[0]?.pins).toHaveLength(1));

    const before = writesOf(one.at);
    await one.store.pin(id, "second", 2);
    one.store.close();
    const again = await one.browser.open();
    expect((await again.load()).rooms[0]?.pins).toHaveLength(2);
    await one.browser.pass(PIN_WAIT.min - 1);
    expect(writesOf(one.at)).toBe(before);
    await one.browser.pass(PIN_WAIT.max);
    await vi.waitFor(() => expect(writesOf(one.at)).toBe(before + 1));
  });
});

describe("two tabs of a browser", () => {
  it("show each other's edits, lose none, and write through one at a time", async () => {
    const { one, two } = await twoDesks();
    const tab = await one.browser.open(await one.at.openTab());
    let heard = 0;
    tab.watch(() => {
      heard += 1;
    });
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(heard).toBeGreaterThan(0));
    await Promise.all([
      one.store.editRoom(id, { label: "B" }),
      tab.editRoom(id, { kind: "couple" }),
      tab.addRoom({ label: "C", kind: "single" }),
      one.store.setOpenUntil(id, Date.now() + 120 * MINUTE),
    ]);
    await Promise.all([saved(one.store), saved(tab)]);
    await vi.waitFor(async () => expect(await tab.load()).toEqual(await one.store.load()));
    expect((await tab.load()).rooms.find((room) => room.id === id)).toMatchObject({
      label: "B",
      kind: "couple",
      openUntil: expect.any(Number),
    });
    await comeBack(two);
    await vi.waitFor(async () => expect(await labels(two.store)).toEqual(["B", "C"]));
    // What is open stays on the device that opened it.
    expect((await two.store.load()).rooms.find((room) => room.id === id)?.openUntil).toBeNull();
  });
});

describe("a server", () => {
  it("that offers an older vault is not believed, and what this device has comes back", async () => {
    const { one } = await twoDesks();
    await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    const old = await one.at.session.api.call(vaultApi.load, {});
    await one.store.addRoom({ label: "B", kind: "single" });
    await saved(one.store);
    if (!old.ok) throw new Error("no vault");
    const before = writesOf(one.at);
    const answer = (content: object): Response =>
      new Response(JSON.stringify(content), { headers: { "Content-Type": "application/json" } });
    one.at.between(async ({ method, path }, forward) => {
      if (method === "GET" && path === vaultApi.load.path) return answer(old.value);
      if (path === vaultApi.version.path)
        return answer({ version: old.value.version, keyId: old.value.keyId });
      return forward();
    });
    await comeBack(one);
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("rolled-back"));
    await vi.waitFor(() => expect(vaultOf(one.at)).toBe("rolled-back"));
    expect(await labels(one.store)).toEqual(["A", "B"]);
    expect(writesOf(one.at)).toBe(before);
    one.store.close();

    // The person says to go on: what the server lost is given back to it.
    let written: { replaces: number } | null = null;
    one.at.between(async ({ method, path, body }, forward) => {
      if (method === "GET" && path === vaultApi.load.path) return answer(old.value);
      if (method !== "PUT") return forward();
      written = JSON.parse(body);
      return answer({ version: old.value.version + 1 });
    });
    await one.at.session.acceptOlderVault();
    const again = await one.browser.open();
    await vi.waitFor(() => expect(written).toMatchObject({ replaces: old.value.version }));
    expect(await labels(again)).toEqual(["A", "B"]);
  });

  it("holds nothing that could be read, in its files or in what was sent", async () => {
    const { one } = await twoDesks();
    const id = await one.store.addRoom({ label: "Planted-Label-77", kind: "single" });
    await one.store.addAppointment({
      roomId: id,
      at: "2026-11-24T15:00",
      timeZone: "Europe/Vienna",
      duration: 50,
      repeats: "once",
      lastDate: null,
      skipped: [],
      reminder: null,
      note: "Planted-Note-77",
    });
    await saved(one.store);
    const seed = Buffer.from((await one.store.load()).rooms[0]?.links[0]?.seed ?? "");
    const planted = [
      "Planted-Label-77",
      "Planted-Note-77",
      seed.toString("base64url"),
      seed.toString("latin1"),
    ];
    const texts = one.at.sent.map(({ path, body }) => `${path} ${body}`);
    for (const name of await readdir(instance.dataDir, { recursive: true })) {
      const content = await readFile(join(instance.dataDir, name)).catch(() => null);
      if (content !== null) texts.push(content.toString("latin1"));
    }
    const found = texts.join("\n");
    expect(found).toContain("Anna Berger");
    for (const one of planted) expect(found.includes(one)).toBe(false);
  });

  it("sees the same length for vaults of one size class", async () => {
    const [one, two] = [await people.settled(), await people.settled()];
    const small = await deskAt(one.at);
    const larger = await deskAt(two.at);
    await small.store.saveSettings({ name: "P" });
    for (const nr of [1, 2, 3, 4, 5]) await larger.store.addRoom({ label: `Raum ${nr}`, kind: "single" });
    await Promise.all([saved(small.store), saved(larger.store)]);
    const lengthOf = async ({ at }: Desk): Promise<number> => {
      const loaded = await at.session.api.call(vaultApi.load, {});
      return loaded.ok ? (loaded.value.document ?? "").length : 0;
    };
    expect(await lengthOf(small)).toBe(await lengthOf(larger));
    expect(await lengthOf(small)).toBe(Math.ceil(((16 * 1_024 + 28) * 4) / 3));
  });

  it("takes no vault above its size, and the device keeps what does not fit", async () => {
    const { one } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    const before = writesOf(one.at);
    const note = "x".repeat(600_000);
    const plan = {
      at: "2026-11-24T15:00",
      timeZone: "Europe/Vienna",
      duration: 50,
      repeats: "once",
    } as const;
    for (const nr of [1, 2]) {
      await one.store.addAppointment({
        ...plan,
        roomId: id,
        lastDate: null,
        skipped: [],
        reminder: nr,
        note,
      });
    }
    await vi.waitFor(() =>
      expect(one.store.sync.value).toMatchObject({ isSaved: false, trouble: "too-large" }),
    );
    expect(writesOf(one.at)).toBeLessThanOrEqual(before + 1);
    const [first] = (await one.store.load()).appointments;
    await one.store.endAppointment(first?.id ?? "");
    await saved(one.store);
  });
});
