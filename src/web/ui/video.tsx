import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface VideoProps {
  readonly stream: MediaStream;
  readonly label: string;
  /** Own pictures are silent and shown as in a mirror; a shared screen is silent but not mirrored. */
  readonly muted?: boolean;
  readonly mirrored?: boolean;
  /** Empty or absent: the browser's own choice of loudspeaker. */
  readonly speakerId?: string | null;
  readonly kind: "picture" | "screen";
  /** Stands still: drawing a moving picture would take time from what matters more at this moment. */
  readonly still?: boolean;
  /** The browser refuses to play sound before the person has pressed something. */
  readonly onBlocked?: (resume: () => void) => void;
}

/**
 * A picture, and its sound unless `muted`. The sound has an element of its own: a video element whose camera track
 * brings no frames never starts, and a person without a camera would not be heard.
 */
export function Video({
  stream,
  label,
  muted = false,
  mirrored,
  speakerId,
  kind,
  still = false,
  onBlocked,
}: VideoProps) {
  const picture = useRef<HTMLVideoElement>(null);
  const sound = useRef<HTMLAudioElement>(null);
  // Before the screen is painted: painting takes long while two devices begin to send, and the picture waits for it.
  useLayoutEffect(() => {
    const video = picture.current;
    if (video === null) return;
    // Set as a property too: the attribute alone has no effect on an element made by script.
    video.muted = true;
    if (video.srcObject !== stream) video.srcObject = stream;
    return () => {
      video.srcObject = null;
    };
  }, [stream]);
  useLayoutEffect(() => {
    if (still) picture.current?.pause();
    else picture.current?.play().catch(() => {});
  }, [stream, still]);
  useLayoutEffect(() => {
    const audio = sound.current;
    if (audio === null) return;
    audio.srcObject = new MediaStream(stream.getAudioTracks());
    audio.play().catch((error: unknown) => {
      const isBlocked = error instanceof DOMException && error.name === "NotAllowedError";
      if (isBlocked) onBlocked?.(() => void audio.play().catch(() => {}));
    });
    return () => {
      audio.srcObject = null;
    };
  }, [stream, muted]);
  useEffect(() => {
    const audio = sound.current;
    if (audio === null || !speakerId || !("setSinkId" in audio)) return;
    // A loudspeaker that is gone leaves the browser's own choice in place.
    void audio.setSinkId(speakerId).catch(() => {});
  }, [speakerId, muted, stream]);
  return (
    <>
      <video
        ref={picture}
        class={`video ${kind}${mirrored ? " mirrored" : ""}`}
        aria-label={label}
        autoplay
        playsinline
        muted
      />
      {/* biome-ignore lint/a11y/useMediaCaption: a conversation has no captions. */}
      {!muted && <audio ref={sound} autoplay />}
    </>
  );
}
