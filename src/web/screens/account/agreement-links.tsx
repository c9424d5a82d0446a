import { ExternalLink } from "lucide";
import { Icon } from "../../ui/icon.tsx";
import { language } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";

/** Versions in force. */
export interface Agreements {
  readonly terms: string;
  readonly avv: string;
}

export type AgreementName = keyof Agreements;

export const agreementAddress = (name: AgreementName): string => `/${name}?lang=${language.value}`;

/** To the document, in a tab of its own so that nothing typed is lost. */
export function AgreementLink({ name, version }: { readonly name: AgreementName; readonly version: string }) {
  const words = accountText();
  const label = name === "terms" ? words.register.termsLink : words.register.avvLink;
  return (
    <a class="document" href={agreementAddress(name)} target="_blank" rel="noreferrer">
      <Icon node={ExternalLink} size={18} />
      <span>
        {label} <span class="soft small">({words.register.versions(version)})</span>
        <span class="visually-hidden">, {words.newTab}</span>
      </span>
    </a>
  );
}
