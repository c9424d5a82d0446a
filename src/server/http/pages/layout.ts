// What every page without JavaScript shares.
import type { Language } from "../../platform/document.ts";
import { type Html, html } from "../../platform/html.ts";

const NAMES = {
  de: {
    privacy: "Datenschutz",
    imprint: "Impressum",
    terms: "Nutzungsbedingungen",
    legal: "Alles zu Daten und Recht",
    accessibility: "Barrierefreiheit",
    verify: "Programm prüfen",
    myData: "Meine Daten",
    myDataPath: "/meine-daten",
    other: "English",
    main: "Seiten",
  },
  en: {
    privacy: "Privacy",
    imprint: "Imprint",
    terms: "Terms of use",
    legal: "All about data and law",
    accessibility: "Accessibility",
    verify: "Check the program",
    myData: "My data",
    myDataPath: "/my-data",
    other: "Deutsch",
    main: "Pages",
  },
} as const;

export type LayoutOptions = {
  readonly language: Language;
  readonly title: string;
  /** The page's own path, for the link to the other language; null if it has none. */
  readonly path: string | null;
  readonly body: Html;
};

/** A whole document. */
export function layout({ language, title, path, body }: LayoutOptions): string {
  const names = NAMES[language];
  const other = language === "de" ? "en" : "de";
  const query = `?lang=${language}`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – TheraPsy Connect</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages.css">
</head>
<body>
<header><a class="brand" href="/${query}">TheraPsy Connect</a>${
    path === null
      ? null
      : html`<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${names.other}</a>`
  }</header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer><nav aria-label="${names.main}"><a href="/privacy${query}">${names.privacy}</a> <a href="/imprint${query}">${
    names.imprint
  }</a> <a href="/terms${query}">${names.terms}</a> <a href="${names.myDataPath}${query}">${names.myData}</a> <a href="/legal${query}">${
    names.legal
  }</a> <a href="/legal/accessibility${query}">${names.accessibility}</a> <a href="/verify${query}">${names.verify}</a></nav></footer>
</body>
</html>
`.html;
}
