import { DoorOpen } from "lucide";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { HostRoomView } from "../../call/call-view.ts";
import type { Period } from "../../practice/appointments.ts";
import type { Room } from "../../practice/room-store.ts";
import { openWindow } from "../../practice/windows.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";
import { LinkValidity } from "./link-validity.tsx";
import { WithdrawnNotice } from "./room-consent.tsx";
import { RenewDialog } from "./room-dialogs.tsx";
import { ShareDialog } from "./share-room.tsx";

interface RoomRowProps extends DeskProps {
  readonly room: Room;
  readonly view: HostRoomView | null;
  /** Windows of the room around now. */
  readonly windows: readonly Period[];
  readonly now: number;
  /** Beginning of the appointment, where the row stands for one. */
  readonly time?: string;
  readonly facts: readonly string[];
  readonly tags?: ComponentChildren;
  /** Nothing can be done with it any more: an appointment that is over. */
  readonly isPast?: boolean;
}

/** A room under "today", alone or with an appointment: what it does, and what can be done with it. */
export function RoomRow(props: RoomRowProps) {
  const { session, practice, room, view, windows, now, time, facts, tags, isPast = false } = props;
  const words = deskText().today;
  const [dialog, setDialog] = useState<"share" | "renew" | null>(null);
  const hidden = <span class="visually-hidden"> ({room.label})</span>;
  const isOpen = openWindow(windows, now) !== null;
  const isOpenByPress = room.openUntil !== null && room.openUntil > now;
  return (
    <li class="room">
      <div class="room-line">
        {time !== undefined && <p class="room-time">{time}</p>}
        <div class="room-what">
          <p class="strong">{room.label}</p>
          <p class="soft small">{facts.join(" · ")}</p>
          {tags}
        </div>
        {!isPast && (
          <div class="row">
            <Button kind="plain" onClick={() => setDialog("share")}>
              {words.invite}
              {hidden}
            </Button>
            {isOpenByPress && (
              <Button onClick={() => void practice.close(room.id)}>
                {words.close}
                {hidden}
              </Button>
            )}
            {!isOpen && (
              <Button
                icon={DoorOpen}
                onClick={() => void practice.open(room.id).then(() => session.claim(room.id))}
              >
                {words.open}
                {hidden}
              </Button>
            )}
          </div>
        )}
      </div>
      {!isPast && view?.elsewhere && windows.some(({ until }) => until > now) && (
        <Notice kind="info" live>
          <p>{words.elsewhere}</p>
          <Button onClick={() => session.claim(room.id)}>
            {words.takeOver}
            {hidden}
          </Button>
        </Notice>
      )}
      {!isPast && view?.misuse && (
        <Notice kind="warning" live>
          <p>{words.misuse}</p>
          <Button onClick={() => setDialog("renew")}>{words.renew}</Button>
        </Notice>
      )}
      {!isPast && <WithdrawnNotice room={room} />}
      {!isPast && (isOpen || time !== undefined) && (
        <LinkValidity practice={practice} room={room} now={now} />
      )}
      {dialog === "share" && <ShareDialog room={room} practice={practice} onClose={() => setDialog(null)} />}
      {dialog === "renew" && <RenewDialog room={room} practice={practice} onClose={() => setDialog(null)} />}
    </li>
  );
}
