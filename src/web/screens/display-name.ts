import { NAME_MAX } from "../../protocol/limits.ts";

/**
 * What was typed, cleaned so far that the lobby can judge it: NFC, no control characters, no space at the ends. What is
 * sent is cleaned once more by the function of the same name in src/e2ee/handshake.ts, which the lobby does not load.
 */
export function cleanName(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/\p{Cc}/gu, " ")
    .trim();
}

/** Whether a cleaned name can be sent: not empty, at most NAME_MAX bytes of UTF-8. */
export function checkName(name: string): "ok" | "missing" | "long" {
  if (name === "") return "missing";
  return new TextEncoder().encode(name).length <= NAME_MAX ? "ok" : "long";
}
