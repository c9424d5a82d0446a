import { Eye, EyeOff, Maximize, Minimize, ShieldCheck } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { LocalMedia, LocalMediaView } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { text } from "../../ui/language.ts";
import { DeviceChoices } from "../device-choice.tsx";
import { PhoneHelp } from "../phone-help.tsx";
import { Panel } from "./panel.tsx";

/** What only the therapist has in a call. */
export interface HostExtras {
  /** Beside the truth line: time elapsed, who else waits. */
  readonly badge: ComponentChildren;
  /** In the panel: send back to waiting, end for all. */
  readonly room: ComponentChildren;
}

interface MorePanelProps {
  readonly media: LocalMedia;
  readonly view: LocalMediaView;
  readonly isOwnHidden: boolean;
  readonly onOwnHidden: (hidden: boolean) => void;
  readonly onDetails: () => void;
  readonly onClose: () => void;
  readonly phone: string | null;
  readonly consent: ComponentChildren;
  readonly host?: HostExtras;
}

function FullscreenButton() {
  const words = text().call.more;
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const read = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", read);
    return () => document.removeEventListener("fullscreenchange", read);
  }, []);
  if (!document.fullscreenEnabled) return null;
  return (
    <Button
      icon={isFull ? Minimize : Maximize}
      onClick={() => void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen())}
    >
      {isFull ? words.fullscreenOff : words.fullscreen}
    </Button>
  );
}

export function MorePanel(props: MorePanelProps) {
  const words = text().call;
  const { isOwnHidden } = props;
  return (
    <Panel title={words.more.title} onClose={props.onClose}>
      {props.host !== undefined && (
        <>
          <h3>{words.more.room}</h3>
          <div class="stack tight">{props.host.room}</div>
        </>
      )}
      <h3>{words.more.view}</h3>
      <div class="stack tight">
        <Button icon={isOwnHidden ? Eye : EyeOff} onClick={() => props.onOwnHidden(!isOwnHidden)}>
          {isOwnHidden ? words.own.show : words.own.hide}
        </Button>
        <FullscreenButton />
        <Button icon={ShieldCheck} onClick={props.onDetails}>
          {words.more.details}
        </Button>
      </div>
      <h3>{words.more.devices}</h3>
      <DeviceChoices media={props.media} view={props.view} />
      {props.consent !== undefined && (
        <>
          <h3>{text().consent.title}</h3>
          {props.consent}
        </>
      )}
      <PhoneHelp phone={props.phone} />
    </Panel>
  );
}
