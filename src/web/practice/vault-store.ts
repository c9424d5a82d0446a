// The rooms of an account: in its vault, on this device and on the server.
import type { ReadonlySignal } from "@preact/signals";
import type { AccountSession } from "./account-session.ts";
import { deviceName } from "./device-name.ts";
import { createOpenTimes } from "./open-times.ts";
import { loadDeviceId, openPracticeDatabase, pageDatabase } from "./practice-database.ts";
import { createPracticeStore } from "./practice-store.ts";
import type { RoomStore } from "./room-store.ts";
import { type InTurn, inTurn } from "./tab-turn.ts";
import type { VaultMemory } from "./vault-memory.ts";
import { createVaultSync, type SyncState } from "./vault-sync.ts";

export interface AccountStore extends RoomStore {
  /** Whether everything has reached the server, what stands against it, and who changed something last. */
  readonly sync: ReadonlySignal<SyncState>;
  /**
   * The last change as the server gave it, where nothing of this vault was kept here: whether it is the newest, this
   * device cannot tell. Null at a device that knows the vault.
   */
  readonly arrival: SyncState["asOf"];
  /** Looks whether another device has written, if that was not done just now. */
  look(): Promise<void>;
  /** What was not sent stays sealed on this device. */
  close(): void;
}

/** What differs between a page and a test. */
export interface AccountStoreWorld {
  readonly factory: IDBFactory | null;
  readonly openChannel: (name: string) => BroadcastChannel | null;
  readonly userAgent: string;
  readonly inTurn: InTurn;
  readonly isVisible: () => boolean;
  /** Calls back whenever a person comes to the page, or the network comes back. Returns the end. */
  readonly onTouch: (listener: () => void) => () => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
}

const PAGE_WORLD: AccountStoreWorld = {
  factory: typeof indexedDB === "undefined" ? null : indexedDB,
  openChannel: (name) => (typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name)),
  userAgent: typeof navigator === "undefined" ? "" : navigator.userAgent,
  inTurn,
  isVisible: () => document.visibilityState === "visible",
  onTouch(listener) {
    const touched = (): void => {
      if (document.visibilityState === "visible") listener();
    };
    document.addEventListener("visibilitychange", touched);
    for (const event of ["focus", "online"]) addEventListener(event, touched);
    return () => {
      document.removeEventListener("visibilitychange", touched);
      for (const event of ["focus", "online"]) removeEventListener(event, touched);
    };
  },
  now: Date.now,
  random: Math.random,
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Opens the rooms of the account whose vault is open; null if neither server nor device gives them. */
export async function openAccountStore(parts: {
  readonly session: Pick<AccountSession, "api" | "openVault" | "resume" | "beforeForgetting">;
  readonly memory: VaultMemory;
  readonly world?: AccountStoreWorld;
}): Promise<AccountStore | null> {
  const { session, memory, world = PAGE_WORLD } = parts;
  const vault = session.openVault();
  if (vault === null) return null;
  const { factory, now } = world;
  // With an account, a browser that refuses storage loses nothing but what belongs to this device.
  const database =
    factory === null ? pageDatabase() : await openPracticeDatabase(factory).catch(() => pageDatabase());
  const channels = [
    world.openChannel("connect-vault-records"),
    world.openChannel("connect-practice"),
  ] as const;
  const isNewHere = (await memory.readDocument(vault.accountId)) === null;
  const sync = createVaultSync({
    ...world,
    api: session.api,
    memory,
    vault,
    device: { id: await loadDeviceId(database), name: deviceName(world.userAgent) },
    channel: channels[0],
    onTrouble: () => void session.resume().catch(() => {}),
  });
  const close = (): void => {
    for (const end of ends) end();
    sync.stop();
    for (const channel of channels) channel?.close();
  };
  const ends = [session.beforeForgetting(sync.flush), world.onTouch(() => void sync.look().catch(() => {}))];
  if (!(await sync.start())) {
    close();
    return null;
  }
  const openTimes = createOpenTimes(database, channels[1], now);
  return {
    ...createPracticeStore({ keeper: sync, openTimes, now }),
    sync: sync.state,
    arrival: isNewHere ? sync.state.value.asOf : null,
    look: sync.look,
    close,
  };
}
