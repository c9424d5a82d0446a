import { Camera, DoorOpen, Plus, ShieldAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { HostRoomView, HostView } from "../../call/call-view.ts";
import { isOpen } from "../../practice/room-rules.ts";
import type { Room } from "../../practice/room-store.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatDay, formatTime, text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { DeviceCheck, type WantedDevices } from "../device-check.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { GuestRow } from "./guest-row.tsx";
import { NewRoom } from "./new-room.tsx";
import { RenewDialog } from "./room-dialogs.tsx";
import { ShareDialog } from "./share-room.tsx";

interface RoomRowProps extends DeskProps {
  readonly room: Room;
  readonly view: HostRoomView | null;
  readonly now: number;
}

function RoomRow({ session, practice, room, view, now }: RoomRowProps) {
  const words = deskText().today;
  const [dialog, setDialog] = useState<"share" | "renew" | null>(null);
  const open = isOpen(room, now);
  return (
    <li class="room">
      <div class="room-line">
        <div class="room-what">
          <p class="strong">{room.label}</p>
          <p class="soft small">
            {open && room.openUntil !== null ? words.openUntil(formatTime(room.openUntil)) : words.closed}
          </p>
        </div>
        <div class="row">
          <Button kind="plain" onClick={() => setDialog("share")}>
            {words.invite}
            <span class="visually-hidden"> ({room.label})</span>
          </Button>
          {open ? (
            <Button onClick={() => void practice.close(room.id)}>
              {words.close}
              <span class="visually-hidden"> ({room.label})</span>
            </Button>
          ) : (
            <Button
              icon={DoorOpen}
              onClick={() => void practice.open(room.id).then(() => session.claim(room.id))}
            >
              {words.open}
              <span class="visually-hidden"> ({room.label})</span>
            </Button>
          )}
        </div>
      </div>
      {open && view?.elsewhere && (
        <Notice kind="info" live>
          <p>{words.elsewhere}</p>
          <Button onClick={() => session.claim(room.id)}>{words.takeOver}</Button>
        </Notice>
      )}
      {view?.misuse && (
        <Notice kind="warning" live>
          <p>{words.misuse}</p>
          <Button onClick={() => setDialog("renew")}>{words.renew}</Button>
        </Notice>
      )}
      {dialog === "share" && (
        <ShareDialog room={room} phone={practice.data.value.settings.phone} onClose={() => setDialog(null)} />
      )}
      {dialog === "renew" && <RenewDialog room={room} practice={practice} onClose={() => setDialog(null)} />}
    </li>
  );
}

function AlarmCard({
  alarm,
  onDismiss,
}: {
  readonly alarm: NonNullable<HostView["alarm"]>;
  readonly onDismiss: () => void;
}) {
  const words = text().security;
  return (
    <div class="alarm" role="alert">
      <Icon node={ShieldAlert} size={36} />
      <h2>{deskText().today.alarmTitle}</h2>
      <p class="strong">{alarm.name}</p>
      <p>{words.codes[alarm.code]}</p>
      <p>{words.host}</p>
      <p class="soft small">{words.code(alarm.code)}</p>
      <Button kind="danger" onClick={onDismiss}>
        {deskText().today.dismiss}
      </Button>
    </div>
  );
}

function HostDeviceCheck({ media }: Pick<DeskProps, "media">) {
  const [isShown, setShown] = useState(false);
  const [wanted, setWanted] = useState<WantedDevices>({ camera: true, microphone: true });
  if (isShown) {
    return (
      <div class="stack tight desk-check">
        <DeviceCheck media={media} wanted={wanted} onWanted={setWanted} />
        <Button
          onClick={() => {
            media.stop();
            setShown(false);
          }}
        >
          {text().close}
        </Button>
      </div>
    );
  }
  return (
    <div>
      <Button
        icon={Camera}
        onClick={() => {
          setShown(true);
          void media.start({ camera: true, microphone: true });
        }}
      >
        {deskText().today.check}
      </Button>
    </div>
  );
}

/** Who is at the door, which rooms are open, and the rest of the rooms one press away. */
export function Today({ session, media, practice }: DeskProps) {
  const words = deskText().today;
  const view = useObservable(session.view);
  const now = useNow(10_000);
  const [isCreating, setCreating] = useState(false);
  const { rooms } = practice.data.value;
  const opened = rooms.filter((room) => isOpen(room, now));
  const closed = rooms.filter((room) => !isOpen(room, now));
  const guests = rooms.flatMap((room) =>
    (view.rooms.get(room.id)?.waiting ?? []).map((guest) => ({ room, guest })),
  );
  // A room whose two hours are over closes here as well.
  const overdue = rooms.find((room) => room.openUntil !== null && room.openUntil <= now);
  useEffect(() => {
    if (overdue !== undefined) void practice.close(overdue.id);
  }, [overdue?.id]);

  function admit(room: Room, guestId: string): void {
    session.admit(room.id, guestId);
    const { camera, microphone } = media.view.get();
    void media.start({ camera: camera === "off", microphone: microphone === "off" });
  }
  const rowsOf = (list: readonly Room[]) =>
    list.map((room) => (
      <RoomRow
        key={room.id}
        session={session}
        media={media}
        practice={practice}
        room={room}
        view={view.rooms.get(room.id) ?? null}
        now={now}
      />
    ));

  return (
    <>
      <h1>{formatDay(now)}</h1>
      {view.alarm !== null && <AlarmCard alarm={view.alarm} onDismiss={session.dismissAlarm} />}
      {rooms.length === 0 ? (
        <section class="card empty">
          <h2>{words.noRooms}</h2>
          <p>{words.noRoomsText}</p>
          <NewRoom practice={practice} onDone={() => {}} />
          <p class="soft small">{deskText().rooms.localNote}</p>
        </section>
      ) : (
        <>
          <section class="card" aria-labelledby="today-waiting">
            <h2 id="today-waiting">{words.waitingTitle}</h2>
            <div role="status">{guests.length === 0 && <p class="soft">{words.nobody}</p>}</div>
            {guests.length > 0 && (
              <ul class="list">
                {guests.map(({ room, guest }) => (
                  <GuestRow
                    key={guest.id}
                    guest={guest}
                    label={room.label}
                    admit={
                      <Button kind="main" onClick={() => admit(room, guest.id)}>
                        {words.admit}
                      </Button>
                    }
                    onSoon={() => session.tellSoon(room.id, guest.id)}
                    onDecline={() => session.decline(room.id, guest.id)}
                  />
                ))}
              </ul>
            )}
          </section>
          {opened.length > 0 && (
            <section class="card" aria-labelledby="today-open">
              <h2 id="today-open">{words.openTitle}</h2>
              <ul class="list">{rowsOf(opened)}</ul>
            </section>
          )}
          {closed.length > 0 && (
            <section class="card" aria-labelledby="today-closed">
              <h2 id="today-closed">{words.closedTitle}</h2>
              <p class="soft small">{words.openLong}</p>
              <ul class="list">{rowsOf(closed)}</ul>
            </section>
          )}
          {isCreating ? (
            <section class="card">
              <NewRoom practice={practice} onDone={() => setCreating(false)} />
            </section>
          ) : (
            <div class="row">
              <Button icon={Plus} onClick={() => setCreating(true)}>
                {deskText().rooms.create}
              </Button>
            </div>
          )}
          <HostDeviceCheck media={media} />
        </>
      )}
    </>
  );
}
