// Documents that somebody agrees to, as a file to keep.
import type { Language } from "../../platform/document.ts";
import { type Html, html } from "../../platform/html.ts";

/** Pages that can be kept as a file, with its name. */
export const DOWNLOADS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "/avv": { de: "auftragsverarbeitung.html", en: "data-processing-agreement.html" },
  "/terms": { de: "nutzungsbedingungen.html", en: "terms-of-use.html" },
};

export const isDownload = (path: string): boolean => Object.hasOwn(DOWNLOADS, path);

export const downloadPath = (path: string): string => `${path}/download`;

export function downloadLink(language: Language, path: string): Html {
  const label = language === "de" ? "Als Datei speichern" : "Save as a file";
  return html`<p><a href="${downloadPath(path)}?lang=${language}">${label}</a></p>`;
}
