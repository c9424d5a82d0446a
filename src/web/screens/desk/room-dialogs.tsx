import type { ComponentChildren } from "preact";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Room } from "../../practice/room-store.ts";
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

function Ask({ title, yes, onYes, onClose, children }: AskProps) {
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

interface RoomDialogProps {
  readonly room: Room;
  readonly practice: PracticeRooms;
  readonly onClose: () => void;
}

export function RenewDialog({ room, practice, onClose }: RoomDialogProps) {
  const words = deskText().rooms;
  return (
    <Ask
      title={words.renewAsk(room.label)}
      yes={words.renew}
      onYes={() => practice.renew(room.id)}
      onClose={onClose}
    >
      <p>{words.renewText}</p>
    </Ask>
  );
}

export function EndDialog({ room, practice, onClose }: RoomDialogProps) {
  const words = deskText().rooms;
  return (
    <Ask
      title={words.endAsk(room.label)}
      yes={words.end}
      onYes={() => practice.end(room.id)}
      onClose={onClose}
    >
      <p>{words.endText}</p>
    </Ask>
  );
}
