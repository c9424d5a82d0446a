import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** What a field says of itself to those who do not see it. */
interface FieldIds {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby"?: string;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Null: nothing is wrong. */
  readonly error?: string | null;
  readonly class?: string;
  readonly children: (ids: FieldIds) => ComponentChildren;
}

/** A label above a field, what is wrong with it, and what it is for. */
export function Field({ label, hint, error = null, children, ...rest }: FieldProps) {
  const id = useId();
  const described = [
    ...(error === null ? [] : [`${id}-error`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ];
  return (
    <div class={`field ${rest.class ?? ""}`}>
      <label for={id}>{label}</label>
      {children({
        id,
        "aria-invalid": error !== null,
        ...(described.length === 0 ? {} : { "aria-describedby": described.join(" ") }),
      })}
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p class="soft small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them to be seen. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="row">
        {options.map((option) => (
          <label class="check" key={option.value}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
