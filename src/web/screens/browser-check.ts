import type { ProblemKind } from "./problem.tsx";

async function hasCurves(): Promise<boolean> {
  try {
    await Promise.all([
      crypto.subtle.generateKey("X25519", false, ["deriveBits"]),
      crypto.subtle.generateKey("Ed25519", false, ["sign"]),
    ]);
    return true;
  } catch {
    return false;
  }
}

/** What this browser lacks for a call, or null if it lacks nothing. */
export async function checkBrowser(): Promise<ProblemKind | null> {
  if (!isSecureContext) return "insecure";
  const needed = [
    globalThis.RTCPeerConnection,
    globalThis.WebSocket,
    globalThis.crypto?.subtle,
    globalThis.indexedDB,
  ];
  if (needed.some((part) => part === undefined)) return "browser";
  return (await hasCurves()) ? null : "browser";
}
