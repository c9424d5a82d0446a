// Choosing a password: the advice is there while one types, and says what to do rather than what is missing.
import { CircleAlert, CircleCheck } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { judgePassword, PASSWORD_MIN, type PasswordVerdict } from "../../practice/password-rules.ts";
import { Icon } from "../../ui/icon.tsx";
import { accountText } from "./account-text.ts";
import { PasswordField } from "./fields.tsx";

/** Ms of pause after which a password is judged. */
const PAUSE = 250;

export interface PasswordChoice {
  readonly value: string;
  readonly set: (value: string) => void;
  /** Null while nothing is typed or it is being judged. */
  readonly verdict: PasswordVerdict | null;
  /** Null if it may be taken; else the sentence. Judges at once. */
  readonly finding: () => string | null;
  /** Judges what is typed now, for whoever is faster than the pause. */
  readonly judge: () => Promise<PasswordVerdict>;
}

/** `about`: address, name and practice, on which a password must not lean. */
export function usePasswordChoice(about: readonly string[]): PasswordChoice {
  const [value, setValue] = useState("");
  const [judged, setJudged] = useState<{ value: string; verdict: PasswordVerdict } | null>(null);
  const key = about.join("\n");

  async function judge(): Promise<PasswordVerdict> {
    const verdict = await judgePassword(value, about);
    setJudged({ value, verdict });
    return verdict;
  }
  useEffect(() => {
    if (value === "") return;
    const timer = setTimeout(() => void judge(), PAUSE);
    return () => clearTimeout(timer);
  }, [value, key]);

  const verdict = judged !== null && judged.value === value && value !== "" ? judged.verdict : null;
  return {
    value,
    set: setValue,
    verdict,
    finding() {
      const { verdicts } = accountText().newPassword;
      if ([...value.normalize("NFKC")].length < PASSWORD_MIN) return verdicts["too-short"];
      return verdict === null || verdict === "fine" ? null : verdicts[verdict];
    },
    judge,
  };
}

interface NewPasswordProps {
  readonly choice: PasswordChoice;
  readonly label?: string;
  readonly error: string | null | undefined;
}

export function NewPassword({ choice, label, error }: NewPasswordProps) {
  const words = accountText().newPassword;
  const { value, verdict } = choice;
  const left = PASSWORD_MIN - [...value.normalize("NFKC")].length;
  const isFine = verdict === "fine";

  function advice(): string {
    if (value === "") return "";
    if (left > 0) return words.left(left);
    return verdict === null ? words.judging : words.verdicts[verdict];
  }
  return (
    <div class="new-password">
      <PasswordField
        label={label ?? words.label}
        autocomplete="new-password"
        value={value}
        onInput={choice.set}
        error={error}
        hint={<p>{words.hint}</p>}
      />
      {/* The same sentence twice would be read twice. */}
      <p class={`advice small with-icon top${isFine ? " good" : ""}`} role="status">
        {advice() !== "" && advice() !== error && (
          <>
            {(left > 0 || verdict !== null) && <Icon node={isFine ? CircleCheck : CircleAlert} size={18} />}
            <span>{advice()}</span>
          </>
        )}
      </p>
    </div>
  );
}
