import { CameraOff, Mic, MicOff, Video as VideoIcon, VideoOff } from "lucide";
import type { LocalMedia } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { text } from "../ui/language.ts";
import { LevelMeter } from "../ui/level-meter.tsx";
import { useObservable } from "../ui/use-observable.ts";
import { Video } from "../ui/video.tsx";
import { DeviceChoices } from "./device-choice.tsx";
import { DeviceTrouble, hasTrouble } from "./device-trouble.tsx";

/** With what the person wants to take part. */
export interface WantedDevices {
  readonly camera: boolean;
  readonly microphone: boolean;
}

interface DeviceCheckProps {
  readonly media: LocalMedia;
  readonly wanted: WantedDevices;
  readonly onWanted: (wanted: WantedDevices) => void;
  /** Asked before anything is switched on; false: not yet, and the page says why. */
  readonly mayStart?: () => boolean;
}

/** Own picture, level, test tone, choice of devices. Nothing starts before the person starts it. */
export function DeviceCheck({ media, wanted, onWanted, mayStart = () => true }: DeviceCheckProps) {
  const words = text().check;
  const view = useObservable(media.view);
  const isAsking = view.camera === "asking" || view.microphone === "asking";
  const isFresh = view.camera === "off" && view.microphone === "off";
  const isTroubled = hasTrouble(view.camera) || hasTrouble(view.microphone);
  const isListening = view.microphone === "on";

  function start(): void {
    if (mayStart()) void media.start(wanted);
  }
  function setCamera(camera: boolean): void {
    if (camera && !mayStart()) return;
    onWanted({ ...wanted, camera });
    if (!isFresh || camera) void media.setCamera(camera);
  }
  function setMicrophone(microphone: boolean): void {
    if (microphone && !mayStart()) return;
    onWanted({ ...wanted, microphone });
    if (!isFresh || microphone) void media.setMicrophone(microphone);
  }

  return (
    <section class="card device-check" aria-labelledby="device-check-title">
      <h2 id="device-check-title">{words.title}</h2>
      {(isFresh || isAsking) && <p class="soft">{isAsking ? words.asking : words.intro}</p>}
      {view.preview !== null ? (
        <Video stream={view.preview} label={words.ownPicture} kind="picture" muted mirrored />
      ) : (
        !isFresh &&
        !isAsking && (
          <div class="no-picture">
            <Icon node={CameraOff} size={32} />
            <span>{words.pictureOff}</span>
          </div>
        )
      )}
      {isListening && (
        <LevelMeter level={media.level} label={words.level} heard={words.levelOk} quiet={words.levelQuiet} />
      )}
      <DeviceTrouble view={view} />
      {(isFresh || isTroubled) && (wanted.camera || wanted.microphone) && (
        <Button icon={VideoIcon} wide disabled={isAsking} onClick={start}>
          {isTroubled ? text().tryAgain : words.start}
        </Button>
      )}
      <div class="row choices">
        {wanted.camera ? (
          <Button kind="plain" icon={VideoOff} onClick={() => setCamera(false)}>
            {words.noCamera}
          </Button>
        ) : (
          <Button kind="plain" icon={VideoIcon} onClick={() => setCamera(true)}>
            {words.useCamera}
          </Button>
        )}
        {wanted.microphone ? (
          <Button kind="plain" icon={MicOff} onClick={() => setMicrophone(false)}>
            {words.noMicrophone}
          </Button>
        ) : (
          <Button kind="plain" icon={Mic} onClick={() => setMicrophone(true)}>
            {words.useMicrophone}
          </Button>
        )}
      </div>
      {!isFresh && (
        <details class="more">
          <summary>{words.devices}</summary>
          <DeviceChoices media={media} view={view} />
        </details>
      )}
    </section>
  );
}
