// The practice's page where there are accounts: session, desk and screens put together.
import { effect, signal } from "@preact/signals";
import { CircleUser } from "lucide";
import type { FunctionComponent } from "preact";
import { passkeyInput } from "../e2ee/vault-keys.ts";
import { followAccount } from "./account-desk.ts";
import { createLocalMedia } from "./call/media.ts";
import { createLocalRooms } from "./local-rooms.ts";
import { openDesk } from "./open-desk.ts";
import { createAccountSession, lockWhenIdle } from "./practice/account-session.ts";
import { createApiClient } from "./practice/api-client.ts";
import { openBrowserStore } from "./practice/browser-store.ts";
import { createMailDesk } from "./practice/mails.ts";
import { NO_RECORDS, writeRecords } from "./practice/records.ts";
import { createTurnPool } from "./practice/turn-pool.ts";
import { createVaultMemory } from "./practice/vault-memory.ts";
import { type AccountStore, openAccountStore } from "./practice/vault-store.ts";
import { createPasskeyTool } from "./practice/webauthn.ts";
import { AccountApp, Preparing } from "./screens/account/account-app.tsx";
import { accountText } from "./screens/account/account-text.ts";
import { AccountArea } from "./screens/account/area.tsx";
import { type MailedLink, takeMailedLink } from "./screens/account/mailed-link.ts";
import { SyncNotice, VaultNotRead } from "./screens/account/sync-notice.tsx";
import { TakeOver } from "./screens/account/take-over.tsx";
import { chooseWithoutAccount } from "./screens/account/without-account.tsx";
import { DeskApp } from "./screens/desk/desk-app.tsx";
import type { LoadedConfig } from "./screens/instance-config.ts";
import type { Language } from "./ui/language.ts";

interface PracticePage {
  readonly Practice: FunctionComponent;
  /** Asks who is signed in. */
  start(): Promise<void>;
}

export function createPracticePage(parts: {
  readonly loaded: LoadedConfig;
  readonly link: MailedLink | null;
  readonly onLanguage: (next: Language) => void;
}): PracticePage {
  const { loaded, onLanguage } = parts;
  const { agreements } = loaded.config;
  const media = createLocalMedia();
  const api = createApiClient();
  const mails = createMailDesk(api);
  const memory = createVaultMemory();
  const link = signal(parts.link);
  const code = signal<string | null>(null);
  const account = createAccountSession({
    api,
    memory,
    passkeys: createPasskeyTool(passkeyInput),
    webOrigin: location.origin,
    firstDocument: () => writeRecords(NO_RECORDS),
  });
  const vault = signal<AccountStore | null>(null);
  const arrival = signal<AccountStore["arrival"]>(null);
  const desk = followAccount(account, async () => {
    const store = await openAccountStore({ session: account, memory });
    const turn = createTurnPool(api);
    const open = store === null ? null : await openDesk({ loaded, media, store, turn });
    if (store === null || open === null) {
      turn.stop();
      store?.close();
      return null;
    }
    vault.value = store;
    arrival.value = store.arrival;
    return {
      ...open,
      close() {
        open.close();
        turn.stop();
        store.close();
        vault.value = null;
      },
    };
  });
  const local = createLocalRooms(openBrowserStore, () => desk.ready());

  const keepCode = (next: string | null): void => {
    code.value = next;
  };
  async function renewAllLinks(): Promise<void> {
    const open = await desk.ready();
    if (open === null) return;
    for (const { id } of open.practice.data.value.rooms) await open.practice.renew(id, "leaked");
  }

  /** Nothing of it is read while the desk is not shown: then there is no account. */
  function Area() {
    const state = account.state.value;
    if (state.step !== "signed-in") return null;
    return (
      <>
        <AccountArea
          session={account}
          account={state.account}
          openers={state.openers}
          agreements={agreements}
          onCode={keepCode}
          renewAllLinks={renewAllLinks}
        />
        {!local.isOffered.value && local.rooms.value !== null && <TakeOver rooms={local.rooms.value} />}
      </>
    );
  }
  function Offer() {
    const store = vault.value;
    return (
      <>
        {store !== null && (
          <SyncNotice
            sync={store.sync.value}
            arrival={arrival.value}
            onArrivalSeen={() => {
              arrival.value = null;
            }}
          />
        )}
        {local.isOffered.value && local.rooms.value !== null && <TakeOver rooms={local.rooms.value} />}
      </>
    );
  }
  const slot = {
    icon: CircleUser,
    label: () => accountText().area.nav,
    screen: () => <Area />,
    notice: () => <Offer />,
  };

  function Desk() {
    const state = desk.state.value;
    if (state.at === "failed") return <VaultNotRead onLanguage={onLanguage} />;
    if (state.at !== "open") return <Preparing onLanguage={onLanguage} />;
    const { session, practice } = state.desk;
    return <DeskApp {...{ session, media, practice, mails }} account={slot} onLanguage={onLanguage} />;
  }

  return {
    Practice: () => (
      <AccountApp
        session={account}
        agreements={agreements}
        link={link.value}
        onLinkDone={() => {
          link.value = null;
        }}
        code={code.value}
        onCode={keepCode}
        isInCall={desk.isInCall.value}
        desk={() => <Desk />}
        onWithoutAccount={() => chooseWithoutAccount(true)}
        onLanguage={onLanguage}
      />
    ),
    async start() {
      // Whoever opens a mailed link in a tab that shows the practice already changes the fragment alone.
      addEventListener("hashchange", () => {
        const next = takeMailedLink();
        if (next !== null) link.value = next;
      });
      effect(() => {
        if (desk.state.value.at === "open") void local.look();
      });
      lockWhenIdle(account, memory);
      await account.resume();
    },
  };
}
