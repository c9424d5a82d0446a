// Codecs and sending parameters: sound before picture, faces keep moving, shared screens stay sharp.
import type { PictureStep } from "./picture-budget.ts";

const VIDEO_CODECS = ["video/VP8", "video/H264", "video/VP9", "video/AV1", "video/rtx"];
/** The first one is what the peer sends (RFC 8829, 5.3.1). */
const AUDIO_CODECS = ["audio/opus", "audio/red"];
const AUDIO_CODECS_TWICE = ["audio/red", "audio/opus"];
/** By step; bit/s. */
const AUDIO_BITRATE = [40_000, 40_000, 24_000, 24_000] as const;
const CAMERA: readonly Partial<RTCRtpEncodingParameters>[] = [
  { maxBitrate: 1_500_000, scaleResolutionDownBy: 1, maxFramerate: 30 },
  { maxBitrate: 500_000, scaleResolutionDownBy: 2, maxFramerate: 24 },
  { maxBitrate: 150_000, scaleResolutionDownBy: 4, maxFramerate: 15 },
  {},
];
const SCREEN: readonly Partial<RTCRtpEncodingParameters>[] = [
  { maxBitrate: 1_200_000, scaleResolutionDownBy: 1, maxFramerate: 30 },
  { maxBitrate: 500_000, scaleResolutionDownBy: 1, maxFramerate: 8 },
  { maxBitrate: 150_000, scaleResolutionDownBy: 1.5, maxFramerate: 3 },
  {},
];

/** One entry a codec and profile family keeps a description far below SDP_MAX. */
function pickCodecs(kind: "audio" | "video", isSoundTwice: boolean): RTCRtpCodec[] {
  const known = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const sound = isSoundTwice ? AUDIO_CODECS_TWICE : AUDIO_CODECS;
  const order = kind === "audio" ? sound : VIDEO_CODECS;
  const rank = (codec: RTCRtpCodec): number =>
    order.findIndex((mime) => mime.toLowerCase() === codec.mimeType.toLowerCase());
  const isUseful = (codec: RTCRtpCodec): boolean => {
    if (rank(codec) < 0) return false;
    if (codec.mimeType === "video/H264") return (codec.sdpFmtpLine ?? "").includes("packetization-mode=1");
    if (codec.mimeType === "video/VP9") return !/profile-id=[1-3]/.test(codec.sdpFmtpLine ?? "");
    if (codec.mimeType === "video/AV1") return !/profile=[1-2]/.test(codec.sdpFmtpLine ?? "");
    return true;
  };
  return known.filter(isUseful).sort((a, b) => rank(a) - rank(b));
}

/** What this side wants to receive, best first; counts from the next negotiation on. */
export function limitCodecs(places: readonly RTCRtpTransceiver[], isSoundTwice: boolean): void {
  for (const place of places) {
    const kind = place.receiver.track.kind === "audio" ? "audio" : "video";
    const codecs = pickCodecs(kind, isSoundTwice);
    if (codecs.length === 0 || typeof place.setCodecPreferences !== "function") continue;
    try {
      place.setCodecPreferences(codecs);
    } catch {
      // A browser that refuses the list negotiates its own.
    }
  }
}

function tune(
  sender: RTCRtpSender,
  encoding: Partial<RTCRtpEncodingParameters>,
  degradation: RTCDegradationPreference | null,
): void {
  const parameters = sender.getParameters();
  const [first] = parameters.encodings ?? [];
  if (!first) return;
  Object.assign(first, encoding);
  if (degradation !== null) parameters.degradationPreference = degradation;
  // Not every browser knows every field; the call works without.
  sender.setParameters(parameters).catch(() => {});
}

/** How much of the line each takes; called after each negotiation, which can undo it, and on each change of step. */
export function tuneSenders(
  places: readonly RTCRtpTransceiver[],
  step: PictureStep,
  isPictureHeld: boolean,
): void {
  const [audio, camera, screen] = places;
  const active = !isPictureHeld;
  if (audio)
    tune(audio.sender, { priority: "high", networkPriority: "high", maxBitrate: AUDIO_BITRATE[step] }, null);
  if (camera) tune(camera.sender, { ...CAMERA[step], active }, "maintain-framerate");
  if (screen) tune(screen.sender, { ...SCREEN[step], active }, "maintain-resolution");
}

/** So long (ms) sound waits for a copy of what was lost: three packets, and what a line shakes them by. */
const COPY_WAIT = 120;

/** Makes received sound wait for its copies, or as long as the browser likes. W3C webrtc-extensions, jitterBufferTarget. */
export function waitForCopies(receiver: RTCRtpReceiver, isTwice: boolean): void {
  if ("jitterBufferTarget" in receiver) receiver.jitterBufferTarget = isTwice ? COPY_WAIT : null;
}
