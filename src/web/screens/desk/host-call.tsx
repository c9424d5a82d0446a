import { CalendarClock, Clock, Undo2, Users } from "lucide";
import { useEffect } from "preact/hooks";
import type { HostRoomView, HostView, PeerView } from "../../call/call-view.ts";
import { occurrencesIn, WINDOW_LEAD } from "../../practice/appointments.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { keepAwake } from "../../ui/keep-awake.ts";
import { formatTime } from "../../ui/language.ts";
import { useNow } from "../../ui/use-now.ts";
import { CallScreen } from "../call/call-screen.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { GuestRow } from "./guest-row.tsx";
import { offeredLink } from "./link-validity.tsx";

const MINUTE = 60_000;

function Elapsed({ peers }: { readonly peers: readonly PeerView[] }) {
  const words = deskText().call;
  const now = useNow(MINUTE / 6);
  const since = peers.flatMap(({ liveSince }) => (liveSince === null ? [] : [liveSince]));
  if (since.length === 0) return null;
  return (
    <span class="chip">
      <Icon node={Clock} size={18} />
      <span class="visually-hidden">{words.elapsedLabel}: </span>
      <span>{words.elapsed(Math.floor(Math.max(0, now - Math.min(...since)) / MINUTE))}</span>
    </span>
  );
}

interface HostCallProps extends DeskProps {
  readonly view: HostView;
  readonly room: HostRoomView;
  /** Beginning of the next appointment whose reminder is due (Unix ms). */
  readonly next: number | null;
}

/** How long the call has gone beyond its appointment. Nothing ends by itself. */
function RunningOver({ practice, room }: Pick<HostCallProps, "practice" | "room">) {
  const now = useNow(MINUTE / 6);
  const { appointments, rooms } = practice.data.value;
  const own = rooms.find(({ id }) => id === room.id);
  if (own === undefined) return null;
  const since = room.peers.flatMap(({ liveSince }) => liveSince ?? []);
  const began = since.length === 0 ? now : Math.min(...since);
  // The appointment that the call belongs to was on when it began; one that follows at once keeps it in time.
  const ends = appointments
    .filter(({ roomId }) => roomId === room.id)
    .flatMap((one) => occurrencesIn(one, { from: began - WINDOW_LEAD, until: now + WINDOW_LEAD }))
    .map(({ until }) => until);
  const isOpened = own.openUntil !== null && own.openUntil > now;
  if (ends.length === 0 || isOpened) return null;
  const end = Math.max(...ends);
  if (now < end) return null;
  return (
    <span class="chip">
      <Icon node={Clock} size={18} />
      <span>{deskText().today.runningOver(Math.floor((now - end) / MINUTE))}</span>
    </span>
  );
}

/** The call on the therapist's side. Who else waits is said silently, and answered in the panel. */
export function HostCall({ session, media, practice, view, room, next }: HostCallProps) {
  const words = deskText();
  const rooms = practice.data.value.rooms;
  const others = rooms.flatMap((one) =>
    (view.rooms.get(one.id)?.waiting ?? []).map((guest) => ({
      roomId: one.id,
      label: one.label,
      isOldLink: guest.linkId !== offeredLink(one)?.id,
      guest,
    })),
  );
  const waiting = others.filter(({ guest }) => guest.phase === "waiting").length;
  useEffect(keepAwake, []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);

  const extras = {
    badge: (
      <>
        <Elapsed peers={room.peers} />
        <RunningOver practice={practice} room={room} />
        {next !== null && (
          <span class="chip">
            <Icon node={CalendarClock} size={18} />
            <span>{words.call.nextAppointment(formatTime(next))}</span>
          </span>
        )}
        {waiting > 0 && (
          <span class="chip">
            <Icon node={Users} size={18} />
            <span>{words.call.waiting(waiting)}</span>
          </span>
        )}
      </>
    ),
    room: (
      <>
        {room.peers.map((peer) => (
          <Button key={peer.id} icon={Undo2} onClick={() => session.sendBack(peer.id)}>
            {words.call.sendBack}
          </Button>
        ))}
        <Button kind="danger" onClick={session.endForAll}>
          {words.call.endForAll}
        </Button>
        {others.length > 0 && (
          <>
            <h3>{words.call.waitingTitle}</h3>
            <ul class="list">
              {others.map(({ roomId, label, isOldLink, guest }) => (
                <GuestRow
                  key={guest.id}
                  guest={guest}
                  label={label}
                  isOldLink={isOldLink}
                  admit={
                    <Button
                      onClick={() => {
                        session.endForAll();
                        session.admit(roomId, guest.id);
                      }}
                    >
                      {words.call.admitInstead}
                    </Button>
                  }
                  onSoon={() => session.tellSoon(roomId, guest.id)}
                  onDecline={() => session.decline(roomId, guest.id)}
                />
              ))}
            </ul>
          </>
        )}
      </>
    ),
  };
  return (
    <CallScreen
      side="host"
      peers={room.peers}
      media={media}
      actions={session}
      phone={null}
      onHangUp={session.endForAll}
      host={extras}
    />
  );
}
