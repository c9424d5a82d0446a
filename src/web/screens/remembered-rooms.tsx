// `/call` without a link: the rooms that this browser remembers, or what to do.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { formatDate, type Language, text } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { PhoneHelp } from "./phone-help.tsx";
import { Problem } from "./problem.tsx";

/** A room of this browser's memory, as far as a screen shows it. */
interface RememberedRoom {
  readonly id: string;
  readonly usedAt: number;
  readonly practice: { readonly name: string; readonly phone: string } | null;
}

interface RememberedRoomsProps {
  /** The one used last first. */
  readonly rooms: readonly RememberedRoom[];
  readonly onOpen: (id: string) => void;
  readonly onForget: (id: string) => Promise<void>;
  readonly onLanguage: (next: Language) => void;
}

function WhyNoLink() {
  const words = text().remembered;
  return (
    <details class="more">
      <summary>{words.whyTitle}</summary>
      <p>{words.why}</p>
    </details>
  );
}

function Row(props: {
  readonly room: RememberedRoom;
  readonly isFirst: boolean;
  readonly onOpen: () => void;
  readonly onForget: () => void;
}) {
  const { room, isFirst, onOpen, onForget } = props;
  const words = text().remembered;
  const [isSure, setSure] = useState(false);
  const keep = useRef<HTMLDivElement>(null);
  const name = room.practice?.name || words.nameless;
  useEffect(() => {
    if (isSure) keep.current?.querySelector("button")?.focus();
  }, [isSure]);
  return (
    <li class="card stack">
      <div>
        <h2>{name}</h2>
        <p class="soft small">{words.usedAt(formatDate(room.usedAt))}</p>
      </div>
      {isSure ? (
        <>
          <p>{words.sure}</p>
          <div class="row" ref={keep}>
            <Button onClick={() => setSure(false)}>{words.sureNo}</Button>
            <Button kind="danger" onClick={onForget}>
              {words.sureYes}
            </Button>
          </div>
        </>
      ) : (
        <div class="row">
          <Button kind={isFirst ? "main" : "quiet"} aria-label={`${words.open}: ${name}`} onClick={onOpen}>
            {words.open}
          </Button>
          <Button kind="plain" aria-label={`${words.forget}: ${name}`} onClick={() => setSure(true)}>
            {words.forget}
          </Button>
        </div>
      )}
      <PhoneHelp phone={room.practice?.phone ?? null} />
    </li>
  );
}

export function RememberedRooms({ rooms, onOpen, onForget, onLanguage }: RememberedRoomsProps) {
  const words = text().remembered;
  const [left, setLeft] = useState(rooms);
  const wasForgotten = left.length < rooms.length;

  async function forget(id: string): Promise<void> {
    await onForget(id);
    setLeft((now) => now.filter((room) => room.id !== id));
  }

  const status = (
    <p role="status" class="strong">
      {wasForgotten ? words.forgotten : ""}
    </p>
  );
  if (left.length === 0) {
    return (
      <Problem kind="missing" onLanguage={onLanguage}>
        <WhyNoLink />
        {status}
      </Problem>
    );
  }
  return (
    <Page title={words.title} onLanguage={onLanguage}>
      <div>
        <p class="lead">{words.text}</p>
        {status}
      </div>
      <ul class="remembered">
        {left.map((room, index) => (
          <Row
            key={room.id}
            room={room}
            isFirst={index === 0}
            onOpen={() => onOpen(room.id)}
            onForget={() => void forget(room.id)}
          />
        ))}
      </ul>
      <p class="soft">{words.other}</p>
      <WhyNoLink />
    </Page>
  );
}
