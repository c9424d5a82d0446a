import type { AccountText } from "../../text/account-de.ts";
import { type Catalog, createCatalog } from "../../ui/language.ts";

export const accountTexts: Catalog<AccountText> = createCatalog({
  de: async () => (await import("../../text/account-de.ts")).accountDe,
  en: async () => (await import("../../text/account-en.ts")).accountEn,
});

/** The texts of sign-in and account in the language at hand. */
export const accountText = (): AccountText => accountTexts.get();
