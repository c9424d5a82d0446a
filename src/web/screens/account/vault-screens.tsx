// Between being signed in and having the rooms open.
import { KeyRound } from "lucide";
import { useState } from "preact/hooks";
import type { Account } from "../../../protocol/api-account.ts";
import type { AccountSession, Openers } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import type { Language } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { HiddenUsername, PasswordField, passwordFinding, TextField } from "./fields.tsx";
import { FailureLine, Form, useAction, useForm } from "./form.tsx";

export interface VaultScreenProps {
  readonly session: AccountSession;
  readonly account: Account;
  readonly onLanguage: (next: Language) => void;
}

export interface WithCode extends VaultScreenProps {
  /** A new recovery code, to be shown. */
  readonly onCode: (code: string) => void;
}

/** The page has forgotten the password: it was reloaded, or a passkey signed in. */
export function PasswordAgain(props: {
  readonly email: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error: string | null | undefined;
}) {
  const words = accountText();
  const { email, ...field } = props;
  return (
    <>
      <HiddenUsername email={email} />
      <PasswordField
        {...field}
        label={words.password}
        autocomplete="current-password"
        hint={words.firstVault.passwordAgain}
      />
    </>
  );
}

/** Signing out from a screen that has nothing else to offer. */
export function SignOut({ session }: { readonly session: AccountSession }) {
  return (
    <Button kind="plain" onClick={() => void session.signOut()}>
      {accountText().unlock.signOut}
    </Button>
  );
}

/** The first vault of an account: what it is, and the code once. */
export function FirstVault({ session, account, onCode, onLanguage }: WithCode) {
  const words = accountText();
  const [needsPassword, setNeedsPassword] = useState(false);
  const [password, setPassword] = useState("");
  const form = useForm({
    check: () => ({ password: needsPassword ? passwordFinding(password) : null }),
    async run() {
      const made = await session.createVault(needsPassword ? password : undefined);
      if (made.ok) {
        onCode(made.recoveryCode);
        return null;
      }
      if (made.code === "PASSWORD_NEEDED") {
        setNeedsPassword(true);
        return "more-fields";
      }
      if (made.code !== "NOT_OPEN") return made;
      // Another device was faster: its vault is there now.
      await session.resume();
      return null;
    },
  });
  return (
    <Page title={words.firstVault.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{words.firstVault.text}</p>
      <p>{words.firstVault.code}</p>
      <Form form={form} button={words.firstVault.button} after={<SignOut session={session} />}>
        {needsPassword && (
          <PasswordAgain
            email={account.email}
            value={password}
            onInput={setPassword}
            error={form.errors.password}
          />
        )}
      </Form>
    </Page>
  );
}

interface UnlockProps extends VaultScreenProps {
  readonly openers: Openers | null;
  readonly onLost: () => void;
}

/** By password, passkey or recovery code; after a reset by mail only by what is left. */
export function Unlock({ session, account, openers, onLost, onLanguage }: UnlockProps) {
  const words = accountText();
  const mine = words.unlock;
  const hasPassword = openers?.password ?? true;
  const hasPasskey = (openers?.passkeys.length ?? 0) > 0;
  const [byCode, setByCode] = useState(!hasPassword);
  const passkey = useAction(async () => {
    const done = await session.unlockByPasskey();
    return done.ok ? null : done;
  });
  return (
    <Page title={hasPassword ? mine.title : mine.afterResetTitle} onLanguage={onLanguage} focusHeading>
      <p class="lead">{hasPassword ? mine.text : mine.afterReset}</p>
      <p class="soft small">{mine.account(account.email)}</p>
      {byCode ? (
        <UnlockByCode session={session} />
      ) : (
        <UnlockByPassword session={session} email={account.email} />
      )}
      {hasPasskey && (
        <>
          <p class="or soft">{words.signIn.or}</p>
          {passkey.failure !== null && <FailureLine failure={passkey.failure} />}
          <Button icon={KeyRound} wide onClick={passkey.go} aria-disabled={passkey.isBusy}>
            {mine.passkey}
          </Button>
        </>
      )}
      <div class="ways">
        {hasPassword && (
          <Button kind="plain" onClick={() => setByCode(!byCode)}>
            {byCode ? mine.usePassword : mine.useCode}
          </Button>
        )}
        {!hasPassword && (
          <Button kind="plain" onClick={onLost}>
            {mine.lost}
          </Button>
        )}
        <SignOut session={session} />
      </div>
    </Page>
  );
}

function UnlockByPassword({ session, email }: { session: AccountSession; email: string }) {
  const words = accountText();
  const [password, setPassword] = useState("");
  const form = useForm({
    check: () => ({ password: passwordFinding(password) }),
    async run() {
      const done = await session.unlockByPassword(password);
      return done.ok ? null : done;
    },
  });
  return (
    <Form form={form} button={words.unlock.button}>
      <HiddenUsername email={email} />
      <PasswordField
        label={words.password}
        autocomplete="current-password"
        value={password}
        onInput={setPassword}
        error={form.errors.password}
      />
    </Form>
  );
}

function UnlockByCode({ session }: { readonly session: AccountSession }) {
  const words = accountText().unlock;
  const [code, setCode] = useState("");
  const form = useForm({
    check: () => ({ code: code.trim() === "" ? words.codeMissing : null }),
    async run() {
      const done = await session.unlockByRecoveryCode(code);
      return done.ok ? null : done;
    },
  });
  return (
    <Form form={form} button={words.button}>
      <TextField
        label={words.code}
        kind="code"
        autocomplete="off"
        value={code}
        onInput={setCode}
        error={form.errors.code}
        hint={words.codeHint}
      />
    </Form>
  );
}
