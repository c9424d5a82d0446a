import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A component that is loaded when it is drawn for the first time; until then, or if that fails, nothing is there. */
export function late<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  return function Late(props: P) {
    const [Loaded, setLoaded] = useState<FunctionComponent<P> | null>(null);
    useEffect(() => {
      load().then(
        (component) => setLoaded(() => component),
        () => {},
      );
    }, []);
    return Loaded === null ? null : <Loaded {...props} />;
  };
}
