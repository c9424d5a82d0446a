// The privacy notice for clients: which text, in which frame. The texts lie beside this file, one per language.

import { html } from "../../platform/html.ts";
import type { Language } from "../language.ts";
import { authorityBlock, type Facts, operatorBlock } from "./facts.ts";
import { layout } from "./layout.ts";
import { privacyDe } from "./privacy-de.ts";
import { privacyEn } from "./privacy-en.ts";

export function privacyPage(language: Language, facts: Facts): string {
  const parts = {
    facts,
    operator: operatorBlock(language, facts.operator),
    authority: authorityBlock(language, facts.authority),
  };
  const { title, sections } = language === "de" ? privacyDe(parts) : privacyEn(parts);
  return layout({
    language,
    title,
    path: "/privacy",
    body: html`${sections.map(
      (section) => html`<h2>${section.title}</h2>
${section.body}
`,
    )}`,
  });
}
