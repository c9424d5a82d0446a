// Within one browser exactly one page answers a room (docs/protocol.md, "Several devices and tabs").

export interface RoomLocks {
  /** Takes a room, asking another page of this browser to hand it over; false if that page is in a call. */
  take(roomId: string): Promise<boolean>;
  /** Takes a room that no other page of this browser has. */
  takeFree(roomId: string): Promise<boolean>;
  release(roomId: string): void;
  close(): void;
}

const HAND_OVER_WAIT = 1_500;
const lockName = (roomId: string): string => `connect-room-${roomId}`;

export function createRoomLocks(input: {
  /** Whether this page may give a room away now. */
  readonly mayHandOver: (roomId: string) => boolean;
  readonly lost: (roomId: string) => void;
}): RoomLocks {
  const releases = new Map<string, () => void>();
  const channel = new BroadcastChannel("connect-rooms");
  const locks: LockManager | undefined = navigator.locks;

  function release(roomId: string): void {
    releases.get(roomId)?.();
    releases.delete(roomId);
  }

  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "string" || !releases.has(data) || !input.mayHandOver(data)) return;
    release(data);
    input.lost(data);
  };

  function request(roomId: string, options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const held = (lock: Lock | null): Promise<void> | undefined => {
        resolve(lock !== null);
        if (!lock) return undefined;
        return new Promise<void>((done) => releases.set(roomId, done));
      };
      locks?.request(lockName(roomId), options, held).catch(() => resolve(false));
    });
  }

  async function takeFree(roomId: string): Promise<boolean> {
    return !locks || releases.has(roomId) || request(roomId, { ifAvailable: true });
  }

  return {
    takeFree,
    async take(roomId) {
      if (await takeFree(roomId)) return true;
      channel.postMessage(roomId);
      return request(roomId, { signal: AbortSignal.timeout(HAND_OVER_WAIT) });
    },
    release,
    close() {
      for (const roomId of [...releases.keys()]) release(roomId);
      channel.close();
    },
  };
}
