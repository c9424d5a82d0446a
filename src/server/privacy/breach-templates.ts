// Texts for a breach, in both languages, filled from the register and the configuration: for the authority with every
// point of Art. 33(3) GDPR, for practices (33(2)), for persons (34(2)). What is not known yet is a gap in square brackets.
import type { Config } from "../platform/config.ts";
import type { Breach } from "./breach-store.ts";
import { authorityDeadline, shownAt } from "./days.ts";
import { signature } from "./request-templates.ts";

export const BREACH_READERS = ["authority", "practices", "persons"] as const;
export type BreachReader = (typeof BREACH_READERS)[number];
type Language = "de" | "en";
export type BreachFacts = Pick<Config, "operator" | "timeZone">;

type Filled = {
  readonly noticed: string;
  readonly nature: string;
  readonly consequences: string;
  readonly measures: string;
  readonly people: string;
  readonly practices: string;
  readonly delay: string;
  readonly contact: string;
};

const WORDS: Readonly<
  Record<
    Language,
    {
      readonly gap: string;
      readonly noOperator: string;
      readonly end: string;
      readonly inTime: string;
      readonly late: string;
      readonly texts: Readonly<Record<BreachReader, (filled: Filled) => readonly string[]>>;
    }
  >
> = {
  de: {
    gap: "[noch nicht bekannt; wird nachgereicht, Art. 33 Abs. 4 DSGVO]",
    noOperator: "[Name und Kontaktdaten des Verantwortlichen und des Datenschutzbeauftragten]",
    end: "Mit freundlichen Grüßen",
    inTime: "Die Meldung erfolgt binnen 72 Stunden.",
    late: "[Gründe der Verzögerung, Art. 33 Abs. 1 DSGVO]",
    texts: {
      authority: (filled) => [
        "Meldung einer Verletzung des Schutzes personenbezogener Daten (Art. 33 DSGVO)",
        `1. Bekannt geworden: ${filled.noticed}. ${filled.delay}`,
        `2. Art der Verletzung (Abs. 3 lit. a):\n${filled.nature}`,
        `Kategorien betroffener Personen: [Therapeut*innen, Klient*innen, eingeladene Kolleg*innen, Besucher*innen]. Ungefähre Zahl: ${filled.people}`,
        `Kategorien betroffener Datensätze und ungefähre Zahl: [Kategorien aus der Löschtabelle, Zahl]. Betroffene Praxen: ${filled.practices}`,
        `3. Anlaufstelle (Abs. 3 lit. b):\n${filled.contact}`,
        `4. Wahrscheinliche Folgen (Abs. 3 lit. c):\n${filled.consequences}`,
        `5. Ergriffene oder vorgeschlagene Maßnahmen (Abs. 3 lit. d):\n${filled.measures}`,
        "6. Inhalte von Gesprächen und die Tresore der Praxen sind Ende zu Ende verschlüsselt; Schlüssel liegen nicht auf dem Server. [Bestätigen oder berichtigen.]",
      ],
      practices: (filled) => [
        "Guten Tag,",
        `bei uns, Ihrem Auftragsverarbeiter, ist der Schutz personenbezogener Daten verletzt worden (Art. 33 Abs. 2 DSGVO). Ihre Praxis ist betroffen. Bekannt geworden: ${filled.noticed}.`,
        `Was geschehen ist:\n${filled.nature}`,
        `Wahrscheinliche Folgen:\n${filled.consequences}`,
        `Was wir tun und was Sie tun können:\n${filled.measures}`,
        "Für die Daten Ihrer Klient*innen sind Sie verantwortlich. Bitte prüfen Sie die Meldung an Ihre Aufsichtsbehörde (Art. 33 Abs. 1) und die Benachrichtigung der Klient*innen (Art. 34).",
      ],
      persons: (filled) => [
        "Guten Tag,",
        "der Schutz Ihrer Daten ist verletzt worden. Wir sagen Ihnen, was das für Sie bedeutet (Art. 34 DSGVO).",
        `Was geschehen ist:\n${filled.nature}`,
        `Was das für Sie bedeuten kann:\n${filled.consequences}`,
        `Was wir getan haben und was Sie selbst tun können:\n${filled.measures}`,
        `Fragen beantwortet:\n${filled.contact}`,
      ],
    },
  },
  en: {
    gap: "[not known yet; to follow, Art. 33(4) GDPR]",
    noOperator: "[name and contact details of the controller and of the data protection officer]",
    end: "Kind regards",
    inTime: "The notification is made within 72 hours.",
    late: "[reasons for the delay, Art. 33(1) GDPR]",
    texts: {
      authority: (filled) => [
        "Notification of a personal data breach (Art. 33 GDPR)",
        `1. Became known: ${filled.noticed}. ${filled.delay}`,
        `2. Nature of the breach (3)(a):\n${filled.nature}`,
        `Categories of data subjects concerned: [therapists, clients, invited colleagues, visitors]. Approximate number: ${filled.people}`,
        `Categories of records concerned and approximate number: [categories of the retention table, number]. Practices concerned: ${filled.practices}`,
        `3. Contact point (3)(b):\n${filled.contact}`,
        `4. Likely consequences (3)(c):\n${filled.consequences}`,
        `5. Measures taken or proposed (3)(d):\n${filled.measures}`,
        "6. Contents of calls and the practices' vaults are encrypted end to end; no key lies on the server. [Confirm or correct.]",
      ],
      practices: (filled) => [
        "Hello,",
        `there has been a personal data breach with us, your processor (Art. 33(2) GDPR). Your practice is concerned. Became known: ${filled.noticed}.`,
        `What happened:\n${filled.nature}`,
        `Likely consequences:\n${filled.consequences}`,
        `What we do and what you can do:\n${filled.measures}`,
        "You are the controller for your clients' data. Please check the notification of your supervisory authority (Art. 33(1)) and of your clients (Art. 34).",
      ],
      persons: (filled) => [
        "Hello,",
        "the protection of your data was broken. We tell you what that means for you (Art. 34 GDPR).",
        `What happened:\n${filled.nature}`,
        `What that can mean for you:\n${filled.consequences}`,
        `What we have done and what you can do yourself:\n${filled.measures}`,
        `Questions are answered by:\n${filled.contact}`,
      ],
    },
  },
};

/** Whom everybody can ask: the operator, with the data protection officer if there is one. */
export const contactOf = (facts: Pick<Config, "operator">, language: Language): string =>
  signature(facts, WORDS[language].noOperator);

/** The text for one of the readers, at a moment (Unix ms). `found`: null prints it with gaps alone. */
export function breachTemplate(
  reader: BreachReader,
  language: Language,
  facts: BreachFacts,
  found: { readonly breach: Breach; readonly practices: number } | null,
  now: number,
): string {
  const { gap, inTime, late, end, noOperator, texts } = WORDS[language];
  const known = (text: string | undefined) => (text === undefined || text === "" ? gap : text);
  const breach = found?.breach;
  const contact = contactOf(facts, language);
  const isLate =
    breach !== undefined && (breach.authority_told_at ?? now) > authorityDeadline(breach.noticed_at);
  const filled: Filled = {
    noticed: breach === undefined ? gap : shownAt(breach.noticed_at, facts.timeZone),
    nature: known(breach?.nature),
    consequences: known(breach?.consequences),
    measures: known(breach?.measures),
    people: breach?.people == null ? gap : String(breach.people),
    practices: found === null ? gap : String(found.practices),
    delay: breach?.authority_reason ?? (isLate ? late : inTime),
    contact,
  };
  return [...texts[reader](filled), end, signature(facts, noOperator)].join("\n\n");
}
