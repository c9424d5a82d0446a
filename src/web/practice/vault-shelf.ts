// Three named stores of one IndexedDB database, or of this page's memory where the browser refuses storage, as some do
// in private windows. Declared in the inventory (src/server/privacy/places.ts).

const DATABASE = "connect.vault";
const STORES = ["keys", "documents", "seen"] as const;
type StoreName = (typeof STORES)[number];

export interface Shelf {
  read<T>(store: StoreName, id: string): Promise<T | undefined>;
  /** Replaces one value in one step, whatever other tabs do; undefined leaves nothing. */
  amend<T>(store: StoreName, id: string, amended: (before: T | undefined) => T | undefined): Promise<void>;
  /** Removes what `goes` chooses from all the stores in one step; true if there was anything. */
  remove(stores: readonly StoreName[], goes: (id: string, value: unknown) => boolean): Promise<boolean>;
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => {
      const database = request.result;
      // Whoever deletes the database, or a later version of this page, must not have to wait for this one.
      database.onversionchange = () => database.close();
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  });
}

function transact(
  database: IDBDatabase,
  stores: readonly StoreName[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A key that was forgotten must not come back after a crash.
    const transaction = database.transaction([...stores], mode, { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
    work(transaction);
  });
}

function inDatabase(opened: IDBDatabase, reopen: () => Promise<IDBDatabase>): Shelf {
  let database = opened;

  async function within(
    stores: readonly StoreName[],
    mode: IDBTransactionMode,
    work: (transaction: IDBTransaction) => void,
  ): Promise<void> {
    try {
      await transact(database, stores, mode, work);
    } catch (error) {
      // The connection was closed under the page; what is to be forgotten still has to be.
      if (!(error instanceof Error) || error.name !== "InvalidStateError") throw error;
      database = await reopen();
      await transact(database, stores, mode, work);
    }
  }

  return {
    async read<T>(store: StoreName, id: string) {
      let request: IDBRequest<T | undefined> | null = null;
      await within([store], "readonly", (transaction) => {
        request = transaction.objectStore(store).get(id);
      });
      return (request as IDBRequest<T | undefined> | null)?.result;
    },
    amend<T>(store: StoreName, id: string, amended: (before: T | undefined) => T | undefined) {
      return within([store], "readwrite", (transaction) => {
        const place = transaction.objectStore(store);
        const request: IDBRequest<T | undefined> = place.get(id);
        request.onsuccess = () => {
          const after = amended(request.result);
          if (after === undefined) place.delete(id);
          else place.put(after, id);
        };
      });
    },
    async remove(stores, goes) {
      let found = false;
      await within(stores, "readwrite", (transaction) => {
        for (const store of stores) {
          const place = transaction.objectStore(store);
          const request = place.openCursor();
          request.onsuccess = () => {
            const cursor = request.result;
            if (cursor === null) return;
            if (goes(String(cursor.key), cursor.value)) {
              found = true;
              cursor.delete();
            }
            cursor.continue();
          };
        }
      });
      return found;
    },
  };
}

function inPage(): Shelf {
  const values = new Map<StoreName, Map<string, unknown>>(STORES.map((store) => [store, new Map()]));
  const of = (store: StoreName): Map<string, unknown> => values.get(store) ?? new Map();
  return {
    read: async <T>(store: StoreName, id: string) => of(store).get(id) as T | undefined,
    async amend<T>(store: StoreName, id: string, amended: (before: T | undefined) => T | undefined) {
      const after = amended(of(store).get(id) as T | undefined);
      if (after === undefined) of(store).delete(id);
      else of(store).set(id, after);
    },
    async remove(stores, goes) {
      const found = stores.map((store) => {
        const ids = [...of(store)].filter(([id, value]) => goes(id, value)).map(([id]) => id);
        for (const id of ids) of(store).delete(id);
        return ids.length > 0;
      });
      return found.includes(true);
    },
  };
}

/** Whoever only looks at the sign-in page leaves nothing: the first that has something to keep makes the database. */
function onceNeeded(factory: IDBFactory, open: () => Promise<Shelf>): Shelf {
  let opened: Promise<Shelf> | null = null;
  const shelf = (): Promise<Shelf> => {
    opened ??= open();
    return opened;
  };
  async function exists(): Promise<boolean> {
    // Firefox before 126 has no list; opening is then the only way to know.
    if (opened !== null || typeof factory.databases !== "function") return true;
    return factory.databases().then(
      (all) => all.some(({ name }) => name === DATABASE),
      () => true,
    );
  }
  return {
    read: async <T>(store: StoreName, id: string) =>
      (await exists()) ? (await shelf()).read<T>(store, id) : undefined,
    async amend<T>(store: StoreName, id: string, amended: (before: T | undefined) => T | undefined) {
      if (!(await exists()) && amended(undefined) === undefined) return;
      await (await shelf()).amend(store, id, amended);
    },
    remove: async (stores, goes) => (await exists()) && (await shelf()).remove(stores, goes),
  };
}

/** The stores of this browser; of this page's memory without a factory, or where it refuses. */
export function openShelf(factory: IDBFactory | null): Shelf {
  if (factory === null) return inPage();
  const open = (): Promise<IDBDatabase> => openDatabase(factory);
  return onceNeeded(factory, async () => {
    try {
      return inDatabase(await open(), open);
    } catch {
      return inPage();
    }
  });
}
