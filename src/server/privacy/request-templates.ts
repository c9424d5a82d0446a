// Texts of answers to requests about data, in both languages. Controller and authority come from the configuration; what
// is about the person is a gap in square brackets, for the operator to fill in.
import type { Authority } from "../platform/authorities.ts";
import { type Config, NO_COUNTRY } from "../platform/config.ts";

export const REQUEST_TEMPLATES = ["access", "erased", "nothing-kept", "extension", "refusal"] as const;
export type RequestTemplate = (typeof REQUEST_TEMPLATES)[number];
type Language = "de" | "en";
export type TemplateFacts = Pick<Config, "operator" | "authority" | "origin" | "thirdCountries">;

type Words = {
  readonly greeting: string;
  readonly end: string;
  readonly noOperator: string;
  /** Art. 12(4), 77, 79. */
  readonly remedies: (authority: string) => readonly string[];
  readonly complaint: (authority: string) => string;
  readonly texts: Readonly<
    Record<RequestTemplate, (notice: string, reason: string, countries: string | null) => readonly string[]>
  >;
};

const WORDS: Readonly<Record<Language, Words>> = {
  de: {
    greeting: "Guten Tag,",
    end: "Mit freundlichen Grüßen",
    noOperator: "[Name und Anschrift des Verantwortlichen]",
    remedies: (authority) => [
      `Wenn Sie damit nicht einverstanden sind, können Sie sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO), zum Beispiel bei dieser:\n${authority}`,
      "Daneben steht Ihnen der Weg zu Gericht offen (Art. 79 DSGVO): dort, wo wir unseren Sitz haben, oder dort, wo Sie sich gewöhnlich aufhalten.",
    ],
    complaint: (authority) =>
      `Sie können sich bei einer Aufsichtsbehörde beschweren (Art. 77 DSGVO), zum Beispiel bei dieser:\n${authority}`,
    texts: {
      access: (notice, _reason, countries) => [
        "Sie haben Auskunft über Ihre Daten verlangt (Art. 15 DSGVO). Bei uns sind Daten über Sie gespeichert. Eine Kopie liegt bei: [Datei oder Ausdruck].",
        `Wozu, auf welcher Rechtsgrundlage, wie lange und für welche Empfänger steht bei jedem Teil der Kopie; insgesamt steht es hier: ${notice}`,
        "Herkunft der Daten, soweit nicht von Ihnen selbst: [Herkunft].",
        `Übermittlung in Länder außerhalb der EU und des EWR: ${countries ?? "[keine, oder welche und auf welcher Grundlage]"}. Es wird nichts allein durch ein Programm entschieden (Art. 22 DSGVO).`,
        "Sie können verlangen, dass Ihre Daten berichtigt, gelöscht oder eingeschränkt werden, und der Verarbeitung widersprechen (Art. 16, 17, 18, 21 DSGVO).",
      ],
      erased: () => [
        "Sie haben verlangt, dass Ihre Daten gelöscht werden (Art. 17 DSGVO). Sie sind gelöscht, am [Datum].",
        "In Sicherungskopien leben sie höchstens bis [Datum] weiter; sie werden dort für nichts verwendet.",
        "Was das Gesetz uns aufzubewahren heißt, bleibt bis zum Ende der Frist, und für nichts anderes: [nichts, oder was und bis wann].",
        "Wem wir Ihre Daten weitergegeben hatten, dem haben wir die Löschung mitgeteilt (Art. 19 DSGVO): [niemandem, oder wem].",
      ],
      "nothing-kept": (notice) => [
        "Sie haben nach Ihren Daten gefragt. Über Sie ist bei uns nichts gespeichert.",
        "Gesucht haben wir mit dem, was Sie uns genannt haben, in: allen Tabellen der Datenbank, der Warteschlange der E-Mails, den Anliegen, [weiteres].",
        `Das Protokoll der Zugriffe enthält nur gekürzte Netzadressen, die sich keiner Person zuordnen lassen; eine Auskunft daraus ist uns nicht möglich (Art. 11 DSGVO). Was wir wie lange aufbewahren: ${notice}`,
        "Namen, Räume und Gespräche von Klient*innen kennen wir nicht. Was Ihre Praxis über Sie aufbewahrt, sagt Ihnen die Praxis.",
      ],
      extension: (_notice, reason) => [
        "Ihr Anliegen zu Ihren Daten ist am [Datum] bei uns eingegangen. Wir brauchen länger als einen Monat und verlängern die Frist um zwei weitere Monate (Art. 12 Abs. 3 DSGVO).",
        `Der Grund: ${reason}`,
        "Wir antworten spätestens am [Datum].",
      ],
      refusal: (_notice, reason) => [
        "Ihrem Anliegen zu Ihren Daten kommen wir nicht nach (Art. 12 Abs. 4 DSGVO).",
        `Die Gründe: ${reason}`,
      ],
    },
  },
  en: {
    greeting: "Hello,",
    end: "Kind regards",
    noOperator: "[name and address of the controller]",
    remedies: (authority) => [
      `If you do not agree, you can lodge a complaint with a supervisory authority (Art. 77 GDPR), for example with this one:\n${authority}`,
      "You can also go to court (Art. 79 GDPR): where we have our seat, or where you habitually reside.",
    ],
    complaint: (authority) =>
      `You can lodge a complaint with a supervisory authority (Art. 77 GDPR), for example with this one:\n${authority}`,
    texts: {
      access: (notice, _reason, countries) => [
        "You asked which data about you we keep (Art. 15 GDPR). We keep data about you. A copy is enclosed: [file or printout].",
        `What for, on which legal ground, for how long and for which recipients stands with each part of the copy; as a whole it stands here: ${notice}`,
        "Where the data come from, as far as not from yourself: [source].",
        `Transfer to countries outside the EU and the EEA: ${countries ?? "[none, or which and on which ground]"}. Nothing is decided by a program alone (Art. 22 GDPR).`,
        "You can ask for rectification, erasure or restriction, and object to the processing (Art. 16, 17, 18, 21 GDPR).",
      ],
      erased: () => [
        "You asked us to erase your data (Art. 17 GDPR). They were erased on [date].",
        "In backups they live on until [date] at most; nobody uses them there.",
        "What the law tells us to keep stays until the end of its period, and for nothing else: [nothing, or what and until when].",
        "We have told those to whom we had given your data that they are erased (Art. 19 GDPR): [nobody, or whom].",
      ],
      "nothing-kept": (notice) => [
        "You asked about your data. We keep nothing about you.",
        "With what you told us we have searched: all tables of the database, the queue of mails, the requests, [more].",
        `The access log holds shortened network addresses only, which cannot be told to be anybody's; we cannot give access from it (Art. 11 GDPR). What we keep and for how long: ${notice}`,
        "We do not know names, rooms and calls of clients. What your practice keeps about you, the practice will tell you.",
      ],
      extension: (_notice, reason) => [
        "Your request about your data reached us on [date]. We need more than a month and extend the period by two further months (Art. 12(3) GDPR).",
        `The reason: ${reason}`,
        "We answer on [date] at the latest.",
      ],
      refusal: (_notice, reason) => [
        "We do not act on your request about your data (Art. 12(4) GDPR).",
        `The reasons: ${reason}`,
      ],
    },
  },
};

/** The authority's lines, as they stand in a letter. */
function authorityLines(authority: Authority | null): string {
  if (authority === null) return "[Aufsichtsbehörde / supervisory authority]";
  const { name, address, email, phone, website } = authority;
  return [name, address, email, phone, website].filter((part) => part !== undefined).join("\n");
}

/** Who writes: the controller of the configuration, as lines. */
export function signature({ operator }: Pick<Config, "operator">, missing: string): string {
  if (operator === null) return missing;
  const { name, address, email, phone, dataProtectionOfficer } = operator;
  return [name, address, email, phone, dataProtectionOfficer].filter((part) => part !== undefined).join("\n");
}

/** Null: the operator has not said, so that there is a gap. */
const thirdCountriesIn = (language: Language, { thirdCountries: said }: TemplateFacts): string | null =>
  said === NO_COUNTRY && language === "de" ? "keine" : said;

/** The text of an answer. `reason`: of an extension or a refusal; a gap where it is not known. */
export function requestTemplate(
  kind: RequestTemplate,
  language: Language,
  facts: TemplateFacts,
  reason = language === "de" ? "[Gründe]" : "[reasons]",
): string {
  const words = WORDS[language];
  const authority = authorityLines(facts.authority);
  const notice = `${facts.origin ?? ""}/privacy?lang=${language}`;
  return [
    words.greeting,
    ...words.texts[kind](notice, reason, thirdCountriesIn(language, facts)),
    ...(kind === "refusal" ? words.remedies(authority) : [words.complaint(authority)]),
    words.end,
    signature(facts, words.noOperator),
  ].join("\n\n");
}
