import { Link, Plus } from "lucide";
import { useState } from "preact/hooks";
import type { Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { LabelForm, NewRoom } from "./new-room.tsx";
import { EndDialog, RenewDialog } from "./room-dialogs.tsx";
import { ShareDialog } from "./share-room.tsx";

function RoomCard({ practice, room }: Pick<DeskProps, "practice"> & { readonly room: Room }) {
  const words = deskText().rooms;
  const [open, setOpen] = useState<"share" | "rename" | "renew" | "end" | null>(null);
  const close = (): void => setOpen(null);
  const hidden = <span class="visually-hidden"> ({room.label})</span>;
  const facts = [
    words.created(formatDate(room.createdAt)),
    ...(room.linkRenewedAt === null ? [] : [words.renewed(formatDate(room.linkRenewedAt))]),
    words.compared(room.pins.length),
  ];
  return (
    <li class="card room-card">
      {open === "rename" ? (
        <LabelForm
          label={room.label}
          submit={words.save}
          onSubmit={(label) => void practice.rename(room.id, label).then(close)}
          onCancel={close}
        />
      ) : (
        <div>
          <h2>{room.label}</h2>
          <p class="soft small">{facts.join(" · ")}</p>
        </div>
      )}
      <div class="row">
        <Button icon={Link} onClick={() => setOpen("share")}>
          {words.share}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("rename")}>
          {words.rename}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("renew")}>
          {words.renew}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("end")}>
          {words.end}
          {hidden}
        </Button>
      </div>
      {open === "share" && (
        <ShareDialog room={room} phone={practice.data.value.settings.phone} onClose={close} />
      )}
      {open === "renew" && <RenewDialog room={room} practice={practice} onClose={close} />}
      {open === "end" && <EndDialog room={room} practice={practice} onClose={close} />}
    </li>
  );
}

export function Rooms({ practice, onBackup }: DeskProps & { readonly onBackup: () => void }) {
  const words = deskText().rooms;
  const { rooms, settings } = practice.data.value;
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <div class="row between">
        <h1>{words.title}</h1>
        {rooms.length > 0 && !isCreating && (
          <Button kind="main" icon={Plus} onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        )}
      </div>
      {(rooms.length === 0 || isCreating) && (
        <section class="card">
          {rooms.length === 0 && <p>{deskText().today.noRoomsText}</p>}
          <NewRoom practice={practice} onDone={() => setCreating(false)} />
        </section>
      )}
      <ul class="cards">
        {rooms.map((room) => (
          <RoomCard key={room.id} practice={practice} room={room} />
        ))}
      </ul>
      <Notice kind="info">
        <p>
          {words.localNote} {settings.savedAt === null && rooms.length > 0 && words.localNoteNever}
        </p>
        {rooms.length > 0 && <Button onClick={onBackup}>{words.backup}</Button>}
      </Notice>
    </>
  );
}
