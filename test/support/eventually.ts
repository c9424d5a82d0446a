/** Waits this long. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries until `check` no longer throws and returns its value; after `withinMs` the last error is thrown. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: { readonly withinMs?: number; readonly everyMs?: number } = {},
): Promise<T> {
  const end = Date.now() + (options.withinMs ?? 10_000);
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= end) throw error;
    }
    await pause(options.everyMs ?? 100);
  }
}
