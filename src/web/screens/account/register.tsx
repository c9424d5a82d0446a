import { useState } from "preact/hooks";
import type { Registration } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { language } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { AgreementLink, type Agreements, NoticeLink } from "./agreement-links.tsx";
import type { EntryProps } from "./entry-place.ts";
import { CheckField, emailFinding, lineFinding, TextField } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";
import { NewPassword, usePasswordChoice } from "./new-password.tsx";

const NAME_MAX = 80;

interface RegisterProps extends EntryProps {
  readonly agreements: Agreements;
  /** Null: a practice of one's own. */
  readonly invitation: { readonly token: string; readonly practiceName: string } | null;
}

/** An own practice, or a place in a colleague's. Each consent has its own box, none is ticked beforehand. */
export function Register({
  session,
  email,
  setEmail,
  go,
  agreements,
  invitation,
  onLanguage,
}: RegisterProps) {
  const words = accountText();
  const mine = words.register;
  const [name, setName] = useState("");
  const [practiceName, setPracticeName] = useState("");
  const [hasTerms, setTerms] = useState(false);
  const [hasAvv, setAvv] = useState(false);
  const [wantsNews, setNews] = useState(false);
  const choice = usePasswordChoice([email, name, practiceName, invitation?.practiceName ?? ""]);

  const form = useForm({
    check: () => ({
      name: lineFinding(name, NAME_MAX, words.nameMissing),
      practiceName:
        invitation === null ? lineFinding(practiceName, NAME_MAX, words.practiceNameMissing) : null,
      email: emailFinding(email),
      password: choice.finding(),
      terms: hasTerms ? null : mine.termsMissing,
      avv: hasAvv ? null : mine.avvMissing,
    }),
    async run() {
      if ((await choice.judge()) !== "fine") return "look-again";
      const place: Pick<Registration, "practiceName" | "invitation"> =
        invitation === null ? { practiceName: practiceName.trim() } : { invitation: invitation.token };
      const done = await session.register({
        ...place,
        email,
        password: choice.value,
        name: name.trim(),
        language: language.value,
        agreements,
        news: wantsNews,
      });
      if (!done.ok) return done;
      go({ at: "mail-sent", what: "confirm" });
      return null;
    },
  });

  return (
    <Page
      title={invitation === null ? mine.title : words.invitation.title(invitation.practiceName)}
      onLanguage={onLanguage}
      focusHeading
    >
      <p class="lead">{invitation === null ? mine.lead : words.invitation.text}</p>
      <Form
        form={form}
        button={mine.button}
        words={{
          AGREEMENT: mine.renewed,
          TOKEN: `${words.links.stale} ${words.links.staleInvitation}`,
        }}
        after={
          <Button kind="plain" onClick={() => go({ at: "sign-in" })}>
            {mine.toSignIn}
          </Button>
        }
      >
        <TextField
          label={words.name}
          autocomplete="name"
          value={name}
          onInput={setName}
          error={form.errors.name}
          hint={mine.nameHint}
        />
        {invitation === null && (
          <TextField
            label={words.practiceName}
            autocomplete="organization"
            value={practiceName}
            onInput={setPracticeName}
            error={form.errors.practiceName}
            hint={mine.practiceNameHint}
          />
        )}
        <TextField
          label={words.email}
          kind="email"
          autocomplete="username"
          value={email}
          onInput={setEmail}
          error={form.errors.email}
          hint={mine.emailHint}
        />
        <NewPassword choice={choice} label={mine.password} error={form.errors.password} />
        <fieldset class="card stack tight consents">
          <legend>{mine.agreements}</legend>
          <CheckField label={mine.terms} checked={hasTerms} onChange={setTerms} error={form.errors.terms} />
          <AgreementLink name="terms" version={agreements.terms} />
          <CheckField label={mine.avv} checked={hasAvv} onChange={setAvv} error={form.errors.avv} />
          <AgreementLink name="avv" version={agreements.avv} />
        </fieldset>
        <NoticeLink />
        <fieldset class="card stack tight consents">
          <legend>{mine.newsTitle}</legend>
          <CheckField label={mine.news} checked={wantsNews} onChange={setNews} hint={mine.newsHint} />
        </fieldset>
      </Form>
    </Page>
  );
}
