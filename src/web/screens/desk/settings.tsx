import { useEffect, useId, useState } from "preact/hooks";
import { PHONE_MAX, PRACTICE_NAME_MAX } from "../../../protocol/limits.ts";
import { Button } from "../../ui/button.tsx";
import { Backup } from "./backup.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";

const size = (value: string): number => new TextEncoder().encode(value).length;

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly type: "text" | "tel";
  readonly value: string;
  readonly error: string | null;
  readonly autocomplete: "organization" | "tel";
  readonly onInput: (value: string) => void;
}

function Field({ label, hint, type, value, error, autocomplete, onInput }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={type}
        value={value}
        autocomplete={autocomplete}
        aria-invalid={error !== null}
        aria-describedby={`${id}-hint${error === null ? "" : ` ${id}-error`}`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <p class="soft small" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** Name and telephone that clients see, and the file that keeps the rooms safe. */
export function SettingsScreen({ practice }: DeskProps) {
  const words = deskText().settings;
  const { settings } = practice.data.value;
  const [name, setName] = useState(settings.name);
  const [phone, setPhone] = useState(settings.phone);
  const [isSaved, setSaved] = useState(false);
  const isNameLong = size(name.trim()) > PRACTICE_NAME_MAX;
  const isPhoneLong = size(phone.trim()) > PHONE_MAX;
  useEffect(() => setSaved(false), [name, phone]);

  return (
    <>
      <h1>{words.title}</h1>
      <form
        class="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isNameLong || isPhoneLong) return;
          void practice
            .saveSettings({ ...settings, name: name.trim(), phone: phone.trim() })
            .then(() => setSaved(true));
        }}
      >
        <Field
          label={words.name}
          hint={words.nameHint}
          type="text"
          value={name}
          error={isNameLong ? words.tooLong : null}
          autocomplete="organization"
          onInput={setName}
        />
        <Field
          label={words.phone}
          hint={words.phoneHint}
          type="tel"
          value={phone}
          error={isPhoneLong ? words.tooLong : null}
          autocomplete="tel"
          onInput={setPhone}
        />
        <div class="row">
          <Button kind="main" type="submit">
            {words.save}
          </Button>
          <p role="status" class="strong">
            {isSaved ? words.saved : ""}
          </p>
        </div>
      </form>
      <Backup practice={practice} />
    </>
  );
}
