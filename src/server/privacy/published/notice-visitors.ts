// The privacy notice for those who only visit the pages (Art. 13 GDPR).
import {
  type Block,
  heading,
  list,
  type PublishedDocument,
  paragraph,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { about, declaredHere, entryBlocks } from "./entries.ts";
import { noticeEnd } from "./notice-end.ts";
import { hosting, otherNotices, thirdCountries } from "./notice-parts.ts";

const READERS: readonly Block[] = [
  heading("An wen ist diese Datenschutzerklärung gerichtet?", "Whom is this privacy notice for?"),
  paragraph(
    say(
      "An alle, die diese Seiten lesen, ohne zu sprechen und ohne Konto.",
      "For everybody who reads these pages, without talking and without an account.",
      "law: Art. 12(1) GDPR",
    ),
    say(
      "Die Seiten setzen keine Cookies, speichern nichts auf Ihrem Gerät, laden nichts von Dritten und funktionieren ohne JavaScript.",
      "The pages set no cookies, store nothing on your device, load nothing from third parties and work without JavaScript.",
      "promise: P1",
    ),
  ),
];

export function noticeForVisitors(facts: Facts): PublishedDocument {
  const own = declaredHere(facts).filter(about("visitor"));
  return {
    title: {
      de: "Datenschutzerklärung – Connect für Besucher*innen",
      en: "Privacy notice – Connect for visitors",
    },
    blocks: [
      ...READERS,
      otherNotices("visitors", facts),
      heading("Gesammelte Daten und Formate", "Data and formats"),
      paragraph(
        ...hosting(facts),
        say(
          "Ihr Gerät muss beim Aufruf seine Netzadresse senden, sonst kann keine Antwort zurückkommen.",
          "Your device has to send its network address, or no answer could come back.",
          "law: Art. 13(2)(e) GDPR",
        ),
      ),
      ...own.flatMap((one) => entryBlocks(one, facts, "others")),
      heading("Rechtsgrundlage der Datenverarbeitung", "Legal grounds of the processing"),
      paragraph(
        say(
          "Zugriffsprotokoll, Sicherheitsprotokoll und Zähler beruhen auf unserem berechtigten Interesse an einem sicheren Dienst ohne Fehler (Art. 6 Abs. 1 lit. f DSGVO), die Bearbeitung von Anliegen zu Ihren Daten auf einer rechtlichen Verpflichtung (lit. c).",
          "Access log, security log and counters rest on our legitimate interest in a secure service without faults (Art. 6(1)(f) GDPR), handling requests about your data on a legal obligation (c).",
          "law: Art. 13(1)(c), (d) GDPR",
        ),
      ),
      heading("Empfänger", "Recipients", 3),
      list(...hosting(facts)),
      paragraph(...thirdCountries(facts)),
      ...noticeEnd("visitors", own, facts),
    ],
  };
}
