import type { ComponentChildren } from "preact";
import type { WaitingGuest } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { text } from "../../ui/language.ts";
import { useNow } from "../../ui/use-now.ts";
import { deskText } from "./desk-text.ts";

const MINUTE = 60_000;

interface GuestRowProps {
  readonly guest: WaitingGuest;
  readonly label: string;
  /** Came by a link that has been replaced. */
  readonly isOldLink: boolean;
  readonly admit: ComponentChildren;
  readonly onSoon: () => void;
  readonly onDecline: () => void;
}

/** One person at the door: who, for how long, on which device; and what to answer. */
export function GuestRow({ guest, label, isOldLink, admit, onSoon, onDecline }: GuestRowProps) {
  const words = deskText().today;
  const now = useNow(10_000);
  const isWaiting = guest.phase === "waiting";
  const details = [
    words.room(label),
    guest.device === "known" ? words.knownDevice : words.newDevice,
    ...(isOldLink ? [words.oldLink] : []),
    ...(guest.told && isWaiting ? [words.told] : []),
  ];
  return (
    <li class="guest">
      <div class="guest-who">
        <p class="strong">{guest.name || text().call.peerNameless.guest}</p>
        <p class="soft small">{details.join(" · ")}</p>
        <p class={isWaiting ? "tag accent" : "tag"}>
          {isWaiting ? words.since(Math.floor(Math.max(0, now - guest.since) / MINUTE)) : words.declined}
        </p>
      </div>
      <div class="row guest-actions">
        {admit}
        {isWaiting && <Button onClick={onDecline}>{words.decline}</Button>}
        {/* It stays when pressed: another button would slide under the pointer, and a second press decline. */}
        {isWaiting && (
          <Button
            kind="plain"
            aria-disabled={guest.told}
            onClick={() => {
              if (!guest.told) onSoon();
            }}
          >
            {words.soon}
          </Button>
        )}
      </div>
    </li>
  );
}
