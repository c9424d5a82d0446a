import { Eye, EyeOff } from "lucide";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import * as z from "zod/mini";
import { email as emailSchema, line } from "../../../protocol/api-route.ts";
import { Icon } from "../../ui/icon.tsx";
import { accountText } from "./account-text.ts";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | null | undefined;
  readonly hint?: ComponentChildren;
  /** A word of the HTML standard's autofill list: password managers go by it. */
  readonly autocomplete: string;
}

interface TextFieldProps extends FieldProps {
  readonly kind?: "text" | "email" | "digits" | "code";
}

const INPUT = {
  text: { type: "text" },
  email: { type: "email", inputMode: "email", autocapitalize: "none", spellcheck: false },
  digits: { type: "text", inputMode: "numeric", spellcheck: false },
  code: { type: "text", class: "code-field", autocapitalize: "characters", spellcheck: false },
} as const;

/** Ids of hint and error of a field, for aria-describedby. */
function described(id: string, hint: unknown, error: string | null | undefined): string | undefined {
  const ids = [...(error ? [`${id}-error`] : []), ...(hint ? [`${id}-hint`] : [])];
  return ids.length === 0 ? undefined : ids.join(" ");
}

function Notes({ id, hint, error }: { id: string } & Pick<FieldProps, "hint" | "error">) {
  return (
    <>
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <div class="soft small hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </>
  );
}

export function TextField({
  label,
  value,
  onInput,
  error,
  hint,
  autocomplete,
  kind = "text",
}: TextFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...INPUT[kind]}
        autocomplete={autocomplete}
        value={value}
        aria-invalid={Boolean(error)}
        aria-describedby={described(id, hint, error)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

/** Several lines of text. */
export function TextAreaField({ label, value, onInput, error, hint }: Omit<FieldProps, "autocomplete">) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={6}
        value={value}
        aria-invalid={Boolean(error)}
        aria-describedby={described(id, hint, error)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

interface PasswordFieldProps extends Omit<FieldProps, "autocomplete"> {
  readonly autocomplete: "current-password" | "new-password";
}

/** A password; can be shown, because what one cannot see one cannot type well on a phone. */
export function PasswordField({ label, value, onInput, error, hint, autocomplete }: PasswordFieldProps) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  const words = accountText();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="password">
        <input
          id={id}
          {...(isShown ? { type: "text" } : { type: "password" })}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          value={value}
          aria-invalid={Boolean(error)}
          aria-describedby={described(id, hint, error)}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={isShown ? words.hidePassword : words.showPassword}
          aria-controls={id}
          onClick={() => setShown(!isShown)}
        >
          <Icon node={isShown ? EyeOff : Eye} size={22} />
        </button>
      </div>
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

/** For password managers, in forms that ask for the password alone. */
export function HiddenUsername({ email }: { readonly email: string }) {
  return <input type="text" autocomplete="username" value={email} readOnly hidden />;
}

interface CheckFieldProps {
  readonly label: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly error?: string | null | undefined;
  readonly hint?: ComponentChildren;
}

/** A box that nobody has ticked beforehand. */
export function CheckField({ label, checked, onChange, error, hint }: CheckFieldProps) {
  const id = useId();
  return (
    <div class="check-field">
      <label class="check">
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={Boolean(error)}
          aria-describedby={described(id, hint, error)}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <Notes id={id} hint={hint} error={error} />
    </div>
  );
}

/** Null if it may stand as an address. */
export const emailFinding = (value: string): string | null =>
  z.safeParse(emailSchema, value).success ? null : accountText().emailWrong;

/** Null if it is one line of at most `max` characters; `missing` is said where there is none. */
export function lineFinding(value: string, max: number, missing: string): string | null {
  const words = accountText();
  const length = value.trim().length;
  if (length === 0) return missing;
  if (length > max) return words.tooLong;
  return z.safeParse(line(max), value).success ? null : words.strange;
}

/** Null if there is something that could be the present password. */
export const passwordFinding = (value: string): string | null =>
  value === "" ? accountText().passwordMissing : null;
