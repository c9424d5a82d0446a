// What a browser gives to the store of an account, without a browser: time that the test moves, tabs that hear each
// other, touches of the page.
import { randomUUID } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";
import { type InTurn, inTurn } from "../../src/web/practice/tab-turn.ts";
import {
  type AccountStore,
  type AccountStoreWorld,
  openAccountStore,
} from "../../src/web/practice/vault-store.ts";
import type { TherapistDevice } from "./therapist-device.ts";

/** Shorter waits, such as those between two tries, are not worth moving the clock for. */
const SHORT = 2_000;

export interface VaultBrowser {
  /** The store of a page of this browser, closed with `close`. */
  open(session?: TherapistDevice["session"]): Promise<AccountStore>;
  /** Like `open`, where there may be nothing to open. */
  tryOpen(): Promise<AccountStore | null>;
  /** Time passes; what was due runs, in order. */
  pass(ms: number): Promise<void>;
  /** Milliseconds until each of the waits that are under way. */
  waits(): readonly number[];
  /** A person comes to the page. */
  touch(): void;
  hide(): void;
  closeAll(): void;
}

const settled = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function vaultBrowser(device: TherapistDevice, userAgent = "Firefox/140.0 Linux"): VaultBrowser {
  const name = randomUUID();
  const factory = new IDBFactory();
  const start = Date.now();
  let passed = 0;
  let isVisible = true;
  const listeners = new Set<() => void>();
  const waiting = new Set<{ readonly at: number; readonly work: () => void }>();
  const stores = new Set<AccountStore>();
  const now = (): number => start + passed;
  const own: InTurn = (lock, work) => inTurn(`${name}.${lock}`, work);

  const world: AccountStoreWorld = {
    factory,
    openChannel: (channel) => new BroadcastChannel(`${name}.${channel}`),
    userAgent,
    inTurn: own,
    isVisible: () => isVisible,
    onTouch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now,
    random: Math.random,
    after(ms, work) {
      if (ms <= SHORT) {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      }
      const entry = { at: now() + ms, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
  };
  async function tryOpen(session = device.session): Promise<AccountStore | null> {
    const store = await openAccountStore({ session, memory: device.memory, world });
    if (store !== null) stores.add(store);
    return store;
  }

  return {
    async open(session) {
      const store = await tryOpen(session);
      if (store === null) throw new Error("the vault does not open");
      return store;
    },
    tryOpen: () => tryOpen(),
    async pass(ms) {
      const end = passed + ms;
      for (;;) {
        const [next] = [...waiting].toSorted((a, b) => a.at - b.at);
        if (next === undefined || next.at > start + end) break;
        waiting.delete(next);
        passed = Math.max(passed, next.at - start);
        next.work();
        await settled();
      }
      passed = end;
    },
    waits: () => [...waiting].map(({ at }) => at - now()),
    touch() {
      for (const listener of listeners) listener();
    },
    hide() {
      isVisible = false;
    },
    closeAll() {
      for (const store of stores) store.close();
      stores.clear();
    },
  };
}
