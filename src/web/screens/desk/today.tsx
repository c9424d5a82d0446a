import { CalendarPlus, Plus, ShieldAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { HostView } from "../../call/call-view.ts";
import type { Room } from "../../practice/room-store.ts";
import { windowsOf } from "../../practice/windows.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatDate, formatDay, formatTime, text } from "../../ui/language.ts";
import { useNow } from "../../ui/use-now.ts";
import { useObservable } from "../../ui/use-observable.ts";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { HostDeviceCheck } from "./device-check.tsx";
import { GuestRow } from "./guest-row.tsx";
import { nextIn, offeredLink } from "./link-validity.tsx";
import { NewRoom } from "./new-room.tsx";
import { PlannedTags, plannedFacts, plannedToday } from "./planned.tsx";
import { RoomRow } from "./room-row.tsx";

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

/** Who is at the door, what is planned, which rooms are open, and the rest of the rooms one press away. */
export function Today(props: DeskProps & { readonly onCalendar: () => void }) {
  const { session, media, practice, mails, onCalendar } = props;
  const words = deskText().today;
  const view = useObservable(session.view);
  const now = useNow(10_000);
  const [isCreating, setCreating] = useState(false);
  const { rooms, appointments } = practice.data.value;
  const planned = plannedToday(practice, now);
  const isPlanned = (room: Room): boolean =>
    planned.some(({ entry, room: one }) => one.id === room.id && entry.occurrence.until > now);
  const isOpened = (room: Room): boolean => room.openUntil !== null && room.openUntil > now;
  const others = rooms.filter((room) => !isPlanned(room));
  const opened = others.filter(isOpened);
  const closed = others.filter((room) => !isOpened(room));
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
  const rowOf = (room: Room) => ({
    session,
    media,
    practice,
    room,
    now,
    view: view.rooms.get(room.id) ?? null,
    windows: windowsOf(room, appointments, now),
  });
  const factsOf = (room: Room): readonly string[] => {
    const next = nextIn(practice, room.id, now);
    return [
      isOpened(room) ? words.openUntil(formatTime(room.openUntil ?? now)) : words.closed,
      ...(next === null ? [] : [words.nextOn(formatDate(next), formatTime(next))]),
    ];
  };
  const rowsOf = (list: readonly Room[]) =>
    list.map((room) => <RoomRow key={room.id} {...rowOf(room)} facts={factsOf(room)} />);
  const isBusy = (roomId: string): boolean => {
    const seen = view.rooms.get(roomId);
    return seen !== undefined && seen.peers.length + seen.waiting.length > 0;
  };

  return (
    <>
      <h1>{formatDay(now)}</h1>
      {view.alarm !== null && <AlarmCard alarm={view.alarm} onDismiss={session.dismissAlarm} />}
      {rooms.length === 0 ? (
        <section class="card empty">
          <h2>{words.noRooms}</h2>
          <p>{words.noRoomsText}</p>
          <NewRoom practice={practice} onDone={() => {}} />
          {mails === undefined && <p class="soft small">{deskText().rooms.localNote}</p>}
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
                    isOldLink={guest.linkId !== offeredLink(room)?.id}
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
          <section class="card" aria-labelledby="today-planned">
            <div class="row between">
              <h2 id="today-planned">{words.plannedTitle}</h2>
              <Button kind="plain" icon={CalendarPlus} onClick={onCalendar}>
                {words.create}
              </Button>
            </div>
            {!planned.some(({ entry }) => entry.occurrence.until > now) && (
              <p class="soft">{words.noneNext}</p>
            )}
            {planned.length > 0 && (
              <ul class="list">
                {planned.map(({ entry, room }) => (
                  <RoomRow
                    key={`${entry.appointment.id} ${entry.occurrence.date}`}
                    {...rowOf(room)}
                    time={formatTime(entry.occurrence.from)}
                    facts={plannedFacts({ entry, room }, now)}
                    isPast={entry.occurrence.until <= now && !isBusy(room.id)}
                    tags={<PlannedTags entry={entry} now={now} isBusy={isBusy(room.id)} />}
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
