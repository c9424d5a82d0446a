// How much of what is heard was never received (W3C webrtc-stats, `concealedSamples`), and a voice to listen to.
import type { ProbedPage } from "../support/call-stats.ts";
import { pause } from "../support/eventually.ts";

export interface Hearing {
  /** Share of played samples that the browser made up, 0 to 1; those it filled with silence are among them. */
  readonly concealed: number;
  /** The longest stretch in which most was made up, ms. */
  readonly longestGap: number;
}

/** Starts to listen at the page's newest connection. Chromium renews its statistics every 50 ms. */
export async function listen(page: ProbedPage, seconds: number): Promise<Hearing> {
  await page.evaluate(() => {
    Reflect.set(window, "hearing", { played: 0, concealed: 0, run: 0, longest: 0 });
    const heard = Reflect.get(window, "hearing");
    let before: { played: number; concealed: number } | null = null;
    const look = async (): Promise<void> => {
      const connection = window.callProbe.connections.at(-1);
      for (const entry of (await connection?.getStats())?.values() ?? []) {
        if (entry.type !== "inbound-rtp" || entry.kind !== "audio") continue;
        const now = { played: entry.totalSamplesReceived, concealed: entry.concealedSamples };
        if (before) {
          const played = now.played - before.played;
          const concealed = now.concealed - before.concealed;
          heard.played += played;
          heard.concealed += concealed;
          // Nothing played at all between two looks says nothing.
          if (played > 0) heard.run = concealed * 2 >= played ? heard.run + concealed : 0;
          heard.longest = Math.max(heard.longest, heard.run);
        }
        before = now;
      }
    };
    const timer = setInterval(() => void look(), 60);
    Reflect.set(window, "stopHearing", () => clearInterval(timer));
  });
  await pause(seconds * 1_000);
  return page.evaluate(() => {
    Reflect.get(window, "stopHearing")();
    const { played, concealed, longest } = Reflect.get(window, "hearing");
    if (played === 0) throw new Error("no sound was played");
    return { concealed: concealed / played, longestGap: Math.round(longest / 48) };
  });
}

const RATE = 48_000;

/** Ten seconds of something like speech as a WAV file: a buzz with formants in syllables; always the same. */
export function voice(): Buffer {
  const count = RATE * 10;
  const file = Buffer.alloc(44 + count * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + count * 2, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(count * 2, 40);
  for (let at = 0; at < count; at += 1) {
    const time = at / RATE;
    const pitch = 120 + 20 * Math.sin(2 * Math.PI * 0.7 * time);
    let sum = 0;
    for (const harmonic of [1, 2, 3, 5, 8, 13])
      sum += Math.sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
    const syllable = 0.25 + 0.75 * Math.sin(2 * Math.PI * 2 * time) ** 2;
    file.writeInt16LE(Math.round(sum * syllable * 5_000), 44 + at * 2);
  }
  return file;
}
