// Rooms of an account on several devices, by the page's own code against the running server.
import { describe, expect, it, vi } from "vitest";
import { CONSENT_VERSION } from "../../src/protocol/consent.ts";
import { PIN_WAIT } from "../../src/web/practice/vault-sync.ts";
import { comeBack, type Desk, labels, saved, vaultDesks, writesOf } from "../support/vault-desks.ts";

const MINUTE = 60_000;
const { deskAt, people, twoDesks } = vaultDesks();

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
    const desks = [one, two, await deskAt(await people().other(email))];
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
    const fresh = await deskAt(await people().other(email));
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
    const third = await deskAt(await people().other(email));
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

const CONSENT = {
  version: CONSENT_VERSION,
  language: "de",
  by: "self",
  givenAt: 1,
  withdrawnAt: null,
  idPk: "key",
  name: "Anna",
  isAdmitted: true,
} as const;

describe("a call", () => {
  it("causes no request for ten minutes, and a write within the hour", async () => {
    const { one } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    one.browser.hide();
    const before = one.at.sent.length;
    await one.store.setOpenUntil(id, Date.now() + 120 * MINUTE);
    await one.store.pin(id, "key", Date.now());
    await one.store.takeConsent(id, CONSENT);
    expect((await one.store.load()).rooms[0]).toMatchObject({
      pins: [{ idPk: "key" }],
      consents: [{ idPk: "key", name: "Anna", withdrawnAt: null }],
    });
    expect(one.store.sync.value.isSaved).toBe(true);
    await one.browser.pass(PIN_WAIT.min - 1);
    expect(one.at.sent).toHaveLength(before);
    await one.browser.pass(PIN_WAIT.max - PIN_WAIT.min + 1);
    await vi.waitFor(() => expect(one.at.sent).toHaveLength(before + 1));
  });

  it("leaves a consent and its withdrawal to the next edit, and both reach every device", async () => {
    const { one, two } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    const before = writesOf(one.at);
    await one.store.takeConsent(id, CONSENT);
    await one.store.takeConsent(id, { ...CONSENT, withdrawnAt: 5 });
    const withdrawnAt = (await one.store.load()).rooms[0]?.consents[0]?.withdrawnAt;
    expect(withdrawnAt).toBeGreaterThan(5);
    expect(writesOf(one.at)).toBe(before);
    await one.store.editRoom(id, { paperConsent: "2026-11-20" });
    await saved(one.store);
    await comeBack(two);
    await vi.waitFor(async () =>
      expect((await two.store.load()).rooms[0]).toMatchObject({
        paperConsent: "2026-11-20",
        consents: [{ name: "Anna", givenAt: 1, withdrawnAt }],
      }),
    );
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
  it("of which one locks leave the other without a vault, which is not one without rooms", async () => {
    const { one } = await twoDesks();
    const id = await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    const tab = await one.at.openTab();
    await tab.lock();
    await expect(one.store.load()).rejects.toThrow("not open");
    await expect(one.store.pin(id, "key", 1)).rejects.toThrow("not open");
  });

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
