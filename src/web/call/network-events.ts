// What a browser lets a page know of a change of network, and that the device has slept.

/** How late the clock may be before the device counts as having slept. */
const SLEPT = 5_000;
const LOOK = 2_000;
/** Several signs of one change are one. */
const GAP = 500;

/** Not in TypeScript's DOM: W3C Network Information, where `type` exists on phones alone. */
interface Connection extends EventTarget {
  readonly type?: string;
}

/**
 * Calls back after a change of network, and after a sleep, in which every network may have gone. Estimates of rate and
 * delay change without any reason and are no sign. Returns the function that stops it.
 */
export function onNetworkChange(changed: () => void): () => void {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  let type = connection?.type;
  let lookedAt = Date.now();
  let toldAt = Number.NEGATIVE_INFINITY;

  function tell(): void {
    const now = Date.now();
    if (Math.abs(now - toldAt) < GAP) return;
    toldAt = now;
    changed();
  }
  function typeChanged(): void {
    if (connection?.type === type) return;
    type = connection?.type;
    if (type !== "none") tell();
  }
  function look(): void {
    const now = Date.now();
    const isLate = now - lookedAt > SLEPT;
    lookedAt = now;
    if (isLate) tell();
  }

  const timer = setInterval(look, LOOK);
  addEventListener("online", tell);
  document.addEventListener("visibilitychange", look);
  connection?.addEventListener("change", typeChanged);
  return () => {
    clearInterval(timer);
    removeEventListener("online", tell);
    document.removeEventListener("visibilitychange", look);
    connection?.removeEventListener("change", typeChanged);
  };
}
