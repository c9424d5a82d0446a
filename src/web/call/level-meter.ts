// Loudness of a microphone track, read by the screen whenever it draws.

export interface LevelMeter {
  listen(track: MediaStreamTrack | null): void;
  /** Root mean square now, stretched so that ordinary speech lands between 0.3 and 0.9; 0 to 1. */
  level(): number;
}

/** -60 dB counts as silence, 0 dB as full. */
const FLOOR_DB = 60;

export function createLevelMeter(): LevelMeter {
  let context: AudioContext | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  let analyser: AnalyserNode | null = null;
  let samples = new Float32Array(0);

  return {
    listen(track) {
      source?.disconnect();
      source = null;
      if (!track) {
        void context?.close();
        context = null;
        analyser = null;
        return;
      }
      context ??= new AudioContext();
      if (context.state === "suspended") void context.resume();
      analyser ??= context.createAnalyser();
      analyser.fftSize = 512;
      samples = new Float32Array(analyser.fftSize);
      source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(analyser);
    },
    level() {
      if (!analyser) return 0;
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      const rms = Math.sqrt(sum / samples.length);
      if (rms === 0) return 0;
      return Math.min(1, Math.max(0, 1 + (20 * Math.log10(rms)) / FLOOR_DB));
    },
  };
}
