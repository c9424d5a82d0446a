// A consent as it was written down in this browser.
import { CONSENT_VERSION } from "../../protocol/consent.ts";
import type { Consent } from "./call-view.ts";

const isLanguage = (value: unknown): value is Consent["language"] => value === "de" || value === "en";
const isBy = (value: unknown): value is Consent["by"] => value === "self" || value === "custody";

/** Null for anything that is none, and for one to an older wording: the newer one is asked for. */
export function readConsent(value: unknown): Consent | null {
  if (typeof value !== "object" || value === null) return null;
  const { version, language, by, givenAt } = value as Readonly<Partial<Record<keyof Consent, unknown>>>;
  if (version !== CONSENT_VERSION || !isLanguage(language) || !isBy(by)) return null;
  if (typeof givenAt !== "number" || !Number.isSafeInteger(givenAt) || givenAt < 0) return null;
  return { version, language, by, givenAt, withdrawnAt: null };
}
