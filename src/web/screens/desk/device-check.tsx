import { Camera } from "lucide";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { language, text } from "../../ui/language.ts";
import { DeviceCheck, type WantedDevices } from "../device-check.tsx";
import type { DeskProps } from "./desk-app.tsx";
import { deskText } from "./desk-text.ts";

/** Own picture and sound, tried before anybody comes. */
export function HostDeviceCheck({ media }: Pick<DeskProps, "media">) {
  const [isShown, setShown] = useState(false);
  const [wanted, setWanted] = useState<WantedDevices>({ camera: true, microphone: true });
  if (isShown) {
    return (
      <div class="stack tight desk-check">
        <DeviceCheck media={media} wanted={wanted} onWanted={setWanted} />
        <Button
          onClick={() => {
            media.stop();
            setShown(false);
          }}
        >
          {text().close}
        </Button>
      </div>
    );
  }
  return (
    <div class="row">
      <Button
        icon={Camera}
        onClick={() => {
          setShown(true);
          void media.start({ camera: true, microphone: true });
        }}
      >
        {deskText().today.check}
      </Button>
      <a
        class="button plain"
        href={`/check?as=therapist&lang=${language.value}`}
        target="_blank"
        rel="noreferrer"
      >
        {text().check.network}
      </a>
    </div>
  );
}
