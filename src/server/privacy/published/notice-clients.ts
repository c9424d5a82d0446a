// The privacy notice for clients (Art. 13 and 14 GDPR), with the headings that such a notice has here from the first day.
import {
  type Block,
  heading,
  list,
  type PublishedDocument,
  paragraph,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { about, declaredHere, entryBlocks, ofPractice, onDevice } from "./entries.ts";
import { noticeEnd } from "./notice-end.ts";
import { ALTERED_PAGES, consentPlace, hosting, otherNotices, thirdCountries } from "./notice-parts.ts";
import { recipients, turnCredentials } from "./recipients.ts";

const INTRODUCTION: readonly Block[] = [
  paragraph(
    say(
      "Hier steht, welche personenbezogenen Daten bei einem Gespräch über TheraPsy Connect anfallen, wo, wozu und wie lange.",
      "This is which personal data arise in a call by TheraPsy Connect, where, what for and for how long.",
      "law: Art. 12(1) GDPR",
    ),
    say(
      "Das Gespräch ist von Ihrem Gerät bis zum Gerät Ihrer Therapeut*in verschlüsselt: Bild, Ton, Ihr Name und Textnachrichten bleiben zwischen Ihnen beiden.",
      "The call is encrypted from your device to your therapist's device: picture, sound, your name and text messages stay between the two of you.",
      "promise: P2",
    ),
    say(
      "Sie brauchen kein Konto, wir setzen bei Ihnen keine Cookies und binden nichts von Dritten ein.",
      "You need no account, we set no cookies on your device and include nothing from third parties.",
      "promise: P1",
    ),
  ),
];

/** What most people want to know, before all details. */
const inShort = ({ hasAccounts, periods }: Facts): readonly Block[] => [
  heading("Das Wichtigste", "In short"),
  list(
    say(
      `Auf unserem Server bleiben von einem Gespräch lesbar nur gekürzte Netzadressen in Protokollen, im Zugriffsprotokoll ${periods.accessLog} Tage.`,
      `Of a call only shortened network addresses remain readable on our server, in logs, in the access log for ${periods.accessLog} days.`,
      "config: CONNECT_ACCESS_LOG_DAYS",
    ),
    ...(hasAccounts
      ? [
          say(
            "Ihre E-Mail-Adresse bekommen wir nur, wenn Sie Nachrichten zu Terminen wünschen oder uns selbst nach Ihren Daten fragen.",
            "We get your e-mail address only if you want messages about appointments, or ask us about your data yourself.",
            "decision: 0024",
          ),
        ]
      : []),
    say(
      "Was Ihre Praxis sich über Sie merkt, können wir nicht lesen.",
      "What your practice remembers about you we cannot read.",
      "promise: P3",
    ),
    say(
      "Auf Ihrem Gerät bleibt nach dem Gespräch von uns nichts, es sei denn, Sie wählen „Dieses Gerät merken“; den Verlauf legt Ihr Browser selbst an.",
      "After the call nothing of ours stays on your device, unless you choose “Remember this device”; the history is made by your browser itself.",
      "law: § 25 TDDDG, § 165(3) TKG 2021",
    ),
    say(
      "Ihre Rechte und wie Sie sie nutzen, steht weiter unten; für alles, was die Behandlung betrifft, fragen Sie Ihre Praxis.",
      "Your rights and how to use them stand further below; for everything about the treatment ask your practice.",
      "law: Art. 12(1), (2) GDPR",
    ),
  ),
];

const readers = (facts: Facts): readonly Block[] => [
  heading("An wen ist diese Datenschutzerklärung gerichtet?", "Whom is this privacy notice for?"),
  paragraph(
    say(
      "An Klient*innen, die über TheraPsy Connect mit ihrer Therapeut*in sprechen.",
      "For clients who talk to their therapist by TheraPsy Connect.",
      "law: Art. 12(1) GDPR",
    ),
    say(
      "Bei jeder Angabe steht, ob sie nötig ist.",
      "It is said of each kind of data whether it is needed.",
      "law: Art. 13(2)(e) GDPR",
    ),
  ),
  otherNotices("clients", facts),
];

function path(facts: Facts): readonly Block[] {
  const { turnHosts, turnSetting, stunHosts, relayHost } = facts;
  const relay = relayHost === null ? "" : ` (${relayHost})`;
  return [
    heading("Wie Ihr Gespräch seinen Weg findet", "How your call finds its way", 3),
    paragraph(
      say(
        "Bild, Ton und Nachrichten gehen wenn möglich direkt von Gerät zu Gerät („Peer to Peer“); dabei erfährt Ihr Gegenüber Ihre Netzadresse (IP-Adresse) und Sie die seine.",
        "Picture, sound and messages go directly from device to device where possible (“peer to peer”); in doing so the other person's device learns your network address (IP address), and yours learns theirs.",
        "law: Art. 13(1)(e) GDPR",
      ),
    ),
    paragraph(
      say(
        `Damit die Geräte einander finden, verbindet sie unser Vermittlungsserver${relay}; er leitet versiegelte Nachrichten weiter, die er nicht öffnen kann, und wird danach nicht mehr gebraucht.`,
        `So that the devices find each other, our relay${relay} connects them; it passes on sealed messages that it cannot open, and is not needed after that.`,
        "promise: P6",
      ),
      turnHosts.length === 0
        ? say(
            "Ein Server, der verschlüsselte Pakete weiterleitet (TURN), ist hier nicht eingerichtet: Findet sich kein direkter Weg, kommt das Gespräch nicht zustande.",
            "No server that passes on encrypted packets (TURN) is set up here: if no direct way is found, the call does not come about.",
            `config: ${turnSetting}`,
          )
        : say(
            `Findet sich kein direkter Weg, leitet ein TURN-Server die verschlüsselten Pakete weiter: ${turnHosts.join(", ")}.`,
            `If no direct way is found, a TURN server passes on the encrypted packets: ${turnHosts.join(", ")}.`,
            `config: ${turnSetting}`,
          ),
      ...turnCredentials(turnHosts, turnSetting),
      ...(turnHosts.length === 0
        ? []
        : [
            say(
              "Auf Wunsch geht alles über diesen Server: Dann erfährt Ihr Gegenüber Ihre Netzadresse nicht. Der TURN-Server sieht sie weiterhin.",
              "On request everything goes through this server: then the other person's device does not learn your network address. The TURN server still sees it.",
              "decision: 0044",
            ),
          ]),
      ...(stunHosts.length === 0
        ? []
        : [
            say(
              `Um ihre eigenen Netzadressen zu finden, fragen die Geräte diese STUN-Server: ${stunHosts.join(", ")}.`,
              `To find their own network addresses, the devices ask these STUN servers: ${stunHosts.join(", ")}.`,
              "config: CONNECT_ICE_SERVERS",
            ),
          ]),
    ),
    paragraph(
      say(
        "Keiner dieser Server hat einen Schlüssel zum Gespräch; wenn die vier Wörter auf beiden Geräten dieselben sind, kann niemand dazwischen es mitlesen, ansehen oder anhören.",
        "None of these servers has a key of the call; if the four words are the same on both devices, nobody in between can read, watch or hear it.",
        "promise: P2",
      ),
      ALTERED_PAGES,
      say(
        "Ist eines der beiden Geräte selbst von Schadsoftware befallen, schützt die Verschlüsselung nicht; und mit anderen Mitteln könnte Ihr Gegenüber aufzeichnen, was ohne Zustimmung aller verboten ist.",
        "If one of the two devices itself is infected by malicious software, encryption does not protect; and the other person could record by other means, which is forbidden unless everybody agrees.",
        "law: Art. 32(1) GDPR, § 201 StGB (DE), § 120 StGB (AT)",
      ),
    ),
  ];
}

const consent = ({ hasAccounts }: Facts): readonly Block[] => [
  heading("Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)", "Consent (Art. 6(1)(a) GDPR)", 3),
  paragraph(
    say(
      "Für die Behandlung per Video ist Ihre Praxis verantwortlich.",
      "For the treatment by video your practice is the controller.",
      "law: Art. 4(7) GDPR",
    ),
    say(
      "Weil schon ein Gespräch mit einer psychotherapeutischen Praxis etwas über Ihre Gesundheit sagt, holt sie vorher Ihre ausdrückliche Einwilligung ein.",
      "Because talking to a psychotherapy practice already says something about your health, it obtains your explicit consent before.",
      "law: Art. 9(1), (2)(a) GDPR",
    ),
    say(
      "Sie geben sie in der Lobby, bevor Kamera und Mikrofon gefragt werden.",
      "You give it in the lobby, before camera and microphone are asked for.",
      "law: Art. 7(1) GDPR",
    ),
    consentPlace(hasAccounts),
    say(
      "Aufgezeichnet wird nichts, auch nicht mit Einwilligung; Werbung senden wir Klient*innen nicht.",
      "Nothing is recorded, not even with consent; we send no advertising to clients.",
      "promise: P5",
    ),
  ),
];

function contract(facts: Facts): readonly Block[] {
  return [
    heading(
      "Erfüllung eines Vertrages (Art. 6 Abs. 1 lit. b DSGVO)",
      "Performance of a contract (Art. 6(1)(b) GDPR)",
      3,
    ),
    paragraph(
      say(
        "Zwischen Ihnen und uns gibt es keinen Vertrag: Wir vermitteln das Gespräch im Auftrag Ihrer Praxis.",
        "There is no contract between you and us: we connect the call on behalf of your practice.",
        "law: Art. 28(3) GDPR",
      ),
      ...(facts.hasAccounts
        ? [
            say(
              "Ihre E-Mail-Adresse haben wir nur, wenn Ihre Praxis uns mit Ihrer Zustimmung Terminnachrichten verschicken lässt; dann kommt sie von der Praxis.",
              "We have your e-mail address only if your practice, with your agreement, has us send messages about appointments; it then comes from the practice.",
              "law: Art. 14(2)(f) GDPR",
            ),
          ]
        : []),
    ),
  ];
}

const interest = ({ hasAccounts }: Facts): readonly Block[] => [
  heading(
    "Berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO)",
    "Legitimate interest (Art. 6(1)(f) GDPR)",
    3,
  ),
  paragraph(
    say(
      "Zugriffsprotokoll, Sicherheitsprotokoll und Zähler gegen Überlastung und Raten beruhen auf unserem berechtigten Interesse an einem sicheren Dienst ohne Fehler.",
      "Access log, security log and counters against overload and guessing rest on our legitimate interest in a secure service without faults.",
      "law: Art. 13(1)(d) GDPR",
    ),
    say(
      "Sie werden nur dafür ausgewertet, Fehler und Angriffe zu finden, und nicht benutzt, um ein Angebot zu verbessern.",
      "They are analysed only to find faults and attacks, and are not used to improve an offer.",
      "law: Art. 5(1)(b) GDPR",
    ),
    ...(hasAccounts
      ? [
          say(
            "Sicherungen, und der Nachweis, dass wir Ihre Anliegen richtig behandelt haben, beruhen ebenfalls auf unserem berechtigten Interesse.",
            "Backups, and proof that we handled your requests rightly, rest on our legitimate interest as well.",
            "law: Art. 13(1)(d) GDPR",
          ),
        ]
      : []),
  ),
];

const OBLIGATION: readonly Block[] = [
  heading("Rechtliche Verpflichtung (Art. 6 Abs. 1 lit. c DSGVO)", "Legal obligation (Art. 6(1)(c) GDPR)", 3),
  paragraph(
    say(
      "Anliegen zu Ihren Daten bearbeiten wir, weil das Gesetz uns dazu verpflichtet; dazu gehört, Ihr Postfach zu prüfen und Ihnen zu antworten.",
      "We handle requests about your data because the law obliges us to; that includes checking your mailbox and answering you.",
      "law: Art. 12(3), (6), Art. 5(2) GDPR",
    ),
  ),
];

const PRACTICE = say(
  "Ihre Praxis: zu ihren Geräten geht das Gespräch.",
  "Your practice: the call goes to its devices.",
  "law: Art. 13(1)(e) GDPR",
);

export function noticeForClients(facts: Facts): PublishedDocument {
  const own = declaredHere(facts).filter(about("client"));
  const onServer = own.filter((one) => !onDevice(one));
  const onDevices = own.filter(onDevice);
  return {
    title: {
      de: "Datenschutzerklärung – Connect für Klient*innen",
      en: "Privacy notice – Connect for clients",
    },
    blocks: [
      ...INTRODUCTION,
      ...inShort(facts),
      ...readers(facts),
      heading("Gesammelte Daten und Formate", "Data and formats"),
      ...path(facts),
      heading("Was auf unserem Server ist", "What is on our server"),
      paragraph(
        ...hosting(facts),
        say(
          "Mehr als hier genannt speichern wir über Sie nicht: Name, Links, Gespräche und ihre Dauer sind auf keinem unserer Server gespeichert, es sei denn so verschlüsselt, dass nur Ihre Praxis sie öffnen kann.",
          "We keep nothing about you beyond what is named here: name, links, calls and their duration are kept on none of our servers, unless encrypted in a way that only your practice can open.",
          "promise: P3",
        ),
        ...(facts.turnHosts.length === 0
          ? []
          : [
              say(
                "Ein TURN-Server sieht Netzadressen, Menge und Dauer, solange er weiterleitet.",
                "A TURN server sees network addresses, amount and duration while it relays.",
                "decision: 0044",
              ),
            ]),
      ),
      ...onServer.flatMap((one) => entryBlocks(one, facts, "clients")),
      heading("Was auf den Geräten bleibt", "What stays on the devices"),
      paragraph(
        say("Diese Daten kommen nicht zu uns.", "These data do not reach us.", "promise: P3"),
        say(
          "Auf dem Gerät gespeichert wird nur, was für den gewünschten Dienst unbedingt erforderlich ist oder was Sie selbst gewählt haben.",
          "Only what is strictly necessary for the service asked for, or what you have chosen yourself, is stored on the device.",
          "law: § 25 TDDDG, § 165(3) TKG 2021",
        ),
      ),
      ...onDevices.filter((one) => !ofPractice(one)).flatMap((one) => entryBlocks(one, facts, "clients")),
      heading("Auf den Geräten Ihrer Praxis", "On the devices of your practice"),
      paragraph(
        say(
          "Was Ihre Praxis sich merkt, damit Sie einander wiederfinden, liegt in ihrem Browser.",
          "What your practice remembers, so that you find each other again, lies in its browser.",
          "law: Art. 14(1)(d) GDPR",
        ),
      ),
      ...onDevices.filter(ofPractice).flatMap((one) => entryBlocks(one, facts, "clients")),
      heading("Rechtsgrundlage der Datenverarbeitung", "Legal grounds of the processing"),
      ...consent(facts),
      ...contract(facts),
      ...interest(facts),
      ...(facts.hasAccounts ? OBLIGATION : []),
      heading("Empfänger", "Recipients", 3),
      list(PRACTICE, ...hosting(facts), ...recipients(facts)),
      paragraph(...thirdCountries(facts)),
      ...noticeEnd("clients", own, facts),
    ],
  };
}
