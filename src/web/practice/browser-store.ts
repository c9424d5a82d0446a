// Rooms of a browser without an account. Their records rest sealed under a key that this browser holds and never gives
// out, so that a copy of the profile's files alone does not open a room (decision 0011).
import { type Bytes, equal, fromUtf8, randomBytes, utf8 } from "../../e2ee/bytes.ts";
import { deviceName } from "./device-name.ts";
import { LINK_LIFE } from "./link-life.ts";
import { createOpenTimes } from "./open-times.ts";
import {
  loadDeviceId,
  openPracticeDatabase,
  type PracticeDatabase,
  type Taken,
} from "./practice-database.ts";
import { createPracticeStore, type RecordKeeper } from "./practice-store.ts";
import { type Change, newId, saveSettings } from "./record-edits.ts";
import { takeIn } from "./record-import.ts";
import { NO_RECORDS, type Records, readRecords, type Writer, writeRecords } from "./records.ts";
import { EMPTY_SETTINGS, type Pin, type PracticeSettings, type Room, type RoomStore } from "./room-store.ts";

const CHANNEL = "connect-practice";
const KEY = "key";
const DOCUMENT = "document";
const OLD_SETTINGS = "settings";
const NONCE_SIZE = 12;

interface Sealed {
  readonly nonce: Bytes;
  readonly body: Bytes;
}

/** A room as the first versions of this page kept it. */
interface OldRoom {
  readonly id: string;
  readonly createdAt: number;
  readonly label: Sealed;
  readonly seed: Sealed;
  readonly linkRenewedAt: number | null;
  readonly openUntil: number | null;
  readonly pins: readonly Pin[];
}

/** The sealing key of this browser; of two tabs that make one at once, one wins and both use it. */
async function loadKey(database: PracticeDatabase): Promise<CryptoKey> {
  const found = await database.read<CryptoKey>(KEY);
  if (found !== undefined) return found;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await database.amend<CryptoKey>(KEY, (before) => before ?? made);
  return (await database.read<CryptoKey>(KEY)) ?? made;
}

interface Sealer {
  seal(place: string, plain: Bytes): Promise<Sealed>;
  /** Rejects for a value that was changed or moved to another place. */
  open(place: string, sealed: Sealed): Promise<Bytes>;
}

function createSealer(key: CryptoKey): Sealer {
  const context = (place: string): Bytes => utf8(`connect.practice/${place}`);
  return {
    async seal(place, plain) {
      const nonce = randomBytes(NONCE_SIZE);
      const algorithm = { name: "AES-GCM", iv: nonce, additionalData: context(place) };
      return { nonce, body: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)) };
    },
    async open(place, { nonce, body }) {
      const algorithm = { name: "AES-GCM", iv: nonce, additionalData: context(place) };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, body));
    },
  };
}

async function readOldRoom(sealer: Sealer, room: OldRoom, now: number): Promise<Room | null> {
  try {
    const label = fromUtf8(await sealer.open(`label/${room.id}`, room.label));
    const seed = await sealer.open(`seed/${room.id}`, room.seed);
    // Being taken over counts as being armed: a client's link goes on working.
    const until = now + LINK_LIFE;
    const link = { id: newId(), seed, createdAt: room.linkRenewedAt ?? room.createdAt, until };
    const { id, createdAt, openUntil, pins } = room;
    const none = { consents: [], paperConsent: null, hidesAddresses: false };
    return {
      ...none,
      id,
      label,
      kind: "single",
      createdAt,
      links: [{ ...link, state: "current" }],
      openUntil,
      pins,
    };
  } catch {
    return null;
  }
}

export interface BrowserStoreParts {
  readonly factory?: IDBFactory;
  readonly now?: () => number;
}

/** Opens the rooms of this browser. Rejects if the browser refuses storage, or a newer page wrote what is there. */
export async function openBrowserStore(parts: BrowserStoreParts = {}): Promise<RoomStore> {
  const now = parts.now ?? Date.now;
  const database = await openPracticeDatabase(parts.factory ?? indexedDB);
  const sealer = createSealer(await loadKey(database));
  const device = { id: await loadDeviceId(database), name: deviceName(navigator.userAgent) };
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
  const openTimes = createOpenTimes(database, channel, now);

  async function openRecords(sealed: Sealed | undefined): Promise<Records> {
    if (sealed === undefined) return NO_RECORDS;
    const records = readRecords(await sealer.open(DOCUMENT, sealed));
    if (typeof records === "string") throw new Error(`the rooms of this browser are ${records}`);
    return records;
  }

  async function change(one: Change, goes?: Taken): Promise<void> {
    for (;;) {
      const sealed = await database.read<Sealed>(DOCUMENT);
      const before = await openRecords(sealed);
      const writer: Writer = { ...device, now: now() };
      const after = one(before, writer);
      if (after === before && goes === undefined) return;
      const value = await sealer.seal(DOCUMENT, writeRecords(after));
      // Sealing takes time in which another tab can write: then what it wrote is changed instead.
      const fits = (there: Sealed | undefined): boolean =>
        there === undefined || sealed === undefined ? there === sealed : equal(there.nonce, sealed.nonce);
      const isDone = await database.replace<Sealed>({
        key: DOCUMENT,
        fits,
        value,
        ...(goes === undefined ? {} : { goes }),
      });
      if (!isDone) continue;
      channel?.postMessage(DOCUMENT);
      return;
    }
  }

  /** Rooms that an earlier version of this page kept move into the records, once, in one step. */
  async function takeOver(): Promise<void> {
    const old = (await database.oldRooms()) as readonly OldRoom[];
    const settings = await database.read<PracticeSettings>(OLD_SETTINGS);
    if (old.length === 0 && settings === undefined) return;
    const rooms = (await Promise.all(old.map((room) => readOldRoom(sealer, room, now())))).filter(
      (room) => room !== null,
    );
    const theirs = { rooms, appointments: [], settings: { ...EMPTY_SETTINGS, ...settings } };
    const savedAt = settings?.savedAt ?? null;
    const take: Change = (before, writer) => {
      const after = takeIn(theirs)(before, writer);
      return savedAt === null ? after : saveSettings({ savedAt })(after, writer);
    };
    await change(take, { rooms: rooms.map(({ id }) => id), keys: [OLD_SETTINGS] });
    for (const { id, openUntil } of rooms) if (openUntil !== null) await openTimes.set(id, openUntil);
  }

  await takeOver();
  const keeper: RecordKeeper = {
    read: async () => openRecords(await database.read<Sealed>(DOCUMENT)),
    change: (one) => change(one),
    watch(listener) {
      const heard = ({ data }: MessageEvent<unknown>): void => {
        if (data === DOCUMENT) listener();
      };
      channel?.addEventListener("message", heard);
      return () => channel?.removeEventListener("message", heard);
    },
  };
  return createPracticeStore({ keeper, openTimes, now });
}
