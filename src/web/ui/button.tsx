import type { IconNode } from "lucide";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "icon" | "class" | "ref"> & {
  /** `main`: the one obvious button of a screen. `danger`: ends something. `plain`: looks like a link. */
  readonly kind?: "main" | "quiet" | "danger" | "plain";
  readonly icon?: IconNode;
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
};

export function Button({ kind = "quiet", icon, wide, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button ${kind}${wide ? " wide" : ""}`}>
      {icon !== undefined && <Icon node={icon} size={20} />}
      <span>{children}</span>
    </button>
  );
}
