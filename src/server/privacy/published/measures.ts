// Technical and organisational measures (Art. 32 GDPR), as the program takes them; what is left to the operator is said.
import {
  type Block,
  heading,
  list,
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";

const CONFIDENTIALITY: readonly Sentence[] = [
  say(
    "Gespräche sind von Gerät zu Gerät verschlüsselt; Vermittlung und TURN-Server haben keine Schlüssel.",
    "Calls are encrypted from device to device; relay and TURN server have no keys.",
    "promise: P2",
  ),
  say(
    "Die Verbindung der Medien wird an den Handschlag gebunden, und zwei Menschen können sie mit vier Wörtern prüfen.",
    "The connection of the media is bound to the handshake, and two people can check it with four words.",
    "promise: P2",
  ),
  say(
    "Netzadressen stehen im Protokoll nur gekürzt (IPv4 ohne die letzte Zahl, IPv6 nur die ersten 48 Bit).",
    "Network addresses stand in the log shortened only (IPv4 without its last number, IPv6 its first 48 bits).",
    "law: Art. 5(1)(c) GDPR",
  ),
];

/** Where there are accounts. */
const OF_ACCOUNTS: readonly Sentence[] = [
  say(
    "Räume, Links und Termine eines Kontos werden im Browser versiegelt; der Server bewahrt nur Geheimtext auf.",
    "Rooms, links and appointments of an account are sealed in the browser; the server keeps ciphertext alone.",
    "decision: 0025",
  ),
  say(
    "Passwörter verlassen den Browser nicht; geprüft wird ein daraus abgeleiteter Wert, der nur als Prüfsumme gespeichert ist.",
    "Passwords do not leave the browser; what is checked is a value derived from them, stored as a hash alone.",
    "decision: 0025",
  ),
  say(
    "Passkeys und ein zweiter Faktor stehen jedem Konto offen; Anmeldung über soziale Netze gibt es nicht.",
    "Passkeys and a second factor are open to each account; there is no sign-in by social networks.",
    "decision: 0021",
  ),
  say(
    "Raten wird je Konto und je Netzadresse gebremst.",
    "Guessing is slowed down per account and per network address.",
    "decision: 0022",
  ),
];

const INTEGRITY: readonly Sentence[] = [
  say(
    "Die Seiten laden nichts von Dritten; was der Browser ausführen darf, ist auf die eigene Herkunft beschränkt.",
    "The pages load nothing from third parties; what the browser may run is limited to the own origin.",
    "promise: P1",
  ),
];

const INTEGRITY_OF_ACCOUNTS: readonly Sentence[] = [
  say(
    "Jede Änderung über die Schnittstelle prüft Herkunft, Anmeldung und Rolle; niemand liest oder ändert Daten einer anderen Praxis.",
    "Every change over the interface checks origin, sign-in and role; nobody reads or changes data of another practice.",
    "promise: P3",
  ),
  say(
    "Ein Gerät, das einen neueren Stand des Tresors kannte, erkennt einen alten und nimmt ihn nicht stillschweigend an.",
    "A device that has known a newer state of the vault recognises an old one and does not accept it silently.",
    "decision: 0028",
  ),
];

const AVAILABILITY: readonly Sentence[] = [
  say(
    "Ein laufendes Gespräch braucht den Server nicht.",
    "A call that is going on does not need the server.",
    "promise: P6",
  ),
];

const AVAILABILITY_OF_ACCOUNTS: readonly Sentence[] = [
  say(
    "Wartende Nachrichten und alle Änderungen liegen in der Datenbank und überstehen einen Neustart.",
    "Waiting mails and all changes lie in the database and survive a restart.",
    "decision: 0023",
  ),
];

const MINIMISATION: readonly Sentence[] = [
  say(
    "Jede Tabelle, Spalte, Datei, jedes Cookie und jeder Browserspeicher ist im Inventar erklärt; eine Tabelle oder Spalte, die nicht erklärt ist, lässt sich nicht bauen, und alles andere fällt bei den Prüfungen auf.",
    "Every table, column, file, cookie and browser storage is declared in the inventory; a table or column that is not declared cannot be built, and anything else fails the checks.",
    "decision: 0020",
  ),
  say(
    "Abgelaufenes löscht das Programm von selbst, jede Stunde.",
    "The program deletes by itself what is due, every hour.",
    "promise: P8",
  ),
  say(
    "Aufzeichnung, Analyse des Verhaltens und Profile gibt es nicht.",
    "There is no recording, no analysis of behaviour and no profiling.",
    "promise: P5",
  ),
];

const REVIEW: readonly Sentence[] = [
  say(
    "Bei jeder Änderung laufen Prüfungen, auch Angriffe mit einem lügenden Vermittlungsserver.",
    "Checks run with every change, attacks with a lying relay among them.",
    "promise: P2",
  ),
  say(
    "Von außen begutachtet oder zertifiziert ist das Programm nicht.",
    "The program has not been reviewed from outside, nor is it certified.",
    "law: Art. 5(1)(a) GDPR",
  ),
];

const OPERATOR: readonly Sentence[] = [
  say(
    "Nimmt ein anderes Programm (Proxy) die Verbindungen an, hat der Betreiber dessen Protokoll abzuschalten oder ebenso zu kürzen und zu löschen.",
    "If another program (a proxy) accepts the connections, the operator has to switch off its log, or to shorten and delete it likewise.",
    "law: Art. 5(1)(c), (e), Art. 32(1) GDPR",
  ),
  say(
    "Zutritt zum Rechenzentrum und Zugang zum Server, verschlüsselte Sicherungen und das Einspielen von Aktualisierungen sind Sache des Betreibers und seines Rechenzentrums.",
    "Access to the data centre and to the server, encrypted backups and installing updates are up to the operator and its data centre.",
    "law: Art. 32(1)(b), (c) GDPR",
  ),
  say(
    "Wen er an den Server lässt, hat der Betreiber zur Vertraulichkeit und Verschwiegenheit zu verpflichten.",
    "The operator has to bind whomever it lets at the server to confidentiality and secrecy.",
    "law: Art. 28(3)(b), Art. 32(4) GDPR",
  ),
];

/** The measures as parts, for the page and for the annex of the agreement. */
export function measureBlocks({ isEncrypted, hasAccounts, periods }: Facts, level: 2 | 3): readonly Block[] {
  return [
    heading("Vertraulichkeit", "Confidentiality", level),
    list(
      ...CONFIDENTIALITY,
      ...(hasAccounts ? OF_ACCOUNTS : []),
      isEncrypted
        ? say(
            "Alle Seiten und die Vermittlung sind mit TLS verschlüsselt: mit Fassung 1.2 oder 1.3, wo das Programm selbst die Verbindungen annimmt, sonst, wie der Proxy davor eingestellt ist.",
            "All pages and the relay are encrypted with TLS: with version 1.2 or 1.3 where the program accepts the connections itself, else as the proxy before it is set.",
            "law: Art. 32(1)(a) GDPR",
          )
        : say(
            "Diese Testinstallation läuft ohne TLS, nur auf dem eigenen Rechner.",
            "This test installation runs without TLS, on its own machine alone.",
            "config: CONNECT_ORIGIN",
          ),
    ),
    heading("Integrität", "Integrity", level),
    list(...INTEGRITY, ...(hasAccounts ? INTEGRITY_OF_ACCOUNTS : [])),
    heading("Verfügbarkeit und Belastbarkeit", "Availability and resilience", level),
    list(
      ...AVAILABILITY,
      ...(hasAccounts
        ? [
            ...AVAILABILITY_OF_ACCOUNTS,
            say(
              `Sicherungen werden höchstens ${periods.backup} Tage aufbewahrt.`,
              `Backups are kept for at most ${periods.backup} days.`,
              "config: CONNECT_BACKUP_DAYS",
            ),
          ]
        : []),
    ),
    heading("Datenminimierung und Löschung", "Minimisation and erasure", level),
    list(...MINIMISATION),
    heading("Überprüfung", "Review", level),
    list(...REVIEW),
    heading("Was beim Betreiber liegt", "What is up to the operator", level),
    list(...OPERATOR),
  ];
}

export function measures(facts: Facts): PublishedDocument {
  return {
    title: { de: "Technische und organisatorische Maßnahmen", en: "Technical and organisational measures" },
    blocks: [
      paragraph(
        say(
          "Was dieser Dienst tut, um Daten zu schützen.",
          "What this service does to protect data.",
          "law: Art. 32(1) GDPR",
        ),
      ),
      ...measureBlocks(facts, 2),
    ],
  };
}
