import { useId, useState } from "preact/hooks";
import { deskText } from "./desk-text.ts";

interface HideAddressesProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** The box that makes calls use a relay alone, with what that costs. */
export function HideAddressesField({ label, on, onChange }: HideAddressesProps) {
  const id = useId();
  return (
    <div>
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <p class="soft small" id={id}>
        {deskText().hiding.cost}
      </p>
    </div>
  );
}

/** For all rooms of the practice; kept at once. */
export function HideAddresses(props: {
  readonly on: boolean;
  readonly onSave: (on: boolean) => Promise<void>;
}) {
  const words = deskText().hiding;
  const [isSaved, setSaved] = useState(false);
  function save(on: boolean): void {
    setSaved(false);
    void props.onSave(on).then(() => setSaved(true));
  }
  return (
    <section class="card stack" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.intro}</p>
      <HideAddressesField label={words.everywhere} on={props.on} onChange={save} />
      <p role="status" class="strong">
        {isSaved ? words.saved : ""}
      </p>
    </section>
  );
}
