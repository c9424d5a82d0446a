import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { LocalMedia, PeerActions, PeerView } from "../../call/call-view.ts";
import { text } from "../../ui/language.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { DeviceTrouble } from "../device-trouble.tsx";
import { CallBar, type PanelName } from "./call-bar.tsx";
import { ChatPanel } from "./chat-panel.tsx";
import { type HostExtras, MorePanel } from "./more-panel.tsx";
import { nameOf } from "./peer-name.ts";
import { PeerTile } from "./peer-tile.tsx";
import { SelfView } from "./self-view.tsx";
import { ShareBanner } from "./share-banner.tsx";
import { TruthLine } from "./truth-line.tsx";
import { TruthPanel } from "./truth-panel.tsx";
import { WordsOffer, WordsPanel } from "./words-panel.tsx";
import "../../style/call.css";

export interface CallScreenProps {
  readonly side: "host" | "guest";
  /** One for now; a group will bring more. */
  readonly peers: readonly PeerView[];
  readonly media: LocalMedia;
  readonly actions: PeerActions;
  readonly phone: string | null;
  readonly onHangUp: () => void;
  /** A client's: gives up hiding the own address. */
  readonly onShowAddress?: () => void;
  /** A client's: receipt and withdrawal. */
  readonly consent?: ComponentChildren;
  readonly host?: HostExtras;
}

/** How many messages of the peers are new since the chat was last open. */
function useUnread(peers: readonly PeerView[], isOpen: boolean): number {
  const received = peers.flatMap((peer) => peer.chat).filter((message) => message.from === "peer").length;
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (isOpen) setSeen(received);
  }, [isOpen, received]);
  return isOpen ? 0 : Math.max(0, received - seen);
}

const SETTLE_WAIT = 1_000;

/** Whether the first picture is there, or has been waited for long enough. The own picture does not compete with it. */
function useSettled(hasPicture: boolean): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    if (hasPicture) setSettled(true);
    const timer = setTimeout(() => setSettled(true), SETTLE_WAIT);
    return () => clearTimeout(timer);
  }, [hasPicture]);
  return isSettled;
}

/** The conversation: the other person fills the screen, everything else lies lightly on top. */
export function CallScreen(props: CallScreenProps) {
  const { side, peers, media, actions } = props;
  const words = text().call;
  const local = useObservable(media.view);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [isOwnHidden, setOwnHidden] = useState(false);
  const unread = useUnread(peers, panel === "chat");
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const [first] = peers;
  const isSettled = useSettled(peers.some((peer) => peer.stream !== null));

  useEffect(() => heading.current?.focus(), []);

  function open(next: PanelName): void {
    if (panel === null && document.activeElement instanceof HTMLElement)
      opener.current = document.activeElement;
    setPanel(next);
  }
  function close(): void {
    setPanel(null);
    opener.current?.focus();
  }
  useEffect(() => {
    if (panel === null) return;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close();
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [panel]);
  const toggle = (next: PanelName): void => (panel === next ? close() : open(next));

  return (
    <div class={`stage${panel === null ? "" : " with-panel"}`}>
      <main class="stage-main">
        <h1 ref={heading} class="visually-hidden" tabIndex={-1}>
          {words.title}
        </h1>
        <div class="tiles" data-count={peers.length}>
          {peers.map((peer) => (
            <PeerTile
              key={peer.id}
              side={side}
              peer={peer}
              name={nameOf(peer, side)}
              phone={side === "guest" ? props.phone : null}
              onShowAddress={props.onShowAddress}
              speakerId={local.speakerId}
            />
          ))}
        </div>
        <div class="stage-top">
          {first !== undefined && (
            <TruthLine peer={first} isOpen={panel === "truth"} onPress={() => toggle("truth")} />
          )}
          {props.host?.badge}
        </div>
        <SelfView view={local} hidden={isOwnHidden || !isSettled} onHide={() => setOwnHidden(true)} />
        <div class="stage-bottom">
          <DeviceTrouble view={local} />
          {local.sharing && <ShareBanner onStop={media.stopScreen} />}
          {first !== undefined && panel === null && first.connection === "live" && (
            <WordsOffer
              verification={first.verification}
              onCompare={() => open("words")}
              onLater={() => actions.verify(first.id, null)}
            />
          )}
          <CallBar
            media={media}
            view={local}
            panel={panel}
            unread={unread}
            onToggle={toggle}
            onHangUp={props.onHangUp}
          />
        </div>
      </main>
      {first !== undefined && panel === "words" && (
        <WordsPanel side={side} peer={first} actions={actions} onClose={close} />
      )}
      {first !== undefined && panel === "truth" && (
        <TruthPanel peer={first} onWords={() => setPanel("words")} onClose={close} />
      )}
      {panel === "chat" && (
        <ChatPanel peers={peers} nameOf={(peer) => nameOf(peer, side)} actions={actions} onClose={close} />
      )}
      {panel === "more" && (
        <MorePanel
          media={media}
          view={local}
          isOwnHidden={isOwnHidden}
          onOwnHidden={setOwnHidden}
          onDetails={() => setPanel("truth")}
          onClose={close}
          phone={side === "guest" ? props.phone : null}
          consent={props.consent}
          {...(props.host === undefined ? {} : { host: props.host })}
        />
      )}
    </div>
  );
}
