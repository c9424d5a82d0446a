// The risks of the impact assessment, rated before and after what stands against them (Art. 35(7)(c), (d) GDPR).
import { type Block, type Sentence, say, type Text } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";

/** 1: negligible, 2: limited, 3: substantial, 4: great. */
type Level = 1 | 2 | 3 | 4;
type Rating = { readonly likelihood: Level; readonly severity: Level };

type Risk = {
  readonly title: Text;
  readonly harm: Sentence;
  readonly against: readonly Sentence[];
  /** Without and with what stands against it. */
  readonly before: Rating;
  readonly after: Rating;
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
    before: { likelihood: 3, severity: 4 },
    after: { likelihood: 1, severity: 4 },
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
    before: { likelihood: 3, severity: 3 },
    after: { likelihood: 2, severity: 3 },
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
    before: { likelihood: 3, severity: 4 },
    after: { likelihood: 2, severity: 4 },
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
    before: { likelihood: 2, severity: 4 },
    after: { likelihood: 2, severity: 4 },
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
      say(
        "Kurze Fristen; die Datenbank überschreibt Gelöschtes auf ihrem Datenträger, PostgreSQL aber nur, wenn ihm die Rechte dafür gegeben sind.",
        "Short periods; the database overwrites on its disk what was deleted, PostgreSQL only if it is given the rights for that.",
        "promise: P8",
      ),
    ],
    before: { likelihood: 3, severity: 3 },
    after: { likelihood: 2, severity: 2 },
    rest: say(
      "Ein schwaches Passwort lässt sich mit der Datenbank erraten; Praxen werden ohne Namen von Klient*innen benachrichtigt.",
      "With the database a weak password can be guessed; practices are notified, without names of clients.",
      "law: Art. 33(2), Art. 34 GDPR",
    ),
  },
  {
    title: {
      de: "Daten der Praxis gehen verloren oder werden verändert",
      en: "Data of the practice are lost or altered",
    },
    harm: say(
      "Links, Einwilligungen und Termine fehlen oder stimmen nicht; Klient*innen finden nicht zu ihrem Gespräch. Möglich durch Ausfall eines Geräts oder Datenträgers, Fehler oder Angriff.",
      "Links, consents and appointments are missing or wrong; clients do not find their call. Possible by failure of a device or disk, by a fault or by an attack.",
      LAW,
    ),
    against: [
      say(
        "Ein veränderter Tresor lässt sich nicht öffnen, ein alter fällt jedem Gerät auf, das einen neueren kannte; was mehrere Geräte schreiben, wird zusammengeführt.",
        "An altered vault does not open, an old one is noticed by every device that has known a newer one; what several devices write is merged.",
        "decision: 0028",
      ),
      say(
        "Die Praxis kann ihre Daten jederzeit als Datei sichern.",
        "The practice can save its data as a file at any time.",
        "promise: P9",
      ),
    ],
    before: { likelihood: 3, severity: 2 },
    after: { likelihood: 2, severity: 2 },
    rest: say(
      "Ohne Konto liegt alles in einem Browser; wer mit Konto Passwort, Passkeys und Wiederherstellungscode verliert, kann den Tresor nicht mehr öffnen. Sicherungen des Servers macht der Betreiber.",
      "Without an account everything lies in one browser; who with an account loses password, passkeys and recovery code cannot open the vault any more. Backups of the server are made by the operator.",
      LAW,
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
    before: { likelihood: 3, severity: 3 },
    after: { likelihood: 2, severity: 3 },
    rest: say(
      "Wer Server oder Netz in der Hand hat, kann Gespräche verhindern; der Dienst ist nicht für Notfälle gedacht.",
      "Whoever controls server or network can prevent calls; the service is not meant for emergencies.",
      LAW,
    ),
  },
];

const LEVELS = {
  1: { de: "geringfügig", en: "negligible" },
  2: { de: "überschaubar", en: "limited" },
  3: { de: "substanziell", en: "substantial" },
  4: { de: "groß", en: "great" },
} as const satisfies Readonly<Record<Level, Text>>;

/** From this product of both levels on a risk is high, and from the other on medium. */
const HIGH = 9;
const MEDIUM = 4;

/** How ratings are to be read (recitals 75 and 76 GDPR). */
export const RATING = say(
  `Eingestuft sind Eintritt und Schwere für die Betroffenen, in vier Stufen: 1 geringfügig, 2 überschaubar, 3 substanziell, 4 groß. Hoch ist ein Risiko, wenn das Produkt beider mindestens ${HIGH} ist, mittel ab ${MEDIUM}.`,
  `Rated are likelihood and severity for the persons concerned, in four levels: 1 negligible, 2 limited, 3 substantial, 4 great. A risk is high if the product of both is at least ${HIGH}, medium from ${MEDIUM} on.`,
  "law: Art. 35(7)(c) GDPR, recitals 75, 76",
);

function ratingText({ likelihood, severity }: Rating): Sentence {
  const product = likelihood * severity;
  const low = product >= MEDIUM ? { de: "mittel", en: "medium" } : { de: "gering", en: "low" };
  const level = product >= HIGH ? { de: "hoch", en: "high" } : low;
  return say(
    `${level.de} (Eintritt ${likelihood}, ${LEVELS[likelihood].de}; Schwere ${severity}, ${LEVELS[severity].de})`,
    `${level.en} (likelihood ${likelihood}, ${LEVELS[likelihood].en}; severity ${severity}, ${LEVELS[severity].en})`,
    LAW,
  );
}

const blocksOf = ({ title, harm, against, before, after, rest }: Risk): readonly Block[] => [
  { kind: "heading", level: 3, text: title },
  {
    kind: "facts",
    rows: [
      { label: { de: "Schaden", en: "Harm" }, values: [harm] },
      { label: { de: "Risiko ohne Maßnahmen", en: "Risk without measures" }, values: [ratingText(before)] },
      { label: { de: "Dagegen", en: "Against it" }, values: against },
      { label: { de: "Risiko mit Maßnahmen", en: "Risk with measures" }, values: [ratingText(after)] },
      { label: { de: "Was bleibt", en: "What remains" }, values: [rest] },
    ],
  },
];

/** Each risk of this instance with harm, rating, measures and what remains. */
export const riskBlocks = ({ hasAccounts }: Facts): readonly Block[] =>
  RISKS.filter(({ ofAccounts }) => ofAccounts !== true || hasAccounts).flatMap(blocksOf);
