import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { openRoomStore } from "./idb-room-store.ts";
import { createRoom } from "./room-rules.ts";
import { EMPTY_SETTINGS } from "./room-store.ts";

/** Everything that rests in the database, as text. */
async function everythingIn(factory: IDBFactory): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open("connect.practice");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found: unknown[] = [];
  for (const name of database.objectStoreNames) {
    const request = database.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    found.push(...request.result);
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
    const [young, old] = [createRoom("Paar B.", 2_000), createRoom("MaMu99", 1_000)];
    const store = await openRoomStore(factory);
    await store.add(young);
    await store.add(old);
    const again = await openRoomStore(factory);
    expect(await again.load()).toEqual({ rooms: [old, young], settings: EMPTY_SETTINGS });
  });

  test("rest sealed, under a key that cannot be taken out", async () => {
    const factory = new IDBFactory();
    const store = await openRoomStore(factory);
    const room = createRoom("Geheimes Kürzel", 1_000);
    await store.add(room);
    const content = await everythingIn(factory);
    expect(content).not.toContain("Geheimes");
    expect(content).not.toContain(Buffer.from(room.seed).toString("latin1"));
    expect(content).toContain("key, extractable: false");
  });

  test("change in the named parts only", async () => {
    const store = await openRoomStore(new IDBFactory());
    const room = createRoom("A", 1_000);
    await store.add(room);
    await store.edit(room.id, { label: "B" });
    await store.edit(room.id, { openUntil: 9_000 });
    await store.edit("unknown", { label: "C" });
    expect((await store.load()).rooms).toEqual([{ ...room, label: "B", openUntil: 9_000 }]);
  });

  test("keep edits that two tabs make at the same time", async () => {
    const factory = new IDBFactory();
    const [one, two] = await Promise.all([openRoomStore(factory), openRoomStore(factory)]);
    const room = createRoom("A", 1_000);
    await one.add(room);
    await Promise.all([
      one.edit(room.id, { label: "B" }),
      two.edit(room.id, { openUntil: 5 }),
      two.pin(room.id, "x", 7),
    ]);
    expect((await two.load()).rooms).toEqual([
      { ...room, label: "B", openUntil: 5, pins: [{ idPk: "x", verifiedAt: 7 }] },
    ]);
  });

  test("pins are set, replaced and deleted", async () => {
    const store = await openRoomStore(new IDBFactory());
    const room = createRoom("A", 1_000);
    await store.add(room);
    await store.pin(room.id, "x", 1);
    await store.pin(room.id, "y", 2);
    await store.pin(room.id, "x", 3);
    await store.pin(room.id, "y", null);
    expect((await store.load()).rooms[0]?.pins).toEqual([{ idPk: "x", verifiedAt: 3 }]);
  });

  test("are gone when they are removed, and settings stay", async () => {
    const factory = new IDBFactory();
    const store = await openRoomStore(factory);
    const room = createRoom("A", 1_000);
    const settings = { name: "Praxis", phone: "0732", savedAt: 4 };
    await store.add(room);
    await store.saveSettings(settings);
    await store.remove(room.id);
    expect(await store.load()).toEqual({ rooms: [], settings });
  });
});
