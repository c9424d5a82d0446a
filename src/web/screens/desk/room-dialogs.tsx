import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import type { Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { text } from "../../ui/language.ts";
import { Ask } from "./ask.tsx";
import { deskText } from "./desk-text.ts";

interface RoomDialogProps {
  readonly room: Room;
  readonly practice: PracticeRooms;
  readonly onClose: () => void;
}

/** A new link. Why it is made decides what the old one is still worth. */
export function RenewDialog({ room, practice, onClose }: RoomDialogProps) {
  const words = deskText().rooms;
  const renew = (why: "routine" | "leaked"): void => void practice.renew(room.id, why).then(onClose);
  return (
    <Dialog title={words.renewAsk(room.label)} closeLabel={text().close} onClose={onClose}>
      <p>{words.renewText}</p>
      <div class="stack tight">
        <Button wide onClick={() => renew("routine")}>
          {words.renewRoutine}
        </Button>
        <p class="soft small">{words.renewRoutineText}</p>
      </div>
      <div class="stack tight">
        <Button kind="danger" wide onClick={() => renew("leaked")}>
          {words.renewLeaked}
        </Button>
        <p class="soft small">{words.renewLeakedText}</p>
      </div>
      <div class="row">
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </Dialog>
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
