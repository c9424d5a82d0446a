// What one side tells the other of its own media and of what arrives.
import type { MediaBody } from "../../protocol/sealed.ts";
import type { LocalMediaView } from "./call-view.ts";
import type { LinkWatch } from "./link-watch.ts";

export function mediaState({ microphone, camera, sharing }: LocalMediaView, link: LinkWatch): MediaBody {
  return {
    type: "media",
    microphone: microphone === "on",
    camera: camera === "on",
    screen: sharing,
    held: link.isHeld(),
    path: link.path(),
    quality: link.quality(),
  };
}
