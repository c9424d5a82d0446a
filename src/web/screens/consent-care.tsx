import { Download } from "lucide";
import { useState } from "preact/hooks";
import type { Consent } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { formatDateTime, text } from "../ui/language.ts";

interface ConsentCareProps {
  readonly consent: Consent;
  readonly name: string;
  /** A withdrawal can be told to the therapist's page. */
  readonly isConnected: boolean;
  readonly onWithdraw: () => void;
}

/** What became of the consent: when it was given, its receipt, and the way to take it back. */
export function ConsentCare({ consent, name, isConnected, onWithdraw }: ConsentCareProps) {
  const words = text().consent;
  const [hasFailed, setFailed] = useState(false);
  const save = (): void => {
    import("./consent-wording.ts")
      .then(({ saveReceipt }) => saveReceipt(consent, name))
      .then(
        () => setFailed(false),
        () => setFailed(true),
      );
  };
  const isStanding = consent.withdrawnAt === null;
  return (
    <div class="stack tight">
      <p class="soft small">
        {isStanding
          ? words.givenOn(formatDateTime(consent.givenAt))
          : words.withdrawnOn(formatDateTime(consent.withdrawnAt ?? consent.givenAt))}
      </p>
      <Button icon={Download} onClick={save}>
        {words.receipt}
      </Button>
      <p class="soft small" role="status">
        {hasFailed ? text().loadFailed : words.receiptHint}
      </p>
      {isStanding && (
        <>
          <Button onClick={onWithdraw}>{words.withdraw}</Button>
          <p class="soft small">{isConnected ? words.withdrawHint : words.withdrawLater}</p>
        </>
      )}
    </div>
  );
}
