import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { LABEL_MAX } from "../../practice/room-rules.ts";
import type { RoomKind } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { deskText } from "./desk-text.ts";
import { Choice, Field } from "./field.tsx";

const KINDS: readonly RoomKind[] = ["single", "couple", "group"];

interface RoomFormProps {
  readonly label: string;
  readonly kind: RoomKind;
  readonly submit: string;
  readonly onSubmit: (room: { readonly label: string; readonly kind: RoomKind }) => void;
  /** What else can be said of the room. */
  readonly children?: ComponentChildren;
  readonly onCancel?: () => void;
}

/** Label and kind of a room, new or old. */
export function RoomForm({ submit, onSubmit, onCancel, children, ...room }: RoomFormProps) {
  const words = deskText().rooms;
  const [label, setLabel] = useState(room.label);
  const [kind, setKind] = useState<RoomKind>(room.kind);
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="stack tight label-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const clean = label.trim();
        setMissing(clean === "");
        if (clean === "") field.current?.focus();
        else {
          setLabel(room.label);
          setKind(room.kind);
          onSubmit({ label: clean, kind });
        }
      }}
    >
      <Field label={words.label} hint={words.labelHint} error={isMissing ? words.labelMissing : null}>
        {(ids) => (
          <input
            {...ids}
            ref={field}
            type="text"
            autocomplete="off"
            maxLength={LABEL_MAX}
            value={label}
            onInput={(event) => setLabel(event.currentTarget.value)}
          />
        )}
      </Field>
      <Choice
        label={words.kind}
        value={kind}
        options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={setKind}
      />
      <p class="soft small" role="status">
        {kind === "single" ? "" : words.kindLater}
      </p>
      {children}
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
    <RoomForm
      label=""
      kind="single"
      submit={deskText().rooms.create}
      onSubmit={(room) => {
        // Asked at a press, when the browser is most likely to agree to keep the rooms.
        void navigator.storage?.persist?.().catch(() => false);
        void props.practice.create(room).then(props.onDone);
      }}
    />
  );
}
