import { KeyRound } from "lucide";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import type { EntryProps } from "./entry-place.ts";
import { emailFinding, PasswordField, passwordFinding, TextField } from "./fields.tsx";
import { FailureLine, Form, useAction, useForm } from "./form.tsx";

export type SignInNotice = "confirmed" | "passwordReset" | "emailFirst" | "stillOpen" | "tooLate";

interface SignInProps extends EntryProps {
  readonly notice: SignInNotice | null;
  readonly onWithoutAccount: () => void;
}

/** By password or passkey; and, quietly, every other way in. */
export function SignIn({ session, email, setEmail, go, notice, onWithoutAccount, onLanguage }: SignInProps) {
  const words = accountText();
  const [password, setPassword] = useState("");
  const form = useForm({
    check: () => ({ email: emailFinding(email), password: passwordFinding(password) }),
    async run() {
      const done = await session.signIn(email, password);
      if (done.ok) return null;
      if (done.code !== "SUSPENDED") return done;
      go({ at: "suspended" });
      return null;
    },
  });
  const passkey = useAction(async () => {
    const done = await session.signInByPasskey();
    if (done.ok) return null;
    if (done.code !== "SUSPENDED") return done;
    go({ at: "suspended" });
    return null;
  });
  return (
    <Page title={words.signIn.title} onLanguage={onLanguage} focusHeading>
      {notice !== null && (
        <Notice kind="info" live>
          <p>{words.signIn[notice]}</p>
        </Notice>
      )}
      <Form form={form} button={words.signIn.button} words={{ CREDENTIALS: words.signIn.wrong }}>
        <TextField
          label={words.email}
          kind="email"
          autocomplete="username"
          value={email}
          onInput={setEmail}
          error={form.errors.email}
        />
        <PasswordField
          label={words.password}
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          error={form.errors.password}
        />
      </Form>
      <p class="or soft">{words.signIn.or}</p>
      <div class="stack tight">
        {passkey.failure !== null && <FailureLine failure={passkey.failure} />}
        <Button icon={KeyRound} wide onClick={passkey.go} aria-disabled={passkey.isBusy}>
          {words.signIn.passkey}
        </Button>
      </div>
      <div class="ways">
        <Button kind="plain" onClick={() => go({ at: "ask-reset" })}>
          {words.signIn.forgot}
        </Button>
        <Button kind="plain" onClick={() => go({ at: "resend" })}>
          {words.signIn.resend}
        </Button>
      </div>
      <section class="card stack tight">
        <p class="strong">{words.signIn.registerLead}</p>
        <Button wide onClick={() => go({ at: "register" })}>
          {words.signIn.register}
        </Button>
      </section>
      <div class="aside">
        <Button kind="plain" onClick={onWithoutAccount}>
          {words.signIn.withoutAccount}
        </Button>
        <p class="soft small">{words.signIn.withoutAccountHint}</p>
      </div>
    </Page>
  );
}
