// The data protection impact assessment of the default deployment (Art. 35(7) GDPR): what is done, why it is needed,
// what could go wrong for people, what stands against it.
import {
  type Block,
  heading,
  link,
  list,
  type PublishedDocument,
  paragraph,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { about, declaredHere, onDevice, purposeOf, titleOf } from "./entries.ts";
import { RATING, riskBlocks } from "./impact-risks.ts";
import { hosting, thirdCountries, WITHOUT_ACCOUNT } from "./notice-parts.ts";
import { recipients } from "./recipients.ts";

/** Date of the text; a new one with each change of what is said here or in impact-risks.ts. */
const VERSION = "2026-11-25";

function description(facts: Facts): readonly Block[] {
  const ofClients = declaredHere(facts).filter((one) => about("client")(one) && !onDevice(one));
  return [
    heading(
      "1. Beschreibung der Verarbeitung (Art. 35 Abs. 7 lit. a)",
      "1. Description of the processing (Art. 35(7)(a))",
    ),
    paragraph(
      say(
        "Videogespräche zwischen Psychotherapeut*innen und ihren Klient*innen, von Gerät zu Gerät; der Server verbindet die Geräte.",
        "Video calls between psychotherapists and their clients, from device to device; the server connects the devices.",
        "law: Art. 35(7)(a) GDPR",
      ),
      ...(facts.hasAccounts
        ? [
            say(
              "Er bewahrt außerdem das Konto und den verschlüsselten Tresor der Praxis auf.",
              "It also keeps the account and the encrypted vault of the practice.",
              "law: Art. 35(7)(a) GDPR",
            ),
          ]
        : []),
      say(
        "Eine Abschätzung ist nötig, weil der Umstand der Behandlung ein Gesundheitsdatum ist und viele Menschen betrifft.",
        "An assessment is needed because the fact of treatment is data about health and concerns many people.",
        "law: Art. 35(1), (3)(b) GDPR",
      ),
      say(
        "Was davon Klient*innen betrifft und den Server erreicht:",
        "What of it concerns clients and reaches the server:",
        "law: Art. 35(7)(a) GDPR",
      ),
    ),
    list(
      ...ofClients.map((one) => {
        const title = titleOf(one);
        const purpose = purposeOf(one);
        return say(`${title.de}: ${purpose.de}`, `${title.en}: ${purpose.en}`, purpose.source);
      }),
    ),
    list(...hosting(facts), ...recipients(facts)),
    paragraph(...thirdCountries(facts)),
    paragraph(
      link(
        "Alles im Einzelnen steht im Verzeichnis.",
        "All details are in the record.",
        "/legal/record",
        "law: Art. 30(1) GDPR",
      ),
    ),
  ];
}

const necessity = ({ hasAccounts, periods }: Facts): readonly Block[] => [
  heading(
    "2. Notwendigkeit und Verhältnismäßigkeit (Art. 35 Abs. 7 lit. b)",
    "2. Necessity and proportionality (Art. 35(7)(b))",
  ),
  list(
    say(
      "Zum Verbinden zweier Geräte muss ein Server ihre Netzadressen kennen; ganz kennt er sie nur, solange sie verbunden sind, und nur im Arbeitsspeicher.",
      "To connect two devices a server has to know their network addresses; it knows whole ones only while they are connected, and in memory alone.",
      "law: Art. 35(7)(b) GDPR",
    ),
    say(
      `Gekürzt stehen Netzadressen ${periods.accessLog} Tage im Zugriffsprotokoll, um Fehler und Angriffe zu finden.`,
      `Shortened network addresses stand in the access log for ${periods.accessLog} days, for finding faults and attacks.`,
      "config: CONNECT_ACCESS_LOG_DAYS",
    ),
    say(
      "Weder Namen noch Termine noch Inhalte sind dafür nötig, und der Server bekommt sie dafür nicht.",
      "Neither names nor appointments nor content are needed for that, and the server does not get them for it.",
      "promise: P3",
    ),
    ...(hasAccounts
      ? [
          say(
            "Nur für Terminnachrichten, wenn jemand sie wünscht, bekommt er Adresse, Beginn, Dauer, Zeitzone und Sprache.",
            "Only for messages about appointments, if somebody wants them, it gets address, beginning, duration, time zone and language.",
            "decision: 0024",
          ),
        ]
      : []),
    say(
      "Grundlage ist die ausdrückliche Einwilligung, die die Praxis einholt; damit sie freiwillig ist, hat die Praxis auch einen anderen Weg anzubieten, etwa Gespräche vor Ort oder am Telefon.",
      "The ground is the explicit consent that the practice obtains; for it to be voluntary the practice has to offer another way as well, such as sessions at the practice or by telephone.",
      "law: Art. 9(2)(a) GDPR",
    ),
    say(
      "Die Betroffenen werden vor dem Gespräch informiert und können ihre Rechte ohne Konto ausüben.",
      "The persons concerned are informed before the call and can use their rights without an account.",
      "law: Art. 12(1), (6), Art. 13 GDPR",
    ),
    ...(hasAccounts
      ? [
          say(
            "Mit jeder Praxis, die ein Konto hat, besteht eine Vereinbarung zur Auftragsverarbeitung.",
            "There is a data-processing agreement with each practice that has an account.",
            "law: Art. 28(3) GDPR",
          ),
        ]
      : []),
    WITHOUT_ACCOUNT,
  ),
];

export function impactAssessment(facts: Facts): PublishedDocument {
  return {
    title: { de: "Datenschutz-Folgenabschätzung", en: "Data protection impact assessment" },
    blocks: [
      paragraph(
        say(
          "Für den Dienst, wie er mit dieser Konfiguration läuft; wer ihn betreibt, prüft sie, ergänzt, was bei ihm anders ist, und holt den Rat der Datenschutzbeauftragten ein, wenn eine benannt ist.",
          "For the service as it runs with this configuration; whoever runs it checks it, adds what is different there, and seeks the advice of the data protection officer, if one is designated.",
          "law: Art. 35(1), (2), (11) GDPR",
        ),
      ),
      ...description(facts),
      ...necessity(facts),
      heading(
        "3. Risiken und Maßnahmen (Art. 35 Abs. 7 lit. c, d)",
        "3. Risks and measures (Art. 35(7)(c), (d))",
      ),
      paragraph(RATING),
      ...riskBlocks(facts),
      heading("4. Ergebnis", "4. Result"),
      paragraph(
        say(
          "Nach dieser Einstufung bleibt mit den Maßnahmen kein hohes Risiko, solange Seiten und Vermittlung in vertrauenswürdigen Händen sind; sind sie es nicht oder stuft der Betreiber anders ein, hat er die Aufsichtsbehörde vorher zu konsultieren.",
          "By this rating no high risk remains with the measures, as long as pages and relay are in trustworthy hands; if they are not, or if the operator rates otherwise, it has to consult the supervisory authority before.",
          "law: Art. 35(7)(d), Art. 36(1) GDPR",
        ),
        say(
          "Der Standpunkt von Betroffenen wurde noch nicht eingeholt.",
          "Views of persons concerned have not been sought yet.",
          "law: Art. 35(9) GDPR",
        ),
        link(
          "Die Maßnahmen im Einzelnen.",
          "The measures in detail.",
          "/legal/measures",
          "law: Art. 32(1) GDPR",
        ),
      ),
      heading("5. Fassung und Überprüfung", "5. Version and review"),
      paragraph(
        say(`Fassung vom ${VERSION}.`, `Version of ${VERSION}.`, "law: Art. 35(11) GDPR"),
        say(
          "Der Betreiber überprüft sie, wenn sich Programm, Konfiguration, beteiligte Firmen oder Risiken ändern, nach jeder Datenpanne, und mindestens einmal im Jahr.",
          "The operator reviews it when program, configuration, companies concerned or risks change, after each data breach, and at least once a year.",
          "law: Art. 35(11) GDPR",
        ),
      ),
    ],
  };
}
