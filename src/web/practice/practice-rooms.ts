// The rooms of this page: what the store holds, shown to the screens and handed to the call session.
import { type Signal, signal } from "@preact/signals";
import type { HostSession } from "../call/call-view.ts";
import { closeNow, createRoom, mergePractice, openNow, renewLink } from "./room-rules.ts";
import {
  EMPTY_SETTINGS,
  type PracticeData,
  type PracticeSettings,
  type RoomEdit,
  type RoomStore,
} from "./room-store.ts";

export interface PracticeRooms {
  readonly data: Signal<PracticeData>;
  create(label: string): Promise<string>;
  rename(id: string, label: string): Promise<void>;
  open(id: string): Promise<void>;
  close(id: string): Promise<void>;
  renew(id: string): Promise<void>;
  end(id: string): Promise<void>;
  pin(id: string, idPk: string, verifiedAt: number | null): Promise<void>;
  saveSettings(settings: PracticeSettings): Promise<void>;
  /** Takes the rooms of a file in; returns how many are new here. */
  merge(theirs: PracticeData): Promise<number>;
}

/** Loads the rooms and keeps `session` up to date with them. Rejects if the store cannot be read. */
export async function loadPracticeRooms(
  store: RoomStore,
  session: Pick<HostSession, "setRooms" | "setPractice">,
): Promise<PracticeRooms> {
  const data = signal<PracticeData>({ rooms: [], settings: EMPTY_SETTINGS });

  async function refresh(): Promise<void> {
    data.value = await store.load();
    const { rooms, settings } = data.value;
    session.setPractice({ name: settings.name, phone: settings.phone });
    session.setRooms(
      rooms.map(({ id, seed, linkRenewedAt, openUntil, pins }) => ({
        id,
        links: [{ id: `${id}.${linkRenewedAt}`, seed, until: Number.MAX_SAFE_INTEGER }],
        windows: openUntil === null ? [] : [{ from: 0, until: openUntil }],
        pins,
      })),
    );
  }
  const edit = async (id: string, change: RoomEdit): Promise<void> => {
    await store.edit(id, change);
    await refresh();
  };

  await refresh();
  store.watch(() => void refresh());

  return {
    data,
    async create(label) {
      const room = createRoom(label, Date.now());
      await store.add(room);
      await refresh();
      return room.id;
    },
    rename: (id, label) => edit(id, { label }),
    open: (id) => edit(id, openNow(Date.now())),
    close: (id) => edit(id, closeNow()),
    renew: (id) => edit(id, renewLink(Date.now())),
    async end(id) {
      await store.remove(id);
      await refresh();
    },
    async pin(id, idPk, verifiedAt) {
      await store.pin(id, idPk, verifiedAt);
      await refresh();
    },
    async saveSettings(settings) {
      await store.saveSettings(settings);
      await refresh();
    },
    async merge(theirs) {
      const mine = await store.load();
      const known = new Set(mine.rooms.map(({ id }) => id));
      const merged = mergePractice(mine, theirs);
      for (const room of merged.rooms) {
        if (!known.has(room.id)) await store.add(room);
        else
          await store.edit(room.id, { seed: room.seed, linkRenewedAt: room.linkRenewedAt, pins: room.pins });
      }
      await store.saveSettings({ ...merged.settings, savedAt: Date.now() });
      await refresh();
      return merged.rooms.length - mine.rooms.length;
    },
  };
}
