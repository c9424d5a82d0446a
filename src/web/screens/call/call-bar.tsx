import {
  Ellipsis,
  type IconNode,
  MessageSquare,
  Mic,
  MicOff,
  PhoneOff,
  ScreenShare,
  Video,
  VideoOff,
} from "lucide";
import { useState } from "preact/hooks";
import type { LocalMedia, LocalMediaView } from "../../call/call-view.ts";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";

export type PanelName = "chat" | "truth" | "words" | "more";

interface BarButtonProps {
  readonly icon: IconNode;
  readonly label: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly kind?: "off" | "end";
  readonly badge?: number;
  readonly onPress: () => void;
}

function BarButton({ icon, label, pressed, expanded, kind, badge = 0, onPress }: BarButtonProps) {
  return (
    <button
      type="button"
      class={`bar-button ${kind ?? ""}`}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      onClick={onPress}
    >
      <Icon node={icon} />
      <span>{label}</span>
      {badge > 0 && (
        <span class="badge">
          <span aria-hidden="true">{badge}</span>
          <span class="visually-hidden">, {text().call.bar.unread(badge)}</span>
        </span>
      )}
    </button>
  );
}

interface CallBarProps {
  readonly media: LocalMedia;
  readonly view: LocalMediaView;
  readonly panel: PanelName | null;
  readonly unread: number;
  readonly onToggle: (panel: PanelName) => void;
  readonly onHangUp: () => void;
}

export function CallBar({ media, view, panel, unread, onToggle, onHangUp }: CallBarProps) {
  const words = text().call;
  const hasMicrophone = view.microphone === "on";
  const hasCamera = view.camera === "on";
  const [hasScreenFailed, setScreenFailed] = useState(false);
  const canShare = navigator.mediaDevices !== undefined && "getDisplayMedia" in navigator.mediaDevices;

  async function share(): Promise<void> {
    setScreenFailed(false);
    if (view.sharing) media.stopScreen();
    else setScreenFailed(!(await media.startScreen()));
  }

  return (
    <>
      {hasScreenFailed && (
        <Notice kind="info" live>
          <p>{words.screenFailed}</p>
        </Notice>
      )}
      <div class="bar" role="toolbar" aria-label={words.bar.label}>
        <BarButton
          icon={hasMicrophone ? Mic : MicOff}
          label={words.bar.microphone}
          pressed={hasMicrophone}
          {...(hasMicrophone ? {} : { kind: "off" })}
          onPress={() => void media.setMicrophone(!hasMicrophone)}
        />
        <BarButton
          icon={hasCamera ? Video : VideoOff}
          label={words.bar.camera}
          pressed={hasCamera}
          {...(hasCamera ? {} : { kind: "off" })}
          onPress={() => void media.setCamera(!hasCamera)}
        />
        {canShare && (
          <BarButton
            icon={ScreenShare}
            label={words.bar.screen}
            pressed={view.sharing}
            onPress={() => void share()}
          />
        )}
        <BarButton
          icon={MessageSquare}
          label={words.bar.chat}
          expanded={panel === "chat"}
          badge={unread}
          onPress={() => onToggle("chat")}
        />
        <BarButton
          icon={Ellipsis}
          label={words.bar.more}
          expanded={panel === "more"}
          onPress={() => onToggle("more")}
        />
        <BarButton icon={PhoneOff} label={words.bar.hangUp} kind="end" onPress={onHangUp} />
      </div>
      <p class="visually-hidden" role="status">
        {unread > 0 ? words.bar.unread(unread) : ""}
      </p>
    </>
  );
}
