// Whether sound and pictures really come out of the devices: a track that is "live" can be mute or frozen.
import type { DeviceState, LocalMedia } from "../call/call-view.ts";
import type { DeviceTrouble, Finding } from "./check-view.ts";

/** Of the level meter: -45 dB, above what noise suppression leaves of a quiet room. */
const LOUD = 0.25;
const LOUD_TIMES = 3;
const LISTEN = 12_000;
const FRAMES = 5;
const LOOK = 6_000;
const STEP = 80;
/** Of 255; a lid before a lens gives less, a dim room gives more. */
const DARK = 12;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function troubleOf(state: DeviceState): DeviceTrouble | null {
  if (state === "denied" || state === "missing" || state === "in-use") return state;
  return state === "on" ? null : "failed";
}

/** Waits until somebody is heard, for twelve seconds at most. */
export async function checkMicrophone(media: LocalMedia, signal: AbortSignal): Promise<Finding> {
  const trouble = troubleOf(media.view.get().microphone);
  if (trouble !== null) return { step: "microphone", is: trouble };
  let loud = 0;
  for (let waited = 0; waited < LISTEN && !signal.aborted; waited += STEP) {
    await pause(STEP);
    if (media.level() >= LOUD) loud += 1;
    if (loud >= LOUD_TIMES) return { step: "microphone", is: "heard" };
  }
  return { step: "microphone", is: "silent" };
}

/** The brightest point of the picture, 0 to 255. */
function brightest(video: HTMLVideoElement): number {
  const canvas = new OffscreenCanvas(32, 24);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return 255;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((most, value, at) => (at % 4 === 3 ? most : Math.max(most, value)), 0);
}

/** Waits until pictures arrive, for six seconds at most. */
export async function checkCamera(media: LocalMedia, signal: AbortSignal): Promise<Finding> {
  const { camera, preview } = media.view.get();
  const trouble = troubleOf(camera);
  if (trouble !== null) return { step: "camera", is: trouble };
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = preview;
  video.play().catch(() => {});
  try {
    let light = 0;
    let frames = 0;
    for (let waited = 0; waited < LOOK && !signal.aborted; waited += STEP) {
      await pause(STEP);
      frames = video.getVideoPlaybackQuality().totalVideoFrames;
      if (frames < FRAMES) continue;
      // A camera that has just been switched on is dark for a moment.
      light = Math.max(light, brightest(video));
      if (light > DARK) return { step: "camera", is: "seen" };
    }
    return { step: "camera", is: frames < FRAMES ? "still" : "dark" };
  } finally {
    video.srcObject = null;
  }
}
