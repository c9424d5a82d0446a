// A store of rooms over records that somebody else keeps: the vault of an account, or this browser.
import type { OpenTimes } from "./open-times.ts";
import * as edits from "./record-edits.ts";
import { countNew, takeIn } from "./record-import.ts";
import { viewOf } from "./record-view.ts";
import type { Records } from "./records.ts";
import type { RoomStore } from "./room-store.ts";

export interface RecordKeeper {
  read(): Promise<Records>;
  /**
   * Reads, changes and keeps in one step, whatever other tabs do. `later`: nobody outside may see from its time of
   * writing that it happened, because a call was the cause.
   */
  change(change: edits.Change, when: "now" | "later"): Promise<void>;
  /** Calls back after a change that did not come through `change` of this page. */
  watch(listener: () => void): () => void;
}

export function createPracticeStore(parts: {
  readonly keeper: RecordKeeper;
  readonly openTimes: OpenTimes;
  readonly now: () => number;
}): RoomStore {
  const { keeper, openTimes, now } = parts;
  const change = (one: edits.Change): Promise<void> => keeper.change(one, "now");

  return {
    async load() {
      const [records, open] = await Promise.all([keeper.read(), openTimes.read()]);
      const view = viewOf(records, now());
      return {
        ...view,
        rooms: view.rooms.map((room) => ({ ...room, openUntil: open.get(room.id) ?? null })),
      };
    },
    watch(listener) {
      const ends = [keeper.watch(listener), openTimes.watch(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
    async addRoom({ label, kind }) {
      const id = edits.newId();
      await change(edits.addRoom(id, label, kind));
      return id;
    },
    editRoom: (id, part) => change(edits.editRoom(id, part)),
    async endRoom(id) {
      await change(edits.endRoom(id));
      await openTimes.set(id, null);
    },
    setOpenUntil: (id, until) => openTimes.set(id, until),
    renewLink: (roomId, why) => change(edits.renewLink(roomId, why)),
    arm: (roomId) => change(edits.armLink(roomId)),
    pin: (roomId, idPk, verifiedAt) => keeper.change(edits.setPin(roomId, idPk, verifiedAt), "later"),
    takeConsent: (roomId, told) => keeper.change(edits.takeConsent(roomId, told), "later"),
    async addAppointment(appointment) {
      const id = edits.newId();
      await change(edits.addAppointment(id, appointment));
      return id;
    },
    editAppointment: (id, part) => change(edits.editAppointment(id, part)),
    endAppointment: (id) => change(edits.endAppointment(id)),
    saveSettings: (part) => change(edits.saveSettings(part)),
    async merge(theirs) {
      let added = 0;
      await change((before, writer) => {
        const after = takeIn(theirs)(before, writer);
        added = countNew(before, after, writer.now);
        return after;
      });
      return added;
    },
  };
}
