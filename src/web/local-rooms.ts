// Rooms that were made in this browser without an account, and can move into one.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { OpenDesk } from "./open-desk.ts";
import type { RoomStore } from "./practice/room-store.ts";
import type { LocalRooms } from "./screens/account/take-over.tsx";

/** In the entry of the session's history: it lasts for this tab, and nothing is stored. */
const ANSWERED = "localRoomsStay";

export interface LocalRoomsOffer {
  /** Null until looked at, and where there are none. */
  readonly rooms: ReadonlySignal<LocalRooms | null>;
  /** The person has not said yet that they shall stay. */
  readonly isOffered: ReadonlySignal<boolean>;
  look(): Promise<void>;
}

export function createLocalRooms(
  openLocal: () => Promise<RoomStore>,
  desk: () => Promise<OpenDesk | null>,
): LocalRoomsOffer {
  const rooms = signal<LocalRooms | null>(null);
  const isOffered = signal((history.state as Record<string, unknown> | null)?.[ANSWERED] !== true);
  return {
    rooms,
    isOffered,
    async look() {
      if (rooms.value !== null) return;
      const local = await openLocal().catch(() => null);
      const found = await local?.load().catch(() => null);
      if (!local || !found || found.rooms.length === 0) return;
      rooms.value = {
        count: found.rooms.length,
        async take() {
          const open = await desk();
          if (open === null) throw new Error("the rooms of the account are not open");
          const added = await open.practice.merge(await local.load());
          // Only what lies in the account now is deleted here.
          const kept = new Set(open.practice.data.value.rooms.map(({ id }) => id));
          for (const { id } of found.rooms) if (kept.has(id)) await local.endRoom(id);
          return added;
        },
        leave() {
          history.replaceState({ ...(history.state as object | null), [ANSWERED]: true }, "");
          isOffered.value = false;
        },
      };
    },
  };
}
