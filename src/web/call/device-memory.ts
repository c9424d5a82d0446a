// "Remember this device": link, device key and pin in this browser, kept only after the person asked for it.
// Declared in the privacy notice (src/server/http/pages/privacy-de.ts), row "Dieser Browser".
import { toBase64Url } from "../../e2ee/bytes.ts";
import type { Identity } from "../../e2ee/handshake.ts";
import type { LinkPayload } from "../../e2ee/link.ts";

const DATABASE = "connect-device";
const STORE = "links";

export interface RememberedDevice {
  /** Names the room in this database only. */
  readonly id: string;
  readonly payload: LinkPayload;
  /** The private key is not extractable. */
  readonly identity: Identity;
  /** When the words were compared with this host's key on this device. */
  readonly verifiedAt: number | null;
  readonly usedAt: number;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const idOf = (payload: LinkPayload): string => toBase64Url(payload.hostPk);

/** Whether anything was ever remembered; asking must not create an empty database. */
async function exists(): Promise<boolean> {
  if (typeof indexedDB === "undefined") return false;
  // Firefox before 126 has no list; opening is then the only way to know.
  if (typeof indexedDB.databases !== "function") return true;
  return (await indexedDB.databases()).some((database) => database.name === DATABASE);
}

export async function findRemembered(payload: LinkPayload): Promise<RememberedDevice | null> {
  try {
    if (!(await exists())) return null;
    const found: RememberedDevice | undefined = await inStore("readonly", (store) =>
      store.get(idOf(payload)),
    );
    return found ?? null;
  } catch {
    // Private windows may refuse storage: nothing is remembered there.
    return null;
  }
}

/** The link used last on this device, for a page opened without one. */
export async function newestRemembered(): Promise<LinkPayload | null> {
  try {
    if (!(await exists())) return null;
    const all: RememberedDevice[] = await inStore("readonly", (store) => store.getAll());
    return all.sort((a, b) => b.usedAt - a.usedAt)[0]?.payload ?? null;
  } catch {
    return null;
  }
}

/** Keeps or replaces one entry; false where the browser refuses storage. */
export async function keepRemembered(input: Omit<RememberedDevice, "id">): Promise<boolean> {
  try {
    await inStore("readwrite", (store) => store.put({ ...input, id: idOf(input.payload) }));
    return true;
  } catch {
    return false;
  }
}

/** Forgets one room, and the database with the last one. */
export async function forgetRemembered(payload: LinkPayload): Promise<void> {
  try {
    await inStore("readwrite", (store) => store.delete(idOf(payload)));
    const left = await inStore("readonly", (store) => store.count());
    if (left === 0) indexedDB.deleteDatabase(DATABASE);
  } catch {
    // Nothing was kept.
  }
}
