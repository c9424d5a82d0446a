// Who is responsible and who watches over it, from the configuration.
import { type Block, link, paragraph, type Sentence, say } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";

const NOTHING = paragraph(
  say(
    "Auf dieser Testinstallation ist noch nichts eingetragen.",
    "Nothing has been entered on this test installation yet.",
    "config: CONNECT_OPERATOR_NAME",
  ),
);

/** Lines of a postal address: entered with commas. */
const addressLines = (text: string, source: Sentence["source"]): readonly Sentence[] =>
  text
    .split(",")
    .map((line) => line.trim())
    .map((line) => say(line, line, source));

function labelled(
  de: string,
  en: string,
  value: string | undefined,
  source: Sentence["source"],
): readonly Sentence[] {
  return value === undefined ? [] : [say(`${de}: ${value}`, `${en}: ${value}`, source)];
}

function mailed(value: string | undefined, source: Sentence["source"]): readonly Sentence[] {
  return value === undefined ? [] : [link(`E-Mail: ${value}`, `E-mail: ${value}`, `mailto:${value}`, source)];
}

/** The operator, as an imprint names it (§ 5 ECG, § 5 DDG; Art. 13(1)(a) GDPR). */
export function operatorLines({ operator }: Facts): Block {
  if (operator === null) return NOTHING;
  return {
    kind: "lines",
    lines: [
      say(operator.name, operator.name, "config: CONNECT_OPERATOR_NAME"),
      ...addressLines(operator.address, "config: CONNECT_OPERATOR_ADDRESS"),
      ...mailed(operator.email, "config: CONNECT_OPERATOR_EMAIL"),
      ...labelled("Telefon", "Phone", operator.phone, "config: CONNECT_OPERATOR_PHONE"),
      ...labelled(
        "Vertreten durch",
        "Represented by",
        operator.representative,
        "config: CONNECT_OPERATOR_REPRESENTATIVE",
      ),
      ...labelled("Register", "Register", operator.register, "config: CONNECT_OPERATOR_REGISTER"),
    ],
  };
}

/** The data protection officer (Art. 13(1)(b) GDPR). */
export function officer({ operator }: Facts): Block {
  const named = operator?.dataProtectionOfficer;
  const source = "config: CONNECT_OPERATOR_DPO";
  return paragraph(
    named === undefined
      ? say(
          "Ein*e Datenschutzbeauftragte*r ist nicht benannt; schreiben Sie in Fragen des Datenschutzes an die oben genannte Adresse.",
          "No data protection officer is designated; in questions of data protection write to the address above.",
          source,
        )
      : say(`Datenschutzbeauftragte*r: ${named}.`, `Data protection officer: ${named}.`, source),
  );
}

/** The authority that is responsible for the operator (Art. 77 GDPR). */
export function authorityLines({ authority }: Facts): Block {
  if (authority === null) return NOTHING;
  const { name, address, email, phone, website } = authority;
  return {
    kind: "lines",
    lines: [
      say(name, name, "config: CONNECT_AUTHORITY_NAME"),
      ...(address === undefined ? [] : addressLines(address, "config: CONNECT_AUTHORITY_ADDRESS")),
      ...labelled("Telefon", "Phone", phone, "config: CONNECT_AUTHORITY_PHONE"),
      ...mailed(email, "config: CONNECT_AUTHORITY_EMAIL"),
      ...labelled("Website", "Website", website, "config: CONNECT_AUTHORITY_WEBSITE"),
    ],
  };
}
