import { useEffect, useId, useState } from "preact/hooks";
import { CONSENT_VERSION, type ConsentBy } from "../../protocol/consent.ts";
import type { Consent } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { formatDateTime, language, text } from "../ui/language.ts";

interface ConsentFieldProps {
  /** Ticked here or given earlier, withdrawn or not; null: never. */
  readonly consent: Consent | null;
  /** Given at an earlier visit and remembered by this device: no box is ticked for anybody. */
  readonly isRemembered: boolean;
  /** Whether the practice's page has acknowledged a withdrawal; null: not known yet. */
  readonly isHeard: boolean | null;
  readonly error: string | null;
  readonly onGive: (consent: Consent) => void;
  readonly onWithdraw: () => void;
}

/** The wording that would be agreed to, loaded once it is opened. */
function Wording({ by }: { readonly by: ConsentBy }) {
  const words = text().consent;
  const [isOpen, setOpen] = useState(false);
  const [paragraphs, setParagraphs] = useState<readonly string[] | null>(null);
  const shown = language.value;
  useEffect(() => {
    if (!isOpen) return;
    let isGone = false;
    import("./consent-wording.ts")
      .then(async ({ loadConsentText, wordingOf }) => {
        const wording = wordingOf(await loadConsentText(shown), CONSENT_VERSION, by);
        if (!isGone) setParagraphs(wording?.paragraphs ?? []);
      })
      .catch(() => {
        if (!isGone) setParagraphs([text().loadFailed]);
      });
    return () => {
      isGone = true;
    };
  }, [isOpen, shown, by]);
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.details}</summary>
      {(paragraphs ?? []).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p class="soft">{words.version(CONSENT_VERSION)}</p>
    </details>
  );
}

/** The box that nobody ticks but the person, with its wording one tap away; or what was agreed to earlier. */
export function ConsentField({
  consent,
  isRemembered,
  isHeard,
  error,
  onGive,
  onWithdraw,
}: ConsentFieldProps) {
  const words = text().consent;
  const id = useId();
  const [by, setBy] = useState<ConsentBy>("self");
  const given = consent?.withdrawnAt === null ? consent : null;

  if (isRemembered && given !== null) {
    return (
      <div class="consent agreed">
        <p>{words.givenOn(formatDateTime(given.givenAt))}</p>
        <Button kind="plain" onClick={onWithdraw}>
          {words.withdraw}
        </Button>
        <Wording by={given.by} />
      </div>
    );
  }
  return (
    <div class="consent">
      {consent !== null && given === null && (
        <p class="soft" role="status">
          {isHeard !== null && words.withdrawn(isHeard)}
        </p>
      )}
      <label class="check">
        <input
          type="checkbox"
          name="consent"
          checked={given !== null}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onChange={(event) => {
            if (!event.currentTarget.checked) return onWithdraw();
            const at = { language: language.value, givenAt: Date.now(), withdrawnAt: null };
            onGive({ version: CONSENT_VERSION, by, ...at });
          }}
        />
        <span>{words.labels[by]}</span>
      </label>
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <label class="check small">
        <input
          type="checkbox"
          name="custody"
          checked={by === "custody"}
          onChange={(event) => {
            // Somebody else agrees from now on, to other words.
            setBy(event.currentTarget.checked ? "custody" : "self");
            if (given !== null) onWithdraw();
          }}
        />
        <span>{words.forAnother}</span>
      </label>
      <Wording by={by} />
    </div>
  );
}
