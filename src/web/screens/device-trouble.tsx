import type { DeviceState, LocalMediaView } from "../call/call-view.ts";
import { text } from "../ui/language.ts";
import { Notice } from "../ui/notice.tsx";

type Trouble = "denied" | "missing" | "in-use" | "failed" | "lost" | "silenced";

function troubleOf(state: DeviceState): Trouble | null {
  return state === "off" || state === "asking" || state === "on" || state === "muted" ? null : state;
}

/** True if the device was asked for and could not be had. */
export function hasTrouble(state: DeviceState): boolean {
  return troubleOf(state) !== null && state !== "silenced";
}

/** Why camera or microphone do not work, and what the person can do about it. */
export function DeviceTrouble({ view }: { readonly view: LocalMediaView }) {
  const words = text().device;
  const camera = troubleOf(view.camera);
  const microphone = troubleOf(view.microphone);
  const standsIn = view.standsIn && microphone === null;
  if (camera === null && microphone === null && !standsIn) return null;
  return (
    <Notice kind="warning" live>
      {camera !== null && <p>{words.camera[camera]}</p>}
      {microphone !== null && <p>{words.microphone[microphone]}</p>}
      {standsIn && <p>{words.standsIn}</p>}
    </Notice>
  );
}
