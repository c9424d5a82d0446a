// The imprint, from configuration.

import { html } from "../../platform/html.ts";
import type { Language } from "../language.ts";
import { type Facts, operatorBlock } from "./facts.ts";
import { layout } from "./layout.ts";

const TEXT = {
  de: { title: "Impressum", lead: "Diese Instanz von TheraPsy Connect wird betrieben von:" },
  en: { title: "Imprint", lead: "This instance of TheraPsy Connect is run by:" },
} as const;

export function imprintPage(language: Language, facts: Facts): string {
  const { title, lead } = TEXT[language];
  return layout({
    language,
    title,
    path: "/imprint",
    body: html`<p>${lead}</p>${operatorBlock(language, facts.operator)}`,
  });
}
