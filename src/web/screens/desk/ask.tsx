import type { ComponentChildren } from "preact";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { deskText } from "./desk-text.ts";

interface AskProps {
  readonly title: string;
  readonly yes: string;
  readonly onYes: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks once more before something is gone. */
export function Ask({ title, yes, onYes, onClose, children }: AskProps) {
  return (
    <Dialog title={title} closeLabel={text().close} onClose={onClose}>
      {children}
      <div class="row">
        <Button kind="danger" onClick={() => void onYes().then(onClose)}>
          {yes}
        </Button>
        <Button onClick={onClose}>{deskText().rooms.cancel}</Button>
      </div>
    </Dialog>
  );
}
