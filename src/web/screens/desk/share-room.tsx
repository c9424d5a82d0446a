import { Copy, Mail, Printer } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { deriveRoomKeys, formatLink } from "../../../e2ee/link.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";
import { deskText } from "./desk-text.ts";
import { LinkValidity, offeredLink } from "./link-validity.tsx";
import { QrCode } from "./qr-code.tsx";

function useLink(room: Room): string | null {
  const [link, setLink] = useState<string | null>(null);
  const seed = offeredLink(room)?.seed;
  useEffect(() => {
    if (seed === undefined) return;
    let isCurrent = true;
    void deriveRoomKeys(seed).then(({ payload }) => {
      if (isCurrent) setLink(formatLink(location.origin, payload));
    });
    return () => {
      isCurrent = false;
    };
  }, [seed?.join()]);
  return link;
}

/** What is printed: only this sheet, without the label of the room. */
function Sheet({ link, phone }: { readonly link: string; readonly phone: string }) {
  const words = deskText().share;
  return (
    <div class="sheet" aria-hidden="true">
      <h1>{words.sheet.title}</h1>
      <ol>
        {words.sheet.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <QrCode content={link} label={words.qr} />
      <p class="sheet-link">{link}</p>
      <p>{words.sheet.keep}</p>
      {phone !== "" && <p>{words.sheet.phone(phone)}</p>}
    </div>
  );
}

interface ShareDialogProps {
  readonly room: Room;
  readonly practice: PracticeRooms;
  readonly onClose: () => void;
}

/** Every way to pass a link on; nothing of it goes through the server. */
export function ShareDialog({ room, practice, onClose }: ShareDialogProps) {
  const words = deskText().share;
  const link = useLink(room);
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);

  async function copy(value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setCopied("yes");
    } catch {
      field.current?.select();
      setCopied("no");
    }
  }

  return (
    <Dialog title={words.title(room.label)} closeLabel={text().close} onClose={onClose}>
      {link !== null && (
        <>
          <p class="soft">{words.intro}</p>
          <LinkValidity practice={practice} room={room} now={Date.now()} />
          <label class="field">
            <span>{words.link}</span>
            <textarea ref={field} class="link-field" readOnly rows={3} value={link} />
          </label>
          <div class="row">
            <Button kind="main" icon={Copy} onClick={() => void copy(link)}>
              {words.copy}
            </Button>
            <Button icon={Printer} onClick={() => print()}>
              {words.print}
            </Button>
            <a
              class="button quiet"
              href={`mailto:?subject=${encodeURIComponent(words.mailSubject)}&body=${encodeURIComponent(words.mailBody(link))}`}
            >
              <Icon node={Mail} size={20} />
              <span>{words.mail}</span>
            </a>
          </div>
          <p role="status" class="strong">
            {copied === "yes" ? words.copied : copied === "no" ? words.copyFailed : ""}
          </p>
          <p class="soft small">{words.mailHint}</p>
          <QrCode content={link} label={words.qr} />
          <Sheet link={link} phone={practice.data.value.settings.phone} />
        </>
      )}
    </Dialog>
  );
}
