// What was refused is counted, never shown as an alarm: a stranger must not be able to colour the screen.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Counters, Observable } from "./call-view.ts";
import { createSource } from "./observable.ts";

export function createCounters(): {
  readonly value: Observable<Counters>;
  readonly add: (code: ErrorCode) => void;
} {
  const value = createSource<Counters>({});
  return {
    value,
    add(code) {
      const before = value.get();
      value.set({ ...before, [code]: (before[code] ?? 0) + 1 });
    },
  };
}
