import { CalendarClock, CalendarDays, CircleHelp, DoorOpen, type IconNode, Settings } from "lucide";
import type { ComponentChild, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { HostSession, LocalMedia } from "../../call/call-view.ts";
import type { MailDesk } from "../../practice/mails.ts";
import type { PracticeRooms } from "../../practice/practice-rooms.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatTime, type Language, language, text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { LanguageSwitch } from "../../ui/page.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { Calendar } from "./calendar.tsx";
import { deskText } from "./desk-text.ts";
import { Help } from "./help.tsx";
import { HostCall } from "./host-call.tsx";
import { useKnockAlert } from "./knock-alert.ts";
import { ReminderNotices, useReminders } from "./reminders.tsx";
import { Rooms } from "./rooms.tsx";
import { SettingsScreen } from "./settings.tsx";
import { Today } from "./today.tsx";

type OwnSection = "today" | "rooms" | "calendar" | "settings" | "help";
type Section = OwnSection | "account";

const SECTIONS: readonly { readonly name: OwnSection; readonly icon: IconNode }[] = [
  { name: "today", icon: CalendarClock },
  { name: "rooms", icon: DoorOpen },
  { name: "calendar", icon: CalendarDays },
  { name: "settings", icon: Settings },
  { name: "help", icon: CircleHelp },
];

/** What every section of the desk works with. */
export interface DeskProps {
  readonly session: HostSession;
  readonly media: LocalMedia;
  readonly practice: PracticeRooms;
  /** Mails by the server, and with it an account; without one, rooms rest in this browser alone. */
  readonly mails?: MailDesk;
}

/** A section that stands before help when somebody is signed in; the desk itself knows no accounts. */
export interface AccountSlot {
  readonly icon: IconNode;
  /** Read at each drawing, so that they follow the language. */
  readonly label: () => string;
  readonly screen: () => ComponentChild;
  /** Above whatever section is shown: something that waits for an answer; null: nothing. */
  readonly notice?: () => ComponentChild;
}

interface DeskAppProps extends DeskProps {
  readonly start?: Section;
  readonly account?: AccountSlot;
  readonly onLanguage: (next: Language) => void;
}

interface SectionProps extends DeskProps {
  readonly onBackup: () => void;
  /** To the calendar, with the form of a new appointment. */
  readonly onCalendar: () => void;
  readonly isCreating: boolean;
}

const SCREENS: Readonly<Record<OwnSection, FunctionComponent<SectionProps>>> = {
  today: Today,
  rooms: Rooms,
  calendar: Calendar,
  settings: SettingsScreen,
  help: Help,
};

/** The therapist's way: today, rooms, practice, help; and the call, which takes the whole window. */
export function DeskApp(props: DeskAppProps) {
  const { session, media, practice, mails, start = "today", account, onLanguage } = props;
  const view = useObservable(session.view);
  const [section, setSection] = useState<Section>(start);
  const [isCreating, setCreating] = useState(false);
  const reminders = useReminders(practice);
  const shared: DeskProps = { session, media, practice, ...(mails === undefined ? {} : { mails }) };
  function go(to: Section, creates = false): void {
    setSection(to);
    setCreating(creates);
  }
  const words = deskText();
  const nameOf = (name: Section): string => (name === "account" ? (account?.label() ?? "") : words.nav[name]);
  const sections = [
    ...SECTIONS.slice(0, -1),
    ...(account === undefined ? [] : [{ name: "account" as const, icon: account.icon }]),
    ...SECTIONS.slice(-1),
  ];
  const callRoom = view.callRoom === null ? null : (view.rooms.get(view.callRoom) ?? null);
  const isInCall = callRoom !== null && callRoom.peers.length > 0;
  const waiting = [...view.rooms.values()]
    .flatMap((room) => room.waiting)
    .filter(({ phase }) => phase === "waiting").length;
  const [next] = reminders.due;
  const named = next === undefined ? nameOf(section) : words.calendar.reminder.title(formatTime(next.from));
  useKnockAlert({ waiting, isInCall, title: isInCall ? text().call.title : named });

  // A device check that nobody uses any more does not keep the camera's light on.
  useEffect(() => {
    if (!isInCall) media.stop();
  }, [isInCall]);

  if (isInCall && callRoom !== null) {
    return <HostCall {...shared} view={view} room={callRoom} next={next?.from ?? null} />;
  }
  const Screen = section === "account" ? null : SCREENS[section];
  return (
    <div class="desk">
      <header class="desk-head">
        <span class="brand">{text().product}</span>
        <LanguageSwitch onChange={onLanguage} />
      </header>
      <nav class="desk-nav" aria-label={words.nav.label}>
        {sections.map(({ name, icon }) => (
          <button
            key={name}
            type="button"
            {...(section === name ? { "aria-current": "page" as const } : {})}
            onClick={() => go(name)}
          >
            <Icon node={icon} size={22} />
            <span>{nameOf(name)}</span>
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
        <ReminderNotices reminders={reminders} />
        {account?.notice?.()}
        {Screen === null ? (
          account?.screen()
        ) : (
          <Screen
            {...shared}
            onBackup={() => go("settings")}
            onCalendar={() => go("calendar", true)}
            isCreating={isCreating}
          />
        )}
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
