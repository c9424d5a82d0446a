import { useState } from "preact/hooks";
import type { AccountSession } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import type { Language } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { TextField } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";

type Kind = "totp" | "recovery";

const FORM: Readonly<Record<Kind, RegExp>> = { totp: /^\d{6}$/, recovery: /^[A-Za-z0-9-]{6,32}$/ };

interface SecondFactorProps {
  readonly session: AccountSession;
  /** The first step is too long ago. */
  readonly onTooLate: () => void;
  readonly onLanguage: (next: Language) => void;
}

function CodeForm(props: SecondFactorProps & { readonly kind: Kind; readonly onKind: (next: Kind) => void }) {
  const { session, kind, onKind, onTooLate } = props;
  const words = accountText().secondFactor;
  const [code, setCode] = useState("");
  const isApp = kind === "totp";
  // Apps show "123 456", and people type it so.
  const typed = code.replace(/\s/g, "");
  const form = useForm({
    check: () => ({ code: FORM[kind].test(typed) ? null : isApp ? words.codeWrong : words.backupWrong }),
    async run() {
      const done = await session.secondFactor(kind, typed);
      if (done.ok) return null;
      if (done.code === "SIGNED_OUT") onTooLate();
      return done;
    },
  });
  return (
    <Form
      form={form}
      button={words.button}
      after={
        <div class="ways">
          <Button kind="plain" onClick={() => onKind(isApp ? "recovery" : "totp")}>
            {isApp ? words.useBackup : words.useApp}
          </Button>
          <Button kind="plain" onClick={() => void session.signOut()}>
            {accountText().cancel}
          </Button>
        </div>
      }
    >
      <TextField
        label={isApp ? words.code : words.backupCode}
        kind={isApp ? "digits" : "code"}
        autocomplete="one-time-code"
        value={code}
        onInput={setCode}
        error={form.errors.code}
        hint={isApp ? words.codeHint : words.backupHint}
      />
    </Form>
  );
}

/** The second step of a sign-in by password. */
export function SecondFactor(props: SecondFactorProps) {
  const words = accountText().secondFactor;
  const [kind, setKind] = useState<Kind>("totp");
  return (
    <Page title={words.title} onLanguage={props.onLanguage} focusHeading>
      <p class="lead">{kind === "totp" ? words.text : words.backupText}</p>
      <CodeForm key={kind} {...props} kind={kind} onKind={setKind} />
    </Page>
  );
}
