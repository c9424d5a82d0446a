import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";

/** Beside the picture on a wide screen, over its lower part on a phone. The conversation goes on behind it. */
export function Panel(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        <button type="button" class="icon-button" aria-label={text().close} onClick={props.onClose}>
          <Icon node={X} />
        </button>
      </div>
      <div class="panel-body">{props.children}</div>
    </aside>
  );
}
