// The rooms of this page: what the store holds, shown to the screens and handed to the call session.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { HostSession } from "../call/call-view.ts";
import { openNow } from "./room-rules.ts";
import {
  EMPTY_PRACTICE,
  type PracticeData,
  type RenewReason,
  type RoomEdit,
  type RoomKind,
  type RoomStore,
} from "./room-store.ts";
import { WINDOWS_FRESH, windowsOf } from "./windows.ts";

/** How often the session is told windows and links anew, though nobody has changed anything. */
const REFRESH_EVERY = WINDOWS_FRESH / 24;

export interface PracticeRooms
  extends Pick<
    RoomStore,
    "arm" | "pin" | "takeConsent" | "addAppointment" | "editAppointment" | "endAppointment" | "saveSettings"
  > {
  readonly data: ReadonlySignal<PracticeData>;
  create(room: { readonly label: string; readonly kind: RoomKind }): Promise<string>;
  edit(id: string, part: RoomEdit): Promise<void>;
  open(id: string): Promise<void>;
  close(id: string): Promise<void>;
  renew(id: string, why: RenewReason): Promise<void>;
  end(id: string): Promise<void>;
  /** Takes the rooms of a file or of another store in; returns how many are new here. */
  merge(theirs: PracticeData): Promise<number>;
}

export interface LoadedRooms extends PracticeRooms {
  /** Nothing is read or handed over any more. */
  stop(): void;
}

/** Loads the rooms and keeps `session` up to date with them. Rejects if the store cannot be read. */
export async function loadPracticeRooms(
  store: RoomStore,
  session: Pick<HostSession, "setRooms" | "setPractice">,
): Promise<LoadedRooms> {
  const data = signal<PracticeData>(EMPTY_PRACTICE);
  let turn: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    data.value = await store.load();
    const { rooms, appointments, settings } = data.value;
    const now = Date.now();
    session.setPractice({ name: settings.name, phone: settings.phone, logo: settings.logo });
    session.setRooms(
      rooms.map((room) => ({
        id: room.id,
        links: room.links.map(({ id, seed, until }) => ({ id, seed, until })),
        windows: windowsOf(room, appointments, now),
        pins: room.pins,
        hidesAddresses: settings.hidesAddresses || room.hidesAddresses,
      })),
    );
  }
  // One after the other: a slow earlier reading must not show over a later one.
  function refresh(): Promise<void> {
    turn = turn.catch(() => {}).then(read);
    return turn;
  }
  const afterwards =
    <A extends readonly unknown[], T>(change: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const result = await change(...args);
      await refresh();
      return result;
    };

  await refresh();
  const endWatch = store.watch(() => void refresh().catch(() => {}));
  const timer = setInterval(() => void refresh().catch(() => {}), REFRESH_EVERY);

  return {
    data,
    create: afterwards(store.addRoom),
    edit: afterwards(store.editRoom),
    open: afterwards((id) => store.setOpenUntil(id, openNow(Date.now()))),
    close: afterwards((id) => store.setOpenUntil(id, null)),
    renew: afterwards(store.renewLink),
    arm: afterwards(store.arm),
    end: afterwards(store.endRoom),
    pin: afterwards(store.pin),
    takeConsent: afterwards(store.takeConsent),
    addAppointment: afterwards(store.addAppointment),
    editAppointment: afterwards(store.editAppointment),
    endAppointment: afterwards(store.endAppointment),
    saveSettings: afterwards(store.saveSettings),
    merge: afterwards(async (theirs) => {
      const added = await store.merge(theirs);
      await store.saveSettings({ savedAt: Date.now() });
      return added;
    }),
    stop() {
      clearInterval(timer);
      endWatch();
    },
  };
}
