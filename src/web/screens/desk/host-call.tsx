import { Clock, Undo2, Users } from "lucide";
import { useEffect } from "preact/hooks";
import type { HostRoomView, HostView, PeerView } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { keepAwake } from "../../ui/keep-awake.ts";
import { useNow } from "../../ui/use-now.ts";
import { CallScreen } from "../call/call-screen.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { GuestRow } from "./guest-row.tsx";

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
}

/** The call on the therapist's side. Who else waits is said silently, and answered in the panel. */
export function HostCall({ session, media, practice, view, room }: HostCallProps) {
  const words = deskText();
  const rooms = practice.data.value.rooms;
  const others = rooms.flatMap(({ id, label }) =>
    (view.rooms.get(id)?.waiting ?? []).map((guest) => ({ roomId: id, label, guest })),
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
              {others.map(({ roomId, label, guest }) => (
                <GuestRow
                  key={guest.id}
                  guest={guest}
                  label={label}
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
