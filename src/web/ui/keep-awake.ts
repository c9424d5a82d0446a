/** Keeps the screen on until the returned function is called; taken again whenever the page is seen again. */
export function keepAwake(): () => void {
  let isOver = false;
  let lock: WakeLockSentinel | null = null;
  const take = (): void => {
    if (isOver || document.visibilityState !== "visible") return;
    // Absent in some browsers; refused while the battery is low.
    navigator.wakeLock?.request("screen").then(
      (taken) => {
        if (isOver) void taken.release();
        else lock = taken;
      },
      () => {},
    );
  };
  document.addEventListener("visibilitychange", take);
  take();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", take);
    void lock?.release();
  };
}
