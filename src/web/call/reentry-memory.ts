// What a therapist's page keeps in its tab so that a reload does not lose the call: who may come back to which
// seat, and how many answers stayed unopened. No names, no keys of the call.
import { REENTRY } from "../../protocol/limits.ts";

/** Declared in the inventory (src/server/privacy/places.ts). */
const TAB_KEY = "connect.host";

export interface RoomMemory {
  readonly callId: string;
  /** Day of the call's first tag. */
  readonly day: number;
  /** Device keys that were admitted and may re-enter. */
  readonly admitted: readonly string[];
  /** When somebody was last in the call (Unix ms); seats are kept for REENTRY after it. */
  readonly seenAt: number;
  readonly unopened: readonly number[];
}

type Memory = Readonly<Record<string, RoomMemory>>;

function read(): Memory {
  try {
    return (JSON.parse(sessionStorage.getItem(TAB_KEY) ?? "{}") as Memory | null) ?? {};
  } catch {
    return {};
  }
}

/** What was kept for a room; seats older than REENTRY are gone. */
export function recallRoom(roomId: string, now: number): RoomMemory | null {
  const found = read()[roomId];
  if (!found) return null;
  return now - found.seenAt < REENTRY ? found : { ...found, admitted: [] };
}

export function rememberRoom(roomId: string, memory: RoomMemory | null): void {
  const { [roomId]: _, ...others } = read();
  const next = memory ? { ...others, [roomId]: memory } : others;
  try {
    sessionStorage.setItem(TAB_KEY, JSON.stringify(next));
  } catch {
    // Without storage only the reload of this page is lost.
  }
}
