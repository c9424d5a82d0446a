import type { SyncState } from "../../practice/vault-sync.ts";
import { Button } from "../../ui/button.tsx";
import { formatDateTime, type Language } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { accountText } from "./account-text.ts";

const reload = (): void => location.reload();

interface SyncNoticeProps {
  readonly sync: SyncState;
  /** At a new device: how old the vault is that the server gave; null: nothing to ask. */
  readonly arrival: SyncState["asOf"];
  readonly onArrivalSeen: () => void;
}

/** What stands between this device and the server, if anything. */
export function SyncNotice({ sync, arrival, onArrivalSeen }: SyncNoticeProps) {
  const words = accountText().sync;
  const { trouble, isSaved } = sync;
  // Without edits that wait, nobody needs to know that the server was away for a moment.
  const isShown = trouble !== null && (trouble !== "offline" || !isSaved);
  return (
    <>
      {isShown && (
        <Notice kind="warning" live>
          {!isSaved && <p class="strong">{words.unsaved}</p>}
          <p>{words.troubles[trouble]}</p>
          {trouble === "newer" && <Button onClick={reload}>{words.reload}</Button>}
        </Notice>
      )}
      {arrival !== null && (
        <Notice kind="info">
          <p class="strong">{words.asOf(formatDateTime(arrival.changedAt), arrival.changedOn)}</p>
          <p>{words.asOfText}</p>
          <Button onClick={onArrivalSeen}>{words.asOfButton}</Button>
        </Notice>
      )}
    </>
  );
}

/** The vault is open, but what is in it did not come, and this device has no copy. */
export function VaultNotRead({ onLanguage }: { readonly onLanguage: (next: Language) => void }) {
  const words = accountText();
  return (
    <Page title={words.vaultOffline.title} onLanguage={onLanguage} layout="calm" focusHeading>
      <p class="lead">{words.vaultOffline.text}</p>
      <Button kind="main" onClick={reload}>
        {words.sync.reload}
      </Button>
    </Page>
  );
}
