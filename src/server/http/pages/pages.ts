// All pages without JavaScript, written from the configuration.
import { readFileSync } from "node:fs";
import { type Config, hasAccounts } from "../../platform/config.ts";
import type { Language, PublishedDocument } from "../../platform/document.ts";
import { agreementVersions } from "./agreement-versions.ts";
import { documentPage } from "./document-page.ts";
import { landingPage } from "./landing.ts";
import type { Pages } from "./routes.ts";
import { termsPage } from "./terms.ts";
import { readHashList, verifyPage } from "./verify.ts";

function inBoth(write: (language: Language) => string): Readonly<Record<Language, string>> {
  return { de: write("de"), en: write("en") };
}

export type WrittenPages = {
  readonly pages: Pages;
  /** Versions of terms and data-processing agreement, as they stand on the pages. */
  readonly agreements: { readonly terms: string; readonly avv: string };
};

/**
 * Writes every page in both languages. Reads the file with the operator's terms, if one is configured, and the list of hashes of the built files. `published`
 * gives the documents by their paths, for this version of the data-processing agreement.
 */
export function createPages(
  config: Config,
  { origin, webDirectory }: { readonly origin: string; readonly webDirectory: string },
  published: (avv: string) => Readonly<Record<string, PublishedDocument>>,
): WrittenPages {
  const terms = config.termsFile === null ? null : readFileSync(config.termsFile, "utf8");
  const agreements = agreementVersions(terms);
  const documents = Object.entries(published(agreements.avv)).map(
    ([path, document]) => [path, inBoth((language) => documentPage(language, path, document))] as const,
  );
  const hashes = readHashList(webDirectory);
  const verify = inBoth((language) => verifyPage(language, origin, hashes));
  const pages = {
    "/verify": verify,
    "/pruefen": verify,
    "/": inBoth((language) => landingPage(language, hasAccounts(config.role))),
    "/terms": inBoth((language) => termsPage(language, terms)),
    ...Object.fromEntries(documents),
  };
  return { pages, agreements };
}
