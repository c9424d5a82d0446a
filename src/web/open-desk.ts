// What a desk consists of: the rooms of a store, and a session that answers for them.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { HostSession, LocalMedia, TurnPool } from "./call/call-view.ts";
import { createHostSession } from "./call/host-session.ts";
import type { LocalMediaSource } from "./call/media.ts";
import { type LoadedRooms, loadPracticeRooms, type PracticeRooms } from "./practice/practice-rooms.ts";
import type { RoomStore } from "./practice/room-store.ts";
import type { LoadedConfig } from "./screens/instance-config.ts";

export interface OpenDesk {
  readonly session: HostSession;
  readonly media: LocalMedia;
  readonly practice: PracticeRooms;
  /** Somebody is in the call: whatever happens to store or account, the page stays. */
  readonly isInCall: ReadonlySignal<boolean>;
  close(): void;
}

/** Opens the rooms of `store`; null if they cannot be read. */
export async function openDesk(parts: {
  readonly loaded: LoadedConfig;
  readonly media: LocalMediaSource;
  readonly store: RoomStore;
  readonly turn: TurnPool | null;
}): Promise<OpenDesk | null> {
  let practice: LoadedRooms | null = null;
  const session = createHostSession({
    ...parts.loaded,
    media: parts.media,
    turn: parts.turn,
    onVerified(roomId, idPk, verifiedAt) {
      // A vault that was locked under the call keeps no pin: the words are offered again the next time.
      practice?.pin(roomId, idPk, verifiedAt).catch(() => {});
    },
    onConsented(roomId, told) {
      practice?.takeConsent(roomId, told).catch(() => {});
    },
  });
  practice = await loadPracticeRooms(parts.store, session).catch(() => null);
  if (practice === null) {
    session.close();
    return null;
  }
  const { stop: endReading } = practice;
  const isInCall = signal(false);
  const stop = session.view.subscribe(({ callRoom, rooms }) => {
    isInCall.value = callRoom !== null && (rooms.get(callRoom)?.peers.length ?? 0) > 0;
  });
  return {
    session,
    media: parts.media,
    practice,
    isInCall,
    close() {
      stop();
      endReading();
      session.close();
    },
  };
}
