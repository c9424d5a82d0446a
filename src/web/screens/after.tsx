import { ShieldAlert } from "lucide";
import type { ComponentChildren } from "preact";
import type { EndReason, GuestView } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Language, text } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { PhoneHelp } from "./phone-help.tsx";

interface AfterProps {
  readonly ended: NonNullable<GuestView["ended"]>;
  readonly phone: string | null;
  /** Receipt and withdrawal of the consent. */
  readonly care: ComponentChildren;
  readonly hasWithdrawn: boolean;
  /** Whether the practice's page has acknowledged the withdrawal; null: not known yet. */
  readonly isHeard: boolean | null;
  readonly onAgain: () => void;
  readonly onLobby: () => void;
  readonly onLanguage: (next: Language) => void;
}

function NextStep({ reason, onAgain }: { readonly reason: EndReason; readonly onAgain: () => void }) {
  const words = text().after;
  if (reason === "browser") {
    return (
      <Button kind="main" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    );
  }
  // Whoever the therapist has removed, or who left on purpose, may still knock: she decides again.
  return (
    <Button
      kind={reason === "over" || reason === "left" || reason === "removed" ? "quiet" : "main"}
      onClick={onAgain}
    >
      {reason === "elsewhere" ? words.here : words.again}
    </Button>
  );
}

/** After a leg ended by a fatal code: what happened, whose side it is on, what to do. No way back in. */
function Alarm({ ended, phone, onLanguage }: AfterProps) {
  const words = text().security;
  return (
    <div class="alarm-page">
      <Page title={words.title} layout="calm" focusHeading onLanguage={onLanguage}>
        <div class="alarm" role="alert">
          <Icon node={ShieldAlert} size={40} />
          {ended.code !== null && <p class="lead">{words.codes[ended.code]}</p>}
          <p>{words.guest}</p>
        </div>
        <PhoneHelp phone={phone} />
        {ended.code !== null && <p class="soft small">{words.code(ended.code)}</p>}
      </Page>
    </div>
  );
}

/** Nobody goes back in without having agreed; whoever changes their mind begins in the lobby. */
function Withdrawn({ phone, care, isHeard, onLobby, onLanguage }: AfterProps) {
  const words = text();
  return (
    <Page title={words.after.withdrawn} layout="calm" focusHeading onLanguage={onLanguage}>
      <p class="lead center" role="status">
        {isHeard !== null && words.consent.withdrawn(isHeard)}
      </p>
      <div class="stack actions">
        <Button onClick={onLobby}>{words.after.lobby}</Button>
        {care}
      </div>
      <PhoneHelp phone={phone} />
    </Page>
  );
}

export function After(props: AfterProps) {
  const { ended, phone, care, onAgain, onLanguage } = props;
  if (ended.reason === "security") return <Alarm {...props} />;
  if (props.hasWithdrawn) return <Withdrawn {...props} />;
  const words = text().after[ended.reason];
  return (
    <Page title={words.title} layout="calm" focusHeading onLanguage={onLanguage}>
      <p class="lead center">{words.text}</p>
      <div class="stack actions">
        <NextStep reason={ended.reason} onAgain={onAgain} />
        {care}
      </div>
      {ended.reason === "timeout" || ended.reason === "browser" ? (
        <PhoneHelp phone={phone} />
      ) : (
        <p class="soft">{text().after.closeHint}</p>
      )}
    </Page>
  );
}
