// One tab of a browser at a time (Web Locks); where there are none, one piece of work of this page at a time.

export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

const turns = new Map<string, Promise<unknown>>();

const inPage: InTurn = (name, work) => {
  const next = (turns.get(name) ?? Promise.resolve()).then(work);
  turns.set(
    name,
    next.catch(() => undefined),
  );
  return next;
};

/** Does the work when nobody else does work of that name. */
export const inTurn: InTurn = async (name, work) => {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks === undefined ? inPage(name, work) : await locks.request(name, work);
};
