import type { DeskText } from "../../text/desk-de.ts";
import { type Catalog, createCatalog } from "../../ui/language.ts";

export const deskTexts: Catalog<DeskText> = createCatalog({
  de: async () => (await import("../../text/desk-de.ts")).deskDe,
  en: async () => (await import("../../text/desk-en.ts")).deskEn,
});

/** The texts of the practice desk in the language at hand. */
export const deskText = (): DeskText => deskTexts.get();
