// What stands between a person and open rooms, and is not their doing.
import { useState } from "preact/hooks";
import { accountApi } from "../../../protocol/api-account.ts";
import type { Failure } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { language } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { AgreementLink, type Agreements } from "./agreement-links.tsx";
import { CheckField, passwordFinding } from "./fields.tsx";
import { Form, useForm } from "./form.tsx";
import { PasswordAgain, SignOut, type VaultScreenProps, type WithCode } from "./vault-screens.tsx";

/** Everything that opened the vault is lost: plainly what that means, and a new beginning. */
export function StartOver(props: WithCode & { readonly onBack: () => void }) {
  const { session, account, onCode, onBack, onLanguage } = props;
  const words = accountText();
  const mine = words.startOver;
  const [isUnderstood, setUnderstood] = useState(false);
  const [needsPassword, setNeedsPassword] = useState(false);
  const [password, setPassword] = useState("");
  const form = useForm({
    check: () => ({
      understood: isUnderstood ? null : mine.understoodMissing,
      password: needsPassword ? passwordFinding(password) : null,
    }),
    async run() {
      const made = await session.startOver(needsPassword ? password : undefined);
      if (made.ok) {
        onCode(made.recoveryCode);
        return null;
      }
      if (made.code !== "PASSWORD_NEEDED") return made;
      setNeedsPassword(true);
      return "more-fields";
    },
  });
  return (
    <Page title={mine.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{mine.text}</p>
      <Notice kind="warning">
        <h2>{mine.lostTitle}</h2>
        <ul class="plain-list">
          {mine.lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Notice>
      <section class="stack tight">
        <h2>{mine.keptTitle}</h2>
        <ul class="plain-list">
          {mine.kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <p class="strong">{mine.first}</p>
      <Form
        form={form}
        button={mine.button}
        kind="danger"
        after={
          <Button wide onClick={onBack}>
            {words.back}
          </Button>
        }
      >
        <CheckField
          label={mine.understood}
          checked={isUnderstood}
          onChange={setUnderstood}
          error={form.errors.understood}
        />
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

/** The server offers an older vault than this device has seen. */
export function Rollback({ session, onLanguage }: VaultScreenProps) {
  const words = accountText().rollback;
  return (
    <Page title={words.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{words.text}</p>
      <p>{words.why}</p>
      <Notice kind="warning">
        <p class="strong">{words.todo}</p>
      </Notice>
      <div class="stack">
        <Button kind="main" wide onClick={() => void session.resume()}>
          {words.again}
        </Button>
        <Button wide onClick={() => void session.acceptOlderVault()}>
          {words.accept}
        </Button>
        <SignOut session={session} />
      </div>
    </Page>
  );
}

/** Signed in, but the vault did not come. */
export function VaultOffline({ session, onLanguage }: VaultScreenProps) {
  const words = accountText();
  return (
    <Page title={words.vaultOffline.title} onLanguage={onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.vaultOffline.text}</p>
      <Button kind="main" onClick={() => void session.resume()}>
        {words.rollback.again}
      </Button>
      <SignOut session={session} />
    </Page>
  );
}

/** Terms or agreement have a new version; each has its own box. */
export function AcceptAgreements(props: VaultScreenProps & { readonly agreements: Agreements }) {
  const { session, account, agreements, onLanguage } = props;
  const words = accountText();
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const missing = (name: "terms" | "avv"): string | null =>
    !account.mustAccept.includes(name) || accepted.includes(name)
      ? null
      : words.register[name === "terms" ? "termsMissing" : "avvMissing"];
  const form = useForm({
    check: () => ({ terms: missing("terms"), avv: missing("avv") }),
    async run(): Promise<Failure | null> {
      for (const document of account.mustAccept) {
        const body = { document, version: agreements[document], language: language.value };
        const done = await session.api.call(accountApi.accept, { body });
        if (!done.ok) return done;
      }
      await session.resume();
      return null;
    },
  });
  return (
    <Page title={words.accept.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{words.accept.text}</p>
      <Form
        form={form}
        button={words.accept.button}
        words={{ AGREEMENT: words.register.renewed }}
        after={<SignOut session={session} />}
      >
        {account.mustAccept.map((name) => (
          <div key={name} class="card stack tight">
            <CheckField
              label={words.register[name]}
              checked={accepted.includes(name)}
              onChange={(isChecked) =>
                setAccepted(isChecked ? [...accepted, name] : accepted.filter((one) => one !== name))
              }
              error={form.errors[name]}
            />
            <AgreementLink name={name} version={agreements[name]} />
          </div>
        ))}
      </Form>
    </Page>
  );
}
