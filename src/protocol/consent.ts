// A client's consent to consultations by video: which wordings there have been, and who may agree. The wordings
// themselves lie in src/web/text/consent-de.ts and consent-en.ts, each under its version.

/**
 * Newest first: date of the wording, and the first 16 digits of the SHA-256 over what it says in both languages. A
 * changed wording gets a line of its own above the others, and is asked for anew; the old ones stay readable, because
 * a practice must be able to show what was agreed to (Art. 7(1) GDPR).
 */
export const CONSENT_VERSIONS = ["2026-11-25.96d23087d9d12aaf"] as const;

export type ConsentVersion = (typeof CONSENT_VERSIONS)[number];

/** The wording that is asked for today. */
export const CONSENT_VERSION: ConsentVersion = CONSENT_VERSIONS[0];

/**
 * Who agrees: the person who takes part, or whoever has custody of that person. From which age somebody
 * agrees alone differs (Germany: usually 16; Austria: often 14), so no age is asked for.
 */
export type ConsentBy = "self" | "custody";

/** Which wording was shown. */
export type ConsentLanguage = "de" | "en";

export const isConsentVersion = (text: string): text is ConsentVersion =>
  CONSENT_VERSIONS.some((version) => version === text);
