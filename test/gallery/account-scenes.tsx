import { CircleUser } from "lucide";
import type { ComponentChild, VNode } from "preact";
import { useState } from "preact/hooks";
import type { Account } from "../../src/protocol/api-account.ts";
import { privacyApi } from "../../src/protocol/api-privacy.ts";
import type { AccountSession, AccountState, Openers } from "../../src/web/practice/account-session.ts";
import { AccountApp, type AccountAppProps } from "../../src/web/screens/account/account-app.tsx";
import { accountText } from "../../src/web/screens/account/account-text.ts";
import { AccountArea } from "../../src/web/screens/account/area.tsx";
import type { LinkKind } from "../../src/web/screens/account/mailed-link.ts";
import { SyncNotice, VaultNotRead } from "../../src/web/screens/account/sync-notice.tsx";
import { TakeOver } from "../../src/web/screens/account/take-over.tsx";
import { WithoutAccount } from "../../src/web/screens/account/without-account.tsx";
import type { AccountSlot } from "../../src/web/screens/desk/desk-app.tsx";
import { failing, fakeAccount, RECOVERY_CODE, signedIn } from "./fake-account.ts";

/** Draws the desk with rooms; the gallery of the desk knows how. */
type DrawDesk = (slot: AccountSlot) => ComponentChild;

const nothing = (): void => {};
const AGREEMENTS = { terms: "2026-11-24", avv: "2026-11-24" };
const SIGNED_OUT: AccountState = { step: "signed-out" };
const ARRIVAL = { changedAt: 1_795_392_000_000, changedOn: "Firefox, Windows" };
/** A practice in which others would be left without an owner. */
const OWNERLESS = [
  [
    privacyApi.show,
    {
      accountDays: 30,
      needOwner: [
        { id: "a2", name: "Robin Winter" },
        { id: "a3", name: "Mag. Alexandra-Maria Oberhuber-Steininger" },
      ],
      hold: null,
      requests: [],
      operatorEmail: null,
    },
  ],
] as const;
const TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-0";

/** As on the page: a link that is done with makes room. */
function Linked({ kind, session }: { readonly kind: LinkKind; readonly session: AccountSession }) {
  const [isDone, setDone] = useState(false);
  return page(session, {
    link: isDone ? null : { kind, token: TOKEN },
    onLinkDone: () => setDone(true),
  });
}

function page(session: AccountSession, part: Partial<AccountAppProps> = {}): VNode {
  return (
    <AccountApp
      session={session}
      agreements={AGREEMENTS}
      link={null}
      onLinkDone={nothing}
      code={null}
      onCode={nothing}
      isInCall={false}
      desk={() => null}
      onWithoutAccount={nothing}
      onLanguage={nothing}
      {...part}
    />
  );
}

const at = (state: AccountState, part?: Partial<AccountAppProps>): ComponentChild =>
  page(fakeAccount(state), part);
const out = (part?: Partial<AccountAppProps>): ComponentChild => at(SIGNED_OUT, part);
const link = (kind: LinkKind, session = fakeAccount(SIGNED_OUT)): ComponentChild => (
  <Linked kind={kind} session={session} />
);

export function accountScenes(drawDesk: DrawDesk): Readonly<Record<string, () => ComponentChild>> {
  const slot = (screen: () => ComponentChild, notice?: () => ComponentChild): AccountSlot => ({
    icon: CircleUser,
    label: () => accountText().area.nav,
    screen,
    ...(notice === undefined ? {} : { notice }),
  });
  function area(
    account: Partial<Account> = {},
    openers: Partial<Openers> = {},
    fails = false,
    answers: readonly (readonly [unknown, unknown])[] = [],
  ): () => ComponentChild {
    return () => {
      const state = signedIn("open", account, openers);
      const session = fakeAccount(state, fails ? failing("OFFLINE") : null, answers);
      return drawDesk(
        slot(() =>
          state.step === "signed-in" ? (
            <AccountArea
              session={session}
              account={state.account}
              openers={state.openers}
              agreements={AGREEMENTS}
              onCode={nothing}
              renewAllLinks={async () => {}}
            />
          ) : null,
        ),
      );
    };
  }
  const areaScenes = [
    "name",
    "email",
    "password",
    "passkey",
    "passkey-remove",
    "factor",
    "factor-codes",
    "export",
    "restrict",
    "objection",
    "leave",
    "renew-code",
    "renew-key",
    "practice-name",
    "invite",
    "colleague",
  ].map((name) => [`account-area-${name}`, area()] as const);

  return {
    "account-sign-in": () => out(),
    "account-sign-in-tried": () => out(),
    "account-sign-in-wrong": () => page(fakeAccount(SIGNED_OUT, failing("TOO_MANY_TRIES", 840))),
    "account-sign-in-confirmed": () => out({ start: { at: "sign-in", notice: "confirmed" } }),
    "account-suspended": () => out({ start: { at: "suspended" } }),
    "account-register": () => out({ start: { at: "register" } }),
    "account-register-tried": () => out({ start: { at: "register" } }),
    "account-register-weak": () => out({ start: { at: "register" } }),
    "account-mail-sent": () =>
      out({ start: { at: "mail-sent", what: "confirm" }, startEmail: "anna.sommer@praxis-am-park.example" }),
    "account-ask-reset": () => out({ start: { at: "ask-reset" } }),
    "account-resend": () => out({ start: { at: "resend" } }),
    "account-confirm": () => link("confirm"),
    "account-confirm-stale": () => link("confirm", fakeAccount(SIGNED_OUT, failing("TOKEN"))),
    "account-reset": () => link("reset"),
    "account-email-link": () => link("email", fakeAccount(signedIn("open"))),
    "account-news": () => link("news"),
    "account-news-off": () => link("news-off"),
    "account-invitation": () => link("invitation"),
    "account-invitation-stale": () => link("invitation", fakeAccount(SIGNED_OUT, failing("TOKEN"))),
    "account-invitation-signed-in": () => link("invitation", fakeAccount(signedIn("open"))),
    "account-second-factor": () => at({ step: "second-factor" }),
    "account-second-factor-backup": () => at({ step: "second-factor" }),
    "account-first-vault": () => at(signedIn("none")),
    "account-first-vault-password": () => page(fakeAccount(signedIn("none"), failing("PASSWORD_NEEDED"))),
    "account-code": () => at(signedIn("open"), { code: RECOVERY_CODE }),
    "account-code-tried": () => at(signedIn("open"), { code: RECOVERY_CODE }),
    "account-unlock": () => at(signedIn("locked")),
    "account-unlock-code": () => at(signedIn("locked", {}, { passkeys: [] })),
    "account-unlock-reset": () => at(signedIn("locked", {}, { password: false })),
    "account-start-over": () => at(signedIn("locked", {}, { password: false, passkeys: [] })),
    "account-rollback": () => at(signedIn("rolled-back")),
    "account-vault-offline": () => at(signedIn("offline")),
    "account-accept": () => at(signedIn("offline", { mustAccept: ["terms", "avv"] })),
    "account-preparing": () => at({ step: "unknown" }),
    "account-offline": () => at({ step: "offline" }),
    "account-operator": () => at(signedIn("none", { practice: null, isOperator: true })),
    "account-take-over": () =>
      drawDesk(
        slot(
          () => null,
          () => <TakeOver rooms={{ count: 3, take: async () => 3, leave: nothing }} />,
        ),
      ),
    "account-sync-offline": () =>
      drawDesk(
        slot(
          () => null,
          () => (
            <SyncNotice
              sync={{ isSaved: false, trouble: "offline", asOf: null }}
              arrival={null}
              onArrivalSeen={nothing}
            />
          ),
        ),
      ),
    "account-sync-new": () =>
      drawDesk(
        slot(
          () => null,
          () => (
            <SyncNotice
              sync={{ isSaved: true, trouble: null, asOf: ARRIVAL }}
              arrival={ARRIVAL}
              onArrivalSeen={nothing}
            />
          ),
        ),
      ),
    "account-vault-not-read": () => <VaultNotRead onLanguage={nothing} />,
    "account-without": () => drawDesk(slot(() => <WithoutAccount />)),
    "account-area": area({ hasSecondFactor: true, news: "given" }),
    "account-area-leave-owner": area({}, {}, false, OWNERLESS),
    "account-restricted": () => at(signedIn("offline", { restrictedSince: ARRIVAL.changedAt })),
    "account-leaving": () => at({ step: "signed-out", erasedAt: ARRIVAL.changedAt }),
    "account-called-off": () => {
      const session = fakeAccount(signedIn("open"));
      session.erasureCalledOff.value = true;
      return page(session);
    },
    "account-area-failed": area({}, {}, true),
    "account-area-password-opens": area({}, { password: false }),
    ...Object.fromEntries(areaScenes),
  };
}
