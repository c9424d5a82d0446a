// Rooms in IndexedDB. Labels and seeds are sealed under a key that this browser holds and never gives out, so that
// a copy of the profile's files alone does not open a room. Declared in the privacy notice, row "Browser Ihrer
// Praxis" (src/server/http/pages/privacy-de.ts).
import { type Bytes, fromUtf8, utf8 } from "../../e2ee/bytes.ts";
import { EMPTY_SETTINGS, type Pin, type PracticeSettings, type Room, type RoomStore } from "./room-store.ts";

const DATABASE = "connect.practice";
const CHANNEL = "connect-practice";
const ROOMS = "rooms";
const SINGLES = "singles";
const KEY = "key";
const SETTINGS = "settings";
const NONCE_SIZE = 12;

interface SealedValue {
  readonly nonce: Bytes;
  readonly body: Bytes;
}

interface RoomRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly label: SealedValue;
  readonly seed: SealedValue;
  readonly linkRenewedAt: number | null;
  readonly openUntil: number | null;
  readonly pins: readonly Pin[];
}

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ROOMS, { keyPath: "id" });
    request.result.createObjectStore(SINGLES);
  };
  return requested(request);
}

/** The sealing key of this browser; of two tabs that make one at once, one wins and both use it. */
async function loadKey(database: IDBDatabase): Promise<CryptoKey> {
  const read = (): Promise<CryptoKey | undefined> =>
    requested(database.transaction(SINGLES).objectStore(SINGLES).get(KEY));
  const found = await read();
  if (found !== undefined) return found;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const transaction = database.transaction(SINGLES, "readwrite");
  const store = transaction.objectStore(SINGLES);
  const done = completed(transaction);
  const before = store.get(KEY);
  before.onsuccess = () => {
    if (before.result === undefined) store.put(made, KEY);
  };
  await done;
  return (await read()) ?? made;
}

/** Opens the store of this browser. Rejects if the browser refuses storage. */
export async function openRoomStore(factory: IDBFactory = indexedDB): Promise<RoomStore> {
  const database = await openDatabase(factory);
  const key = await loadKey(database);
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  // The room and the part are sealed along: a value moved to another place does not open.
  const context = (id: string, part: "label" | "seed"): Bytes => utf8(`connect.practice/${part}/${id}`);
  async function seal(id: string, part: "label" | "seed", plain: Bytes): Promise<SealedValue> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_SIZE));
    const algorithm = { name: "AES-GCM", iv: nonce, additionalData: context(id, part) };
    return { nonce, body: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)) };
  }
  async function open(id: string, part: "label" | "seed", sealed: SealedValue): Promise<Bytes> {
    const algorithm = { name: "AES-GCM", iv: sealed.nonce, additionalData: context(id, part) };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.body));
  }

  async function openRecord(record: RoomRecord): Promise<Room> {
    const [label, seed] = await Promise.all([
      open(record.id, "label", record.label),
      open(record.id, "seed", record.seed),
    ]);
    return { ...record, label: fromUtf8(label), seed };
  }

  async function write(change: (transaction: IDBTransaction) => void): Promise<void> {
    const transaction = database.transaction([ROOMS, SINGLES], "readwrite", { durability: "strict" });
    const done = completed(transaction);
    change(transaction);
    await done;
    channel?.postMessage(null);
  }

  function amend(id: string, amended: (record: RoomRecord) => RoomRecord): Promise<void> {
    return write((transaction) => {
      const store = transaction.objectStore(ROOMS);
      const request: IDBRequest<RoomRecord | undefined> = store.get(id);
      request.onsuccess = () => {
        if (request.result !== undefined) store.put(amended(request.result));
      };
    });
  }

  return {
    async load() {
      const transaction = database.transaction([ROOMS, SINGLES]);
      const [records, settings] = await Promise.all([
        requested<RoomRecord[]>(transaction.objectStore(ROOMS).getAll()),
        requested<PracticeSettings | undefined>(transaction.objectStore(SINGLES).get(SETTINGS)),
      ]);
      const rooms = await Promise.all(records.map(openRecord));
      return {
        rooms: rooms.toSorted((a, b) => a.createdAt - b.createdAt),
        settings: settings ?? EMPTY_SETTINGS,
      };
    },
    async add(room) {
      const record: RoomRecord = {
        ...room,
        label: await seal(room.id, "label", utf8(room.label)),
        seed: await seal(room.id, "seed", room.seed),
      };
      await write((transaction) => transaction.objectStore(ROOMS).add(record));
    },
    async edit(id, { label, seed, ...rest }) {
      // Sealed before the transaction: waiting for a key inside would end it.
      const sealed = {
        ...(label === undefined ? {} : { label: await seal(id, "label", utf8(label)) }),
        ...(seed === undefined ? {} : { seed: await seal(id, "seed", seed) }),
      };
      await amend(id, (record) => ({ ...record, ...rest, ...sealed }));
    },
    pin: (id, idPk, verifiedAt) =>
      amend(id, (record) => {
        const others = record.pins.filter((pin) => pin.idPk !== idPk);
        return { ...record, pins: verifiedAt === null ? others : [...others, { idPk, verifiedAt }] };
      }),
    remove: (id) => write((transaction) => transaction.objectStore(ROOMS).delete(id)),
    saveSettings: (settings) =>
      write((transaction) => transaction.objectStore(SINGLES).put(settings, SETTINGS)),
    watch(listener) {
      channel?.addEventListener("message", listener);
      return () => channel?.removeEventListener("message", listener);
    },
  };
}
