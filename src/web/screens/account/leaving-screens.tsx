// What stands between a person and the desk when they have used a right: restriction, erasure, and its calling off.
import type { AccountSession } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate, type Language } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import { DataCard } from "./area-data.tsx";
import type { AreaProps } from "./area-parts.tsx";
import { SignOut } from "./vault-screens.tsx";

type OnLanguage = { readonly onLanguage: (next: Language) => void };

/** Erasure was asked for just now; nobody is signed in any more. */
export function Leaving(props: OnLanguage & { readonly erasedAt: number; readonly onSignIn: () => void }) {
  const words = accountText().data.leaving;
  return (
    <Page title={words.title} onLanguage={props.onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.text(formatDate(props.erasedAt))}</p>
      <p>{words.back}</p>
      <Button onClick={props.onSignIn}>{words.button}</Button>
    </Page>
  );
}

/** This sign-in has called an erasure off. */
export function CalledOff({ session, onLanguage }: OnLanguage & { readonly session: AccountSession }) {
  const words = accountText().data.calledOff;
  return (
    <Page title={words.title} onLanguage={onLanguage} focusHeading>
      <p class="lead">{words.text}</p>
      <p>{words.mails}</p>
      <p>{words.again}</p>
      <Button
        kind="main"
        wide
        onClick={() => {
          session.erasureCalledOff.value = false;
        }}
      >
        {words.button}
      </Button>
    </Page>
  );
}

/** The account is not used until the person lifts the restriction; their data can be seen and taken along. */
export function Restricted(props: AreaProps & OnLanguage) {
  const words = accountText().data.restricted;
  return (
    <Page title={words.title} onLanguage={props.onLanguage} focusHeading>
      <p class="lead">{words.text}</p>
      <DataCard {...props} isAlone />
      <SignOut session={props.session} />
    </Page>
  );
}
