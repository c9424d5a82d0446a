// The own camera, microphone and screen: asked for once, switched without renegotiation, released at the end.
import type { DeviceChoice, DeviceState, LocalMedia, LocalMediaView, Observable } from "./call-view.ts";
import { createLevelMeter } from "./level-meter.ts";
import { createSource } from "./observable.ts";

export interface LocalTracks {
  readonly audio: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
}

/** What peer connections need of the own media beside what screens see. */
export interface LocalMediaSource extends LocalMedia {
  readonly tracks: Observable<LocalTracks>;
}

type Kind = "microphone" | "camera";

const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: "user",
};
const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Why a device could not be had, from the names in Media Capture and Streams, section 10.3.1. */
function deviceFailure(error: unknown): DeviceState {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "in-use";
  return "failed";
}

function choices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

export function createLocalMedia(): LocalMediaSource {
  const view = createSource<LocalMediaView>({
    microphone: "off",
    camera: "off",
    sharing: false,
    preview: null,
    screenPreview: null,
    microphones: [],
    cameras: [],
    speakers: [],
    microphoneId: null,
    cameraId: null,
    speakerId: null,
  });
  const tracks = createSource<LocalTracks>({ audio: null, camera: null, screen: null });
  const meter = createLevelMeter();
  // A later request makes the result of an earlier one worthless: its tracks are stopped on arrival.
  const asked: Record<Kind, number> = { microphone: 0, camera: 0 };
  // Counts the calls of `stop`: an answer to a question from before it turns nothing on.
  let stops = 0;
  /** The person's own wish; a device that was lost and comes back keeps it. */
  let isMuted = false;

  const show = (part: Partial<LocalMediaView>): void => view.set({ ...view.get(), ...part });
  const trackOf = (kind: Kind): MediaStreamTrack | null =>
    kind === "microphone" ? tracks.get().audio : tracks.get().camera;

  async function listDevices(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    show({
      microphones: choices(devices, "audioinput"),
      cameras: choices(devices, "videoinput"),
      speakers: "setSinkId" in HTMLMediaElement.prototype ? choices(devices, "audiooutput") : [],
    });
  }

  function put(kind: Kind, track: MediaStreamTrack | null): void {
    const old = trackOf(kind);
    if (kind === "microphone") {
      tracks.set({ ...tracks.get(), audio: track });
      meter.listen(track);
      show({ microphoneId: track?.getSettings().deviceId ?? null });
    } else {
      tracks.set({ ...tracks.get(), camera: track });
      show({
        cameraId: track?.getSettings().deviceId ?? null,
        preview: track ? new MediaStream([track]) : null,
      });
    }
    if (old && old !== track) old.stop();
  }

  function adopt(kind: Kind, track: MediaStreamTrack): void {
    track.addEventListener("ended", () => {
      if (trackOf(kind) !== track) return;
      put(kind, null);
      show({ [kind]: "lost" });
      void listDevices();
    });
    if (kind === "camera") track.contentHint = "motion";
    else track.contentHint = "speech";
    const isSilent = kind === "microphone" && isMuted;
    track.enabled = !isSilent;
    put(kind, track);
    show({ [kind]: isSilent ? "muted" : "on" });
  }

  async function acquire(kind: Kind, deviceId: string | null): Promise<void> {
    asked[kind] += 1;
    const mine = asked[kind];
    const hadTrack = trackOf(kind) !== null;
    if (!hadTrack) show({ [kind]: "asking" });
    const device = deviceId === null ? {} : { deviceId: { exact: deviceId } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(
        kind === "camera" ? { video: { ...CAMERA, ...device } } : { audio: { ...MICROPHONE, ...device } },
      );
      const [track] = stream.getTracks();
      if (!track) throw new DOMException("no track", "NotFoundError");
      if (mine !== asked[kind]) track.stop();
      else adopt(kind, track);
    } catch (error) {
      // A failed change of device leaves the working one in place.
      if (mine === asked[kind] && !hadTrack) show({ [kind]: deviceFailure(error) });
    }
  }

  async function acquireBoth(): Promise<boolean> {
    asked.microphone += 1;
    asked.camera += 1;
    const mine = { ...asked };
    show({ microphone: "asking", camera: "asking" });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: MICROPHONE, video: CAMERA });
      for (const track of stream.getTracks()) {
        const kind: Kind = track.kind === "audio" ? "microphone" : "camera";
        if (mine[kind] === asked[kind]) adopt(kind, track);
        else track.stop();
      }
      return true;
    } catch {
      return false;
    }
  }

  function release(kind: Kind, state: DeviceState): void {
    asked[kind] += 1;
    put(kind, null);
    show({ [kind]: state });
  }

  function stopScreen(): void {
    const { screen } = tracks.get();
    if (!screen) return;
    tracks.set({ ...tracks.get(), screen: null });
    show({ sharing: false, screenPreview: null });
    screen.stop();
  }

  // Devices that come and go: the lists follow, and a lost device that is back is taken again.
  navigator.mediaDevices?.addEventListener("devicechange", () => {
    void listDevices();
    if (view.get().microphone === "lost") void acquire("microphone", null);
    if (view.get().camera === "lost") void acquire("camera", null);
  });

  return {
    view,
    tracks,
    async start(want) {
      if (!navigator.mediaDevices) {
        show({ microphone: "failed", camera: "failed" });
        return;
      }
      const microphone = want.microphone && !tracks.get().audio;
      const camera = want.camera && !tracks.get().camera;
      const before = stops;
      // One question for both; asked one by one only to learn which of the two is the trouble.
      if (!(microphone && camera && (await acquireBoth()))) {
        if (microphone && before === stops) await acquire("microphone", null);
        if (camera && before === stops) await acquire("camera", null);
      }
      await listDevices();
    },
    async setMicrophone(on) {
      isMuted = !on;
      const track = tracks.get().audio;
      if (!track) {
        if (on) await acquire("microphone", null);
        return;
      }
      track.enabled = on;
      show({ microphone: on ? "on" : "muted" });
    },
    // A camera that is off is released, so that its light goes out.
    async setCamera(on) {
      if (on && !tracks.get().camera) await acquire("camera", view.get().cameraId);
      else if (!on) {
        const { cameraId } = view.get();
        release("camera", "muted");
        show({ cameraId });
      }
    },
    chooseMicrophone: (id) => acquire("microphone", id),
    chooseCamera: (id) => acquire("camera", id),
    chooseSpeaker(id) {
      show({ speakerId: id });
    },
    async startScreen() {
      if (!navigator.mediaDevices?.getDisplayMedia) return false;
      const before = stops;
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15 } } });
        const [track] = stream.getVideoTracks();
        if (!track) return false;
        if (before !== stops) {
          track.stop();
          return false;
        }
        stopScreen();
        track.contentHint = "detail";
        track.addEventListener("ended", () => {
          if (tracks.get().screen === track) stopScreen();
        });
        tracks.set({ ...tracks.get(), screen: track });
        show({ sharing: true, screenPreview: new MediaStream([track]) });
        return true;
      } catch {
        return false;
      }
    },
    stopScreen,
    level: meter.level,
    stop() {
      stops += 1;
      isMuted = false;
      stopScreen();
      release("microphone", "off");
      release("camera", "off");
    },
  };
}
