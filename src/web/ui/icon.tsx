import type { IconNode } from "lucide";
import { h } from "preact";

/** A drawing beside words: hidden from screen readers, because the words say it. */
export function Icon({ node, size = 24 }: { readonly node: IconNode; readonly size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
