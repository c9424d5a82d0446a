// The data-processing agreement between a practice and the operator (Art. 28(3) GDPR), without JavaScript and fit for
// paper. Whoever changes a clause gives it a new version (src/protocol/agreements.ts): a test asks for it.
import {
  type Block,
  heading,
  list,
  type PublishedDocument,
  paragraph,
  say,
  type Text,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { operatorLines } from "./contact.ts";
import { dataOf, declaredHere, onDevice, titleOf } from "./entries.ts";
import { measureBlocks } from "./measures.ts";
import { hosting } from "./notice-parts.ts";
import { recipients } from "./recipients.ts";

const clause = (number: number, { de, en }: Text): Block => heading(`${number}. ${de}`, `${number}. ${en}`);

/** What is agreed, without what follows from configuration and inventory. */
export const CLAUSES: readonly Block[] = [
  clause(1, { de: "Gegenstand und Dauer", en: "Subject and duration" }),
  paragraph(
    say(
      "Der Betreiber stellt der Praxis TheraPsy Connect bereit: Er verbindet die Geräte der Praxis und ihrer Klient*innen zu verschlüsselten Gesprächen und bewahrt Konto und verschlüsselten Tresor der Praxis auf.",
      "The operator provides TheraPsy Connect to the practice: it connects the devices of the practice and its clients for encrypted calls and keeps the account and the encrypted vault of the practice.",
      "law: Art. 28(3) GDPR",
    ),
    say(
      "Soweit dabei personenbezogene Daten von Klient*innen verarbeitet werden, geschieht das im Auftrag der Praxis.",
      "As far as personal data of clients are processed in doing so, this happens on behalf of the practice.",
      "law: Art. 28(3), Art. 4(8) GDPR",
    ),
    say(
      "Der Vertrag gilt, solange die Praxis ein Konto hat, und danach, bis alles gelöscht ist.",
      "The agreement holds as long as the practice has an account, and after that until everything is erased.",
      "law: Art. 28(3) GDPR",
    ),
  ),
  clause(2, { de: "Art, Zweck, Daten und Betroffene", en: "Nature, purpose, data and persons" }),
  paragraph(
    say(
      "Betroffen sind Klient*innen der Praxis; welche Daten verarbeitet werden, steht in Anlage 1.",
      "The persons concerned are clients of the practice; which data are processed stands in annex 1.",
      "law: Art. 28(3) GDPR",
    ),
    say(
      "Bild, Ton, Namen, Chat, Links und Bezeichnungen von Räumen sowie Einwilligungen liegen dem Betreiber nicht vor oder nur so verschlüsselt, dass er sie nicht öffnen kann.",
      "Picture, sound, names, chat, links and labels of rooms and consents are not with the operator, or only encrypted in a way that it cannot open.",
      "promise: P2",
    ),
    say(
      "Termine liegen ihm lesbar nur vor, soweit die Praxis Terminnachrichten verschicken lässt: dann Adresse, Beginn, Dauer, Zeitzone und Sprache.",
      "Appointments are with it in readable form only as far as the practice has messages about appointments sent: then address, beginning, duration, time zone and language.",
      "decision: 0024",
    ),
    say(
      "Der Umstand, dass ein Gerät mit einer Praxis für Psychotherapie verbunden wird, kann ein Gesundheitsdatum sein und wird als solches behandelt.",
      "That a device is connected to a practice for psychotherapy can be data about health and is treated as such.",
      "law: Art. 9(1) GDPR",
    ),
    say(
      "Die Einwilligung der Klient*innen und ihre Information sind Sache der Praxis; das Programm stellt ihr Texte dafür bereit.",
      "Consent of the clients and informing them are up to the practice; the program provides texts for both.",
      "law: Art. 9(2)(a), Art. 13, Art. 4(7) GDPR",
    ),
  ),
  clause(3, { de: "Weisungen", en: "Instructions" }),
  paragraph(
    say(
      "Der Betreiber verarbeitet Daten nur nach dokumentierter Weisung der Praxis, auch bei Übermittlungen in Drittländer; Weisungen sind dieser Vertrag und was die Praxis im Programm einstellt.",
      "The operator processes data only on documented instructions of the practice, also for transfers to third countries; instructions are this agreement and what the practice sets in the program.",
      "law: Art. 28(3)(a) GDPR",
    ),
    say(
      "Verpflichtet ihn das Recht der Union oder eines Mitgliedstaats zu einer anderen Verarbeitung, sagt er es der Praxis vorher, sofern das Recht es nicht verbietet.",
      "If the law of the Union or of a member state obliges it to other processing, it tells the practice before, unless the law forbids that.",
      "law: Art. 28(3)(a) GDPR",
    ),
    say(
      "Hält er eine Weisung für rechtswidrig, sagt er es der Praxis unverzüglich.",
      "If it holds an instruction to be unlawful, it tells the practice immediately.",
      "law: Art. 28(3) GDPR",
    ),
  ),
  clause(4, { de: "Vertraulichkeit und Berufsgeheimnis", en: "Confidentiality and professional secrecy" }),
  paragraph(
    say(
      "Wer beim Betreiber mit den Daten zu tun hat, ist zur Vertraulichkeit verpflichtet, auch über das Ende der Tätigkeit hinaus.",
      "Whoever deals with the data at the operator is bound to confidentiality, also after that work has ended.",
      "law: Art. 28(3)(b) GDPR",
    ),
    say(
      "Dem Betreiber ist bekannt, dass die Praxis einem Berufsgeheimnis unterliegt: in Deutschland nach § 203 StGB, in Österreich nach der Verschwiegenheitspflicht des Psychotherapiegesetzes und der Gesetze der anderen Gesundheitsberufe sowie § 121 StGB.",
      "The operator knows that the practice is bound by professional secrecy: in Germany under § 203 StGB, in Austria under the duty of secrecy of the Psychotherapiegesetz and the laws of the other health professions and § 121 StGB.",
      "law: § 203(1) StGB (DE), Psychotherapiegesetz 2024 (AT), § 121 StGB (AT)",
    ),
    say(
      "Er ist als mitwirkende Person selbst zur Verschwiegenheit verpflichtet; ihm wird nicht mehr bekannt, als für seine Mitwirkung nötig ist.",
      "As a contributing person it is itself bound to secrecy; it does not learn more than its contribution needs.",
      "law: § 203(3), (4) StGB (DE)",
    ),
    say(
      "Die unbefugte Offenbarung kann in Deutschland mit Freiheitsstrafe bis zu einem Jahr oder mit Geldstrafe bestraft werden.",
      "Unauthorised disclosure can be punished in Germany by imprisonment of up to one year or a fine.",
      "law: § 203(4) StGB (DE)",
    ),
    say(
      "Weitere Personen zieht er nur heran, soweit es nötig ist, und verpflichtet sie in gleicher Weise schriftlich oder in Textform zur Verschwiegenheit.",
      "It engages further persons only as far as needed, and binds them to secrecy in the same way, in writing or in text form.",
      "law: § 203(4) sentence 2 StGB (DE), Art. 28(4) GDPR",
    ),
    say(
      "Kann sich die Praxis auf ein Zeugnisverweigerungsrecht oder einen Schutz vor Beschlagnahme berufen, beruft der Betreiber sich für seine Mitwirkung ebenfalls darauf.",
      "Where the practice can invoke a right to refuse testimony or protection from seizure, the operator invokes it for its contribution as well.",
      "law: § 53a, § 97 StPO (DE)",
    ),
  ),
  clause(5, { de: "Sicherheit", en: "Security" }),
  paragraph(
    say(
      "Der Betreiber trifft die Maßnahmen nach Art. 32 DSGVO; sie stehen in Anlage 2.",
      "The operator takes the measures of Art. 32 GDPR; they stand in annex 2.",
      "law: Art. 28(3)(c), Art. 32 GDPR",
    ),
    say(
      "Er darf sie durch gleich gute oder bessere ersetzen.",
      "It may replace them by equally good or better ones.",
      "law: Art. 32(1) GDPR",
    ),
  ),
  clause(6, { de: "Weitere Auftragsverarbeiter", en: "Further processors" }),
  paragraph(
    say(
      "Die Praxis stimmt den in Anlage 3 genannten Stellen zu.",
      "The practice agrees to those named in annex 3.",
      "law: Art. 28(2) GDPR",
    ),
    say(
      "Einen Wechsel oder Zuwachs sagt der Betreiber mindestens vier Wochen vorher an; die Praxis kann widersprechen und den Vertrag beenden.",
      "The operator announces a change or an addition at least four weeks before; the practice can object and end the agreement.",
      "law: Art. 28(2), (3)(d) GDPR",
    ),
    say(
      "Der Betreiber verpflichtet weitere Auftragsverarbeiter auf denselben Schutz und haftet für sie.",
      "The operator binds further processors to the same protection and is liable for them.",
      "law: Art. 28(4) GDPR",
    ),
  ),
  clause(7, { de: "Rechte der Betroffenen", en: "Rights of the persons concerned" }),
  paragraph(
    say(
      "Der Betreiber unterstützt die Praxis mit geeigneten Maßnahmen, Anträge von Betroffenen zu beantworten (Art. 12 bis 22 DSGVO).",
      "The operator assists the practice by suitable measures in answering requests of the persons concerned (Art. 12 to 22 GDPR).",
      "law: Art. 28(3)(e) GDPR",
    ),
    say(
      "Wendet sich eine Klient*in an ihn, beantwortet er, was er selbst weiß, und verweist im Übrigen an die Praxis.",
      "If a client turns to it, it answers what it knows itself and refers to the practice for the rest.",
      "law: Art. 28(3)(e), Art. 11 GDPR",
    ),
  ),
  clause(8, {
    de: "Unterstützung bei den Pflichten der Praxis",
    en: "Assistance with the practice's duties",
  }),
  paragraph(
    say(
      "Der Betreiber unterstützt die Praxis bei Sicherheit, Meldungen, Folgenabschätzung und vorheriger Konsultation (Art. 32 bis 36 DSGVO).",
      "The operator assists the practice with security, notifications, impact assessment and prior consultation (Art. 32 to 36 GDPR).",
      "law: Art. 28(3)(f) GDPR",
    ),
    say(
      "Eine Verletzung des Schutzes personenbezogener Daten meldet er der Praxis unverzüglich mit allem, was er darüber weiß.",
      "It reports a personal data breach to the practice without undue delay, with all that it knows.",
      "law: Art. 33(2) GDPR",
    ),
  ),
  clause(9, { de: "Löschung und Rückgabe", en: "Erasure and return" }),
  paragraph(
    say(
      "Mit dem Ende des Vertrags wählt die Praxis, ob sie ihre Daten zurückbekommt, als Datei aus dem Konto, oder ob sie ohne Rückgabe gelöscht werden.",
      "When the agreement ends, the practice chooses whether it gets its data back, as a file from the account, or whether they are erased without being returned.",
      "law: Art. 28(3)(g), Art. 20 GDPR",
    ),
    say(
      "In beiden Fällen löscht der Betreiber sie spätestens 30 Tage danach, soweit das Recht nicht verlangt, dass er sie aufbewahrt; Sicherungen enden spätestens 30 Tage nach der Löschung.",
      "In both cases the operator erases them at the latest 30 days afterwards, as far as the law does not demand that it keeps them; backups end at the latest 30 days after the erasure.",
      "law: Art. 28(3)(g) GDPR",
    ),
  ),
  clause(10, { de: "Nachweis", en: "Proof" }),
  paragraph(
    say(
      "Der Betreiber gibt der Praxis alles, was sie zum Nachweis dieser Pflichten braucht, und ermöglicht Überprüfungen, auch vor Ort, durch sie oder von ihr beauftragte Prüfer*innen.",
      "The operator gives the practice all that it needs to prove these duties, and allows inspections, on site too, by it or by auditors of its choice.",
      "law: Art. 28(3)(h) GDPR",
    ),
    say(
      "Das Programm ist quelloffen und kann von jedem geprüft werden.",
      "The program is open source and can be examined by anybody.",
      "law: Art. 28(3)(h) GDPR",
    ),
  ),
  clause(11, { de: "Form", en: "Form" }),
  paragraph(
    say(
      "Dieser Vertrag wird in elektronischer Form geschlossen; Fassung und Zeitpunkt der Annahme stehen im Konto.",
      "This agreement is made in electronic form; version and time of acceptance stand in the account.",
      "law: Art. 28(9) GDPR",
    ),
  ),
];

export function processingAgreement(facts: Facts, version: string): PublishedDocument {
  const ordered = declaredHere(facts).filter(
    (one) => !onDevice(one) && one.entry.grounds.some((ground) => ground === "Art. 28"),
  );
  return {
    title: { de: "Vereinbarung zur Auftragsverarbeitung", en: "Data-processing agreement" },
    blocks: [
      paragraph(
        say(
          "Zwischen der Praxis, die ein Konto anlegt (Verantwortliche), und dem Betreiber (Auftragsverarbeiter):",
          "Between the practice that makes an account (controller) and the operator (processor):",
          "law: Art. 28(3) GDPR",
        ),
      ),
      operatorLines(facts),
      paragraph(say(`Fassung vom ${version}.`, `Version of ${version}.`, "law: Art. 28(9) GDPR")),
      ...CLAUSES,
      heading("Anlage 1: Daten", "Annex 1: data"),
      ...ordered.flatMap((one): readonly Block[] => [
        { kind: "heading", level: 3, text: titleOf(one) },
        list(...dataOf(one)),
      ]),
      heading("Anlage 2: Maßnahmen", "Annex 2: measures"),
      ...measureBlocks(facts, 3),
      heading("Anlage 3: weitere Auftragsverarbeiter", "Annex 3: further processors"),
      list(...hosting(facts), ...recipients(facts)),
    ],
  };
}
