// Which rooms a press has opened, and until when. It stays on this device: were it in the vault, the server could tell
// from its writes when calls take place.
import type { PracticeDatabase } from "./practice-database.ts";

const OPEN_TIMES = "openUntil";

export interface OpenTimes {
  /** Room ids with the end of the opening (Unix ms); those that are over are left out. */
  read(): Promise<ReadonlyMap<string, number>>;
  set(roomId: string, until: number | null): Promise<void>;
  /** Calls back when another tab has opened or closed a room. */
  watch(listener: () => void): () => void;
}

export function createOpenTimes(
  database: Pick<PracticeDatabase, "read" | "amend">,
  channel: BroadcastChannel | null,
  now: () => number,
): OpenTimes {
  const current = (times: ReadonlyMap<string, number> | undefined): Map<string, number> =>
    new Map([...(times ?? [])].filter(([, until]) => until > now()));
  return {
    read: async () => current(await database.read<ReadonlyMap<string, number>>(OPEN_TIMES)),
    async set(roomId, until) {
      await database.amend<ReadonlyMap<string, number>>(OPEN_TIMES, (before) => {
        const times = current(before);
        if (until === null) times.delete(roomId);
        else times.set(roomId, until);
        return times;
      });
      channel?.postMessage(OPEN_TIMES);
    },
    watch(listener) {
      const heard = ({ data }: MessageEvent<unknown>): void => {
        if (data === OPEN_TIMES) listener();
      };
      channel?.addEventListener("message", heard);
      return () => channel?.removeEventListener("message", heard);
    },
  };
}
