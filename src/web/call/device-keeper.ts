// Whether this browser remembers the room, and what it remembers, kept in step with the call.
import type { Identity } from "../../e2ee/handshake.ts";
import type { LinkPayload } from "../../e2ee/link.ts";
import type { Observable } from "./call-view.ts";
import { forgetRemembered, keepRemembered, type RememberedDevice } from "./device-memory.ts";
import { createSource } from "./observable.ts";

export interface DeviceKeeper {
  readonly remembered: Observable<boolean>;
  /** The room was found in this browser's memory: its entry follows the call from now on. */
  found(): void;
  /** Something that is remembered has changed. */
  update(): Promise<boolean>;
  /** "Remember this device", on or off. Where the browser refuses storage it stays off. */
  set(on: boolean): Promise<void>;
}

export function createDeviceKeeper(input: {
  readonly payload: LinkPayload;
  readonly identity: () => Promise<Identity>;
  readonly known: () => Pick<RememberedDevice, "verifiedAt" | "practice" | "consent">;
}): DeviceKeeper {
  const remembered = createSource(false);
  // One write after the other, each with what is known when its turn comes.
  let last: Promise<unknown> = Promise.resolve();

  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    const written = last.then(write);
    last = written.catch(() => {});
    return written;
  }

  const update = (): Promise<boolean> =>
    inOrder(async () => {
      if (!remembered.get()) return false;
      const identity = await input.identity();
      return keepRemembered({
        payload: input.payload,
        identity,
        usedAt: Date.now(),
        ...input.known(),
      });
    });

  return {
    remembered,
    found() {
      remembered.set(true);
      void update();
    },
    update,
    async set(on) {
      remembered.set(on);
      if (on) remembered.set(await update());
      else await inOrder(() => forgetRemembered(input.payload));
    },
  };
}
