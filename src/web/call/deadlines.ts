// Named deadlines of a pure state machine, and the one timer that wakes it. A machine only writes down when it
// wants to be woken; nothing in it reads a clock.

export type Deadlines<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** The same deadlines with one set, or removed with null. */
export function withDeadline<Name extends string>(
  deadlines: Deadlines<Name>,
  name: Name,
  at: number | null,
): Deadlines<Name> {
  const next: Partial<Record<Name, number>> = { ...deadlines };
  if (at === null) delete next[name];
  else next[name] = at;
  return next;
}

/** The earliest deadline that has passed, or null. */
export function dueDeadline<Name extends string>(deadlines: Deadlines<Name>, now: number): Name | null {
  let due: Name | null = null;
  let earliest = Number.POSITIVE_INFINITY;
  for (const [name, at] of Object.entries(deadlines) as [Name, number][]) {
    if (at > now || at >= earliest) continue;
    due = name;
    earliest = at;
  }
  return due;
}

/** When the next deadline falls, or null. */
export function nextDeadline(deadlines: Readonly<Record<string, number | undefined>>): number | null {
  const times = Object.values(deadlines).filter((at) => at !== undefined);
  return times.length === 0 ? null : Math.min(...times);
}

/** The wait after step `index` of a schedule of moments counted from its start; `rest` after its last one. */
export function waitAfter(schedule: readonly number[], index: number, rest: number): number {
  const at = schedule[index];
  const next = schedule[index + 1];
  return at === undefined || next === undefined ? rest : next - at;
}

/** Wakes a machine at its next deadline. Browsers slow timers of hidden pages: the machine must accept lateness. */
export function createAlarm(wake: () => void): { set(at: number | null, now: number): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    set(at, now) {
      clearTimeout(timer);
      if (at !== null) timer = setTimeout(wake, Math.min(Math.max(0, at - now), 2 ** 31 - 1));
    },
  };
}
