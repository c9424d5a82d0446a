import { useEffect, useState } from "preact/hooks";

/** Whether `isOn` has been true for `ms` milliseconds without a break. */
export function useLasting(isOn: boolean, ms: number): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!isOn) return;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [isOn, ms]);
  return isOn && isLasting;
}
