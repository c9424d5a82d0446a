import { ExternalLink } from "lucide";
import type { ComponentChildren } from "preact";
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

/** To a document, in a tab of its own so that nothing typed is lost. */
function DocumentLink({
  address,
  children,
}: {
  readonly address: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a class="document" href={address} target="_blank" rel="noreferrer">
      <Icon node={ExternalLink} size={18} />
      <span>
        {children}
        <span class="visually-hidden">, {accountText().newTab}</span>
      </span>
    </a>
  );
}

export function AgreementLink({ name, version }: { readonly name: AgreementName; readonly version: string }) {
  const { register } = accountText();
  return (
    <DocumentLink address={agreementAddress(name)}>
      {name === "terms" ? register.termsLink : register.avvLink}{" "}
      <span class="soft small">({register.versions(version)})</span>
    </DocumentLink>
  );
}

/** What happens to the data has to be told before they are asked for (Art. 13(1) GDPR). */
export function NoticeLink() {
  return (
    <DocumentLink address={`/privacy/accounts?lang=${language.value}`}>
      {accountText().register.noticeLink}
    </DocumentLink>
  );
}
