import { CircleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Language, text } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { PhoneHelp } from "./phone-help.tsx";

/** Why a page cannot begin. */
export type ProblemKind = "format" | "version" | "missing" | "browser" | "insecure" | "server";

/** Instead of a screen: what is wrong and what the person can do. */
export function Problem(props: {
  readonly kind: ProblemKind;
  /** The practice's telephone, where this device remembers it. */
  readonly phone?: string | null;
  readonly onLanguage: (next: Language) => void;
  readonly children?: ComponentChildren;
}) {
  const words = text().problem;
  const { title, text: sentence } = words[props.kind];
  const isReloadable = props.kind === "version" || props.kind === "server";
  return (
    <Page title={title} layout="calm" onLanguage={props.onLanguage}>
      <div class="problem" role="alert">
        <Icon node={CircleAlert} size={36} />
        <p class="lead">{sentence}</p>
      </div>
      {isReloadable && (
        <Button kind="main" onClick={() => location.reload()}>
          {props.kind === "server" ? text().tryAgain : words.reload}
        </Button>
      )}
      {props.children}
      <PhoneHelp phone={props.phone ?? null} />
    </Page>
  );
}
