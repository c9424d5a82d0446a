import { useEffect, useState } from "preact/hooks";

interface Readable<T> {
  readonly get: () => T;
  readonly subscribe: (listener: (value: T) => void) => () => void;
}

const HIDDEN_WAIT = 100;

/**
 * Runs at the next frame, once for however many changes there were: a call that is being set up changes its view
 * many times, and drawing each would hold up the connection. A hidden page has no frames.
 */
function createFrameQueue(run: () => void) {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function cancel(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
  }
  function fire(): void {
    cancel();
    run();
  }
  return {
    cancel,
    request(): void {
      if (timer !== undefined) return;
      if (document.hidden) {
        run();
        return;
      }
      frame = requestAnimationFrame(fire);
      timer = setTimeout(fire, HIDDEN_WAIT);
    },
  };
}

/** The value now; the component is drawn again when it changes. */
export function useObservable<T>(source: Readable<T>): T {
  const [value, setValue] = useState(() => source.get());
  useEffect(() => {
    // It may have changed between drawing and subscribing.
    setValue(() => source.get());
    const queue = createFrameQueue(() => setValue(() => source.get()));
    const stop = source.subscribe(queue.request);
    return () => {
      stop();
      queue.cancel();
    };
  }, [source]);
  return value;
}
