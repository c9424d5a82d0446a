import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { HostRoomInput, PracticeFace } from "../call/call-view.ts";
import { openBrowserStore } from "./browser-store.ts";
import { deviceName } from "./device-name.ts";
import { type LoadedRooms, loadPracticeRooms } from "./practice-rooms.ts";
import type { RoomStore } from "./room-store.ts";

const MINUTE = 60_000;
const loaded: LoadedRooms[] = [];
afterEach(() => {
  for (const one of loaded.splice(0)) one.stop();
});

/** Keeps what a call session would be told. */
function listening() {
  const told: { rooms: readonly HostRoomInput[]; face: PracticeFace | null } = { rooms: [], face: null };
  return {
    told,
    session: {
      setRooms(rooms: readonly HostRoomInput[]) {
        told.rooms = rooms;
      },
      setPractice(face: PracticeFace) {
        told.face = face;
      },
    },
  };
}

async function opened(store: RoomStore) {
  const { told, session } = listening();
  const practice = await loadPracticeRooms(store, session);
  loaded.push(practice);
  return { practice, told };
}

describe("the rooms of a page", () => {
  test("reach the call session with links, windows, pins and the practice's face", async () => {
    const { practice, told } = await opened(await openBrowserStore({ factory: new IDBFactory() }));
    const id = await practice.create({ label: "A", kind: "couple" });
    await practice.pin(id, "key", 5);
    await practice.renew(id, "routine");
    await practice.saveSettings({ name: "Praxis", phone: "0732" });
    expect(told.rooms).toMatchObject([{ id, windows: [], pins: [{ idPk: "key", verifiedAt: 5 }] }]);
    expect(told.rooms[0]?.links.map((link) => link.id)).toEqual(
      practice.data.value.rooms[0]?.links.map((link) => link.id),
    );
    expect(told.rooms[0]?.links).toHaveLength(2);
    expect(told.face).toEqual({ name: "Praxis", phone: "0732", logo: null });

    await practice.open(id);
    expect(told.rooms[0]?.windows).toMatchObject([{ from: 0 }]);
    await practice.close(id);
    const at = new Date(Date.now() + 60 * MINUTE).toISOString().slice(0, 16);
    const plan = { roomId: id, at, timeZone: "UTC", duration: 50, repeats: "once" } as const;
    await practice.addAppointment({ ...plan, lastDate: null, skipped: [], reminder: null, note: "" });
    expect(told.rooms[0]?.windows).toEqual([
      { from: Date.parse(`${at}Z`) - 10 * MINUTE, until: Date.parse(`${at}Z`) + 50 * MINUTE },
    ]);
    await practice.end(id);
    expect(told.rooms).toEqual([]);
    expect(practice.data.value.appointments).toEqual([]);
  });

  test("follow another tab, and stay when the store cannot be read for a moment", async () => {
    const factory = new IDBFactory();
    const store = await openBrowserStore({ factory });
    let isBroken = false;
    const { practice, told } = await opened({
      ...store,
      load: () => (isBroken ? Promise.reject(new Error("gone")) : store.load()),
    });
    const other = await openBrowserStore({ factory });
    await other.addRoom({ label: "A", kind: "single" });
    await vi.waitFor(() => expect(told.rooms).toHaveLength(1));
    isBroken = true;
    await other.addRoom({ label: "B", kind: "single" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told.rooms).toHaveLength(1);
    isBroken = false;
    await other.addRoom({ label: "C", kind: "single" });
    await vi.waitFor(() => expect(practice.data.value.rooms).toHaveLength(3));
  });

  test("that come in are counted, and the day of saving is noted", async () => {
    const one = await opened(await openBrowserStore({ factory: new IDBFactory() }));
    const two = await opened(await openBrowserStore({ factory: new IDBFactory() }));
    await one.practice.create({ label: "A", kind: "single" });
    await two.practice.create({ label: "B", kind: "single" });
    expect(await two.practice.merge(one.practice.data.value)).toBe(1);
    expect(await two.practice.merge(one.practice.data.value)).toBe(0);
    expect(two.told.rooms).toHaveLength(2);
    expect(two.practice.data.value.settings.savedAt).not.toBeNull();
  });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
    "Safari, iPhone",
  ],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"],
  ["something else", ""],
])("a device is called by browser and system: %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
