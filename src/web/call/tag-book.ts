// Which tags a page wants at the relay, which it has asked for, and which it has.
import { TAGS_MAX } from "../../protocol/limits.ts";

export interface TagBook {
  want(tags: readonly string[]): void;
  /** What has to be left and joined to come from what is asked for to what is wanted. */
  changes(): { readonly leave: readonly string[]; readonly join: readonly string[] };
  left(tags: readonly string[]): void;
  /** Request `n` asks for these tags. */
  asked(n: number, tags: readonly string[]): void;
  isAsked(n: number): boolean;
  /** The relay's answer: `null` is a full tag, no routes at all a refusal. True if some tag was not given. */
  answered(n: number, routes: readonly (string | null)[] | null): boolean;
  /** Nothing is open and at least one tag was given. */
  isSettled(): boolean;
  /** One tag that was given, or null. */
  anyTag(): string | null;
  all(): readonly string[];
  /** The socket is gone, and all memberships with it. */
  reset(): void;
}

export function createTagBook(): TagBook {
  let wanted: readonly string[] = [];
  const held = new Set<string>();
  const open = new Map<number, readonly string[]>();

  return {
    want(tags) {
      wanted = [...new Set(tags)].slice(0, TAGS_MAX);
    },
    changes: () => ({
      leave: [...held].filter((tag) => !wanted.includes(tag)),
      join: wanted.filter((tag) => !held.has(tag)),
    }),
    left(tags) {
      for (const tag of tags) held.delete(tag);
    },
    asked(n, tags) {
      open.set(n, tags);
      for (const tag of tags) held.add(tag);
    },
    isAsked: (n) => open.has(n),
    answered(n, routes) {
      const tags = open.get(n) ?? [];
      open.delete(n);
      const missing = tags.filter((_, index) => typeof routes?.[index] !== "string");
      for (const tag of missing) held.delete(tag);
      return missing.length > 0;
    },
    isSettled: () => open.size === 0 && held.size > 0,
    anyTag: () => (open.size === 0 ? (held.values().next().value ?? null) : null),
    all: () => [...held],
    reset() {
      held.clear();
      open.clear();
    },
  };
}

/** The first tag of every list, then the second of every list, and so on: when there are too many, the later ones wait. */
export function inTurns(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}
