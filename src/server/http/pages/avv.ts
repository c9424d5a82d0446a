// The data-processing agreement between a practice and the operator (Art. 28(3) GDPR), without JavaScript and fit for
// paper. A first version: a practice and an operator may agree on more, not on less.

import { html } from "../../platform/html.ts";
import type { Language } from "../language.ts";
import { downloadLink } from "./download.ts";
import { type Facts, operatorBlock } from "./facts.ts";
import { layout } from "./layout.ts";

type Clause = { readonly title: string; readonly paragraphs: (facts: Facts) => readonly string[] };

const relayed = (facts: Facts): readonly string[] => [...facts.turnHosts, ...facts.stunHosts];

const DE: readonly Clause[] = [
  {
    title: "1. Gegenstand und Dauer",
    paragraphs: () => [
      "Der Betreiber stellt der Praxis TheraPsy Connect bereit: Er verbindet die Geräte der Praxis und ihrer Klient*innen zu verschlüsselten Gesprächen und bewahrt Konto und verschlüsselten Tresor der Praxis auf. Soweit dabei personenbezogene Daten von Klient*innen verarbeitet werden, geschieht das im Auftrag der Praxis (Art. 28 DSGVO).",
      "Der Vertrag gilt, solange die Praxis ein Konto hat.",
    ],
  },
  {
    title: "2. Art, Zweck, Daten und Betroffene",
    paragraphs: () => [
      "Betroffen sind Klient*innen der Praxis. Verarbeitet werden ihre Netzwerkadresse, solange ihr Gerät mit dem Server verbunden ist, und verschlüsselte Nachrichten, die der Server weitergibt und nicht lesen kann; beides nur im Arbeitsspeicher. Dazu eine E-Mail-Adresse, wenn die Praxis Terminnachrichten über den Server verschicken lässt; sie wird mit der letzten Nachricht gelöscht.",
      "Bild, Ton, Namen, Chat, Bezeichnungen von Räumen und Termine liegen dem Betreiber nicht vor oder nur so verschlüsselt, dass er sie nicht öffnen kann. Der Umstand, dass ein Gerät mit einer Praxis für Psychotherapie verbunden wird, kann ein Gesundheitsdatum sein (Art. 9 DSGVO) und wird als solches behandelt.",
    ],
  },
  {
    title: "3. Weisungen",
    paragraphs: () => [
      "Der Betreiber verarbeitet Daten nur nach dokumentierter Weisung der Praxis, auch bei Übermittlungen in Drittländer; Weisungen sind dieser Vertrag und was die Praxis im Programm einstellt. Hält er eine Weisung für rechtswidrig, sagt er es der Praxis.",
    ],
  },
  {
    title: "4. Vertraulichkeit und Berufsgeheimnis",
    paragraphs: () => [
      "Wer beim Betreiber mit den Daten zu tun hat, ist zur Vertraulichkeit verpflichtet, auch über das Ende der Tätigkeit hinaus.",
      "Dem Betreiber ist bekannt, dass die Praxis einem Berufsgeheimnis unterliegt (in Deutschland § 203 StGB, in Österreich die Verschwiegenheitspflicht nach dem Psychotherapiegesetz und den Gesetzen der anderen Gesundheitsberufe) und dass er als mitwirkende Person selbst zur Verschwiegenheit verpflichtet ist. Die unbefugte Offenbarung kann nach § 203 Abs. 4 StGB mit Freiheitsstrafe bis zu einem Jahr oder mit Geldstrafe bestraft werden. Er zieht weitere Personen nur heran, wenn sie in gleicher Weise verpflichtet sind.",
    ],
  },
  {
    title: "5. Sicherheit",
    paragraphs: () => [
      "Der Betreiber trifft die Maßnahmen nach Art. 32 DSGVO. Dazu gehören: Ende-zu-Ende-Verschlüsselung der Gespräche und des Tresors, TLS auf allen Wegen, keine Aufzeichnung, keine Protokolle mit vollständigen Adressen, Löschung nach festen Fristen, ein zweiter Faktor für Konten auf Wunsch.",
    ],
  },
  {
    title: "6. Weitere Auftragsverarbeiter",
    paragraphs: (facts) => [
      facts.hostingPlace === null
        ? "Ort des Betriebs: auf dieser Testinstallation nicht eingetragen."
        : `Ort des Betriebs: ${facts.hostingPlace}.`,
      relayed(facts).length === 0
        ? "Weitere Server für die Verbindung der Geräte sind nicht eingetragen."
        : `Server für die Verbindung der Geräte: ${relayed(facts).join(", ")}.`,
      facts.mailHost === null
        ? "Ein Server für E-Mails ist nicht eingetragen."
        : `Server für E-Mails, auch Terminnachrichten: ${facts.mailHost}.`,
      "Die Praxis stimmt den hier genannten Stellen zu. Einen Wechsel oder Zuwachs sagt der Betreiber mindestens vier Wochen vorher an; die Praxis kann widersprechen und den Vertrag beenden. Der Betreiber verpflichtet weitere Auftragsverarbeiter auf denselben Schutz und haftet für sie.",
    ],
  },
  {
    title: "7. Unterstützung",
    paragraphs: () => [
      "Der Betreiber unterstützt die Praxis bei Anfragen von Betroffenen (Art. 12 bis 22 DSGVO) und bei ihren Pflichten aus Art. 32 bis 36 DSGVO. Eine Verletzung des Schutzes personenbezogener Daten meldet er der Praxis unverzüglich mit allem, was er darüber weiß (Art. 33 Abs. 2 DSGVO).",
    ],
  },
  {
    title: "8. Löschung und Rückgabe",
    paragraphs: () => [
      "Mit dem Ende des Vertrags kann die Praxis ihre Daten als Datei mitnehmen. Der Betreiber löscht sie spätestens 30 Tage danach, soweit das Recht nicht verlangt, dass er sie aufbewahrt.",
    ],
  },
  {
    title: "9. Nachweis",
    paragraphs: () => [
      "Der Betreiber gibt der Praxis alles, was sie zum Nachweis dieser Pflichten braucht, und ermöglicht Überprüfungen, auch vor Ort, durch sie oder von ihr beauftragte Prüfer*innen. Das Programm ist quelloffen und kann von jedem geprüft werden.",
    ],
  },
];

const EN: readonly Clause[] = [
  {
    title: "1. Subject and duration",
    paragraphs: () => [
      "The operator provides TheraPsy Connect to the practice: it connects the devices of the practice and its clients for encrypted calls and keeps the account and the encrypted vault of the practice. As far as personal data of clients are processed in doing so, this happens on behalf of the practice (Art. 28 GDPR).",
      "The agreement holds as long as the practice has an account.",
    ],
  },
  {
    title: "2. Nature, purpose, data and persons",
    paragraphs: () => [
      "The persons concerned are clients of the practice. What is processed is their network address while their device is connected to the server, and encrypted messages that the server passes on and cannot read; both in working memory alone. In addition an e-mail address, if the practice has the server send messages about appointments; it is erased with the last message.",
      "Picture, sound, names, chat, labels of rooms and appointments are not with the operator, or only encrypted in a way that it cannot open. That a device is connected to a practice for psychotherapy can be data about health (Art. 9 GDPR) and is treated as such.",
    ],
  },
  {
    title: "3. Instructions",
    paragraphs: () => [
      "The operator processes data only on documented instructions of the practice, also for transfers to third countries; instructions are this agreement and what the practice sets in the program. If it holds an instruction to be unlawful, it tells the practice.",
    ],
  },
  {
    title: "4. Confidentiality and professional secrecy",
    paragraphs: () => [
      "Whoever deals with the data at the operator is bound to confidentiality, also after that work has ended.",
      "The operator knows that the practice is bound by professional secrecy (in Germany § 203 StGB, in Austria the duty of secrecy under the Psychotherapiegesetz and the laws of the other health professions) and that it is itself bound to secrecy as a contributing person. Unauthorised disclosure can be punished under § 203(4) StGB by imprisonment of up to one year or a fine. It engages further persons only if they are bound in the same way.",
    ],
  },
  {
    title: "5. Security",
    paragraphs: () => [
      "The operator takes the measures of Art. 32 GDPR. Among them: end-to-end encryption of calls and vault, TLS on every way, no recording, no logs with whole addresses, erasure after fixed periods, a second factor for accounts on request.",
    ],
  },
  {
    title: "6. Further processors",
    paragraphs: (facts) => [
      facts.hostingPlace === null
        ? "Place of operation: not entered on this test installation."
        : `Place of operation: ${facts.hostingPlace}.`,
      relayed(facts).length === 0
        ? "No further servers for connecting devices are entered."
        : `Servers for connecting devices: ${relayed(facts).join(", ")}.`,
      facts.mailHost === null
        ? "No server for e-mail is entered."
        : `Server for e-mail, messages about appointments included: ${facts.mailHost}.`,
      "The practice agrees to those named here. The operator announces a change or an addition at least four weeks before; the practice can object and end the agreement. The operator binds further processors to the same protection and is liable for them.",
    ],
  },
  {
    title: "7. Assistance",
    paragraphs: () => [
      "The operator assists the practice with requests of the persons concerned (Art. 12 to 22 GDPR) and with its duties under Art. 32 to 36 GDPR. It reports a personal data breach to the practice without undue delay, with all that it knows (Art. 33(2) GDPR).",
    ],
  },
  {
    title: "8. Erasure and return",
    paragraphs: () => [
      "When the agreement ends, the practice can take its data along as a file. The operator erases them at the latest 30 days afterwards, as far as the law does not demand that it keeps them.",
    ],
  },
  {
    title: "9. Proof",
    paragraphs: () => [
      "The operator gives the practice all that it needs to prove these duties, and allows inspections, on site too, by it or by auditors of its choice. The program is open source and can be examined by anybody.",
    ],
  },
];

const TEXT = {
  de: {
    title: "Vereinbarung zur Auftragsverarbeitung",
    between:
      "Zwischen der Praxis, die ein Konto anlegt (Verantwortliche), und dem Betreiber (Auftragsverarbeiter):",
    version: "Fassung vom",
    clauses: DE,
  },
  en: {
    title: "Data-processing agreement",
    between: "Between the practice that makes an account (controller) and the operator (processor):",
    version: "Version of",
    clauses: EN,
  },
} as const;

export function avvPage(language: Language, facts: Facts, version: string): string {
  const { title, between, version: of, clauses } = TEXT[language];
  return layout({
    language,
    title,
    path: "/avv",
    body: html`<p>${between}</p>
${operatorBlock(language, facts.operator)}
<p>${of} ${version}</p>
${downloadLink(language, "/avv")}
${clauses.map(
  (clause) => html`<h2>${clause.title}</h2>
${clause.paragraphs(facts).map(
  (paragraph) => html`<p>${paragraph}</p>
`,
)}`,
)}`,
  });
}
