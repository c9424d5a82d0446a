// Documents that somebody agrees to, as a file to keep.

import { type Html, html } from "../../platform/html.ts";
import type { Language } from "../language.ts";

/** Pages that can be kept as a file, with its name. */
export const DOWNLOADS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "/avv": { de: "auftragsverarbeitung.html", en: "data-processing-agreement.html" },
  "/terms": { de: "nutzungsbedingungen.html", en: "terms-of-use.html" },
};

export const downloadPath = (path: string): string => `${path}/download`;

export function downloadLink(language: Language, path: string): Html {
  const label = language === "de" ? "Als Datei speichern" : "Save as a file";
  return html`<p><a href="${downloadPath(path)}?lang=${language}">${label}</a></p>`;
}
