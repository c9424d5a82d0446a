// What a bad network, a new key or a server of bad will does to the rooms of an account: nothing is lost.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import { need, PASSWORD, vaultOf } from "../support/account-people.ts";
import {
  comeBack,
  type Desk,
  goOffline,
  labels,
  saved,
  vaultDesks,
  writesOf,
} from "../support/vault-desks.ts";

const MINUTE = 60_000;
const { deskAt, instance, people, twoDesks } = vaultDesks();

describe("a device without network", () => {
  it("keeps edits through a reload and sends them later", async () => {
    const { one, two } = await twoDesks();
    await one.store.addRoom({ label: "A", kind: "single" });
    await saved(one.store);
    goOffline(one.at);
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
    goOffline(one.at);
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

  it("makes no new key over changes that did not go out", async () => {
    const { one } = await twoDesks();
    one.at.between(({ method, body }, forward) =>
      method === "PUT" && !body.includes("wraps") ? Promise.reject(new TypeError("cut off")) : forward(),
    );
    await one.store.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(one.store.sync.value.trouble).toBe("offline"));
    expect(await one.at.session.renewVaultKey(PASSWORD)).toMatchObject({ ok: false, code: "OFFLINE" });
    expect(await labels(one.store)).toEqual(["A"]);
    one.at.between(null);
    need(await one.at.session.renewVaultKey(PASSWORD));
    one.store.close();
    expect(await labels(await one.browser.open())).toEqual(["A"]);
  });

  it("loses nothing when another device makes a new key meanwhile", async () => {
    const { one, two } = await twoDesks();
    goOffline(one.at);
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
    for (const name of await readdir(instance().dataDir, { recursive: true })) {
      const content = await readFile(join(instance().dataDir, name)).catch(() => null);
      if (content !== null) texts.push(content.toString("latin1"));
    }
    const found = texts.join("\n");
    expect(found).toContain("Anna Berger");
    for (const one of planted) expect(found.includes(one)).toBe(false);
  });

  it("sees the same length for vaults of one size class", async () => {
    const [one, two] = [await people().settled(), await people().settled()];
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
