// Codecs and sending parameters: sound before picture, faces keep moving, shared screens stay sharp.

const VIDEO_CODECS = ["video/VP8", "video/H264", "video/VP9", "video/AV1", "video/rtx"];
const AUDIO_CODECS = ["audio/opus", "audio/red"];
const CAMERA_BITRATE = 1_500_000;
const SCREEN_BITRATE = 1_200_000;
const AUDIO_BITRATE = 40_000;

/** One entry a codec and profile family keeps a description far below SDP_MAX. */
function pickCodecs(kind: "audio" | "video"): RTCRtpCodec[] {
  const known = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const order = kind === "audio" ? AUDIO_CODECS : VIDEO_CODECS;
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

export function limitCodecs(places: readonly RTCRtpTransceiver[]): void {
  for (const place of places) {
    const kind = place.receiver.track.kind === "audio" ? "audio" : "video";
    const codecs = pickCodecs(kind);
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

export function tuneSenders(places: readonly RTCRtpTransceiver[]): void {
  const [audio, camera, screen] = places;
  if (audio)
    tune(audio.sender, { priority: "high", networkPriority: "high", maxBitrate: AUDIO_BITRATE }, null);
  if (camera) tune(camera.sender, { maxBitrate: CAMERA_BITRATE }, "maintain-framerate");
  if (screen) tune(screen.sender, { maxBitrate: SCREEN_BITRATE }, "maintain-resolution");
}
