// Forms of the account: nothing is sent by the browser itself, nothing typed is lost when something fails, and the
// focus goes to what is wrong.
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { accountText } from "./account-text.ts";
import { type FailureWords, failureText } from "./failure-text.ts";

/** A sentence for each field that does not fit; null or absent: it does. */
export type Findings<Name extends string> = Partial<Readonly<Record<Name, string | null>>>;

export interface FormState<Name extends string> {
  /** Empty until a first try. */
  readonly errors: Findings<Name>;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  readonly element: RefObject<HTMLFormElement | null>;
  submit(): Promise<void>;
}

/**
 * What failed; null: nothing. look-again: a field turned out not to fit only now. more-fields: something else is
 * needed, which nobody has been asked for yet.
 */
export type RunResult = Failure | null | "look-again" | "more-fields";

const BROKEN: Failure = { ok: false, code: "INTERNAL", retryAfter: null };

/**
 * A form with fields named `Name`. `check` looks at them, at the first try and from then on with each change. `run`
 * does what the form is for.
 */
export function useForm<Name extends string>(parts: {
  readonly check: () => Findings<Name>;
  readonly run: () => Promise<RunResult>;
}): FormState<Name> {
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempts, setAttempts] = useState(0);
  const [isBusy, setBusy] = useState(false);
  // State is read at the next drawing; a second press may come before that.
  const running = useRef(false);
  const element = useRef<HTMLFormElement | null>(null);

  // Before the screen is painted: later it could take the focus from where somebody types already.
  useLayoutEffect(() => {
    if (attempts === 0) return;
    const wrong = element.current?.querySelector<HTMLElement>('[aria-invalid="true"], .form-failure');
    (wrong ?? element.current?.querySelector<HTMLElement>("input:not([hidden]), textarea"))?.focus();
  }, [attempts]);

  async function submit(): Promise<void> {
    if (running.current) return;
    setTried(true);
    if (Object.values(parts.check()).some((sentence) => typeof sentence === "string")) {
      setFailure(null);
      setAttempts((count) => count + 1);
      return;
    }
    running.current = true;
    setBusy(true);
    const result = await parts.run().catch(() => BROKEN);
    running.current = false;
    setBusy(false);
    setFailure(typeof result === "string" ? null : result);
    if (result === "more-fields") setTried(false);
    if (result !== null) setAttempts((count) => count + 1);
  }
  return { errors: isTried ? parts.check() : {}, failure, isBusy, element, submit };
}

interface FormProps {
  readonly form: FormState<string>;
  readonly button: string;
  readonly kind?: "main" | "danger";
  /** Own words for some failures. */
  readonly words?: FailureWords;
  /** Between the fields and the button: what failed stands before it. */
  readonly children?: ComponentChildren;
  /** Other ways on, after the button. */
  readonly after?: ComponentChildren;
}

export function Form({ form, button, kind = "main", words = {}, children, after }: FormProps) {
  return (
    <form
      ref={form.element}
      class="stack account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      {children}
      {form.failure !== null && <FailureLine failure={form.failure} words={words} />}
      <Button kind={kind} type="submit" wide aria-disabled={form.isBusy}>
        {form.isBusy ? accountText().busy : button}
      </Button>
      <span class="visually-hidden" role="status">
        {form.isBusy ? accountText().busy : ""}
      </span>
      {after}
    </form>
  );
}

/** What failed, in words. Takes the focus so that it is read; `quiet`: it was there from the start. */
export function FailureLine(props: {
  readonly failure: Failure;
  readonly words?: FailureWords;
  readonly quiet?: boolean;
}) {
  const sentence = failureText(props.failure, props.words);
  return props.quiet ? (
    <p class="error">{sentence}</p>
  ) : (
    <p class="error form-failure" role="alert" tabIndex={-1}>
      {sentence}
    </p>
  );
}

/** A button that does something by itself and says what failed. */
export function useAction(run: () => Promise<Failure | null>) {
  const form = useForm<never>({ check: () => ({}), run });
  return { isBusy: form.isBusy, failure: form.failure, go: () => void form.submit() };
}
