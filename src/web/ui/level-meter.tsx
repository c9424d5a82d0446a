import { useEffect, useRef, useState } from "preact/hooks";

const STEP = 80;
const HEARD = 0.06;

interface LevelMeterProps {
  /** Loudness now, 0 to 1. */
  readonly level: () => number;
  readonly label: string;
  readonly heard: string;
  readonly quiet: string;
}

/** A bar that follows the microphone, with a sentence that says the same in words. */
export function LevelMeter({ level, label, heard, quiet }: LevelMeterProps) {
  const [percent, setPercent] = useState(0);
  const [wasHeard, setWasHeard] = useState(false);
  const shown = useRef(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = level();
      // Falls slowly, so that the bar does not flicker.
      shown.current = Math.max(now, shown.current * 0.85);
      setPercent(Math.round(Math.min(1, shown.current) * 100));
      if (now > HEARD) setWasHeard(true);
    }, STEP);
    return () => clearInterval(timer);
  }, [level]);
  return (
    <div class="level">
      <meter class="level-bar" aria-label={label} min={0} max={100} value={percent} />
      <p class="soft small" role="status">
        {wasHeard ? heard : quiet}
      </p>
    </div>
  );
}
