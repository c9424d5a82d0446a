// What lies in the memory of another process, byte by byte. Linux, own processes or root.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const STEP = 8 * 1_024 * 1_024;

/** Whether this machine lets a test read another process's memory. */
export const canReadMemory = (): boolean => process.platform === "linux";

/** Which of the words occur in the writable memory of the process, as UTF-8 or as UTF-16. */
export function findInMemory(pid: number, words: readonly string[]): string[] {
  const forms = words.flatMap((word) => [
    { word, bytes: Buffer.from(word, "utf8") },
    { word, bytes: Buffer.from(word, "utf16le") },
  ]);
  const overlap = Math.max(...forms.map(({ bytes }) => bytes.length));
  const found = new Set<string>();
  const file = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (range === null || line.includes("[vvar]")) continue;
      const start = Number.parseInt(range[1] ?? "", 16);
      const end = Number.parseInt(range[2] ?? "", 16);
      for (let at = start; at < end; at += STEP) {
        const chunk = Buffer.alloc(Math.min(STEP + overlap, end - at));
        let size = 0;
        try {
          size = readSync(file, chunk, 0, chunk.length, at);
        } catch {
          // A region that was given back in the meantime.
          continue;
        }
        const part = chunk.subarray(0, size);
        for (const { word, bytes } of forms) if (part.includes(bytes)) found.add(word);
      }
    }
  } finally {
    closeSync(file);
  }
  return [...found];
}
