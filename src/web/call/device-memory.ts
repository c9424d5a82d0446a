// "Remember this device": link, device key and pin in this browser, kept only after the person asked for it.
// Declared in the inventory (src/server/privacy/places.ts).
import { type Bytes, fromUtf8, randomBytes, toBase64Url, utf8 } from "../../e2ee/bytes.ts";
import type { Identity } from "../../e2ee/handshake.ts";
import type { LinkPayload } from "../../e2ee/link.ts";
import type { Consent } from "./call-view.ts";
import { readConsent } from "./kept-consent.ts";

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
  /** Who was there at the last visit; null: nobody has answered yet. */
  readonly practice: { readonly name: string; readonly phone: string } | null;
  /** A consent that stands, so that it is not asked for at each visit; null: none, or to an older wording. */
  readonly consent: Consent | null;
}

type Note = Pick<RememberedDevice, "practice" | "consent">;

/**
 * Name, telephone and consent lie sealed beside a key that cannot be exported, so that the browser's files do not say in
 * plain words which practice somebody visits, or that somebody is a client. Whoever can run this page in this browser can read them.
 */
interface SealedNote {
  readonly key: CryptoKey;
  readonly nonce: Bytes;
  readonly sealed: ArrayBuffer;
}

type StoredDevice = Omit<RememberedDevice, keyof Note> & { readonly note?: SealedNote };

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

async function sealNote({ practice, consent }: Note): Promise<{ readonly note?: SealedNote }> {
  if (practice === null && consent === null) return {};
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const nonce = randomBytes(12);
  const text = utf8(JSON.stringify([practice?.name ?? null, practice?.phone ?? null, consent]));
  return {
    note: { key, nonce, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, text) },
  };
}

const NO_NOTE: Note = { practice: null, consent: null };

async function openNote(note: SealedNote | undefined): Promise<Note> {
  if (note === undefined) return NO_NOTE;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: note.nonce }, note.key, note.sealed);
    const fields: unknown = JSON.parse(fromUtf8(new Uint8Array(plain)));
    const [name, phone, consent] = Array.isArray(fields) ? fields : [];
    const practice = typeof name === "string" && typeof phone === "string" ? { name, phone } : null;
    return { practice, consent: readConsent(consent) };
  } catch {
    return NO_NOTE;
  }
}

async function opened({ note, ...rest }: StoredDevice): Promise<RememberedDevice> {
  return { ...rest, ...(await openNote(note)) };
}

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
    const found: StoredDevice | undefined = await inStore("readonly", (store) => store.get(idOf(payload)));
    return found === undefined ? null : await opened(found);
  } catch {
    // Private windows may refuse storage: nothing is remembered there.
    return null;
  }
}

/** All rooms of this browser, the one used last first. */
export async function listRemembered(): Promise<readonly RememberedDevice[]> {
  try {
    if (!(await exists())) return [];
    const all: StoredDevice[] = await inStore("readonly", (store) => store.getAll());
    return await Promise.all(all.sort((a, b) => b.usedAt - a.usedAt).map(opened));
  } catch {
    return [];
  }
}

/** Keeps or replaces one entry; false where the browser refuses storage. */
export async function keepRemembered(input: Omit<RememberedDevice, "id">): Promise<boolean> {
  try {
    const { practice, consent, ...rest } = input;
    const note = await sealNote({ practice, consent });
    const entry: StoredDevice = { ...rest, id: idOf(input.payload), ...note };
    await inStore("readwrite", (store) => store.put(entry));
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
