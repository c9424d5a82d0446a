import { CameraOff, MicOff, Volume2, WifiOff } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PeerView } from "../../call/call-view.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { text } from "../../ui/language.ts";
import { Video } from "../../ui/video.tsx";
import { NoRelay } from "../no-relay.tsx";
import { useNoWay } from "../no-way.ts";
import { PhoneHelp } from "../phone-help.tsx";
import { useRelayText } from "../relay-text.ts";
import { heldSentence, isPictureHeld } from "./held-picture.ts";

interface PeerTileProps {
  readonly side: "host" | "guest";
  readonly peer: PeerView;
  readonly name: string;
  /** A client gives up hiding the own address. */
  readonly onShowAddress?: (() => void) | undefined;
  readonly speakerId: string | null;
  /** Of the practice, for a client whose line stays broken. */
  readonly phone: string | null;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? "")
    .join("")
    .toUpperCase();

/** What was never connected is not interrupted, however often it was tried. */
const isOnTheWay = ({ connection, liveSince }: PeerView): boolean =>
  connection === "connecting" || (connection === "reconnecting" && liveSince === null);

/** Says in words why there is no picture, or that it stands still. */
function Cover({ side, peer, name, phone, onShowAddress }: Omit<PeerTileProps, "speakerId">) {
  const words = text().call;
  const isConnecting = isOnTheWay(peer);
  // A guest's page comes here from the waiting screen only after half a minute without success.
  const hasNoWay = useNoWay(isConnecting) || peer.connection === "reconnecting";
  const isLong = useNoWay(peer.connection === "reconnecting" || peer.connection === "away");
  const relayWords = useRelayText();
  const say = (title: string, detail: string | null, more: string | null = null) => (
    <div class="cover-text">
      <p class="lead">{title}</p>
      {detail !== null && <p class="soft">{detail}</p>}
      {more !== null && <p class="soft">{more}</p>}
    </div>
  );
  if (peer.relay.isMissing && peer.connection !== "live")
    return <NoRelay side={side} relay={peer.relay} onShowAddress={onShowAddress} />;
  if (isConnecting && hasNoWay)
    return say(
      words.connecting,
      words.noWay,
      peer.relay.isAvailable ? null : (relayWords?.unavailable ?? null),
    );
  if (isConnecting) return say(words.connecting, null);
  switch (peer.connection) {
    case "connecting":
    case "checking":
      return say(words.connecting, words.checking);
    case "reconnecting":
      return (
        <>
          <Icon node={WifiOff} size={32} />
          {say(words.reconnecting, isLong ? words.reconnectingLong : words.reconnectingText)}
          {isLong && <PhoneHelp phone={phone} />}
        </>
      );
    case "away":
      return say(words.away, isLong ? words.awayLong : words.awayText);
    case "live":
      return (
        <>
          <span class="initials" aria-hidden="true">
            {initials(name)}
          </span>
          <p class="lead">{name}</p>
          {isPictureHeld(peer) ? (
            <p class="soft">{heldSentence(peer, name)}</p>
          ) : (
            <p class="soft with-icon">
              <Icon node={CameraOff} size={18} />
              <span>{words.cameraOff}</span>
            </p>
          )}
        </>
      );
  }
}

/**
 * The shape of the picture, for a frame that shows at least half of it: a landscape picture on an upright phone
 * would otherwise be a narrow stripe or lose most of the room.
 */
function usePictureShape(isShown: boolean) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const video = frame.current?.querySelector("video");
    if (!isShown || !video) return;
    const measure = (): void => {
      const ratio = video.videoWidth / video.videoHeight;
      if (Number.isFinite(ratio) && ratio > 0) frame.current?.style.setProperty("--ratio", String(ratio));
    };
    measure();
    video.addEventListener("resize", measure);
    return () => video.removeEventListener("resize", measure);
  }, [isShown]);
  return frame;
}

export function PeerTile({ side, peer, name, phone, onShowAddress, speakerId }: PeerTileProps) {
  const words = text().call;
  const [resume, setResume] = useState<(() => void) | null>(null);
  // A picture that stands still looks like a person who does not move; the cover says why it is gone.
  const isCovered = isPictureHeld(peer);
  const hasPicture = peer.stream !== null && peer.camera && !isCovered;
  const held = isCovered ? null : heldSentence(peer, name);
  const frame = usePictureShape(peer.stream !== null);
  return (
    <section class={`tile${peer.screen === null ? "" : " shares"}`} aria-label={name}>
      {peer.screen !== null && (
        <div class="shared-screen">
          <Video stream={peer.screen} label={words.screenOf(name)} kind="screen" muted />
        </div>
      )}
      {/* Stays in place while the camera is off: the sound belongs to the same component. */}
      {peer.stream !== null && (
        <div ref={frame} class={`picture-frame${hasPicture ? "" : " dimmed"}`}>
          <Video
            stream={peer.stream}
            label={words.picture(name)}
            kind="picture"
            speakerId={speakerId}
            onBlocked={(play) => setResume(() => play)}
          />
        </div>
      )}
      {(peer.connection !== "live" || !hasPicture) && (
        <div class="cover" role="status">
          <Cover side={side} peer={peer} name={name} phone={phone} onShowAddress={onShowAddress} />
        </div>
      )}
      {peer.connection === "live" && !peer.microphone && (
        <p class="tile-mark with-icon">
          <Icon node={MicOff} size={18} />
          <span>
            {name}: {words.microphoneOff}
          </span>
        </p>
      )}
      {held !== null && (
        <p class="tile-mark held" role="status">
          {held}
        </p>
      )}
      {resume !== null && (
        <div class="sound-blocked" role="alert">
          <p>{words.soundBlocked}</p>
          <Button
            kind="main"
            icon={Volume2}
            onClick={() => {
              resume();
              setResume(null);
            }}
          >
            {words.soundOn}
          </Button>
        </div>
      )}
    </section>
  );
}
