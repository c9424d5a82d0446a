// What the cards of the account's section are made of.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Account } from "../../../protocol/api-account.ts";
import type { AccountSession, Failure, Openers } from "../../practice/account-session.ts";
import type { ApiFailure } from "../../practice/api-client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import type { Agreements } from "./agreement-links.tsx";
import type { FailureWords } from "./failure-text.ts";
import { HiddenUsername, PasswordField, passwordFinding } from "./fields.tsx";
import { FailureLine, type Findings, Form, type RunResult, useAction, useForm } from "./form.tsx";

export interface AreaProps {
  readonly session: AccountSession;
  readonly account: Account;
  readonly openers: Openers | null;
  readonly agreements: Agreements;
  /** A new recovery code: shown instead of everything else until it is kept. */
  readonly onCode: (code: string) => void;
  /** Gives every room a new link, as soon as the rooms are there under the new key. */
  readonly renewAllLinks: () => Promise<void>;
}

export function Card(props: {
  readonly title: string;
  readonly text?: string;
  /** For a way to it from elsewhere. */
  readonly id?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="card stack account-card" id={props.id}>
      <h2>{props.title}</h2>
      {props.text !== undefined && <p class="soft">{props.text}</p>}
      {props.children}
    </section>
  );
}

interface LineProps {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

const LineContent = ({ title, children, actions }: LineProps) => (
  <>
    <div class="account-what">
      <span class="strong">{title}</span>
      {children}
    </div>
    {actions !== undefined && <div class="account-actions">{actions}</div>}
  </>
);

/** A thing with what stands there now, and what can be done about it. */
export const Line = (props: LineProps) => (
  <div class="account-line">
    <LineContent {...props} />
  </div>
);

/** The same as an entry of a list. */
export const Entry = (props: LineProps) => (
  <li class="account-line">
    <LineContent {...props} />
  </li>
);

/** Says that something has been done; read aloud. */
export const Said = ({ children }: { readonly children: string }) => (
  <p role="status" class={children === "" ? "visually-hidden" : "strong"}>
    {children}
  </p>
);

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly failure: Failure }
  | { readonly state: "there"; readonly value: T };

/** Loads when the card appears, and again on request; what was there stays until the answer has come. */
export function useLoaded<T>(
  load: () => Promise<{ readonly ok: true; readonly value: T } | ApiFailure>,
): readonly [Loaded<T>, () => Promise<void>] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  async function reload(): Promise<void> {
    const answer = await load();
    setLoaded(answer.ok ? { state: "there", value: answer.value } : { state: "failed", failure: answer });
  }
  useEffect(() => void reload(), []);
  return [loaded, reload];
}

/** The content, or that it is not there yet, or why not. */
export function Shown<T>(props: {
  readonly loaded: Loaded<T>;
  readonly reload: () => Promise<void>;
  readonly children: (value: T) => ComponentChildren;
}) {
  const { loaded, reload, children } = props;
  if (loaded.state === "there") return <>{children(loaded.value)}</>;
  if (loaded.state === "loading") return <p class="soft">{accountText().busy}</p>;
  return (
    <div class="stack tight">
      <p>{accountText().area.loadFailed}</p>
      <FailureLine failure={loaded.failure} quiet />
      <div>
        <Button onClick={() => void reload()}>{text().tryAgain}</Button>
      </div>
    </div>
  );
}

interface WindowProps {
  readonly title: string;
  readonly text?: string;
  readonly button: string;
  readonly kind?: "main" | "danger";
  readonly words?: FailureWords;
  readonly onClose: () => void;
}

interface AskWindowProps<Name extends string> extends WindowProps {
  readonly check?: () => Findings<Name>;
  readonly run: () => Promise<RunResult>;
  readonly fields?: (errors: Findings<Name>) => ComponentChildren;
}

/** A window with a form. It stays open until what it is for is done. */
export function AskWindow<Name extends string>(props: AskWindowProps<Name>) {
  const form = useForm<Name>({ check: props.check ?? (() => ({})), run: props.run });
  return (
    <Dialog title={props.title} closeLabel={text().close} onClose={props.onClose}>
      {props.text !== undefined && <p>{props.text}</p>}
      <Form form={form} button={props.button} kind={props.kind ?? "main"} words={props.words ?? {}}>
        {props.fields?.(form.errors)}
      </Form>
    </Dialog>
  );
}

interface GuardedWindowProps<Name extends string> extends WindowProps {
  readonly email: string;
  readonly check?: () => Findings<Name>;
  readonly run: (current: string) => Promise<RunResult>;
  /** Before the password. */
  readonly fields?: (errors: Findings<Name>) => ComponentChildren;
}

/** The same, for what the present password guards. */
export function GuardedWindow<Name extends string>(props: GuardedWindowProps<Name>) {
  const [current, setCurrent] = useState("");
  const words = accountText().area;
  return (
    <AskWindow<Name | "current">
      {...props}
      check={() =>
        ({ ...(props.check?.() ?? {}), current: passwordFinding(current) }) as Findings<Name | "current">
      }
      run={() => props.run(current)}
      fields={(errors) => (
        <>
          {props.fields?.(errors)}
          <HiddenUsername email={props.email} />
          <PasswordField
            label={words.current}
            hint={words.currentHint}
            autocomplete="current-password"
            value={current}
            onInput={setCurrent}
            error={errors.current}
          />
        </>
      )}
    />
  );
}

/** A button that acts at once; what fails stands below it. */
export function ActionButton(props: {
  readonly children: ComponentChildren;
  readonly run: () => Promise<Failure | null>;
  readonly words?: FailureWords;
}) {
  const action = useAction(props.run);
  return (
    <>
      <Button onClick={action.go} aria-disabled={action.isBusy}>
        {props.children}
      </Button>
      {action.failure !== null && <FailureLine failure={action.failure} words={props.words ?? {}} />}
    </>
  );
}
