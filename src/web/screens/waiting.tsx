import type { ComponentChildren } from "preact";
import type { GuestView, LocalMedia } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { type Language, text } from "../ui/language.ts";
import { late } from "../ui/late.tsx";
import { Page } from "../ui/page.tsx";
import { useNow } from "../ui/use-now.ts";
import { useObservable } from "../ui/use-observable.ts";
import { Video } from "../ui/video.tsx";
import { DeviceTrouble } from "./device-trouble.tsx";
import { useNoWay } from "./no-way.ts";
import { PhoneHelp } from "./phone-help.tsx";
import { PracticeHead } from "./practice-head.tsx";

const NoRelay = late(async () => (await import("./no-relay.tsx")).NoRelay);

interface WaitingProps {
  readonly view: GuestView;
  readonly media: LocalMedia;
  /** Receipt and withdrawal. */
  readonly consent: ComponentChildren;
  readonly onKnockAgain: () => void;
  readonly onLeave: () => void;
  readonly onShowAddress: () => void;
  readonly onLanguage: (next: Language) => void;
}

interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

function wordsFor({ phase, notice }: GuestView, hasNoWay: boolean): Words {
  const words = text().waiting;
  if (phase === "declined") return { title: words.declinedTitle, lines: [words.declined] };
  if (phase === "connecting")
    return { title: words.connectingTitle, lines: [hasNoWay ? text().call.noWay : words.connecting] };
  // The host's page went away in a call: the seat is kept, and nothing is asked of the person.
  if (phase === "reconnecting" && (notice === null || notice === "not-there")) {
    const { reconnecting, reconnectingText, reconnectingLong } = text().call;
    return { title: reconnecting, lines: [hasNoWay ? reconnectingLong : reconnectingText] };
  }
  switch (notice) {
    case "not-there":
      return { title: words.notThereTitle, lines: [words.notThere, words.notThereHelp] };
    case "false-host":
      return { title: words.falseHostTitle, lines: [words.falseHost] };
    case "offline":
      return { title: words.offlineTitle, lines: [words.offline] };
    case "busy":
      return { title: words.busyTitle, lines: [words.busy] };
    case "paused":
      return { title: words.pausedTitle, lines: [words.paused] };
    case "soon":
      return { title: words.soonTitle, lines: [words.soon] };
    case "sent-back":
      return { title: words.sentBackTitle, lines: [words.sentBack] };
    case "occupied":
      return { title: words.occupiedTitle, lines: [words.occupied] };
    case null:
      return phase === "waiting"
        ? { title: words.title, lines: [words.text] }
        : { title: words.knocking, lines: [words.knockingText] };
  }
}

function KnockAgain({ view, onKnockAgain }: Pick<WaitingProps, "view" | "onKnockAgain">) {
  const words = text().waiting;
  const now = useNow(1_000);
  const isOffered = view.phase === "declined" || view.notice === "paused" || view.notice === "busy";
  if (!isOffered) return null;
  const seconds = Math.max(0, Math.ceil(((view.knockAgainAt ?? 0) - now) / 1_000));
  return (
    <Button kind="main" disabled={seconds > 0} onClick={onKnockAgain}>
      {seconds > 0 ? words.knockAgainIn(seconds) : words.knockAgain}
    </Button>
  );
}

/** Between the knock and the call. Says whose turn it is, and that leaving is always possible. */
export function Waiting(props: WaitingProps) {
  const { view, media, consent, onKnockAgain, onLeave, onLanguage } = props;
  const words = text().waiting;
  const local = useObservable(media.view);
  const { title, lines } = wordsFor(
    view,
    useNoWay(view.phase === "connecting" || view.phase === "reconnecting"),
  );
  return (
    <Page
      title={title}
      layout="calm"
      above={<PracticeHead practice={view.practice} />}
      focusHeading
      onLanguage={onLanguage}
    >
      <div class="stack center" role="status">
        {view.phase === "connecting" && view.host?.relay.isMissing === true ? (
          <NoRelay side="guest" relay={view.host.relay} onShowAddress={props.onShowAddress} />
        ) : (
          lines.map((line) => (
            <p key={line} class="lead">
              {line}
            </p>
          ))
        )}
      </div>
      {local.preview !== null && (
        <div class="small-picture">
          <Video
            stream={local.preview}
            label={text().check.ownPicture}
            kind="picture"
            muted
            mirrored
            still={view.phase === "connecting"}
          />
        </div>
      )}
      {local.microphone !== "on" && <p class="soft small">{words.microphoneOff}</p>}
      <DeviceTrouble view={local} />
      <div class="stack tight actions">
        <KnockAgain view={view} onKnockAgain={onKnockAgain} />
        <Button onClick={onLeave}>{words.leave}</Button>
      </div>
      <details class="more">
        <summary>{text().consent.title}</summary>
        {consent}
      </details>
      <PhoneHelp phone={view.practice?.phone ?? null} />
    </Page>
  );
}
