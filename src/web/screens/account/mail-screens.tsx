// Asking for a mail, and waiting for it. What is said is the same whether or not there is such an account.
import { MailCheck } from "lucide";
import { useState } from "preact/hooks";
import type { Outcome } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { language } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import type { EntryProps } from "./entry-place.ts";
import { emailFinding, TextField } from "./fields.tsx";
import { FailureLine, Form, useAction, useForm } from "./form.tsx";

type What = "confirm" | "reset";

function sendMail({ session, email }: Pick<EntryProps, "session" | "email">, what: What): Promise<Outcome> {
  return what === "confirm"
    ? session.resendConfirmation(email, language.value)
    : session.askReset(email, language.value);
}

/** "Look into your mailbox." */
export function MailSent(props: EntryProps & { readonly what: What }) {
  const words = accountText().mailSent;
  const [isSentAgain, setSentAgain] = useState(false);
  const again = useAction(async () => {
    setSentAgain(false);
    const done = await sendMail(props, props.what);
    setSentAgain(done.ok);
    return done.ok ? null : done;
  });
  return (
    <Page title={words.title} onLanguage={props.onLanguage} layout="calm" focusHeading>
      <Icon node={MailCheck} size={40} />
      <p class="lead">{words[props.what](props.email)}</p>
      <p class="soft">{words.nothing}</p>
      <div class="stack">
        {again.failure !== null && <FailureLine failure={again.failure} />}
        <p role="status" class="strong">
          {isSentAgain ? words.sentAgain : ""}
        </p>
        <Button onClick={again.go} aria-disabled={again.isBusy}>
          {words.again}
        </Button>
        <Button kind="plain" onClick={() => props.go({ at: "sign-in" })}>
          {words.toSignIn}
        </Button>
      </div>
    </Page>
  );
}

/** The address to which the mail shall go. */
export function AskForMail(props: EntryProps & { readonly what: What }) {
  const { email, setEmail, go, what } = props;
  const words = accountText();
  const mine = what === "confirm" ? words.resend : words.askReset;
  const form = useForm({
    check: () => ({ email: emailFinding(email) }),
    async run() {
      const done = await sendMail(props, what);
      if (!done.ok) return done;
      go({ at: "mail-sent", what });
      return null;
    },
  });
  return (
    <Page title={mine.title} onLanguage={props.onLanguage} focusHeading>
      <p class="lead">{mine.text}</p>
      {what === "reset" && (
        <Notice kind="warning">
          <p>{words.askReset.warning}</p>
        </Notice>
      )}
      <Form
        form={form}
        button={mine.button}
        after={
          <Button kind="plain" onClick={() => go({ at: "sign-in" })}>
            {words.back}
          </Button>
        }
      >
        <TextField
          label={words.email}
          kind="email"
          autocomplete="username"
          value={email}
          onInput={setEmail}
          error={form.errors.email}
        />
      </Form>
    </Page>
  );
}

/** The operator has suspended the account. */
export function Suspended({ go, onLanguage }: Pick<EntryProps, "go" | "onLanguage">) {
  const words = accountText().suspended;
  return (
    <Page title={words.title} onLanguage={onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.text}</p>
      <p>{words.todo}</p>
      <Button onClick={() => go({ at: "sign-in" })}>{words.back}</Button>
    </Page>
  );
}
