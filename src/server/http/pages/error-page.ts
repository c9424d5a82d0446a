// What a visitor sees when something is not there or went wrong: a sentence that helps, no details.
import type { Language } from "../../platform/document.ts";
import { html } from "../../platform/html.ts";
import { layout } from "./layout.ts";

const TEXT = {
  de: {
    missing: "Diese Seite gibt es nicht",
    missingHelp:
      "Vielleicht ist der Link unvollständig. Bitte öffnen Sie ihn noch einmal direkt aus der Nachricht Ihrer Praxis.",
    refused: "Diese Anfrage wurde nicht verstanden",
    refusedHelp: "Bitte öffnen Sie die Seite noch einmal.",
    failed: "Da ist uns ein Fehler passiert",
    failedHelp:
      "Bitte versuchen Sie es in einer Minute noch einmal. Ein laufendes Gespräch ist davon nicht betroffen.",
    home: "Zur Startseite",
  },
  en: {
    missing: "This page does not exist",
    missingHelp: "The link may be incomplete. Please open it again from your practice's message.",
    refused: "This request was not understood",
    refusedHelp: "Please open the page again.",
    failed: "Something went wrong on our side",
    failedHelp: "Please try again in a minute. A call that is going on is not affected.",
    home: "To the start page",
  },
} as const;

/** The page for an HTTP status of 400 or more. */
export function errorPage(language: Language, status: number): string {
  const text = TEXT[language];
  const kind = status === 404 ? "missing" : status < 500 ? "refused" : "failed";
  return layout({
    language,
    title: text[kind],
    path: null,
    body: html`<p>${text[`${kind}Help`]}</p><p><a href="/?lang=${language}">${text.home}</a></p>`,
  });
}
