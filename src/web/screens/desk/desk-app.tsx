import { CalendarClock, CircleHelp, DoorOpen, type IconNode, Settings } from "lucide";
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { HostSession, LocalMedia } from "../../call/call-view.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { Icon } from "../../ui/icon.tsx";
import { type Language, language, text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { LanguageSwitch } from "../../ui/page.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { deskText } from "./desk-text.ts";
import { Help } from "./help.tsx";
import { HostCall } from "./host-call.tsx";
import { useKnockAlert } from "./knock-alert.ts";
import { Rooms } from "./rooms.tsx";
import { SettingsScreen } from "./settings.tsx";
import { Today } from "./today.tsx";

type Section = "today" | "rooms" | "settings" | "help";

const SECTIONS: readonly { readonly name: Section; readonly icon: IconNode }[] = [
  { name: "today", icon: CalendarClock },
  { name: "rooms", icon: DoorOpen },
  { name: "settings", icon: Settings },
  { name: "help", icon: CircleHelp },
];

/** What every section of the desk works with. */
export interface DeskProps {
  readonly session: HostSession;
  readonly media: LocalMedia;
  readonly practice: PracticeRooms;
}

interface DeskAppProps extends DeskProps {
  readonly start?: Section;
  readonly onLanguage: (next: Language) => void;
}

const SCREENS: Readonly<Record<Section, FunctionComponent<DeskProps & { onBackup: () => void }>>> = {
  today: Today,
  rooms: Rooms,
  settings: SettingsScreen,
  help: Help,
};

/** The therapist's way: today, rooms, practice, help; and the call, which takes the whole window. */
export function DeskApp({ session, media, practice, start = "today", onLanguage }: DeskAppProps) {
  const view = useObservable(session.view);
  const [section, setSection] = useState<Section>(start);
  const words = deskText();
  const callRoom = view.callRoom === null ? null : (view.rooms.get(view.callRoom) ?? null);
  const isInCall = callRoom !== null && callRoom.peers.length > 0;
  const waiting = [...view.rooms.values()]
    .flatMap((room) => room.waiting)
    .filter(({ phase }) => phase === "waiting").length;
  useKnockAlert({ waiting, isInCall, title: isInCall ? text().call.title : words.nav[section] });

  // A device check that nobody uses any more does not keep the camera's light on.
  useEffect(() => {
    if (!isInCall) media.stop();
  }, [isInCall]);

  if (isInCall && callRoom !== null) {
    return <HostCall session={session} media={media} practice={practice} view={view} room={callRoom} />;
  }
  const Screen = SCREENS[section];
  return (
    <div class="desk">
      <header class="desk-head">
        <span class="brand">{text().product}</span>
        <LanguageSwitch onChange={onLanguage} />
      </header>
      <nav class="desk-nav" aria-label={words.nav.label}>
        {SECTIONS.map(({ name, icon }) => (
          <button
            key={name}
            type="button"
            {...(section === name ? { "aria-current": "page" as const } : {})}
            onClick={() => setSection(name)}
          >
            <Icon node={icon} size={22} />
            <span>{words.nav[name]}</span>
            {name === "today" && waiting > 0 && <span class="badge">{waiting}</span>}
          </button>
        ))}
      </nav>
      <main class="desk-main">
        {view.relay === "lost" && (
          <Notice kind="warning" live>
            <p>{words.relay.lost}</p>
          </Notice>
        )}
        {view.relay === "refused" && (
          <Notice kind="warning" live>
            <p>{words.relay.refused}</p>
          </Notice>
        )}
        <Screen session={session} media={media} practice={practice} onBackup={() => setSection("settings")} />
      </main>
      <footer class="desk-foot page-foot">
        <a href={`/privacy?lang=${language.value}`} target="_blank" rel="noreferrer">
          {text().privacyNotice}
        </a>
        <a href={`/imprint?lang=${language.value}`} target="_blank" rel="noreferrer">
          {text().imprint}
        </a>
      </footer>
    </div>
  );
}
