import { useId } from "preact/hooks";
import { useRelayText } from "./relay-text.ts";

/** A client's choice to use a relay alone, with what it costs and what it does not hide. */
export function HideAddress(props: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const words = useRelayText()?.choice;
  const id = useId();
  if (words === undefined) return null;
  return (
    <>
      <p>{words.about}</p>
      <label class="check">
        <input
          type="checkbox"
          name="hide-address"
          checked={props.on}
          aria-describedby={id}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>{words.label}</span>
      </label>
      <p id={id}>{words.cost}</p>
      <p>{words.limits}</p>
    </>
  );
}
