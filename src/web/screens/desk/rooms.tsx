import { Link, Plus } from "lucide";
import { useState } from "preact/hooks";
import { LINK_LIFE } from "../../practice/link-life.ts";
import type { Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { formatDate, formatTime } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { useNow } from "../../ui/use-now.ts";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { HideAddressesField } from "./hide-addresses.tsx";
import { LINK_WARN, LinkValidity, nextIn, offeredLink } from "./link-validity.tsx";
import { NewRoom, RoomForm } from "./new-room.tsx";
import { ConsentDialog, consentFact, WithdrawnNotice } from "./room-consent.tsx";
import { EndDialog, RenewDialog } from "./room-dialogs.tsx";
import { ShareDialog } from "./share-room.tsx";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface RoomCardProps extends Pick<DeskProps, "practice"> {
  readonly room: Room;
  readonly now: number;
}

/** What stands under the label: kind, links, devices, appointments. */
function factsOf({ practice, room, now }: RoomCardProps): readonly string[] {
  const words = deskText().rooms;
  const [offered, ...older] = room.links;
  const next = nextIn(practice, room.id, now);
  return [
    words.kinds[room.kind],
    words.created(formatDate(room.createdAt)),
    ...(offered === undefined || offered.until <= now ? [] : [words.validUntil(formatDate(offered.until))]),
    ...older.filter(({ until }) => until > now).map(({ until }) => words.oldUntil(formatDate(until))),
    words.compared(room.pins.length),
    consentFact(room),
    ...(room.hidesAddresses ? [deskText().hiding.fact] : []),
    ...(next === null ? [] : [deskText().today.nextOn(formatDate(next), formatTime(next))]),
  ];
}

function EditRoom(props: Pick<RoomCardProps, "practice" | "room"> & { readonly onDone: () => void }) {
  const { practice, room, onDone } = props;
  const words = deskText();
  const [hidesAddresses, setHides] = useState(room.hidesAddresses);
  return (
    <RoomForm
      label={room.label}
      kind={room.kind}
      submit={words.rooms.save}
      onSubmit={(next) => void practice.edit(room.id, { ...next, hidesAddresses }).then(onDone)}
      onCancel={onDone}
    >
      <HideAddressesField label={words.hiding.room} on={hidesAddresses} onChange={setHides} />
      {practice.data.value.settings.hidesAddresses && <p class="soft small">{words.hiding.everywhereOn}</p>}
    </RoomForm>
  );
}

function RoomCard(props: RoomCardProps) {
  const { practice, room, now } = props;
  const words = deskText().rooms;
  const [open, setOpen] = useState<"share" | "edit" | "renew" | "consent" | "end" | null>(null);
  const close = (): void => setOpen(null);
  const hidden = <span class="visually-hidden"> ({room.label})</span>;
  const facts = factsOf(props);
  // One that ends soon has the button in its warning.
  const left = (offeredLink(room)?.until ?? 0) - now;
  const mayArm = left > LINK_WARN && left < LINK_LIFE - DAY;
  return (
    <li class="card room-card">
      {open === "edit" ? (
        <EditRoom practice={practice} room={room} onDone={close} />
      ) : (
        <div>
          <h2>{room.label}</h2>
          <p class="soft small">{facts.join(" · ")}</p>
        </div>
      )}
      <WithdrawnNotice room={room} />
      <LinkValidity practice={practice} room={room} now={now} />
      <div class="row">
        <Button icon={Link} disabled={offeredLink(room) === null} onClick={() => setOpen("share")}>
          {words.share}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("edit")}>
          {words.rename}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("renew")}>
          {words.renew}
          {hidden}
        </Button>
        {mayArm && (
          <Button kind="plain" onClick={() => void practice.arm(room.id)}>
            {words.arm}
            {hidden}
          </Button>
        )}
        <Button kind="plain" onClick={() => setOpen("consent")}>
          {words.consent}
          {hidden}
        </Button>
        <Button kind="plain" onClick={() => setOpen("end")}>
          {words.end}
          {hidden}
        </Button>
      </div>
      {open === "share" && <ShareDialog room={room} practice={practice} onClose={close} />}
      {open === "renew" && <RenewDialog room={room} practice={practice} onClose={close} />}
      {open === "consent" && <ConsentDialog room={room} practice={practice} onClose={close} />}
      {open === "end" && <EndDialog room={room} practice={practice} onClose={close} />}
    </li>
  );
}

export function Rooms({ practice, mails, onBackup }: DeskProps & { readonly onBackup: () => void }) {
  const words = deskText().rooms;
  const { rooms, settings } = practice.data.value;
  const now = useNow(MINUTE);
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
          <RoomCard key={room.id} practice={practice} room={room} now={now} />
        ))}
      </ul>
      {mails === undefined && (
        <Notice kind="info">
          <p>
            {words.localNote} {settings.savedAt === null && rooms.length > 0 && words.localNoteNever}
          </p>
          {rooms.length > 0 && <Button onClick={onBackup}>{words.backup}</Button>}
        </Notice>
      )}
    </>
  );
}
