// IndexedDB of the practice's page: what stays in this browser with an account and without one. Declared in the
// privacy notice, row "Browser Ihrer Praxis" (src/server/http/pages/privacy-de.ts).
import { randomBytes, toBase64Url } from "../../e2ee/bytes.ts";

const DATABASE = "connect.practice";
/** Rooms as the first versions of this page kept them, one record each. Empty once they have been taken over. */
const ROOMS = "rooms";
const SINGLES = "singles";
const DEVICE = "device";
const DEVICE_ID_SIZE = 8;

export interface PracticeDatabase {
  read<T>(key: string): Promise<T | undefined>;
  /** Replaces one value in one step, whatever other tabs do. */
  amend<T>(key: string, amended: (before: T | undefined) => T): Promise<void>;
  oldRooms(): Promise<readonly unknown[]>;
  /**
   * In one step: if `fits` says so of the value that is there, puts another in its place, and removes what it has
   * taken over. False if it did not fit.
   */
  replace<T>(step: Replacement<T>): Promise<boolean>;
}

interface Replacement<T> {
  readonly key: string;
  readonly fits: (before: T | undefined) => boolean;
  readonly value: T;
  readonly goes?: Taken;
}

/** Rooms and values of an earlier version of this page. */
export interface Taken {
  readonly rooms: readonly string[];
  readonly keys: readonly string[];
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

/** Rejects if the browser refuses storage. */
export async function openPracticeDatabase(factory: IDBFactory): Promise<PracticeDatabase> {
  // Still the first version: another tab with an older page open would hold up a change of the stores.
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ROOMS, { keyPath: "id" });
    request.result.createObjectStore(SINGLES);
  };
  const database = await requested(request);
  database.onversionchange = () => database.close();

  async function write(change: (transaction: IDBTransaction) => void): Promise<void> {
    const transaction = database.transaction([ROOMS, SINGLES], "readwrite", { durability: "strict" });
    const done = completed(transaction);
    change(transaction);
    await done;
  }

  return {
    read: <T>(key: string): Promise<T | undefined> =>
      requested(database.transaction(SINGLES).objectStore(SINGLES).get(key)),
    amend: <T>(key: string, amended: (before: T | undefined) => T) =>
      write((transaction) => {
        const singles = transaction.objectStore(SINGLES);
        const before: IDBRequest<T | undefined> = singles.get(key);
        before.onsuccess = () => singles.put(amended(before.result), key);
      }),
    oldRooms: () => requested(database.transaction(ROOMS).objectStore(ROOMS).getAll()),
    async replace<T>({ key, fits, value, goes }: Replacement<T>) {
      let isDone = false;
      await write((transaction) => {
        const singles = transaction.objectStore(SINGLES);
        const before: IDBRequest<T | undefined> = singles.get(key);
        before.onsuccess = () => {
          if (!fits(before.result)) return;
          isDone = true;
          singles.put(value, key);
          for (const id of goes?.rooms ?? []) transaction.objectStore(ROOMS).delete(id);
          for (const one of goes?.keys ?? []) singles.delete(one);
        };
      });
      return isDone;
    },
  };
}

/** For a page whose browser refuses storage: everything is forgotten with the page. */
export function pageDatabase(): PracticeDatabase {
  const values = new Map<string, unknown>();
  return {
    read: async <T>(key: string) => values.get(key) as T | undefined,
    async amend<T>(key: string, amended: (before: T | undefined) => T) {
      values.set(key, amended(values.get(key) as T | undefined));
    },
    oldRooms: async () => [],
    async replace<T>({ key, fits, value, goes }: Replacement<T>) {
      if (!fits(values.get(key) as T | undefined)) return false;
      values.set(key, value);
      for (const one of goes?.keys ?? []) values.delete(one);
      return true;
    },
  };
}

/** The random name under which this browser writes records; made at the first call. */
export async function loadDeviceId(database: Pick<PracticeDatabase, "read" | "amend">): Promise<string> {
  const made = toBase64Url(randomBytes(DEVICE_ID_SIZE));
  await database.amend<string>(DEVICE, (before) => before ?? made);
  return (await database.read<string>(DEVICE)) ?? made;
}
