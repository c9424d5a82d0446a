// The own camera, microphone and screen: asked for once, switched without renegotiation, released at the end.
import type { DeviceChoice, DeviceState, LocalMedia, LocalMediaView, Observable } from "./call-view.ts";
import { createDeviceChanges } from "./device-changes.ts";
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
    standsIn: false,
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
  const changes = {
    microphone: createDeviceChanges("audioinput"),
    camera: createDeviceChanges("videoinput"),
  };
  let speaker: string | null = null;

  const show = (part: Partial<LocalMediaView>): void => view.set({ ...view.get(), ...part });
  const trackOf = (kind: Kind): MediaStreamTrack | null =>
    kind === "microphone" ? tracks.get().audio : tracks.get().camera;

  async function listDevices(): Promise<readonly MediaDeviceInfo[]> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const speakers = "setSinkId" in HTMLMediaElement.prototype ? choices(devices, "audiooutput") : [];
    show({
      microphones: choices(devices, "audioinput"),
      cameras: choices(devices, "videoinput"),
      speakers,
      // Sound for a device that is gone goes to the default one until it is back.
      speakerId: speakers.some(({ id }) => id === speaker) ? speaker : null,
    });
    return devices;
  }

  /** The lists follow; a lost device that is back is taken again, a chosen one before any other. */
  async function devicesChanged(): Promise<void> {
    const devices = await listDevices();
    for (const kind of ["microphone", "camera"] as const) {
      const track = trackOf(kind);
      const due = changes[kind].listed(devices, track?.getSettings().deviceId ?? null);
      const isLost = view.get()[kind] === "lost";
      if (!track && !isLost) continue;
      if (due === "chosen") await acquire(kind, changes[kind].chosen());
      // Another camera than the one that a person sees itself in is not turned on by itself.
      else if (isLost || (due === "default" && kind === "microphone")) await acquire(kind, null);
    }
  }

  /** Speech goes on through the default microphone; a camera waits for the person. */
  async function deviceEnded(kind: Kind): Promise<void> {
    put(kind, null);
    show({ [kind]: "lost" });
    if (kind === "microphone") await acquire(kind, null);
    await listDevices();
  }

  /** What is really sent: a track that the system holds gives silence or black (`muted` of W3C mediacapture). */
  function stateOf(kind: Kind, track: MediaStreamTrack): DeviceState {
    if (kind === "microphone" && isMuted) return "muted";
    return track.muted ? "silenced" : "on";
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
      if (trackOf(kind) === track) void deviceEnded(kind);
    });
    for (const change of ["mute", "unmute"] as const) {
      track.addEventListener(change, () => {
        if (trackOf(kind) === track) show({ [kind]: stateOf(kind, track) });
      });
    }
    if (kind === "camera") track.contentHint = "motion";
    else track.contentHint = "speech";
    track.enabled = kind === "camera" || !isMuted;
    put(kind, track);
    show({ [kind]: stateOf(kind, track) });
    if (kind === "camera") return;
    const chosen = changes.microphone.chosen();
    show({ standsIn: chosen !== null && track.getSettings().deviceId !== chosen });
  }

  async function acquire(kind: Kind, deviceId: string | null): Promise<void> {
    asked[kind] += 1;
    const mine = asked[kind];
    const hadTrack = trackOf(kind) !== null;
    const wasLost = view.get()[kind] === "lost";
    if (!hadTrack && !wasLost) show({ [kind]: "asking" });
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
      if (mine !== asked[kind] || hadTrack) return;
      const failure = deviceFailure(error);
      show({ [kind]: wasLost && failure === "missing" ? "lost" : failure });
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

  navigator.mediaDevices?.addEventListener("devicechange", () => void devicesChanged());

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
      for (const [kind, one] of Object.entries(changes)) {
        one.listed(await listDevices(), trackOf(kind as Kind)?.getSettings().deviceId ?? null);
      }
    },
    async setMicrophone(on) {
      isMuted = !on;
      const track = tracks.get().audio;
      if (!track) {
        if (on) await acquire("microphone", null);
        return;
      }
      track.enabled = on;
      show({ microphone: stateOf("microphone", track) });
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
    chooseMicrophone(id) {
      changes.microphone.choose(id);
      return acquire("microphone", id);
    },
    chooseCamera(id) {
      changes.camera.choose(id);
      return acquire("camera", id);
    },
    chooseSpeaker(id) {
      speaker = id;
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
