// Keeps the records of this device and the vault on the server in step (docs/protocol.md, "Records"). Every change
// rests sealed on this device before anything is sent; what was not sent goes later, and what two devices wrote is
// merged.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { OpenVault } from "./account-session.ts";
import type { ApiClient } from "./api-client.ts";
import type { RecordKeeper } from "./practice-store.ts";
import { forgetOld, isSame, mergeRecords, type Writer } from "./records.ts";
import type { InTurn } from "./tab-turn.ts";
import { createLocalVault, type KeptVault, type Unsent } from "./vault-local.ts";
import type { VaultMemory } from "./vault-memory.ts";
import { createVaultRemote, type RemoteTrouble, type SyncTrouble } from "./vault-remote.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Pins and consents are caused by calls: they wait so long, so that writes do not tell when calls are. */
export const PIN_WAIT = { min: 10 * MINUTE, max: 60 * MINUTE } as const;
const POLL = { min: 3 * MINUTE, max: 5 * MINUTE } as const;
/** Looking again at a touch of the page, at most so often. */
const LOOK_GAP = 30 * SECOND;
const RETRY_FIRST = 5 * SECOND;
const RETRY_MAX = 5 * MINUTE;
/** Other devices can be first so often in a row before this one waits. */
const STALE_TRIES = 8;
const STALE_JITTER = 200;
/** Whoever signs out does not wait longer for a server that does not answer. */
const FLUSH_WAIT = 8 * SECOND;

export interface SyncState {
  /** All edits have reached the server. Pins that wait do not count. */
  readonly isSaved: boolean;
  readonly trouble: SyncTrouble | null;
  /** The last change of all devices (Unix ms) and on which it was made; null: nothing was written yet. */
  readonly asOf: { readonly changedAt: number; readonly changedOn: string } | null;
}

export interface VaultSyncParts {
  readonly api: ApiClient;
  readonly memory: VaultMemory;
  readonly vault: OpenVault;
  readonly device: Omit<Writer, "now">;
  /** To the other tabs of this browser. */
  readonly channel: BroadcastChannel | null;
  readonly inTurn: InTurn;
  /** Whether somebody can see the page. */
  readonly isVisible: () => boolean;
  /** The account's state has to be looked at again: an older vault, another key. */
  readonly onTrouble: () => void;
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Returns the end. */
  readonly after: (ms: number, work: () => void) => () => void;
}

export interface VaultSync extends RecordKeeper {
  readonly state: ReadonlySignal<SyncState>;
  /** Reads server and device. False if neither gave anything to work with. */
  start(): Promise<boolean>;
  /** Looks whether another device has written; called when the page is touched. */
  look(): Promise<void>;
  /** Sends everything that has not been sent, pins too. */
  flush(): Promise<void>;
  stop(): void;
}

type Timer = "pins" | "retry" | "poll";

export function createVaultSync(parts: VaultSyncParts): VaultSync {
  const { vault, device, channel, now, random, after } = parts;
  const { accountId } = vault;
  const local = createLocalVault(parts);
  const remote = createVaultRemote(parts);
  const state = signal<SyncState>({ isSaved: true, trouble: null, asOf: null });
  const listeners = new Set<() => void>();
  const timers = new Map<Timer, () => void>();
  let failures = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const between = ({ min, max }: { readonly min: number; readonly max: number }): number =>
    min + random() * (max - min);

  function cancel(name: Timer): void {
    timers.get(name)?.();
    timers.delete(name);
  }
  function wait(name: Timer, ms: number, work: () => void): void {
    cancel(name);
    if (isStopped) return;
    const end = after(ms, () => {
      timers.delete(name);
      work();
    });
    timers.set(name, end);
  }

  function show(kept: KeptVault | null, trouble: SyncTrouble | null): void {
    const { changedAt = 0, changedOn = "" } = kept?.records ?? {};
    const asOf = changedAt === 0 ? null : { changedAt, changedOn };
    state.value = { isSaved: kept?.unsent !== "edits", trouble, asOf };
  }
  async function stumble({ trouble, retryAfter }: RemoteTrouble): Promise<void> {
    show(await local.read(), trouble);
    if (trouble === "rolled-back" || trouble === "other-key") parts.onTrouble();
    if (trouble !== "offline") return;
    const backoff = Math.min(RETRY_MAX, RETRY_FIRST * 2 ** failures) * (0.5 + random());
    failures += 1;
    wait("retry", Math.max(backoff, (retryAfter ?? 0) * SECOND), () => void recover().catch(() => {}));
  }
  /** Pins that no edit has taken along by then go on their own. */
  function schedule(unsent: Unsent): void {
    if (unsent === "pins" && !timers.has("pins")) wait("pins", between(PIN_WAIT), () => sendSoon("pins"));
  }

  // Only one tab of this browser talks to the server at a time. Edits do not wait for it: they rest here first.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    parts.inTurn(`connect-vault-server.${accountId}`, work);

  /** Merges the stored vault into what is here; false: it could not be had, and `state` says why. */
  async function pullInTurn(): Promise<boolean> {
    const theirs = await remote.load();
    if ("trouble" in theirs) {
      await stumble(theirs);
      return false;
    }
    const { version } = theirs;
    const records = forgetOld(theirs.records, now());
    let isNews = false;
    await local.amend((before) => {
      if (before === null) {
        isNews = true;
        return { records, version, unsent: "nothing" };
      }
      const merged = forgetOld(mergeRecords(before.records, records), now());
      isNews = !isSame(merged, before.records);
      // An older vault that the person has accepted gets back what only this device has.
      const waits = before.unsent === "pins" && version >= before.version;
      return {
        records: merged,
        version,
        unsent: isSame(merged, records) ? "nothing" : waits ? "pins" : "edits",
      };
    });
    const kept = await local.read();
    failures = 0;
    cancel("retry");
    show(kept, null);
    if (isNews) {
      channel?.postMessage(accountId);
      for (const listener of listeners) listener();
    }
    schedule(kept?.unsent ?? "nothing");
    return true;
  }

  /** The server has what `sent` was; what was written since stays unsent, upon the new version. */
  async function noteSent(sent: KeptVault): Promise<void> {
    await local.amend((before) => {
      if (before === null) return null;
      const unsent = isSame(before.records, sent.records) ? "nothing" : before.unsent;
      return { records: before.records, version: sent.version + 1, unsent };
    });
    failures = 0;
    cancel("pins");
    cancel("retry");
    const kept = await local.read();
    show(kept, null);
    schedule(kept?.unsent ?? "nothing");
    channel?.postMessage(accountId);
  }

  async function sendInTurn(which: "edits" | "pins"): Promise<void> {
    for (let stale = 0; stale < STALE_TRIES; ) {
      const kept = isStopped ? null : await local.read();
      const isDue = kept?.unsent === "edits" || (kept?.unsent === "pins" && which === "pins");
      if (kept === null || !isDue) return;
      const saved = await remote.save(kept);
      if (saved === "saved") await noteSent(kept);
      else if (saved !== "stale") return stumble(saved);
      else {
        stale += 1;
        await new Promise<void>((resolve) => after(random() * STALE_JITTER * stale, resolve));
        if (!(await pullInTurn())) return;
      }
    }
    await stumble({ trouble: "offline", retryAfter: null });
  }

  const pull = (): Promise<boolean> => inTurn(pullInTurn);
  const send = (which: "edits" | "pins"): Promise<void> => inTurn(() => sendInTurn(which));
  // What a browser that refuses its storage does not let go now, goes at the next look.
  const sendSoon = (which: "edits" | "pins"): void => void send(which).catch(() => {});
  async function recover(): Promise<void> {
    if (!isStopped && (await pull())) await send("edits");
  }

  async function look(): Promise<void> {
    // Whoever is offline tries at once when the network is back.
    if (!isStopped && state.value.trouble === "offline") return recover();
    if (isStopped || now() - lookedAt < LOOK_GAP) return;
    lookedAt = now();
    const kept = await local.read();
    const isOther = await remote.isOther(kept?.version ?? null);
    if (typeof isOther !== "boolean") return stumble(isOther);
    if (isOther) await pull();
    await send("edits");
  }
  function poll(): void {
    wait("poll", between(POLL), () => {
      if (parts.isVisible()) void look().catch(() => {});
      poll();
    });
  }

  async function heard({ data }: MessageEvent<unknown>): Promise<void> {
    if (data !== accountId) return;
    const kept = await local.read();
    show(kept, state.value.trouble);
    // The tab that made a pin may be gone by the time it is sent.
    schedule(kept?.unsent ?? "nothing");
    for (const listener of listeners) listener();
  }
  const onMessage = (event: MessageEvent<unknown>): void => void heard(event);
  channel?.addEventListener("message", onMessage);

  return {
    state,
    async start() {
      lookedAt = now();
      await pull();
      const kept = await local.read();
      if (kept === null) return false;
      show(kept, state.value.trouble);
      schedule(kept.unsent);
      sendSoon("edits");
      poll();
      return true;
    },
    async read() {
      const kept = await local.read();
      // Nothing is another thing than no rooms: a call in a room that vanishes would end.
      if (kept === null) throw new Error("the vault is not open");
      return kept.records;
    },
    async change(change, when) {
      let unsent: Unsent = "nothing";
      await local.amend((before) => {
        if (isStopped || before === null) throw new Error("the vault is not open");
        const records = change(before.records, { ...device, now: now() });
        if (records === before.records) return null;
        unsent = when === "now" || before.unsent === "edits" ? "edits" : "pins";
        return { ...before, records, unsent };
      });
      if ((unsent as Unsent) === "nothing") return;
      show(await local.read(), state.value.trouble);
      channel?.postMessage(accountId);
      if (when === "now") sendSoon("edits");
      else schedule(unsent);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    flush: () =>
      new Promise((resolve) => {
        const end = after(FLUSH_WAIT, resolve);
        send("pins")
          .catch(() => {})
          .finally(() => {
            end();
            resolve();
          });
      }),
    stop() {
      isStopped = true;
      channel?.removeEventListener("message", onMessage);
      for (const name of [...timers.keys()]) cancel(name);
    },
  };
}
