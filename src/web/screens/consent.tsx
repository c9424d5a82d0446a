import { useId } from "preact/hooks";
import { formatDateTime, text } from "../ui/language.ts";
import { saveFile } from "../ui/save-file.ts";

/** What a receipt is made from; lives in this page only. */
export interface GivenConsent {
  readonly name: string;
  readonly at: number;
}

interface ConsentProps {
  readonly given: boolean;
  readonly error: string | null;
  readonly onChange: (given: boolean) => void;
}

/** The box that nobody ticks but the person, with its wording one tap away. */
export function Consent({ given, error, onChange }: ConsentProps) {
  const words = text().consent;
  const id = useId();
  return (
    <div class="consent">
      <label class="check">
        <input
          type="checkbox"
          name="consent"
          checked={given}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{words.label}</span>
      </label>
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <details class="more">
        <summary>{words.details}</summary>
        {words.wording.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p class="soft">{words.version}</p>
      </details>
    </div>
  );
}

/** Writes the receipt as a text file in this browser. */
export function saveReceipt({ name, at }: GivenConsent): void {
  const { product, consent } = text();
  const { receipt } = consent;
  const lines = [
    `${receipt.title} (${product})`,
    consent.version,
    "",
    ...consent.wording.flatMap((paragraph) => [paragraph, ""]),
    receipt.given(formatDateTime(at)),
    receipt.name(name),
    "",
    receipt.note,
    "",
  ];
  saveFile(receipt.file, lines.join("\n"), "text/plain;charset=utf-8");
}
