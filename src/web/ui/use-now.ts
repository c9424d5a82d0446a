import { useEffect, useState } from "preact/hooks";

/** The time (Unix ms), drawn again every `step` milliseconds. */
export function useNow(step: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), step);
    return () => clearInterval(timer);
  }, [step]);
  return now;
}
