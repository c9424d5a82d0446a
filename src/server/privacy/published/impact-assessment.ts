// The data protection impact assessment of the default deployment (Art. 35(7) GDPR): what is done, why it is needed,
// what could go wrong for people, what stands against it.
import {
  type Block,
  heading,
  link,
  list,
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
  type Text,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { about, declaredHere, onDevice, purposeOf, titleOf } from "./entries.ts";
import { hosting, thirdCountries } from "./notice-parts.ts";
import { recipients } from "./recipients.ts";

type Risk = {
  readonly title: Text;
  readonly harm: Sentence;
  readonly against: readonly Sentence[];
  readonly rest: Sentence;
  /** Only where there are accounts. */
  readonly ofAccounts?: true;
};

const LAW = "law: Art. 35(7)(c), (d) GDPR";

const RISKS: readonly Risk[] = [
  {
    title: { de: "Mithören oder Mitlesen eines Gesprächs", en: "Somebody listens to or reads a call" },
    harm: say(
      "Schwerer Eingriff in den vertraulichsten Bereich; ohne Schutz wahrscheinlich.",
      "Grave intrusion into what is most confidential; likely without protection.",
      LAW,
    ),
    against: [
      say(
        "Ende-zu-Ende-Verschlüsselung, an die Zertifikate der Verbindung gebunden; vier Wörter zum Vergleichen.",
        "End-to-end encryption, bound to the certificates of the connection; four words to compare.",
        "promise: P2",
      ),
    ],
    rest: say(
      "Wer die Webseiten ausliefert, könnte veränderte ausliefern; dagegen hilft, Seiten und Vermittlung in verschiedene Hände zu geben. Gegen ein befallenes Gerät hilft der Dienst nicht.",
      "Whoever serves the pages could serve altered ones; giving pages and relay into different hands helps against that. The service does not help against a compromised device.",
      LAW,
    ),
  },
  {
    title: {
      de: "Es wird bekannt, dass jemand in Therapie ist",
      en: "It becomes known that somebody is in therapy",
    },
    harm: say(
      "Stigmatisierung, Nachteile in Beruf und Familie; möglich über Protokolle, E-Mails oder Verbindungsdaten.",
      "Stigma, disadvantages at work and in the family; possible by logs, mails or connection data.",
      LAW,
    ),
    against: [
      say(
        "Keine Namen, Räume oder Gespräche auf dem Server; gekürzte Adressen; täglich neue Kennungen der Vermittlung.",
        "No names, rooms or calls on the server; shortened addresses; new tags of the relay every day.",
        "promise: P3",
      ),
      say(
        "E-Mails an Klient*innen nur auf Wunsch, ohne Link zum Raum, die Adresse mit der letzten gelöscht.",
        "Mails to clients only if asked for, without a link to the room, the address erased with the last one.",
        "decision: 0024",
      ),
    ],
    rest: say(
      "Wer beide Netze oder die Vermittlung beobachtet, sieht, dass zwei Adressen sich trafen. Der Verlauf des Browsers kann den Link enthalten.",
      "Whoever watches both networks or the relay sees that two addresses met. The browser's history can contain the link.",
      LAW,
    ),
  },
  {
    title: {
      de: "Jemand gibt sich als Praxis oder als Klient*in aus",
      en: "Somebody poses as practice or client",
    },
    harm: say(
      "Anvertrautes gelangt an Fremde; möglich, wenn ein Link abgefangen oder ersetzt wird.",
      "What is confided reaches strangers; possible if a link is intercepted or replaced.",
      LAW,
    ),
    against: [
      say(
        "Nur wer den Schlüssel des Raums hat, kann Gastgeber sein; niemand kommt ohne Einlass hinein; Links enden nach höchstens 30 Tagen, wenn die Praxis sie nicht verlängert.",
        "Only who has the key of the room can be host; nobody comes in without being let in; links end after 30 days at most, unless the practice prolongs them.",
        "promise: P2",
      ),
    ],
    rest: say(
      "Wer die Wörter nicht vergleicht, bemerkt einen ersetzten Link nicht.",
      "Whoever does not compare the words does not notice a replaced link.",
      LAW,
    ),
  },
  {
    title: { de: "Aufzeichnung eines Gesprächs", en: "A call is recorded" },
    harm: say(
      "Dauerhafte Gefahr der Verbreitung von Bild und Wort.",
      "Lasting danger that picture and word are spread.",
      LAW,
    ),
    against: [say("Das Programm kann nicht aufzeichnen.", "The program cannot record.", "promise: P5")],
    rest: say(
      "Ein Gegenüber mit anderen Mitteln kann kein Programm hindern; der Hinweis auf das Verbot steht in der Einwilligung.",
      "No program can hinder the other person with other means; that it is forbidden is said in the consent.",
      "law: § 201 StGB (DE), § 120 StGB (AT)",
    ),
  },
  {
    title: { de: "Diebstahl der Datenbank oder einer Sicherung", en: "The database or a backup is stolen" },
    ofAccounts: true,
    harm: say(
      "Adressen und Namen von Therapeut*innen, Adressen von Klient*innen mit wartenden Terminnachrichten.",
      "Addresses and names of therapists, addresses of clients with waiting messages about appointments.",
      LAW,
    ),
    against: [
      say(
        "Der Tresor ist nur mit Passwort, Passkey oder Wiederherstellungscode zu öffnen; Passwörter liegen nicht auf dem Server.",
        "The vault opens with password, passkey or recovery code only; passwords are not on the server.",
        "decision: 0025",
      ),
      say("Kurze Fristen und physische Löschung.", "Short periods and physical erasure.", "promise: P8"),
    ],
    rest: say(
      "Ein schwaches Passwort lässt sich mit der Datenbank erraten; Praxen werden ohne Namen von Klient*innen benachrichtigt.",
      "With the database a weak password can be guessed; practices are notified, without names of clients.",
      "law: Art. 33(2), Art. 34 GDPR",
    ),
  },
  {
    title: { de: "Der Dienst fällt aus", en: "The service is unavailable" },
    harm: say(
      "Eine Sitzung kommt nicht zustande, in einer Krise mit Folgen für die Gesundheit.",
      "A session does not take place, in a crisis with consequences for health.",
      LAW,
    ),
    against: [
      say(
        "Ein laufendes Gespräch braucht den Server nicht.",
        "A call that is going on does not need the server.",
        "promise: P6",
      ),
      say(
        "Die Telefonnummer der Praxis steht bei der Klient*in; ein Gerät, das sich den Raum merkt, zeigt sie auch ohne Server.",
        "The client sees the practice's telephone number; a device that remembers the room shows it also without the server.",
        "decision: 0033",
      ),
    ],
    rest: say(
      "Wer Server oder Netz in der Hand hat, kann Gespräche verhindern; der Dienst ist nicht für Notfälle gedacht.",
      "Whoever controls server or network can prevent calls; the service is not meant for emergencies.",
      LAW,
    ),
  },
];

const riskBlocks = ({ title, harm, against, rest }: Risk): readonly Block[] => [
  { kind: "heading", level: 3, text: title },
  {
    kind: "facts",
    rows: [
      { label: { de: "Schaden", en: "Harm" }, values: [harm] },
      { label: { de: "Dagegen", en: "Against it" }, values: against },
      { label: { de: "Was bleibt", en: "What remains" }, values: [rest] },
    ],
  },
];

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

const NECESSITY: readonly Block[] = [
  heading(
    "2. Notwendigkeit und Verhältnismäßigkeit (Art. 35 Abs. 7 lit. b)",
    "2. Necessity and proportionality (Art. 35(7)(b))",
  ),
  list(
    say(
      "Zum Verbinden zweier Geräte muss ein Server ihre Netzadressen kennen; er kennt sie nur, solange sie verbunden sind, und nur im Arbeitsspeicher.",
      "To connect two devices a server has to know their network addresses; it knows them only while they are connected, and in memory alone.",
      "law: Art. 35(7)(b) GDPR",
    ),
    say(
      "Weder Namen noch Termine noch Inhalte sind dafür nötig, und der Server bekommt sie dafür nicht; nur für Terminnachrichten, wenn jemand sie wünscht, bekommt er Adresse und Beginn.",
      "Neither names nor appointments nor content are needed for that, and the server does not get them for it; only for messages about appointments, if somebody wants them, it gets address and beginning.",
      "promise: P3",
    ),
    say(
      "Grundlage ist die ausdrückliche Einwilligung, die die Praxis einholt; sie ist freiwillig, denn Gespräche in der Praxis oder am Telefon bleiben möglich.",
      "The ground is the explicit consent that the practice obtains; it is voluntary, since sessions at the practice or by telephone remain possible.",
      "law: Art. 9(2)(a) GDPR",
    ),
    say(
      "Die Betroffenen werden vor dem Gespräch informiert und können ihre Rechte ohne Konto ausüben.",
      "The persons concerned are informed before the call and can use their rights without an account.",
      "law: Art. 12(1), (6), Art. 13 GDPR",
    ),
    say(
      "Mit jeder Praxis besteht eine Vereinbarung zur Auftragsverarbeitung.",
      "There is a data-processing agreement with each practice.",
      "law: Art. 28(3) GDPR",
    ),
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
      ...NECESSITY,
      heading(
        "3. Risiken und Maßnahmen (Art. 35 Abs. 7 lit. c, d)",
        "3. Risks and measures (Art. 35(7)(c), (d))",
      ),
      ...RISKS.filter(({ ofAccounts }) => ofAccounts !== true || facts.hasAccounts).flatMap(riskBlocks),
      heading("4. Ergebnis", "4. Result"),
      paragraph(
        say(
          "Mit diesen Maßnahmen bleibt kein hohes Risiko, das vom Server ausgeht, solange Seiten und Vermittlung in vertrauenswürdigen Händen sind; der Standpunkt von Betroffenen wurde noch nicht eingeholt.",
          "With these measures no high risk remains that comes from the server, as long as pages and relay are in trustworthy hands; views of persons concerned have not been sought yet.",
          "law: Art. 35(9), Art. 36(1) GDPR",
        ),
        link(
          "Die Maßnahmen im Einzelnen.",
          "The measures in detail.",
          "/legal/measures",
          "law: Art. 32(1) GDPR",
        ),
      ),
    ],
  };
}
