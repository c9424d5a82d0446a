import { useId, useRef, useState } from "preact/hooks";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { LABEL_MAX } from "../../practice/room-rules.ts";
import { Button } from "../../ui/button.tsx";
import { deskText } from "./desk-text.ts";

interface LabelFormProps {
  readonly label: string;
  readonly submit: string;
  readonly onSubmit: (label: string) => void;
  readonly onCancel?: () => void;
}

/** One field for the label of a room, new or old. */
export function LabelForm({ label, submit, onSubmit, onCancel }: LabelFormProps) {
  const words = deskText().rooms;
  const [value, setValue] = useState(label);
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <form
      class="stack tight label-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const clean = value.trim();
        setMissing(clean === "");
        if (clean === "") field.current?.focus();
        else {
          setValue(label);
          onSubmit(clean);
        }
      }}
    >
      <div class="field">
        <label for={`${id}-label`}>{words.label}</label>
        <input
          ref={field}
          id={`${id}-label`}
          type="text"
          autocomplete="off"
          maxLength={LABEL_MAX}
          value={value}
          aria-invalid={isMissing}
          aria-describedby={`${id}-hint${isMissing ? ` ${id}-error` : ""}`}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        {isMissing && (
          <p class="error" id={`${id}-error`}>
            {words.labelMissing}
          </p>
        )}
        <p class="soft small" id={`${id}-hint`}>
          {words.labelHint}
        </p>
      </div>
      <div class="row">
        <Button kind="main" type="submit">
          {submit}
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{words.cancel}</Button>}
      </div>
    </form>
  );
}

export function NewRoom(props: { readonly practice: PracticeRooms; readonly onDone: () => void }) {
  return (
    <LabelForm
      label=""
      submit={deskText().rooms.create}
      onSubmit={(label) => {
        // Asked at a press, when the browser is most likely to agree to keep the rooms.
        void navigator.storage?.persist?.().catch(() => false);
        void props.practice.create(label).then(props.onDone);
      }}
    />
  );
}
