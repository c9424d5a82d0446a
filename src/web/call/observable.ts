import type { Observable } from "./call-view.ts";

/** A value with listeners; `set` replaces it and tells them, unless it is the same. */
export interface Source<T> extends Observable<T> {
  readonly set: (value: T) => void;
}

export function createSource<T>(initial: T): Source<T> {
  let current = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
