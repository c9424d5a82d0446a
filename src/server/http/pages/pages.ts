// All pages without JavaScript, written from the configuration.
import { readFileSync } from "node:fs";
import { type Config, hasAccounts } from "../../platform/config.ts";
import type { Language } from "../language.ts";
import { agreementVersions } from "./agreement-versions.ts";
import { avvPage } from "./avv.ts";
import { factsOf } from "./facts.ts";
import { imprintPage } from "./imprint.ts";
import { landingPage } from "./landing.ts";
import { privacyPage } from "./privacy.ts";
import type { Pages } from "./routes.ts";
import { termsPage } from "./terms.ts";

function inBoth(write: (language: Language) => string): Readonly<Record<Language, string>> {
  return { de: write("de"), en: write("en") };
}

export type WrittenPages = {
  readonly pages: Pages;
  /** Versions of terms and data-processing agreement, as they stand on the pages. */
  readonly agreements: { readonly terms: string; readonly avv: string };
};

/** Writes every page in both languages. Reads the file with the operator's terms, if one is configured. */
export function createPages(config: Config): WrittenPages {
  const terms = config.termsFile === null ? null : readFileSync(config.termsFile, "utf8");
  const facts = factsOf(config, terms);
  const agreements = agreementVersions(terms);
  const pages = {
    "/": inBoth((language) => landingPage(language, hasAccounts(config.role))),
    "/privacy": inBoth((language) => privacyPage(language, facts)),
    "/imprint": inBoth((language) => imprintPage(language, facts)),
    "/terms": inBoth((language) => termsPage(language, facts)),
    "/avv": inBoth((language) => avvPage(language, facts, agreements.avv)),
  };
  return { pages, agreements };
}
