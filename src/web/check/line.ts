// The line between this device and the web server, one direction after the other.
import { LINE_NEEDED, LINE_PATH } from "../../protocol/line.ts";
import type { Finding } from "./check-view.ts";
import { measureRate, type Transfer } from "./rate.ts";

/** kbit/s below which the picture may have to go. */
const PICTURE_NEEDED = 300;

class Busy extends Error {}

async function read(response: Response): Promise<void> {
  await response.arrayBuffer();
  if (response.status === 429) throw new Busy();
  if (!response.ok) throw new Error("not measured");
}

const down: Transfer = async (bytes, signal) =>
  read(await fetch(`${LINE_PATH}?bytes=${bytes}`, { cache: "no-store", credentials: "omit", signal }));

const up: Transfer = async (bytes, signal) => {
  const body = new Uint8Array(bytes);
  // By chance, so that nothing on the way can press it together; as many at once as WebCrypto gives.
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(body.subarray(at, at + 65_536));
  const headers = { "Content-Type": "application/octet-stream" };
  await read(await fetch(LINE_PATH, { method: "POST", body, headers, credentials: "omit", signal }));
};

/** What these rates mean for a call; kbit/s. */
export function judgeLine(downRate: number, upRate: number): Finding {
  const least = Math.min(downRate, upRate);
  const is = least >= LINE_NEEDED ? "enough" : least >= PICTURE_NEEDED ? "low" : "weak";
  return { step: "line", is, down: downRate, up: upRate };
}

/** Measures down, then up. Never rejects. */
export async function checkLine(now: () => number): Promise<Finding> {
  let downRate: number | null = null;
  try {
    downRate = await measureRate(down, now);
    return judgeLine(downRate, await measureRate(up, now));
  } catch (error) {
    return { step: "line", is: error instanceof Busy ? "busy" : "failed", down: downRate, up: null };
  }
}
