import { CalendarClock, Clock, Undo2, Users } from "lucide";
import { useEffect } from "preact/hooks";
import type { HostRoomView, HostView } from "../../call/call-view.ts";
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

interface HostCallProps extends DeskProps {
  readonly view: HostView;
  readonly room: HostRoomView;
  /** Beginning of the next appointment whose reminder is due (Unix ms). */
  readonly next: number | null;
}

/** When the appointment ends that the call belongs to; null: none, or the room is open anyway. */
function endOf(practice: DeskProps["practice"], roomId: string, began: number, now: number): number | null {
  const { appointments, rooms } = practice.data.value;
  const openUntil = rooms.find(({ id }) => id === roomId)?.openUntil ?? 0;
  if (openUntil > now) return null;
  // What was on when the call began, or is on now: an appointment that follows at once keeps the call in time.
  const ends = appointments
    .filter((appointment) => appointment.roomId === roomId)
    .flatMap((one) => occurrencesIn(one, { from: began - WINDOW_LEAD, until: now + WINDOW_LEAD }))
    .map(({ until }) => until);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** How long the call has been on, and how far beyond its appointment. Nothing ends by itself. */
function Elapsed({ practice, room }: Pick<HostCallProps, "practice" | "room">) {
  const words = deskText().call;
  const now = useNow(MINUTE / 6);
  const since = room.peers.flatMap(({ liveSince }) => (liveSince === null ? [] : [liveSince]));
  if (since.length === 0) return null;
  const began = Math.min(...since);
  const minutes = Math.floor(Math.max(0, now - began) / MINUTE);
  const end = endOf(practice, room.id, began, now);
  const over = end === null ? 0 : Math.floor((now - end) / MINUTE);
  return (
    <span class="chip">
      <Icon node={Clock} size={18} />
      <span class="visually-hidden">{words.elapsedLabel}: </span>
      <span>{over > 0 ? words.elapsedOver(minutes, over) : words.elapsed(minutes)}</span>
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
        <Elapsed practice={practice} room={room} />
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
