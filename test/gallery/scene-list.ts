// Every state of every screen that is looked at, and what is pressed to get there.
import type { AccountText } from "../../src/web/text/account-de.ts";
import type { Text } from "../../src/web/text/de.ts";
import type { DeskText } from "../../src/web/text/desk-de.ts";
import { ACCOUNT_SCENES, type Step } from "./account-scene-list.ts";
import { DESK_SCENES } from "./desk-scene-list.ts";

interface Scene {
  readonly name: string;
  /** What is pressed and typed in order, by the texts of the language at hand. */
  readonly press?: (text: Text, desk: DeskText, account: AccountText) => readonly Step[];
}

export const SCENES: readonly Scene[] = [
  { name: "lobby" },
  { name: "lobby-tried", press: (text) => [text.lobby.knock] },
  { name: "lobby-consent", press: (text) => [text.consent.details] },
  { name: "lobby-custody", press: (text) => [text.consent.forAnother, text.consent.details] },
  { name: "lobby-agreed" },
  { name: "waiting-consent", press: (text) => [text.consent.title] },
  { name: "lobby-checked" },
  { name: "lobby-denied" },
  { name: "lobby-missing" },
  { name: "waiting" },
  { name: "waiting-logo" },
  { name: "waiting-knocking" },
  { name: "waiting-not-there" },
  { name: "waiting-soon" },
  { name: "waiting-sent-back" },
  { name: "waiting-false-host" },
  { name: "waiting-offline" },
  { name: "waiting-busy" },
  { name: "waiting-paused" },
  { name: "waiting-declined" },
  { name: "waiting-connecting" },
  { name: "call" },
  { name: "call-offer" },
  { name: "call-words", press: (text) => [text.truth.showWords] },
  { name: "call-digits", press: (text) => [text.truth.showWords, text.words.asDigits] },
  { name: "call-mismatch", press: (text) => [text.truth.showWords, text.words.noMatch] },
  { name: "call-truth", press: (text) => [text.truth.encrypted] },
  { name: "call-weak", press: (text) => [text.truth.encrypted] },
  { name: "call-chat", press: (text) => [text.call.bar.chat] },
  { name: "call-more", press: (text) => [text.call.bar.more] },
  { name: "call-camera-off" },
  { name: "call-reconnecting" },
  { name: "call-checking" },
  { name: "call-screen" },
  { name: "call-sharing" },
  { name: "call-lost" },
  { name: "after-over" },
  { name: "after-removed" },
  { name: "after-elsewhere" },
  { name: "after-withdrawn" },
  { name: "after-timeout" },
  { name: "after-browser" },
  { name: "after-security" },
  { name: "problem-format" },
  { name: "problem-version" },
  { name: "problem-missing" },
  { name: "remembered-none" },
  { name: "remembered-one" },
  { name: "remembered-rooms" },
  { name: "remembered-forget", press: (text) => [text.remembered.forget] },
  { name: "problem-browser" },
  { name: "problem-insecure" },
  { name: "problem-server" },
  { name: "check-begin" },
  { name: "check-asking" },
  { name: "check-microphone" },
  { name: "check-speaker" },
  { name: "check-line" },
  { name: "check-good" },
  { name: "check-slow" },
  { name: "check-blocked" },
  { name: "check-nothing" },
  ...DESK_SCENES,
  ...ACCOUNT_SCENES,
];
