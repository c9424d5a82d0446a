// Sounds made by WebAudio: nothing to load, and soft enough to sit beside a conversation.

interface Note {
  readonly frequency: number;
  readonly at: number;
  readonly length: number;
}

const TEST_TONE: readonly Note[] = [
  { frequency: 392, at: 0, length: 0.6 },
  { frequency: 523.25, at: 0.45, length: 0.8 },
];
const CHIME: readonly Note[] = [
  { frequency: 659.25, at: 0, length: 0.9 },
  { frequency: 523.25, at: 0.28, length: 1.2 },
];

async function play(notes: readonly Note[], loudness: number, speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  try {
    // Not in lib.dom yet; a browser without it plays on its own choice of loudspeaker.
    const setSink: unknown = Reflect.get(context, "setSinkId");
    if (speakerId && typeof setSink === "function") await setSink.call(context, speakerId);
  } catch {
    // That loudspeaker is gone: the browser's own choice sounds.
  }
  await context.resume();
  let end = 0;
  for (const { frequency, at, length } of notes) {
    const start = context.currentTime + 0.05 + at;
    const tone = new OscillatorNode(context, { type: "sine", frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
    end = Math.max(end, at + length);
  }
  await new Promise((resolve) => setTimeout(resolve, (end + 0.2) * 1_000));
  await context.close();
}

/** Two tones for the person to hear whether the loudspeaker works. */
export function playTestTone(speakerId: string | null): void {
  play(TEST_TONE, 0.25, speakerId).catch(() => {});
}

/** Somebody knocks. A browser that allows no sound yet stays silent; the title says it too. */
export function playChime(): void {
  play(CHIME, 0.12, null).catch(() => {});
}
