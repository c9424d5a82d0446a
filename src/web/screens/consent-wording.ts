// What somebody agreed to, word for word, and the receipt of it. Loaded when it is read or saved, not with the lobby.
import {
  type ConsentBy,
  type ConsentLanguage,
  type ConsentVersion,
  isConsentVersion,
} from "../../protocol/consent.ts";
import type { Consent } from "../call/call-view.ts";
import type { ConsentText } from "../text/consent-de.ts";
import { formatDateTime } from "../ui/language.ts";
import { saveFile } from "../ui/save-file.ts";

interface Wording {
  readonly label: string;
  readonly paragraphs: readonly string[];
}

const SOURCES: Readonly<Record<ConsentLanguage, () => Promise<ConsentText>>> = {
  de: async () => (await import("../text/consent-de.ts")).consentDe,
  en: async () => (await import("../text/consent-en.ts")).consentEn,
};

export const loadConsentText = (language: ConsentLanguage): Promise<ConsentText> => SOURCES[language]();

/** A version without a wording in both languages does not compile. */
const wordingsOf = (
  text: ConsentText,
): Readonly<Record<ConsentVersion, Readonly<Record<ConsentBy, Wording>>>> => text.wordings;

/** Null for a version that a newer page asked for. */
export const wordingOf = (text: ConsentText, version: string, by: ConsentBy): Wording | null =>
  isConsentVersion(version) ? wordingsOf(text)[version][by] : null;

/** The receipt in the language in which the consent was given, as plain text. */
export function receiptText(text: ConsentText, consent: Consent, name: string): string {
  const { receipt } = text;
  const wording = wordingOf(text, consent.version, consent.by);
  const lines = [
    receipt.title,
    receipt.version(consent.version),
    "",
    receipt.name(name),
    receipt.by[consent.by],
    receipt.given(formatDateTime(consent.givenAt)),
    ...(consent.withdrawnAt === null ? [] : [receipt.withdrawn(formatDateTime(consent.withdrawnAt))]),
    "",
    ...(wording === null ? [] : [wording.label, ...wording.paragraphs].flatMap((line) => [line, ""])),
    receipt.note,
    "",
  ];
  return lines.join("\n");
}

/** Hands the person the receipt as a file made in this browser. Rejects if the wording cannot be loaded. */
export async function saveReceipt(consent: Consent, name: string): Promise<void> {
  const text = await loadConsentText(consent.language);
  saveFile(text.receipt.file, receiptText(text, consent, name), "text/plain;charset=utf-8");
}
