// What mailed links lead to. Opening one does nothing yet: mail programs open links to look at them, and only a person
// presses a button.
import { useEffect, useState } from "preact/hooks";
import { accountApi } from "../../../protocol/api-account.ts";
import { practiceApi } from "../../../protocol/api-practice.ts";
import type { AccountSession, Failure } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import type { Language } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { emailFinding, PasswordField, passwordFinding, TextField } from "./fields.tsx";
import { FailureLine, Form, useAction, useForm } from "./form.tsx";
import { NewPassword, usePasswordChoice } from "./new-password.tsx";

export interface LinkProps {
  readonly session: AccountSession;
  readonly token: string;
  readonly onLanguage: (next: Language) => void;
  /** The link is done with: to sign-in, or to where the page was. */
  readonly onDone: () => void;
}

interface PressProps extends LinkProps {
  readonly words: { readonly title: string; readonly text: string; readonly button: string };
  readonly run: () => Promise<Failure | null>;
}

/** One button that uses the link. */
function PressLink({ words, run, onDone, onLanguage }: PressProps) {
  const action = useAction(run);
  const { links } = accountText();
  return (
    <Page title={words.title} onLanguage={onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.text}</p>
      {action.failure !== null && <FailureLine failure={action.failure} words={{ TOKEN: links.stale }} />}
      {action.failure?.code === "TOKEN" ? (
        <Button kind="main" onClick={onDone}>
          {links.onward}
        </Button>
      ) : (
        <Button kind="main" onClick={action.go} aria-disabled={action.isBusy}>
          {action.isBusy ? accountText().busy : words.button}
        </Button>
      )}
    </Page>
  );
}

function Finished(props: {
  readonly title: string;
  readonly text: string;
  readonly onDone: () => void;
  readonly onLanguage: (next: Language) => void;
}) {
  return (
    <Page title={props.title} onLanguage={props.onLanguage} layout="calm" focusHeading>
      <p class="lead">{props.text}</p>
      <Button kind="main" onClick={props.onDone}>
        {accountText().links.onward}
      </Button>
    </Page>
  );
}

export function ConfirmAddress(props: LinkProps & { readonly onConfirmed: () => void }) {
  const { session, token, onConfirmed } = props;
  return (
    <PressLink
      {...props}
      words={accountText().links.confirm}
      run={async () => {
        const done = await session.confirm(token);
        if (!done.ok) return done;
        onConfirmed();
        return null;
      }}
    />
  );
}

/** Consent to news, or its end; neither needs to be signed in. */
export function NewsLink(props: LinkProps & { readonly wanted: boolean }) {
  const { session, token, wanted } = props;
  const [isDone, setDone] = useState(false);
  const words = wanted ? accountText().links.news : accountText().links.newsOff;
  if (isDone) return <Finished {...props} title={words.doneTitle} text={words.done} />;
  return (
    <PressLink
      {...props}
      words={words}
      run={async () => {
        const route = wanted ? accountApi.confirmNews : accountApi.withdrawNews;
        const done = await session.api.call(route, { body: { token } });
        if (!done.ok) return done;
        // Also while the page still asks who is signed in: that answer may be from before.
        const { step } = session.state.value;
        if (step === "signed-in" || step === "unknown") await session.refresh();
        setDone(true);
        return null;
      }}
    />
  );
}

/** A new password by mail. The address goes into its derivation, so it is asked for. */
export function ResetPassword(
  props: LinkProps & {
    readonly email: string;
    readonly setEmail: (email: string) => void;
    readonly onReset: () => void;
  },
) {
  const { session, token, email, setEmail, onReset, onDone, onLanguage } = props;
  const words = accountText();
  const choice = usePasswordChoice([email]);
  const form = useForm({
    check: () => ({ email: emailFinding(email), password: choice.finding() }),
    async run() {
      if ((await choice.judge()) !== "fine") return "look-again";
      const done = await session.reset(token, email, choice.value);
      if (!done.ok) return done;
      onReset();
      return null;
    },
  });
  return (
    <Page title={words.reset.title} onLanguage={onLanguage} focusHeading>
      <Notice kind="warning">
        <p>{words.reset.warning}</p>
      </Notice>
      <Form
        form={form}
        button={words.reset.button}
        words={{ TOKEN: `${words.links.stale} ${words.links.staleMail}` }}
        after={
          <Button kind="plain" onClick={onDone}>
            {words.cancel}
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
          hint={words.reset.emailHint}
        />
        <NewPassword choice={choice} error={form.errors.password} />
      </Form>
    </Page>
  );
}

/** Takes a new address; the person is signed in with the old one. */
export function ChangeEmail({ session, token, onDone, onLanguage }: LinkProps) {
  const words = accountText();
  const mine = words.links.email;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isDone, setDone] = useState(false);
  const form = useForm({
    check: () => ({ email: emailFinding(email), password: passwordFinding(password) }),
    async run() {
      const done = await session.changeEmail(token, email, password);
      setDone(done.ok);
      return done.ok ? null : done;
    },
  });
  if (isDone) {
    return (
      <Finished title={mine.doneTitle} text={mine.done(email)} onDone={onDone} onLanguage={onLanguage} />
    );
  }
  return (
    <Page title={mine.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{mine.text}</p>
      <Form
        form={form}
        button={mine.button}
        words={{ TOKEN: `${words.links.stale} ${words.links.staleMail}` }}
        after={
          <Button kind="plain" onClick={onDone}>
            {words.cancel}
          </Button>
        }
      >
        <TextField
          label={mine.email}
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
    </Page>
  );
}

export interface Invitation {
  readonly token: string;
  readonly email: string;
  readonly practiceName: string;
}

/** Reads what the invitation is for, then hands over to registration. */
export function OpenInvitation(props: LinkProps & { readonly onRead: (invitation: Invitation) => void }) {
  const { session, token, onRead, onDone, onLanguage } = props;
  const [failure, setFailure] = useState<Failure | null>(null);
  const words = accountText();
  async function read(): Promise<void> {
    const found = await session.api.call(practiceApi.lookInvitation, { body: { token } });
    setFailure(found.ok ? null : found);
    if (found.ok) onRead({ token, ...found.value });
  }
  useEffect(() => void read(), [token]);
  return (
    <Page title={words.register.title} onLanguage={onLanguage} layout="calm">
      {failure === null ? (
        <p class="lead" role="status">
          {words.invitation.loading}
        </p>
      ) : (
        <>
          <FailureLine
            failure={failure}
            words={{ TOKEN: `${words.links.stale} ${words.links.staleInvitation}` }}
          />
          {failure.code !== "TOKEN" && <Button onClick={() => void read()}>{words.links.onward}</Button>}
          <Button kind="plain" onClick={onDone}>
            {words.mailSent.toSignIn}
          </Button>
        </>
      )}
    </Page>
  );
}

/** An invitation in a browser in which somebody is signed in: to this very account, or to another. */
export function InvitationWhileSignedIn({ session, token, onDone, onLanguage }: LinkProps) {
  const words = accountText().invitation;
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  useEffect(() => {
    void session.api.call(practiceApi.lookInvitation, { body: { token } }).then((found) => {
      if (found.ok) setInvitation({ token, ...found.value });
    });
  }, [token]);
  const out = useAction(async () => {
    const done = await session.signOut();
    return done.ok ? null : done;
  });
  const accept = useAction(async () => {
    const done = await session.api.call(practiceApi.acceptInvitation, { body: { token } });
    if (!done.ok) return done;
    await session.resume();
    onDone();
    return null;
  });
  const state = session.state.value;
  const isForMe = state.step === "signed-in" && invitation?.email === state.account.email;
  if (isForMe) {
    return (
      <Page title={words.title(invitation.practiceName)} onLanguage={onLanguage} layout="calm" focusHeading>
        <p class="lead">{words.acceptText}</p>
        {accept.failure !== null && (
          <FailureLine failure={accept.failure} words={{ CONFLICT: words.acceptConflict }} />
        )}
        <Button kind="main" onClick={accept.go} aria-disabled={accept.isBusy}>
          {words.accept}
        </Button>
        <Button onClick={onDone}>{words.decline}</Button>
      </Page>
    );
  }
  return (
    <Page title={words.signedInTitle} onLanguage={onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.signedIn}</p>
      {out.failure !== null && <FailureLine failure={out.failure} />}
      <Button kind="main" onClick={out.go} aria-disabled={out.isBusy}>
        {words.signOut}
      </Button>
      <Button onClick={onDone}>{words.keep}</Button>
    </Page>
  );
}
