import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test, vi } from "vitest";
import { type Bytes, randomBytes, utf8 } from "../../e2ee/bytes.ts";
import { openBrowserStore } from "./browser-store.ts";
import { LINK_LIFE } from "./link-life.ts";
import { EMPTY_SETTINGS, type RoomStore } from "./room-store.ts";

const NOW = 1_795_392_000_000;
const open = (factory: IDBFactory, now = () => NOW): Promise<RoomStore> => openBrowserStore({ factory, now });

function openRaw(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open("connect.practice", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("rooms", { keyPath: "id" });
      request.result.createObjectStore("singles");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Everything that rests in the database, as text. */
async function everythingIn(factory: IDBFactory): Promise<string> {
  const database = await openRaw(factory);
  const found: unknown[] = [];
  for (const name of database.objectStoreNames) {
    found.push(...(await done(database.transaction(name).objectStore(name).getAll())));
  }
  const toText = (value: unknown): string => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
    if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
    if (typeof value === "object" && value !== null) return Object.values(value).map(toText).join("\n");
    return String(value);
  };
  return found.map(toText).join("\n");
}

describe("rooms in this browser", () => {
  test("are there again when the page is opened again, oldest first", async () => {
    const factory = new IDBFactory();
    let now = NOW;
    const store = await open(factory, () => now);
    const old = await store.addRoom({ label: "MaMu99", kind: "single" });
    now += 1_000;
    const young = await store.addRoom({ label: "Paar B.", kind: "couple" });
    const again = await (await open(factory, () => now)).load();
    expect(again.rooms.map(({ id, label, kind }) => [id, label, kind])).toEqual([
      [old, "MaMu99", "single"],
      [young, "Paar B.", "couple"],
    ]);
    expect(again.rooms[0]?.links).toMatchObject([{ state: "current", until: NOW + LINK_LIFE }]);
    expect(again.settings).toEqual(EMPTY_SETTINGS);
  });

  test("rest sealed, under a key that cannot be taken out", async () => {
    const factory = new IDBFactory();
    const store = await open(factory);
    await store.addRoom({ label: "Geheimes Kürzel", kind: "single" });
    await store.saveSettings({ name: "Praxis Sommer" });
    const [room] = (await store.load()).rooms;
    const content = await everythingIn(factory);
    expect(content).not.toContain("Geheimes");
    expect(content).not.toContain("Sommer");
    expect(content).not.toContain(Buffer.from(room?.links[0]?.seed ?? "x").toString("latin1"));
    expect(content).not.toContain(Buffer.from(room?.links[0]?.seed ?? "x").toString("base64url"));
    expect(content).toContain("key, extractable: false");
  });

  test("keep edits that two tabs make at the same time", async () => {
    const factory = new IDBFactory();
    const [one, two] = await Promise.all([open(factory), open(factory)]);
    const id = await one.addRoom({ label: "A", kind: "single" });
    await Promise.all([
      one.editRoom(id, { label: "B" }),
      two.setOpenUntil(id, NOW + 5),
      two.pin(id, "x", 7),
      one.saveSettings({ phone: "0732" }),
      two.addRoom({ label: "C", kind: "single" }),
    ]);
    const { rooms, settings } = await two.load();
    expect(rooms.find((room) => room.id === id)).toMatchObject({
      label: "B",
      openUntil: NOW + 5,
      pins: [{ idPk: "x", verifiedAt: 7 }],
    });
    expect(rooms.map(({ label }) => label).toSorted()).toEqual(["B", "C"]);
    expect(settings.phone).toBe("0732");
  });

  test("show in another tab what was changed in this one", async () => {
    const factory = new IDBFactory();
    const [one, two] = await Promise.all([open(factory), open(factory)]);
    let heard = 0;
    const end = two.watch(() => {
      heard += 1;
    });
    const id = await one.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(heard).toBe(1));
    await one.setOpenUntil(id, NOW + 5);
    await vi.waitFor(() => expect(heard).toBe(2));
    end();
  });

  test("close by themselves, and only on the device that opened them", async () => {
    const factory = new IDBFactory();
    let now = NOW;
    const store = await open(factory, () => now);
    const id = await store.addRoom({ label: "A", kind: "single" });
    await store.setOpenUntil(id, NOW + 10);
    expect((await store.load()).rooms[0]?.openUntil).toBe(NOW + 10);
    now = NOW + 10;
    expect((await store.load()).rooms[0]?.openUntil).toBeNull();
  });

  test("refuse to be overwritten when a newer page wrote them", async () => {
    const factory = new IDBFactory();
    const store = await open(factory);
    await store.addRoom({ label: "A", kind: "single" });
    const database = await openRaw(factory);
    const key = await done<CryptoKey>(database.transaction("singles").objectStore("singles").get("key"));
    const iv = randomBytes(12);
    const additionalData = utf8("connect.practice/document");
    const body = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData },
      key,
      utf8('{"schema":2,"rooms":"elsewhere"}'),
    );
    const transaction = database.transaction("singles", "readwrite");
    transaction.objectStore("singles").put({ nonce: iv, body: new Uint8Array(body) }, "document");
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    await expect(store.addRoom({ label: "B", kind: "single" })).rejects.toThrow("newer");
    await expect(store.load()).rejects.toThrow("newer");
  });
});

describe("rooms that an earlier version of the page kept", () => {
  /** What `idb-room-store.ts` wrote until there were accounts. */
  async function earlier(factory: IDBFactory): Promise<{ id: string; seed: Bytes }> {
    const database = await openRaw(factory);
    const kept = await done(database.transaction("singles").objectStore("singles").get("key"));
    const key =
      (kept as CryptoKey | undefined) ??
      (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
    const id = crypto.randomUUID();
    const seed = randomBytes(32);
    const seal = async (part: string, plain: Bytes) => {
      const nonce = randomBytes(12);
      const additionalData = utf8(`connect.practice/${part}/${id}`);
      const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, plain);
      return { nonce, body: new Uint8Array(body) };
    };
    const record = {
      id,
      createdAt: 1_000,
      label: await seal("label", utf8("MaMu99")),
      seed: await seal("seed", seed),
      linkRenewedAt: 2_000,
      openUntil: NOW + 60_000,
      pins: [{ idPk: "x", verifiedAt: 3_000 }],
    };
    const transaction = database.transaction(["rooms", "singles"], "readwrite");
    transaction.objectStore("rooms").put(record);
    transaction.objectStore("singles").put(key, "key");
    transaction.objectStore("singles").put({ name: "Praxis", phone: "0732", savedAt: 4 }, "settings");
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();
    return { id, seed };
  }

  test("are taken over once, with link, pins, opening and settings", async () => {
    const factory = new IDBFactory();
    const { id, seed } = await earlier(factory);
    const expected = {
      rooms: [
        {
          id,
          label: "MaMu99",
          kind: "single",
          createdAt: 1_000,
          links: [{ seed, createdAt: 2_000, state: "current", until: NOW + LINK_LIFE }],
          openUntil: NOW + 60_000,
          pins: [{ idPk: "x", verifiedAt: 3_000 }],
        },
      ],
      settings: { name: "Praxis", phone: "0732", savedAt: 4, logo: null },
    };
    const stores = await Promise.all([open(factory), open(factory)]);
    for (const store of stores) expect(await store.load()).toMatchObject(expected);
    await stores[0].editRoom(id, { label: "Neu" });
    const again = await (await open(factory, () => NOW + 1)).load();
    expect(again.rooms).toHaveLength(1);
    expect(again.rooms[0]).toMatchObject({ id, label: "Neu" });
    expect(again.rooms[0]?.links).toHaveLength(1);
  });

  test("leave nothing behind in the old place", async () => {
    const factory = new IDBFactory();
    await earlier(factory);
    await open(factory);
    const database = await openRaw(factory);
    expect(await done(database.transaction("rooms").objectStore("rooms").count())).toBe(0);
  });

  test("that a tab with the earlier page adds later are taken over as well", async () => {
    const factory = new IDBFactory();
    const store = await open(factory);
    await store.addRoom({ label: "A", kind: "single" });
    await earlier(factory);
    const labels = (await (await open(factory)).load()).rooms.map(({ label }) => label);
    expect(labels).toEqual(["MaMu99", "A"]);
  });
});
