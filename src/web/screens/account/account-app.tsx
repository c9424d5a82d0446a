// Which screen stands between the page and the desk. The session's state decides; mailed links come before it.
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import type { AccountSession, AccountState } from "../../practice/account-session.ts";
import { Button } from "../../ui/button.tsx";
import { type Language, text } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";
import type { Agreements } from "./agreement-links.tsx";
import { AccountArea } from "./area.tsx";
import type { EntryPlace, EntryProps } from "./entry-place.ts";
import { useAction } from "./form.tsx";
import { CalledOff, Leaving, Restricted } from "./leaving-screens.tsx";
import {
  ChangeEmail,
  ConfirmAddress,
  type Invitation,
  InvitationWhileSignedIn,
  type LinkProps,
  NewsLink,
  OpenInvitation,
  ResetPassword,
} from "./link-screens.tsx";
import { AskForMail, MailSent, Suspended } from "./mail-screens.tsx";
import type { MailedLink } from "./mailed-link.ts";
import { RecoveryCode } from "./recovery-code.tsx";
import { Register } from "./register.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { SignIn } from "./sign-in.tsx";
import { FirstVault, Unlock } from "./vault-screens.tsx";
import { AcceptAgreements, Rollback, StartOver, VaultOffline } from "./vault-trouble.tsx";

type SignedIn = Extract<AccountState, { step: "signed-in" }>;

export interface AccountAppProps {
  readonly session: AccountSession;
  readonly agreements: Agreements;
  readonly link: MailedLink | null;
  readonly onLinkDone: () => void;
  /** A recovery code that has not been confirmed as kept. */
  readonly code: string | null;
  readonly onCode: (code: string | null) => void;
  /** A call goes on, whatever has happened to the account meanwhile. */
  readonly isInCall: boolean;
  readonly desk: () => ComponentChild;
  readonly onWithoutAccount: () => void;
  readonly onLanguage: (next: Language) => void;
  readonly start?: EntryPlace;
  readonly startEmail?: string;
}

export function AccountApp(props: AccountAppProps) {
  const { session, link, code, isInCall, desk, onLanguage } = props;
  const state = session.state.value;
  const [email, setEmail] = useState(props.startEmail ?? "");
  const [place, setPlace] = useState<EntryPlace>(props.start ?? { at: "sign-in" });
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [isLeft, setLeft] = useState(false);
  if (isInCall) return <>{desk()}</>;

  const go = (next: EntryPlace): void => {
    if (next.at === "sign-in") setInvitation(null);
    setPlace(next);
  };
  const entry: EntryProps = { session, email, setEmail, go, onLanguage };
  if (link !== null) {
    const linked = <LinkScreen {...props} link={link} entry={entry} onInvitation={setInvitation} />;
    // A new address is taken by somebody who is signed in: sign-in and unlocking come first.
    if (link.kind !== "email" || isReady(state)) return linked;
  }
  if (state.step === "unknown") return <Preparing onLanguage={onLanguage} />;
  if (state.step === "offline") return <Offline {...props} />;
  if (state.step === "second-factor") {
    return (
      <SecondFactor
        session={session}
        onTooLate={() => go({ at: "sign-in", notice: "tooLate" })}
        onLanguage={onLanguage}
      />
    );
  }
  if (state.step === "signed-out" && state.erasedAt !== undefined && !isLeft) {
    return <Leaving erasedAt={state.erasedAt} onSignIn={() => setLeft(true)} onLanguage={onLanguage} />;
  }
  if (state.step === "signed-out") {
    return (
      <Entry
        {...props}
        entry={entry}
        place={placeFor(place, link, state.isStillOpen === true)}
        invitation={invitation}
      />
    );
  }
  if (code !== null) {
    return (
      <Page title={accountText().code.title} onLanguage={onLanguage} focusHeading>
        <RecoveryCode code={code} email={state.account.email} onKept={() => props.onCode(null)} />
      </Page>
    );
  }
  return <Inside {...props} state={state} />;
}

/** Nothing that belongs before an address change is missing. */
const isReady = (state: AccountState): boolean =>
  state.step === "signed-in" && (state.vault === "open" || state.account.practice === null);

/** Nothing is known yet. */
export function Preparing({ onLanguage }: Pick<AccountAppProps, "onLanguage">) {
  const words = accountText();
  return (
    <Page title={words.signIn.title} onLanguage={onLanguage} layout="calm">
      <p class="lead" role="status">
        {words.loading}
      </p>
    </Page>
  );
}

/** The accounts cannot be reached; the rooms of this browser can. */
function Offline({ session, onWithoutAccount, onLanguage }: AccountAppProps) {
  const { problem, tryAgain } = text();
  const again = useAction(async () => {
    await session.resume();
    return null;
  });
  return (
    <Page title={problem.server.title} onLanguage={onLanguage} layout="calm">
      <p class="lead" role="alert">
        {accountText().failures.OFFLINE}
      </p>
      <Button kind="main" onClick={again.go} aria-disabled={again.isBusy}>
        {tryAgain}
      </Button>
      <Button kind="plain" onClick={onWithoutAccount}>
        {accountText().signIn.withoutAccount}
      </Button>
    </Page>
  );
}

interface EntryScreensProps extends AccountAppProps {
  readonly entry: EntryProps;
  readonly place: EntryPlace;
  readonly invitation: Invitation | null;
}

/** Sign-in says first what a person has to know then. */
function placeFor(place: EntryPlace, link: MailedLink | null, isStillOpen: boolean): EntryPlace {
  if (place.at !== "sign-in") return place;
  if (link?.kind === "email") return { at: "sign-in", notice: "emailFirst" };
  return isStillOpen ? { at: "sign-in", notice: "stillOpen" } : place;
}

/** Nobody is signed in. Each screen is drawn anew, so that its heading is read. */
function Entry({ entry, place, invitation, agreements, onWithoutAccount }: EntryScreensProps) {
  switch (place.at) {
    case "sign-in":
      return (
        <SignIn
          key={place.notice ?? ""}
          {...entry}
          notice={place.notice ?? null}
          onWithoutAccount={onWithoutAccount}
        />
      );
    case "register":
      return <Register {...entry} agreements={agreements} invitation={invitation} />;
    case "mail-sent":
      return <MailSent {...entry} what={place.what} />;
    case "resend":
      return <AskForMail key="confirm" {...entry} what="confirm" />;
    case "ask-reset":
      return <AskForMail key="reset" {...entry} what="reset" />;
    case "suspended":
      return <Suspended {...entry} />;
  }
}

interface LinkScreenProps extends AccountAppProps {
  readonly link: MailedLink;
  readonly entry: EntryProps;
  readonly onInvitation: (invitation: Invitation) => void;
}

function LinkScreen(props: LinkScreenProps) {
  const { link, session, entry, onLinkDone, onLanguage, onInvitation } = props;
  const shared: LinkProps = { session, token: link.token, onLanguage, onDone: onLinkDone };
  switch (link.kind) {
    case "confirm":
      return (
        <ConfirmAddress
          {...shared}
          onConfirmed={() => {
            entry.go({ at: "sign-in", notice: "confirmed" });
            onLinkDone();
          }}
        />
      );
    case "reset":
      return (
        <ResetPassword
          {...shared}
          email={entry.email}
          setEmail={entry.setEmail}
          onReset={() => {
            entry.go({ at: "sign-in", notice: "passwordReset" });
            // A reset ends all sessions, this browser's as well.
            void session.resume();
            onLinkDone();
          }}
        />
      );
    case "email":
      return <ChangeEmail {...shared} />;
    case "news":
    case "news-off":
      return <NewsLink key={link.kind} {...shared} wanted={link.kind === "news"} />;
    case "invitation":
      return session.state.value.step === "signed-in" ? (
        <InvitationWhileSignedIn {...shared} />
      ) : (
        <OpenInvitation
          {...shared}
          onRead={(invitation) => {
            onInvitation(invitation);
            entry.setEmail(invitation.email);
            entry.go({ at: "register" });
            onLinkDone();
          }}
        />
      );
  }
}

/** Signed in: what is missing until the desk can be shown. */
function Inside(props: AccountAppProps & { readonly state: SignedIn }) {
  const { session, agreements, onCode, onLanguage, desk, state } = props;
  const { account, vault, openers } = state;
  const [isLost, setLost] = useState(false);
  const shared = { session, account, onLanguage };
  if (session.erasureCalledOff.value) return <CalledOff session={session} onLanguage={onLanguage} />;
  if (account.restrictedSince !== null) {
    const area = { ...shared, openers, agreements, onCode, renewAllLinks: async () => {} };
    return <Restricted {...area} />;
  }
  if (account.mustAccept.length > 0) return <AcceptAgreements {...shared} agreements={agreements} />;
  if (account.practice === null) return <OperatorPage {...props} />;
  switch (vault) {
    case "none":
      return <FirstVault {...shared} onCode={onCode} />;
    case "locked":
      return isLost ? (
        <StartOver {...shared} onCode={onCode} onBack={() => setLost(false)} />
      ) : (
        <Unlock {...shared} openers={openers} onLost={() => setLost(true)} />
      );
    case "rolled-back":
      return <Rollback {...shared} />;
    case "offline":
      return <VaultOffline {...shared} />;
    case "open":
      return <>{desk()}</>;
  }
}

/** Whoever runs the instance has no practice and no rooms. */
function OperatorPage(props: AccountAppProps & { readonly state: SignedIn }) {
  const { session, agreements, onCode, onLanguage, state } = props;
  const words = accountText();
  return (
    <Page title={words.operator.title} onLanguage={onLanguage}>
      <p class="lead">{words.operator.text}</p>
      <AccountArea
        session={session}
        account={state.account}
        openers={state.openers}
        agreements={agreements}
        onCode={onCode}
        renewAllLinks={async () => {}}
      />
    </Page>
  );
}
