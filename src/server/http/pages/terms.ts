// The terms of use: the operator's own text, or what holds for any instance.
import type { Language } from "../../platform/document.ts";
import { html } from "../../platform/html.ts";
import { agreementVersions } from "./agreement-versions.ts";
import { downloadLink } from "./download.ts";
import { layout } from "./layout.ts";

const TEXT = {
  de: {
    title: "Nutzungsbedingungen",
    version: "Fassung",
    standard: [
      "TheraPsy Connect verbindet die Geräte einer Praxis und ihrer Klient*innen zu einem verschlüsselten Videogespräch. Klient*innen brauchen kein Konto und zahlen nichts.",
      "Die Behandlung selbst und die Einwilligung in sie liegen bei der Praxis. Sie hat zu prüfen, ob Psychotherapie per Video erlaubt ist und im Einzelfall passt: in Österreich nach § 39 des Psychotherapiegesetzes 2024, in Deutschland nach ihrem Berufsrecht.",
      "Der Betreiber dieser Instanz ist an der Behandlung nicht beteiligt und kann Gespräche weder sehen noch hören. Was er bei der Vermittlung erfährt, fällt unter die Schweigepflicht, die wie für die Praxis auch für ihn gilt.",
      "Niemand darf ein Gespräch aufzeichnen, ohne dass alle Beteiligten zugestimmt haben. Das Programm selbst kann nicht aufzeichnen.",
      "Dieser Dienst ist nicht für Notfälle gedacht. In einem Notfall wählen Sie 112.",
    ],
  },
  en: {
    title: "Terms of use",
    version: "Version",
    standard: [
      "TheraPsy Connect connects the devices of a practice and its clients for an encrypted video call. Clients need no account and pay nothing.",
      "The treatment itself and the consent to it are the practice's. The practice has to check whether psychotherapy by video is permitted and fits the case: in Austria under § 39 of the Psychotherapiegesetz 2024, in Germany under the rules of its profession.",
      "The operator of this instance takes no part in the treatment and can neither see nor hear calls. What it learns by connecting them falls under professional secrecy, which binds it as it binds the practice.",
      "Nobody may record a call unless everyone in it has agreed. The program itself cannot record.",
      "This service is not meant for emergencies. In an emergency, call 112.",
    ],
  },
} as const;

/** `terms`: the operator's own; null: the standard text. */
export function termsPage(language: Language, terms: string | null): string {
  const { title, version, standard } = TEXT[language];
  const paragraphs =
    terms === null
      ? standard
      : terms
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter((paragraph) => paragraph !== "");
  return layout({
    language,
    title,
    path: "/terms",
    body: html`<p>${version} ${agreementVersions(terms).terms}</p>
${downloadLink(language, "/terms")}
${paragraphs.map(
  (paragraph) => html`<p class="lines">${paragraph}</p>
`,
)}`,
  });
}
