import { CircleAlert, type IconNode, Info } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

const ICONS: Readonly<Record<"info" | "warning", IconNode>> = { info: Info, warning: CircleAlert };

/** Something to tell beside what the screen is about. `live`: read aloud when it appears. */
export function Notice(props: {
  readonly kind: "info" | "warning";
  readonly live?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice ${props.kind}`} {...(props.live ? { role: "status" } : {})}>
      <Icon node={ICONS[props.kind]} size={20} />
      <div class="notice-body">{props.children}</div>
    </div>
  );
}
